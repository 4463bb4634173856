import { type Breakage, inFile } from '../breakage.ts'

const runtime = 'packages/providers/src/runtime'

const verdict = inFile(`${runtime}/calls/verdict.ts`, {
  'packages/providers': ['runtime/calls/verdict', 'runtime/calls/call'],
})
const rates = inFile(`${runtime}/limits/rate-limits.ts`, { 'packages/providers': ['runtime/limits/rate-limits'] })
const redact = inFile(`${runtime}/secrets/redact.ts`, { 'packages/providers': ['runtime/secrets/redact'] })
const spellings = inFile(`${runtime}/secrets/spellings.ts`, { 'packages/providers': ['runtime/secrets/spellings'] })
const incoming = inFile(`${runtime}/calls/incoming.ts`, {
  'packages/providers': ['runtime/calls/call', 'runtime/secrets/redact'],
})
const transport = inFile(`${runtime}/calls/transport-failure.ts`, {
  'packages/providers': ['runtime/calls/transport-failure'],
})
const problem = inFile('apps/server/src/problems/to-problem.ts', {
  'apps/server': ['problems/to-problem', 'problems/every-problem', 'callers.test'],
})
const logging = inFile('apps/server/src/logging.ts', { 'apps/server': ['logging', 'log-lines'] })

/** Problems: statuses, sentences, waits, and the parts of failures that may be shown. */
export const ofProblems: readonly Breakage[] = [
  verdict(
    'a 403 is a dead credential',
    "if (status === 403) return 'forbidden'",
    "if (status === 403) return 'unauthorised'",
  ),
  verdict('a 429 is a refusal', "if (status === 420 || status === 429) return 'rate-limited'", ''),
  verdict('a 409 is a refusal', "if (status === 409) return 'conflict'", ''),
  verdict(
    'an adapter cannot explain a success',
    'if (exception === undefined && isSuccess) return undefined',
    'if (isSuccess) return undefined',
  ),
  verdict(
    'a list is a user who does not exist',
    "= ['get', 'update', 'delete']",
    "= ['get', 'update', 'delete', 'list']",
  ),
  verdict('a status that means something is a 422', '415, 422, 423])', '415, 422])'),
  verdict("a vendor's sentence may have any length", 'body)?.slice(0, 500)', 'body)'),
  verdict('a 5xx is not tried again', '(status >= 500 || passing.has(status))', 'passing.has(status)'),
  verdict('a failed creation was not made', "kind === 'provider-error' && operation === 'create'", 'false'),
  verdict('missing scopes are not reported', 'adapter.errors.missingScopes?.(remote.body)', 'undefined'),
  rates('Retry-After goes after the reset', '    retryAfter ??\n    reset ??', '    reset ??\n    retryAfter ??'),
  rates('a wait may be of no length', 'Math.max(1, Math.ceil(seconds))', 'Math.max(0, Math.ceil(seconds))'),
  rates('a wait may last for a year', 'Math.min(maximumWaitSeconds, Math.max', 'Math.max(1, Math.max'),
  rates('milliseconds since the epoch are seconds', 'if (count >= leastEpochMs) return secondsUntil(count, nowMs)', ''),
  rates(
    'an instant is a number of seconds',
    'if (count >= leastEpochSeconds) return secondsUntil(count * 1000, nowMs)',
    '',
  ),
  rates('used of limit is reported as remaining', 'String(limit - Number(usage[1]))', 'String(Number(usage[1]))'),
  redact(
    'a value under the key of a credential is shown',
    'const hidden = isCredentialKey(key) &&',
    'const hidden = source === null &&',
  ),
  spellings('a secret in base64 is shown', '[0, 1, 2].map((before)', '[].map((before)'),
  spellings('a secret within longer base64 is shown', '[0, 1, 2].map((before)', '[0].map((before)'),
  spellings('a secret that is encoded twice is shown', 'const maximumLayers = 6', 'const maximumLayers = 1'),
  spellings('a secret in capitals is shown', 'const lower = text.toLowerCase()', 'const lower = text'),
  spellings('the beginning of a secret is shown', 'const ends = isCut ?', 'const ends = !isCut ?'),
  redact('an answer may be shown at any length', 'maximumBytes = 8192', 'maximumBytes = 81_920'),
  incoming(
    "a vendor's answer is shown with its secrets",
    'user.secrets ?? []) ?? null, secrets())',
    'user.secrets ?? []) ?? null, [])',
  ),
  incoming('an error page that is no JSON breaks the call', 'if (success && !lenient)', 'if (!lenient)'),
  transport(
    'a write that was on its way was not made',
    "mayHaveBeenApplied: progress !== 'waiting'",
    'mayHaveBeenApplied: false',
  ),
  transport('a refused connection may have made a write', ' && !notSentCodes.has(code)', ''),
  problem('Retry-After is not sent', "'Retry-After': String(", "'X-Retry-After': String("),
  problem(
    'an internal failure tells its reason',
    "build('internal', instance, {})",
    "build('internal', instance, { detail: String(error) })",
  ),
  problem('a 401 does not say how to authenticate', 'status === 401 ?', 'status === 499 ?'),
  problem("the vendor's answer is not shown", 'raw_response: remote.body ?? null', 'raw_response: null'),
  problem("the vendor's status is ours", 'remote_status: remote.status', 'remote_status: status'),
  problem('missing scopes are not passed on', 'missing_scopes: [...missingScopes]', 'missing_scopes: []'),
  problem('writable fields are not passed on', 'writable_fields: [...refusal.writableFields]', 'writable_fields: []'),
  logging('an error is logged with its token', 'return saneText(error.message', 'return (error.message'),
  logging('a line waits until there are others', 'setInterval(writeLines, longestWaitMs).unref()', ''),
  logging('the last lines are lost', "process.once('exit', flushSync)", ''),
  logging('a fatal line waits', '    flushSync,\n  }', '  }'),
  logging('a password is logged', "'api_key', 'password'", "'api_key'"),
]
