import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

export type { Logger }

/** Bearer values and tokens of ours, wherever a text holds them. */
const tokens = /\b(bearer|basic|token)\s+[\w.~+/=:-]{6,}|rollcall_[0-9a-f]{8,}/gi

/** A text without tokens; a path or an error's sentence may quote one that a caller put there by mistake. */
export const withoutTokens = (text: string): string =>
  text.replaceAll(tokens, (_whole, scheme: string | undefined) =>
    scheme === undefined ? '[token]' : `${scheme} [token]`,
  )

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
    message: withoutTokens(error.message),
    stack: error.stack === undefined ? undefined : withoutTokens(error.stack),
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
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination)
}
