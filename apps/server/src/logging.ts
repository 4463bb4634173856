import { fstatSync } from 'node:fs'
import { withoutQuote } from '@rollcall/providers'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

export type { Logger }

/** Bearer values and tokens of Rollcall at any place in a text. */
const tokens = /\b(bearer|basic|token)\s+[\w.~+/=:-]{6,}|rollcall_[0-9a-f]{8,}/gi

/** A text without tokens; a path or an error message may quote one that a caller put there by mistake. */
export const withoutTokens = (text: string): string =>
  text.replaceAll(tokens, (_whole, scheme: string | undefined) =>
    scheme === undefined ? '[token]' : `${scheme} [token]`,
  )

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0)

/** The part of a text before an at sign, with the name at its end cut to its first letter. */
const beforeAt = (text: string): string => {
  let start = text.length
  while (start > 0 && !/[\s"'`<>()[\]{},;:=/…]/.test(text.charAt(start - 1))) start -= 1
  return start === text.length ? text : `${text.slice(0, start)}${firstOf(text.slice(start))}…`
}

/** A text whose e-mail addresses show only their first letter and domain: `ann@x.io` is `a…@x.io`. */
const withoutAddresses = (text: string): string =>
  text
    .split('@')
    .map((part, index, parts) => (/^[\p{L}\p{N}]/u.test(parts[index + 1] ?? '') ? beforeAt(part) : part))
    .join('@')

const atSigns = /@|%(?:25)*40/gi

/** A segment of a path that is an e-mail address, its at sign percent-encoded or not, in the same short form. */
const shortened = (segment: string): string => {
  const at = [...segment.matchAll(atSigns)].at(-1)
  if (at === undefined || at.index === 0) return segment
  return `${segment.startsWith('%') ? '' : firstOf(segment)}…@${segment.slice(at.index + at[0].length)}`
}

/** A path without an at sign in any spelling, a blank before a token, or a token of Rollcall. */
const plainPath = /^(?!.*rollcall_)[\w/.-]{0,512}$/i

/** A path for the log: ids that are e-mail addresses are shortened, tokens are left out. */
export const loggedPath = (path: string): string =>
  plainPath.test(path) ? path : withoutTokens(path.slice(0, 512)).split('/').map(shortened).join('/')

/** A foreign text for the log: without tokens, and with e-mail addresses in their short form. */
export const saneText = (text: string): string => withoutAddresses(withoutTokens(text))

/** The message of an error. Errors of JavaScript quote the text that they could not read: it may be a secret. */
const loggedMessage = (error: Error): string => {
  if (error instanceof SyntaxError) return withoutQuote(error).message
  if (error instanceof URIError) return 'A percent sign is malformed.'
  return saneText(error.message.replace(/^(Cannot use 'in' operator to search for ).*$/s, '$1a key in a text.'))
}

/** The stack of an error, without the message before it. */
const callsOf = (error: Error): string | undefined => {
  const calls = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  return calls === undefined ? undefined : saneText(calls.join('\n'))
}

interface LoggedError {
  readonly name: string
  readonly message: string
  readonly stack?: string | undefined
  readonly cause?: LoggedError | undefined
}

const maximumCauses = 4

const toLogged = (error: unknown, depth = 0): LoggedError => {
  if (!(error instanceof Error)) return { name: typeof error, message: 'not an Error' }
  return {
    name: error.name,
    message: loggedMessage(error),
    stack: callsOf(error),
    cause: error.cause === undefined || depth === maximumCauses ? undefined : toLogged(error.cause, depth + 1),
  }
}

const credentialKeys = ['authorization', 'token', 'access_token', 'refresh_token', 'api_key', 'password', 'secret']

/** A logger of JSON lines, to stdout unless a stream is given. No line holds a credential or a query's values. */
export const createLogger = (options: {
  readonly level: LogLevel
  readonly destination?: DestinationStream
}): Logger => {
  const settings = {
    level: options.level,
    base: null,
    serializers: { err: (error: unknown) => toLogged(error) },
    redact: { paths: [...credentialKeys, ...credentialKeys.map((key) => `*.${key}`)], censor: '[redacted]' },
  }
  return pino(settings, options.destination ?? bufferedStdout())
}

/**
 * Writes lines of the level `info` with this message as the logger does, by one `JSON.stringify`: pino reads each member and
 * its settings by name, and joins a text for each, which takes twice as long. A line has members, none of which is secret:
 * nothing is redacted.
 */
export const plainLines = (logger: Logger, message: string): ((members: object) => void) => {
  const stream: DestinationStream = Reflect.get(logger, pino.symbols.streamSym)
  const start = `{"level":${logger.levels.values.info},"time":`
  const end = `,"msg":${JSON.stringify(message)}}\n`
  return (members) => {
    if (!logger.isLevelEnabled('info')) return
    stream.write(`${start}${Date.now()},${JSON.stringify(members).slice(1, -1)}${end}`)
  }
}

/** How long a line waits at most. */
const longestWaitMs = 100

/**
 * Stdout, written some lines at a time: a write for each line takes longer than the line. A file takes about forty lines at
 * once; a pipe takes 4,096 bytes at once (PIPE_BUF of Linux), which ten lines stay below, so that the lines of several
 * processes stay whole. Lines without a reader are dropped. The lines wait here, not in sonic-boom: its version 4.2.1 counts
 * the bytes of all waiting lines again at each line, for which V8 copies them into one text.
 */
const bufferedStdout = (): DestinationStream & { readonly flushSync: () => void } => {
  const sufficientLength = fstatSync(1).isFile() ? 12_000 : 3500
  const stdout = pino.destination({ fd: 1, sync: true })
  let lines: string[] = []
  /** In bytes. */
  let length = 0
  let hasReader = true
  stdout.on('error', () => {
    hasReader = false
  })
  const writeLines = (): void => {
    if (length === 0) return
    const text = lines.join('')
    lines = []
    length = 0
    stdout.write(text)
  }
  // Called by pino for a fatal line. sonic-boom 4.2.1 repeats a `flushSync` without a reader for ever.
  const flushSync = (): void => {
    writeLines()
    if (hasReader) stdout.flushSync()
  }
  setInterval(writeLines, longestWaitMs).unref()
  process.once('exit', flushSync)
  return {
    write(line) {
      lines.push(line)
      length += Buffer.byteLength(line)
      if (length >= sufficientLength) writeLines()
    },
    flushSync,
  }
}
