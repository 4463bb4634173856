import { resolve } from 'node:path'
import type { Handling } from '@rollcall/providers'

/** Everything that the environment may say, read once. Nobody else reads `process.env`. */
export interface Config {
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDirectory: string
  /** Demo mode: a sandbox instead of vendors, demo accounts and this token. `undefined`: production. */
  readonly demo: { readonly token: string } | undefined
  /** Takes the place of every vendor's origin; loopback alone. */
  readonly vendorOrigin: string | undefined
  /** How long a call may take. */
  readonly deadlineMs: number
  /** 0 takes a free one. */
  readonly sandboxPort: number
  /** The key ring, `id:base64,…`. Never logged. */
  readonly keys: string | undefined
  /** What happens to what a provider cannot do, where neither the request nor the account says. */
  readonly handling: Handling
  readonly logLevel: LogLevel
  /** Every answer is held against the contract before it is sent: in demos, and in tests. */
  readonly checksAnswers: boolean
  /** Requests that are served at once; further ones are a 503. */
  readonly maximumCalls: number
  /** Requests that one token may send in 10 seconds; 0 sets no limit. */
  readonly rateLimit: number
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The environment says something that cannot be followed: one sentence, without any secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError' as const
}

type Environment = Readonly<Record<string, string | undefined>>

/** Longest wait of Node's timers is above it; no caller waits longer. */
const maximumDeadlineMs = 10 * 60 * 1000

/** @throws ConfigError at the first value that cannot be followed. */
export const readConfig = (environment: Environment): Config => {
  const text = (name: string): string | undefined => {
    const value = environment[name]?.trim()
    return value === '' ? undefined : value
  }
  const host = text('HOST') ?? '127.0.0.1'
  const isDemo = flag('ROLLCALL_DEMO', text('ROLLCALL_DEMO'))
  if (isDemo && !isLoopbackName(host)) {
    throw new ConfigError(`A demo answers to this machine alone, so HOST cannot be "${host}"; leave HOST out.`)
  }
  return Object.freeze({
    port: whole('PORT', text('PORT'), { fallback: 8080, least: 0, most: 65_535 }),
    host,
    dataDirectory: resolve(text('DATA_DIR') ?? './data'),
    demo: isDemo ? Object.freeze({ token: demoToken(text('ROLLCALL_DEMO_TOKEN')) }) : undefined,
    vendorOrigin: loopbackOrigin(text('ROLLCALL_VENDOR_ORIGIN')),
    deadlineMs: whole('ROLLCALL_DEADLINE_MS', text('ROLLCALL_DEADLINE_MS'), {
      fallback: 25_000,
      least: 1,
      most: maximumDeadlineMs,
    }),
    sandboxPort: whole('SANDBOX_PORT', text('SANDBOX_PORT'), { fallback: 0, least: 0, most: 65_535 }),
    keys: text('ROLLCALL_KEYS'),
    handling: oneOf('ROLLCALL_HANDLING', text('ROLLCALL_HANDLING'), ['lenient', 'strict'], 'lenient'),
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL'), logLevels, isDemo ? 'warn' : 'info'),
    checksAnswers: isDemo,
    maximumCalls: whole('ROLLCALL_MAXIMUM_CALLS', text('ROLLCALL_MAXIMUM_CALLS'), {
      fallback: 1000,
      least: 1,
      most: 1_000_000,
    }),
    rateLimit: whole('ROLLCALL_RATE_LIMIT', text('ROLLCALL_RATE_LIMIT'), { fallback: 0, least: 0, most: 1_000_000 }),
  })
}

const flag = (name: string, value: string | undefined): boolean => {
  if (value === undefined || value === '0' || value === 'false') return false
  if (value === '1' || value === 'true') return true
  throw new ConfigError(`${name} must be 1 or 0, not "${value}".`)
}

const whole = (
  name: string,
  value: string | undefined,
  range: { readonly fallback: number; readonly least: number; readonly most: number },
): number => {
  if (value === undefined) return range.fallback
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= range.least && number <= range.most) return number
  throw new ConfigError(`${name} must be a whole number from ${range.least} to ${range.most}, not "${value}".`)
}

const oneOf = <T extends string>(name: string, value: string | undefined, allowed: readonly T[], fallback: T): T => {
  if (value === undefined) return fallback
  const found = allowed.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new ConfigError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`)
}

/** RFC 6750's b64token: what can stand in an `Authorization` header. */
const demoToken = (value: string | undefined): string => {
  const token = value ?? 'demo-token'
  if (/^[\w.~+/-]{1,256}=*$/.test(token)) return token
  throw new ConfigError('ROLLCALL_DEMO_TOKEN must be 1 to 256 letters, digits or any of - . _ ~ + /.')
}

const isLoopbackName = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

const loopbackOrigin = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isPlain =
    url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (url?.protocol === 'http:' && isPlain && isLoopbackName(url.hostname)) return url.origin
  throw new ConfigError(
    'ROLLCALL_VENDOR_ORIGIN must be a loopback origin such as http://127.0.0.1:9090: vendor traffic with its credentials goes nowhere else.',
  )
}
