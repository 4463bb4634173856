import { readFileSync, type Stats, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import type { Handling } from '@rollcall/providers'
import ipaddr from 'ipaddr.js'
import leven from 'leven'

interface Variable {
  /** The text for documents; its links start at the root. */
  readonly meaning: string
  /** The value where the variable is not set; empty: none. */
  readonly fallback: string
  /** The text of documents in place of the fallback. */
  readonly documented?: string
}

/** Every environment variable that Rollcall uses: the tables of README.md and docs/operations.md are made of it. */
export const variables = {
  PORT: { meaning: 'port to listen on; 0 uses a free one', fallback: '8080' },
  HOST: { meaning: 'address to listen on', fallback: '127.0.0.1' },
  DATA_DIR: { meaning: 'folder of the SQLite store; a demo uses the folder `demo` in it', fallback: './data' },
  DATABASE_URL: {
    meaning:
      'PostgreSQL database, used instead of SQLite, `postgres://user:password@host/database`; [any number of processes](docs/operations.md) share it',
    fallback: '',
    documented: 'none: SQLite in `DATA_DIR`',
  },
  DATABASE_URL_FILE: {
    meaning:
      'file with the value of `DATABASE_URL`, used instead of it, such as a secret of systemd, Docker or Kubernetes',
    fallback: '',
    documented: 'none',
  },
  WEB_CONCURRENCY: {
    meaning: 'processes that serve the port, `auto` for one per core; more than one needs `DATABASE_URL`',
    fallback: '1',
  },
  ROLLCALL_KEYS: {
    meaning:
      'keys that encrypt credentials, `id:base64,…`: the first one encrypts, and all of them decrypt; a demo makes its own',
    fallback: '',
    documented: 'none: required',
  },
  ROLLCALL_KEYS_FILE: {
    meaning:
      'file with the value of `ROLLCALL_KEYS`, used instead of it; the start warns if users other than its owner can read it',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_BEHIND_TLS: {
    meaning: '1: a proxy in front terminates TLS, so the start does not warn when `HOST` is not a loopback address',
    fallback: '0',
  },
  ROLLCALL_TRUSTED_PROXIES: {
    meaning:
      'addresses and networks of proxies in front, `127.0.0.1,10.0.0.0/8`, whose `X-Forwarded-For` has the address of the caller; without it, that header is ignored',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_DEADLINE_MS: { meaning: 'longest time for a call, in milliseconds', fallback: '25000' },
  ROLLCALL_MAXIMUM_CALLS: { meaning: 'calls that run at the same time; further ones get a 503', fallback: '1000' },
  ROLLCALL_RATE_LIMIT: {
    meaning: 'requests of one token in 10 seconds; further ones get a 429; 0 means no limit',
    fallback: '0',
  },
  ROLLCALL_FAILED_AUTHENTICATION_LIMIT: {
    meaning:
      'requests of one address in a minute whose token is not valid; further ones get a 429 instead of a 401; 0 means no limit',
    fallback: '30',
  },
  ROLLCALL_LOG_RETENTION_DAYS: {
    meaning: 'how long entries of the [audit log](docs/audit-log.md) are kept',
    fallback: '365',
  },
  ROLLCALL_IDEMPOTENCY_RETENTION_HOURS: {
    meaning: 'how long an idempotency key and its answer are kept',
    fallback: '24',
  },
  ROLLCALL_CORS_ORIGINS: {
    meaning: 'origins whose pages can call the API from a browser, `https://app.example.com,…`',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_PUBLIC_URL: {
    meaning:
      'public origin of this server, `https://rollcall.example.com`; OAuth apps have its `/connect/callback` as redirect URI',
    fallback: '',
    documented: 'the address that it listens on',
  },
  ROLLCALL_CONNECT_REDIRECTS: {
    meaning:
      'where the [hosted page](docs/connect.md) can send customers and results: origins, or URLs with a path, separated by commas',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_LINK_TOKEN_HOURS: { meaning: 'how long a link token connects an account', fallback: '168' },
  ROLLCALL_ALLOW_PRIVATE_WEBHOOKS: {
    meaning:
      '1: [webhooks](docs/webhooks.md) can go to private and loopback addresses and over `http`, with a warning at each start',
    fallback: '0',
    documented: '`0`; `1` in a demo',
  },
  ROLLCALL_OUTBOX_RETENTION_DAYS: {
    meaning: 'how long a delivered event of a [webhook](docs/webhooks.md) is listed',
    fallback: '7',
  },
  ROLLCALL_HANDLING: {
    meaning: '`lenient` or `strict`, for requests and accounts that do not set it',
    fallback: 'lenient',
  },
  ROLLCALL_ALLOW_ROLE_CHANGES: {
    meaning:
      '1: `remote_data` can change roles, teams and other keys that [grant rights](docs/providers.md#rights-that-remote_data-may-not-set)',
    fallback: '0',
  },
  ROLLCALL_URL: {
    meaning:
      'running server that the [command line](docs/command-line.md) uses; without it, the command line uses the store itself',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_TOKEN: {
    meaning: 'API token that the command line sends to `ROLLCALL_URL`',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_TOKEN_FILE: {
    meaning: 'file with the value of `ROLLCALL_TOKEN`, used instead of it',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_METRICS_PORT: {
    meaning:
      'port on which `GET /metrics` needs no token; several processes use this port and the following ones; 0 uses a free one',
    fallback: '',
    documented: 'none: with a token only',
  },
  ROLLCALL_METRICS_HOST: { meaning: 'address that `ROLLCALL_METRICS_PORT` listens on', fallback: '127.0.0.1' },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    meaning:
      'collector that [traces](docs/operations.md#traces) are sent to by OTLP over HTTP, `http://127.0.0.1:4318`; without it nothing is traced',
    fallback: '',
    documented: 'none',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    meaning: 'headers for that collector, `name=value,…`, read by OpenTelemetry',
    fallback: '',
    documented: 'none',
  },
  OTEL_SERVICE_NAME: { meaning: 'name of this service in traces', fallback: 'rollcall' },
  OTEL_TRACES_SAMPLER_ARG: {
    meaning: 'share of requests that are traced, 0 to 1, unless the `traceparent` of the caller decides',
    fallback: '1',
  },
  LOG_LEVEL: { meaning: '`silent` to `trace`', fallback: 'info', documented: '`info`; `warn` in a demo' },
  HTTPS_PROXY: { meaning: 'proxy for calls to vendors, read by undici', fallback: '', documented: 'none' },
  NO_PROXY: { meaning: 'hosts that are called without the proxy, read by undici', fallback: '', documented: 'none' },
  NODE_EXTRA_CA_CERTS: {
    meaning: 'file of further certificate authorities, read by Node',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_DEMO: { meaning: '1: demo mode; `npm start` sets it', fallback: '0' },
  ROLLCALL_DEMO_TOKEN: { meaning: 'API token of a demo', fallback: 'demo-token' },
  SANDBOX_PORT: { meaning: "port of a demo's sandbox; 0 uses a free one", fallback: '0' },
  ROLLCALL_VENDOR_ORIGIN: {
    meaning: 'a loopback server that replaces all vendors, for demos and tests',
    fallback: '',
    documented: 'none',
  },
  ROLLCALL_ALLOW_VENDOR_ORIGIN: {
    meaning: '1: `ROLLCALL_VENDOR_ORIGIN` is used outside a demo too, with a warning at each start',
    fallback: '0',
  },
} as const satisfies Readonly<Record<string, Variable>>

type VariableName = keyof typeof variables

/** All settings of the environment, read once. No other file reads `process.env`. */
export interface Config {
  /** 0 selects a free one. */
  readonly port: number
  readonly host: string
  /** Absolute; a demo has its own. */
  readonly dataDirectory: string
  /** The build of `apps/console`; a server without it works, but has no console. */
  readonly consoleDirectory: string
  /** The PostgreSQL database that is used instead of SQLite in the data folder; never logged. */
  readonly databaseUrl: string | undefined
  /** How many processes serve the port. */
  readonly processes: number
  /** The index of this process, from 0; `undefined`: the only one. */
  readonly processIndex: number | undefined
  /** Where traces are sent; `undefined`: nothing is traced. */
  readonly tracing: { readonly url: string; readonly serviceName: string; readonly ratio: number } | undefined
  /** Where the metrics are served without a token; `undefined`: nowhere. */
  readonly metrics: { readonly port: number; readonly host: string } | undefined
  /** The environment names a proxy for calls to vendors. */
  readonly usesProxy: boolean
  /** Demo mode: a sandbox instead of vendors, demo accounts and this token. `undefined`: production. */
  readonly demo: { readonly token: string } | undefined
  /** Replaces every vendor's origin; loopback only. */
  readonly vendorOrigin: string | undefined
  /** How long a call may take. */
  readonly deadlineMs: number
  /** 0 selects a free one. */
  readonly sandboxPort: number
  /** The key ring, `id:base64,…`; `undefined` in a demo, which makes its own. Never logged. */
  readonly keys: string | undefined
  /** The handling of parts that a provider cannot do, where neither the request nor the account sets it. */
  readonly handling: Handling
  /** Callers may change roles, teams and other rights by `remote_data`. */
  readonly allowsRoleChanges: boolean
  readonly logLevel: LogLevel
  /** Every answer is checked against the contract before it is sent: in demos and in tests. */
  readonly checksAnswers: boolean
  /** Requests that are served at once; further ones get a 503. */
  readonly maximumCalls: number
  /** Networks of proxies whose `X-Forwarded-For` is trusted, such as `10.0.0.0/8`. */
  readonly trustedProxies: readonly string[]
  /** Origins whose pages may read answers in a browser. */
  readonly corsOrigins: readonly string[]
  /** The origin of the server for browsers; `undefined`: the address that it listens on. */
  readonly publicUrl: string | undefined
  /** Origins, and addresses with a path, that the hosted page may send customers and results to. */
  readonly connectRedirects: readonly string[]
  readonly linkTokenHours: number
  /** Webhooks may go to private addresses, and over `http`. */
  readonly allowsPrivateWebhooks: boolean
  readonly outboxRetentionDays: number
  /** Requests that one token may send in 10 seconds; 0 sets no limit. */
  readonly rateLimit: number
  /** Requests of one address in a minute whose token is not valid; 0 sets no limit. */
  readonly failedAuthenticationLimit: number
  readonly logRetentionDays: number
  readonly idempotencyRetentionHours: number
  /** The risky settings, one sentence each: logged at each start. */
  readonly warnings: readonly string[]
  /** Those that concern files with secrets: printed by commands too. */
  readonly fileWarnings: readonly string[]
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** A variable of the environment is not valid: one sentence, without any secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError' as const
}

type Environment = Readonly<Record<string, string | undefined>>

/** The longest deadline, below the maximum of Node's timers. */
const maximumDeadlineMs = 10 * 60 * 1000

/** @throws ConfigError at the first value that is not valid. */
export const readConfig = (environment: Environment): Config => {
  const text = (name: VariableName, fallback: string = variables[name].fallback): string =>
    environment[name]?.trim() || fallback
  const host = text('HOST')
  const isDemo = flag('ROLLCALL_DEMO', text('ROLLCALL_DEMO'))
  const isExposed = !isLoopbackName(host)
  if (isDemo && isExposed) {
    throw new ConfigError(`A demo listens on this machine only, so HOST cannot be "${host}"; leave HOST out.`)
  }
  const folder = resolve(text('DATA_DIR'))
  const fileWarnings: string[] = []
  const databaseUrl = postgresUrl(secretOf(environment, 'DATABASE_URL', fileWarnings))
  const keys = isDemo ? '' : secretOf(environment, 'ROLLCALL_KEYS', fileWarnings)
  if (isDemo && databaseUrl !== undefined) {
    throw new ConfigError('A demo keeps its data in DATA_DIR, so DATABASE_URL cannot be set; leave it out.')
  }
  const processes = processCount(text('WEB_CONCURRENCY'))
  if (processes > 1 && databaseUrl === undefined) {
    throw new ConfigError(
      `WEB_CONCURRENCY asks for ${processes} processes, but a SQLite store can be served by one process only; set DATABASE_URL to a PostgreSQL database, or leave WEB_CONCURRENCY out.`,
    )
  }
  const processIndex =
    environment[processIndexVariable] === undefined ? undefined : Number(environment[processIndexVariable])
  const vendorOrigin = loopbackOrigin(text('ROLLCALL_VENDOR_ORIGIN'))
  const isVendorOriginAllowed = flag('ROLLCALL_ALLOW_VENDOR_ORIGIN', text('ROLLCALL_ALLOW_VENDOR_ORIGIN'))
  const isDiverted = vendorOrigin !== undefined && !isDemo
  if (isDiverted && !isVendorOriginAllowed) {
    throw new ConfigError(
      `ROLLCALL_VENDOR_ORIGIN sends all vendor calls and their credentials to ${vendorOrigin}, which is refused outside a demo; leave it out, or set ROLLCALL_ALLOW_VENDOR_ORIGIN=1 if this is a test.`,
    )
  }
  const isBehindTls = flag('ROLLCALL_BEHIND_TLS', text('ROLLCALL_BEHIND_TLS'))
  const publicUrl = text('ROLLCALL_PUBLIC_URL')
  const allowsPrivateWebhooks = flag(
    'ROLLCALL_ALLOW_PRIVATE_WEBHOOKS',
    text('ROLLCALL_ALLOW_PRIVATE_WEBHOOKS', isDemo ? '1' : undefined),
  )
  const warnings = [
    isDiverted &&
      `All vendor calls and their credentials go to ${vendorOrigin} instead of the vendors, because ROLLCALL_VENDOR_ORIGIN and ROLLCALL_ALLOW_VENDOR_ORIGIN are set; leave both out in production.`,
    allowsPrivateWebhooks &&
      !isDemo &&
      'Webhooks can be sent to private addresses and over http, because ROLLCALL_ALLOW_PRIVATE_WEBHOOKS is set: a caller that can make webhooks can make this server call hosts of its own network; leave it out unless you need it.',
    isExposed &&
      !isBehindTls &&
      `Rollcall listens on ${host} without TLS, so the network can read tokens and users; set HOST=127.0.0.1, or use a proxy that terminates TLS and set ROLLCALL_BEHIND_TLS=1.`,
    ...fileWarnings,
  ].filter((warning) => warning !== false)
  return Object.freeze({
    port: whole('PORT', text('PORT'), { least: 0, most: 65_535 }),
    host,
    dataDirectory: isDemo ? join(folder, 'demo') : folder,
    consoleDirectory: join(import.meta.dirname, '../../console/dist'),
    databaseUrl,
    processes,
    processIndex,
    tracing: tracingOf(
      text('OTEL_EXPORTER_OTLP_ENDPOINT'),
      text('OTEL_SERVICE_NAME'),
      Number(text('OTEL_TRACES_SAMPLER_ARG')),
    ),
    metrics: metricsPlace(text('ROLLCALL_METRICS_PORT'), text('ROLLCALL_METRICS_HOST'), processIndex),
    demo: isDemo ? Object.freeze({ token: demoToken(text('ROLLCALL_DEMO_TOKEN')) }) : undefined,
    vendorOrigin,
    deadlineMs: whole('ROLLCALL_DEADLINE_MS', text('ROLLCALL_DEADLINE_MS'), { least: 1, most: maximumDeadlineMs }),
    sandboxPort: whole('SANDBOX_PORT', text('SANDBOX_PORT'), { least: 0, most: 65_535 }),
    keys: keys || undefined,
    handling: oneOf('ROLLCALL_HANDLING', text('ROLLCALL_HANDLING'), ['lenient', 'strict']),
    allowsRoleChanges: flag('ROLLCALL_ALLOW_ROLE_CHANGES', text('ROLLCALL_ALLOW_ROLE_CHANGES')),
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL', isDemo ? 'warn' : undefined), logLevels),
    checksAnswers: isDemo,
    usesProxy: proxyNames.some((name) => (environment[name] ?? '') !== ''),
    maximumCalls: whole('ROLLCALL_MAXIMUM_CALLS', text('ROLLCALL_MAXIMUM_CALLS'), { least: 1, most: 1_000_000 }),
    trustedProxies: Object.freeze(listed(text('ROLLCALL_TRUSTED_PROXIES')).map(proxyNetwork)),
    corsOrigins: Object.freeze(
      listed(text('ROLLCALL_CORS_ORIGINS')).map((origin) => originOf('ROLLCALL_CORS_ORIGINS', origin)),
    ),
    publicUrl: publicUrl === '' ? undefined : originOf('ROLLCALL_PUBLIC_URL', publicUrl),
    connectRedirects: Object.freeze(listed(text('ROLLCALL_CONNECT_REDIRECTS')).map(redirect)),
    linkTokenHours: whole('ROLLCALL_LINK_TOKEN_HOURS', text('ROLLCALL_LINK_TOKEN_HOURS'), { least: 1, most: 8760 }),
    allowsPrivateWebhooks,
    outboxRetentionDays: whole('ROLLCALL_OUTBOX_RETENTION_DAYS', text('ROLLCALL_OUTBOX_RETENTION_DAYS'), {
      least: 1,
      most: 365,
    }),
    rateLimit: whole('ROLLCALL_RATE_LIMIT', text('ROLLCALL_RATE_LIMIT'), { least: 0, most: 1_000_000 }),
    failedAuthenticationLimit: whole(
      'ROLLCALL_FAILED_AUTHENTICATION_LIMIT',
      text('ROLLCALL_FAILED_AUTHENTICATION_LIMIT'),
      { least: 0, most: 1_000_000 },
    ),
    logRetentionDays: whole('ROLLCALL_LOG_RETENTION_DAYS', text('ROLLCALL_LOG_RETENTION_DAYS'), {
      least: 1,
      most: 36_500,
    }),
    idempotencyRetentionHours: whole(
      'ROLLCALL_IDEMPOTENCY_RETENTION_HOURS',
      text('ROLLCALL_IDEMPOTENCY_RETENTION_HOURS'),
      { least: 1, most: 8760 },
    ),
    warnings: Object.freeze(warnings),
    fileWarnings: Object.freeze(fileWarnings),
  })
}

/**
 * Set by the first of several processes for those that it starts, which otherwise have its environment; not for operators.
 */
export const processIndexVariable = 'ROLLCALL_PROCESS_INDEX'

/** Each of several processes has its own port, since each has its own counts. */
const metricsPlace = (port: string, host: string, index = 0): Config['metrics'] => {
  if (port === '') return undefined
  const first = whole('ROLLCALL_METRICS_PORT', port, { least: 0, most: 65_535 })
  return Object.freeze({ port: first === 0 ? 0 : first + index, host })
}

const tracingOf = (endpoint: string, serviceName: string, ratio: number): Config['tracing'] => {
  if (endpoint === '') return undefined
  const url = webAddress(endpoint)
  if (url === undefined) {
    throw new ConfigError(
      'OTEL_EXPORTER_OTLP_ENDPOINT must be the address of a collector such as http://127.0.0.1:4318, without user and password.',
    )
  }
  if (!(ratio >= 0 && ratio <= 1)) throw new ConfigError('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.')
  return Object.freeze({ url: `${url.href.replace(/\/$/, '')}/v1/traces`, serviceName, ratio })
}

/** The variables that undici's `EnvHttpProxyAgent` reads. */
const proxyNames = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const

/** The running server that commands are sent to. */
export interface Connection {
  readonly url: string
  /** Never logged. */
  readonly token: string
  readonly warnings: readonly string[]
}

/**
 * The server that the command line works with; `undefined`: the store itself.
 * @param givenUrl used instead of `ROLLCALL_URL`
 * @throws ConfigError
 */
export const readConnection = (environment: Environment, givenUrl?: string): Connection | undefined => {
  const address = givenUrl ?? environment.ROLLCALL_URL?.trim() ?? ''
  if (address === '') return undefined
  const url = webAddress(address)
  if (url === undefined || url.search !== '' || url.hash !== '') {
    throw new ConfigError(
      `ROLLCALL_URL must be the address of a Rollcall server such as https://rollcall.example.com, not "${address.slice(0, 100)}".`,
    )
  }
  const warnings: string[] = []
  const token = secretOf(environment, 'ROLLCALL_TOKEN', warnings)
  if (token === '') {
    throw new ConfigError(
      'ROLLCALL_TOKEN is not set: it is the API token that is sent to ROLLCALL_URL; set it or ROLLCALL_TOKEN_FILE.',
    )
  }
  if (url.protocol === 'http:' && !isLoopbackName(url.hostname)) {
    warnings.push(`The token is sent to ${url.origin} without TLS, so the network can read it; use https.`)
  }
  return { url: url.href.replace(/\/$/, ''), token, warnings }
}

/**
 * A secret that a variable holds, or the file that the variable of the same name with `_FILE` names.
 * @param warnings gets a sentence where others can read the file
 * @throws ConfigError, which repeats no secret
 */
const secretOf = (
  environment: Environment,
  name: 'DATABASE_URL' | 'ROLLCALL_KEYS' | 'ROLLCALL_TOKEN',
  warnings: string[],
): string => {
  const value = environment[name]?.trim() ?? ''
  const fileVariable = `${name}_FILE` as const satisfies VariableName
  const path = environment[fileVariable]?.trim() ?? ''
  if (path === '') return value
  if (value !== '') throw new ConfigError(`${name} and ${fileVariable} are both set; leave one of them out.`)
  let text: string
  let stats: Stats
  try {
    text = readFileSync(path, 'utf8').trim()
    stats = statSync(path)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new ConfigError(
      `The file ${path}, which ${fileVariable} names, cannot be read (${code}); check its name, and that the user of Rollcall can read it.`,
      { cause },
    )
  }
  if (text === '')
    throw new ConfigError(
      `The file ${path}, which ${fileVariable} names, is empty; write the value of ${name} into it.`,
    )
  // systemd gives access to the service's user by an access list, which looks like a right of the group.
  const systemdFolder = environment.CREDENTIALS_DIRECTORY
  const isOfSystemd = systemdFolder !== undefined && path.startsWith(`${systemdFolder}/`)
  if (isForOthers(stats, { uid: process.getuid?.(), gid: process.getgid?.() }) && !isOfSystemd) {
    const mode = (stats.mode & 0o777).toString(8)
    warnings.push(
      `The file ${path}, which ${fileVariable} names, can be read or changed by other users (its mode is ${mode}); run \`chmod 600 ${path}\`.`,
    )
  }
  return text
}

/**
 * Whether others than its owner can read a file with a secret. In Kubernetes a pod's secrets belong to root, and the pod's
 * own group can read them (`fsGroup`): only Rollcall has that group.
 */
export const isForOthers = (
  { mode, uid, gid }: Pick<Stats, 'mode' | 'uid' | 'gid'>,
  own: { readonly uid: number | undefined; readonly gid: number | undefined },
): boolean => {
  const isByGroupAlone = uid !== own.uid && gid === own.gid
  return (mode & (isByGroupAlone ? 0o037 : 0o077)) !== 0
}

/** The parts of a comma-separated list. */
const listed = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** A network of proxies; an address is a network of one. */
const proxyNetwork = (text: string): string => {
  const isAddress = text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text)
  const network = isAddress ? `${text}/${text.includes(':') ? 128 : 32}` : text
  if (!ipaddr.isValidCIDR(network) || network.endsWith('/0')) {
    throw new ConfigError(
      `ROLLCALL_TRUSTED_PROXIES must be addresses or networks such as 127.0.0.1,10.0.0.0/8 and not all addresses, but "${text.slice(0, 100)}" is set.`,
    )
  }
  return network
}

const webAddress = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  return isPlain ? url : undefined
}

/** The origin of a page, in the spelling that browsers send. */
const originOf = (name: VariableName, text: string): string => {
  const url = webAddress(text)
  if (url !== undefined && url.href === `${url.origin}/`) return url.origin
  const wanted = name === 'ROLLCALL_PUBLIC_URL' ? 'an origin' : 'origins'
  const example =
    name === 'ROLLCALL_PUBLIC_URL' ? 'https://rollcall.example.com' : 'https://app.example.com, separated by commas'
  throw new ConfigError(`${name} must be ${wanted} such as ${example}, not "${text.slice(0, 100)}".`)
}

/** An origin, which includes all of its pages, or one page. */
const redirect = (text: string): string => {
  const url = webAddress(text)
  if (url === undefined || url.search !== '' || url.hash !== '') {
    throw new ConfigError(
      `ROLLCALL_CONNECT_REDIRECTS must be origins such as https://app.example.com or addresses such as https://app.example.com/connected, separated by commas, not "${text.slice(0, 100)}".`,
    )
  }
  return url.href === `${url.origin}/` ? url.origin : url.href
}

const names = Object.keys(variables)

/** The variable of Rollcall with the nearest name, if one is near; also without the prefix. */
const nearestTo = (name: string): string | undefined => {
  const rest = name.replace(/^ROLLCALL_?/, '')
  const [nearest] = names
    .map((candidate) => ({ candidate, distance: Math.min(leven(name, candidate), leven(rest, candidate)) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.ceil(rest.length * 0.4)))
    .sort((left, right) => left.distance - right.distance)
  return nearest?.candidate
}

/**
 * One sentence for each variable that looks like a misspelled one of Rollcall: its name begins with `ROLLCALL`, in any letter
 * case, or is within two edits of the name of a variable.
 */
export const unknownVariables = (environment: Environment): readonly string[] =>
  Object.keys(environment).flatMap((name) => {
    const upper = name.toUpperCase()
    const isOurs =
      upper.startsWith('ROLLCALL') ||
      names.some((known) => known.startsWith('ROLLCALL') && leven(upper, known, { maxDistance: 3 }) <= 2)
    if (!isOurs || names.includes(name)) return []
    const nearest = nearestTo(upper)
    const advice = nearest === undefined ? 'docs/operations.md lists all variables' : `the nearest one is ${nearest}`
    return [`Rollcall has no variable ${name}, so it is ignored; ${advice}.`]
  })

const flag = (name: VariableName, value: string): boolean => {
  if (value === '0' || value === 'false') return false
  if (value === '1' || value === 'true') return true
  throw new ConfigError(`${name} must be 1 or 0, not "${value}".`)
}

const whole = (name: VariableName, value: string, range: { readonly least: number; readonly most: number }): number => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= range.least && number <= range.most) return number
  throw new ConfigError(`${name} must be a whole number from ${range.least} to ${range.most}, not "${value}".`)
}

const oneOf = <T extends string>(name: VariableName, value: string, allowed: readonly T[]): T => {
  const found = allowed.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new ConfigError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`)
}

/** No sentence repeats it: it holds a password. */
const postgresUrl = (value: string): string | undefined => {
  if (value === '') return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url !== undefined && /^postgres(?:ql)?:$/.test(url.protocol) && url.pathname.length > 1) return value
  throw new ConfigError(
    'DATABASE_URL must be the address of a PostgreSQL database, postgres://user:password@host:5432/database; special characters of the password must be percent-encoded.',
  )
}

const maximumProcesses = 256

const processCount = (value: string): number =>
  value === 'auto' ? availableParallelism() : whole('WEB_CONCURRENCY', value, { least: 1, most: maximumProcesses })

/** RFC 6750's b64token: what an `Authorization` header can hold. */
const demoToken = (token: string): string => {
  if (/^[\w.~+/-]{1,256}=*$/.test(token)) return token
  throw new ConfigError('ROLLCALL_DEMO_TOKEN must be 1 to 256 letters, digits or any of - . _ ~ + /.')
}

const isLoopbackName = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

const loopbackOrigin = (value: string): string | undefined => {
  if (value === '') return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isPlain =
    url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (url?.protocol === 'http:' && isPlain && isLoopbackName(url.hostname)) return url.origin
  throw new ConfigError(
    'ROLLCALL_VENDOR_ORIGIN must be a loopback origin such as http://127.0.0.1:9090, because vendor traffic has credentials.',
  )
}
