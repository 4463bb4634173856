import type { Problem } from '@rollcall/client'
import type { Problem as AnyProblem, Warning } from '@rollcall/contract'

/** The exit codes of commands; docs/command-line.md lists them too. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notFound: 3, refused: 4, unreachable: 5 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A command failed: one sentence, without any secret. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure' as const
  readonly exitCode: ExitCode

  constructor(sentence: string, exitCode: ExitCode = exitCodes.failed, options?: ErrorOptions) {
    super(sentence, options)
    this.exitCode = exitCode
  }
}

/** The reader of the output has stopped. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed' as const
}

/** The input and output of a command, besides its arguments. */
export interface CommandIo {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The result of the command. */
  readonly output: (text: string, style?: 'heading') => void
  /** Resolves when the output accepts more. */
  readonly outputReady: () => Promise<void>
  /** Progress, warnings and failures. */
  readonly errors: (text: string) => void
  readonly input: AsyncIterable<string | Uint8Array>
  /** The output is a terminal. */
  readonly isOutputTerminal: boolean
  /** Where progress is shown; `undefined`: the errors are not shown on a terminal. */
  readonly errorsTerminal: NodeJS.WritableStream | undefined
  /** A person can be asked: input and errors are a terminal. */
  readonly isInteractive: boolean
  /** Fires when the command has to end. */
  readonly signal: AbortSignal
}

/** Writes the result of a command: as JSON with --json, else as text. */
export const show = (io: CommandIo, isJson: boolean | undefined, value: unknown, text: string): void =>
  io.output(isJson === true ? `${JSON.stringify(value, undefined, 2)}\n` : `${text}\n`)

/** A problem of the server in one sentence, with the faults, and their places, that its detail does not name. */
export const problemSentence = ({
  detail,
  title,
  errors = [],
}: Pick<AnyProblem, 'detail' | 'title' | 'errors'>): string => {
  const said = detail ?? title
  const faults = errors
    .filter((fault) => !said.includes(fault.detail))
    .map((fault) => {
      const place = 'pointer' in fault ? fault.pointer : 'parameter' in fault ? fault.parameter : undefined
      return place === undefined ? fault.detail : `${place}: ${fault.detail}`
    })
  const sentence = said.replace(/\.$/, '')
  return faults.length === 0 ? `${sentence}.` : `${sentence} (${faults.join(' ').replace(/\.$/, '')}).`
}

const exitCodeOf = (status: number): ExitCode => {
  if (status === 401 || status === 403) return exitCodes.refused
  if (status === 404) return exitCodes.notFound
  return status === 502 || status === 503 || status === 504 ? exitCodes.unreachable : exitCodes.failed
}

export const toFailure = (problem: Problem): CommandFailure =>
  new CommandFailure(problemSentence(problem), exitCodeOf(problem.status))

/** Writes the warnings of a call on the errors. */
export const warn = (io: CommandIo, warnings: readonly Warning[] = []): void => {
  for (const { detail } of warnings) io.errors(`Warning: ${detail}\n`)
}
