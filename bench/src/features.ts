/**
 * The features that the benchmark switches off one by one, without any switch in the product: by a setting, or by modules of
 * the product that are replaced by modules of `without/` when the server loads them (`targets/rollcall-without.ts`).
 */

export interface Feature {
  /** Its member of the JSON, and the parameter of `targets/rollcall-without.ts`. */
  readonly name: string
  readonly meaning: string
  /** Settings of the server without it. */
  readonly settings?: Readonly<Record<string, string>>
  /** Modules of the product, each with the module that is loaded instead. */
  readonly replaced?: Readonly<Record<string, string>>
}

/** Settings of the server that has all features; a limit that no round reaches. */
export const allFeatures: Readonly<Record<string, string>> = { ROLLCALL_RATE_LIMIT: '1000000' }

const single: readonly Feature[] = [
  { name: 'access_log', meaning: 'access log, written to a file', settings: { LOG_LEVEL: 'silent' } },
  {
    name: 'metrics',
    meaning: 'metrics of requests and of vendor calls',
    replaced: {
      'apps/server/src/metrics/request-metrics.ts': 'request-metrics.ts',
      'apps/server/src/metrics/vendor-metrics.ts': 'vendor-metrics.ts',
    },
  },
  {
    name: 'security_headers',
    meaning: 'security headers',
    replaced: { 'apps/server/src/http/security-headers.ts': 'security-headers.ts' },
  },
  {
    name: 'authentication',
    meaning: 'authentication: the header, the hash and the look-up of the token',
    replaced: { 'apps/server/src/http/authenticate.ts': 'authenticate.ts' },
  },
  { name: 'rate_limit', meaning: 'rate limit of tokens', settings: { ROLLCALL_RATE_LIMIT: '0' } },
  {
    name: 'query',
    meaning: 'reading the query and validating it by the contract (known queries)',
    replaced: { 'apps/server/src/http/query.ts': 'query.ts' },
  },
  {
    name: 'calls_limit',
    meaning: 'limit of simultaneous calls',
    replaced: { 'apps/server/src/http/load-limits.ts': 'load-limits.ts' },
  },
  {
    name: 'account',
    meaning: 'look-up of the account with its unsealed credential',
    replaced: { 'apps/server/src/users/resolve-account.ts': 'resolve-account.ts' },
  },
  {
    name: 'deadline',
    meaning: 'deadline, and the end of a call whose caller disconnects',
    replaced: { 'apps/server/src/users/deadline.ts': 'deadline.ts' },
  },
  {
    name: 'memory_budget',
    meaning: 'memory budget for the answers of vendors',
    replaced: { 'packages/providers/src/runtime/limits/memory.ts': 'memory.ts' },
  },
  {
    name: 'throttle',
    meaning: "throttle by the vendor's limits",
    replaced: { 'packages/providers/src/runtime/limits/throttle.ts': 'throttle.ts' },
  },
  {
    name: 'credential_search',
    meaning: "search for the credential in the vendor's answer",
    replaced: { 'packages/providers/src/runtime/calls/hand-out.ts': 'hand-out.ts' },
  },
]

/** The server itself once more: its difference shows what two processes of the same code differ by. */
const none: Feature = { name: 'none', meaning: 'nothing: the same server twice' }

const all: Feature = {
  name: 'all',
  meaning: 'all of these together',
  settings: Object.assign({}, ...single.map(({ settings }) => settings)),
  replaced: Object.assign({}, ...single.map(({ replaced }) => replaced)),
}

export const features: readonly Feature[] = [none, ...single, all]

/** @throws Error where there is none of this name */
export const featureOf = (name: string | undefined): Feature => {
  const found = features.find((feature) => feature.name === name)
  if (found !== undefined) return found
  throw new Error(`There is no feature ${name}; there are ${features.map((feature) => feature.name).join(', ')}.`)
}
