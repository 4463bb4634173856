import { setTimeout as pause } from 'node:timers/promises'
import type { Place } from './places.ts'
import type { Random } from './random.ts'
import { type Environment, runCommand, type Started } from './served-store.ts'

/** Commands that are killed at a moment by chance, and then repeated. */

export type CommandName = 'keys rotate' | 'accounts import' | 'backup' | 'restore' | 'migrate'

/** What a round that kills commands works with. */
export interface CommandRound {
  readonly place: Place
  /** By which the servers and commands of the place are configured. */
  readonly environment: Environment
  readonly random: Random
  violate(sentence: string): void
  /** Counts a command that was killed before its end. */
  onKill(command: CommandName): void
}

/** A command line, and by what is seen that it has begun with its work: starting takes far longer. */
export interface Command {
  readonly name: CommandName
  readonly environment: Environment
  readonly rest: readonly string[]
  hasBegun(running: Started): boolean | Promise<boolean>
}

/** How long each command takes from the beginning of its work to its end; measured on those that were not killed. */
const workMs = new Map<CommandName, number>()

const start = async ({ name, environment, rest, hasBegun }: Command): Promise<Started> => {
  const running = runCommand(environment, ...name.split(' '), ...rest)
  while (running.isAlive() && !(await hasBegun(running))) await pause(1)
  return running
}

/**
 * Runs a command, and kills it at a moment by chance; now and then before it has begun with its work.
 * @returns what it has said, and whether it was killed before its end
 */
export const runAndKill = async (
  { random, onKill }: Pick<CommandRound, 'random' | 'onKill'>,
  command: Command,
): Promise<{ readonly output: string; readonly wasKilled: boolean }> => {
  const isEarly = random.happens(0.1)
  const running = await start(isEarly ? { ...command, hasBegun: () => true } : command)
  await Promise.race([running.ended, pause(random.next() * (isEarly ? 500 : (workMs.get(command.name) ?? 50)))])
  const wasKilled = running.isAlive()
  if (wasKilled) onKill(command.name)
  await running.kill()
  return { output: running.output(), wasKilled }
}

/** Runs a command to its end. @returns what it has said; a status other than 0 is a violation */
export const runToEnd = async ({ violate }: Pick<CommandRound, 'violate'>, command: Command): Promise<string> => {
  const running = await start(command)
  const begunMs = performance.now()
  const status = await running.ended
  const tookMs = performance.now() - begunMs
  workMs.set(command.name, ((workMs.get(command.name) ?? tookMs) + tookMs) / 2)
  if (status !== 0) violate(`\`${command.name}\` ended with ${status}: ${running.output().slice(0, 500)}`)
  return running.output()
}
