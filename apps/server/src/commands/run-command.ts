import { once } from 'node:events'
import { styleText } from 'node:util'
import { StoreError, StoreNotReached, StoreUnavailable } from '@rollcall/store'
import { type Command, CommanderError } from 'commander'
import { ConfigError } from '../config.ts'
import { startFailure } from '../start-failure.ts'
import { CommandFailure, type CommandIo, type ExitCode, exitCodes, OutputClosed } from './command-io.ts'
import { createProgram } from './program.ts'
import { visibleText } from './visible-text.ts'

/** Commander's message about a command line, as a sentence of Rollcall. */
const usageSentence = ({ message }: CommanderError): string => {
  const [fault = '', hint] = message.replace(/^error: /, '').split(/\n\(?Did you mean /)
  const [nearest] = hint?.split('?') ?? []
  const said = nearest === undefined ? fault.trimEnd() : `${fault.trimEnd()}; did you mean ${nearest}`
  const sentence = `${said[0]?.toUpperCase() ?? ''}${said.slice(1)}`.replace(/[.?]$/, '')
  return `${sentence}; \`rollcall --help\` lists the commands, and \`rollcall <command> --help\` shows how to use one.`
}

/** For `tokens` and other names of groups of commands. */
const groupSentence = (program: Command, name: string | undefined): string => {
  const names = program.commands.find((command) => command.name() === name)?.commands.map((command) => command.name())
  return `\`${name}\` is followed by one of its commands: ${names?.join(', ')}; \`rollcall ${name} --help\` says what each does.`
}

const outcomeOf = (error: unknown): { readonly sentence: string; readonly exitCode: ExitCode } => {
  if (error instanceof CommandFailure) return { sentence: error.message, exitCode: error.exitCode }
  if (error instanceof CommanderError) return { sentence: usageSentence(error), exitCode: exitCodes.usage }
  if (error instanceof StoreUnavailable || error instanceof StoreNotReached) {
    return { sentence: error.message, exitCode: exitCodes.unreachable }
  }
  const isKnown = error instanceof ConfigError || error instanceof StoreError
  return { sentence: isKnown ? error.message : startFailure(error), exitCode: exitCodes.failed }
}

/**
 * Only this text is written to a terminal without escaping: headings in bold, where colours are allowed
 * (https://no-color.org).
 */
const guarded = (io: CommandIo): CommandIo => {
  const { NO_COLOR = '', TERM } = io.environment
  const hasStyle = io.isOutputTerminal && NO_COLOR === '' && TERM !== 'dumb'
  return {
    ...io,
    output(text, style) {
      const shown = visibleText(text)
      io.output(style === undefined || !hasStyle ? shown : styleText('bold', shown, { validateStream: false }))
    },
    errors: (text) => io.errors(visibleText(text)),
  }
}

/** Runs one command line. A failure is one sentence on the errors; as JSON with --json. */
export const runCommand = async (argumentsGiven: readonly string[], given: CommandIo): Promise<ExitCode> => {
  const io = guarded(given)
  const program = createProgram(io)
  try {
    if (argumentsGiven.length === 0) {
      program.outputHelp()
      return exitCodes.done
    }
    // Loaded when it is needed, so that no other command takes longer.
    if (argumentsGiven[0] === 'complete') (await import('@bomb.sh/tab/commander')).default(program)
    await program.parseAsync([...argumentsGiven], { from: 'user' })
    return exitCodes.done
  } catch (caught) {
    // The reason of the interruption counts, whatever error the calls under way end with.
    const error: unknown = io.signal.aborted ? io.signal.reason : caught
    if (error instanceof OutputClosed) return exitCodes.done
    // Help that was requested.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done
    const isGroup = error instanceof CommanderError && error.code === 'commander.help'
    const { sentence, exitCode } = isGroup
      ? { sentence: groupSentence(program, argumentsGiven[0]), exitCode: exitCodes.usage }
      : outcomeOf(error)
    const isJson = argumentsGiven.includes('--json') || argumentsGiven.includes('--ndjson')
    io.errors(`${isJson ? JSON.stringify({ error: sentence, exit_code: exitCode }) : sentence}\n`)
    return exitCode
  }
}

/** Runs one command line with the streams of the process. A server that was started keeps running. */
export const runInProcess = async (
  argumentsGiven: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> => {
  const ending = new AbortController()
  const isServer = argumentsGiven[0] === 'serve'
  const { stdin, stdout, stderr } = process
  // The reader of the output has read enough, as `head` does.
  if (!isServer) stdout.on('error', () => ending.abort(new OutputClosed()))
  // A server ends by itself. An agent ends what it has started by SIGTERM.
  const signals = isServer ? [] : argumentsGiven[0] === 'mcp' ? (['SIGINT', 'SIGTERM'] as const) : (['SIGINT'] as const)
  for (const signal of signals) {
    process.once(signal, () => ending.abort(new CommandFailure('The command was interrupted.')))
  }
  const exitCode = await runCommand(argumentsGiven, {
    environment,
    output: (text) => stdout.write(text),
    async outputReady() {
      if (stdout.writableNeedDrain) await once(stdout, 'drain', { signal: ending.signal })
    },
    errors: (text) => stderr.write(text),
    input: stdin,
    isOutputTerminal: stdout.isTTY === true,
    errorsTerminal: stderr.isTTY === true ? stderr : undefined,
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    signal: ending.signal,
  })
  // An unanswered question would keep the process running.
  if (!isServer) stdin.destroy()
  if (exitCode !== exitCodes.done) process.exitCode = exitCode
}
