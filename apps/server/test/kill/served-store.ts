import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A store that stays while its servers are killed. */

const script = join(import.meta.dirname, '../../start.js')
const command = join(import.meta.dirname, '../../rollcall.js')

export type Environment = Readonly<Record<string, string>>

/** A process that was started. */
export interface Started {
  readonly pid: number
  output(): string
  /** The status that it ends with; `null` when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Ends it with SIGKILL, and waits until it has ended. */
  kill(): Promise<void>
  isAlive(): boolean
}

/** A server that listens. */
export interface Listening extends Started {
  readonly origin: string
}

const started = (child: ChildProcess): Started => {
  let output = ''
  const take = (chunk: unknown): void => {
    output = (output + String(chunk)).slice(-20_000)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  const ended = once(child, 'close').then(([status]): number | null => (typeof status === 'number' ? status : null))
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    isAlive,
    async kill() {
      if (isAlive()) child.kill('SIGKILL')
      await ended
    },
  }
}

const run = (file: string, environment: Environment, arguments_: readonly string[]): Started => {
  const { PATH = '' } = process.env
  return started(spawn(process.execPath, [file, ...arguments_], { env: { PATH, ...environment } }))
}

/** A command of `rollcall`. */
export const runCommand = (environment: Environment, ...arguments_: readonly string[]): Started =>
  run(command, environment, arguments_)

/** A server that may be killed before it listens. */
export const spawnServer = (environment: Environment): Started => run(script, environment, [])

/** @throws with the output of the server when it ends instead */
export const listening = async (server: Started): Promise<Listening> => {
  while (server.isAlive()) {
    // The log may name other addresses before it.
    const [, origin] = /Rollcall listens on (http:\/\/\S+:\d+)/.exec(server.output()) ?? []
    if (origin !== undefined) return { ...server, origin }
    await pause(5)
  }
  throw new Error(`The server does not start: ${server.output()}`)
}

/** Lines that a server has logged as errors, without the one that a test provokes. */
export const errorLines = (output: string): readonly string[] =>
  output.split('\n').filter((line) => /"level":(?:50|60)|"level":"(?:error|fatal)"/.test(line))
