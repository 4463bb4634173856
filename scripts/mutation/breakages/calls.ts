import { type Breakage, inFile } from '../breakage.ts'

const runtime = 'packages/providers/src/runtime'

const call = inFile(`${runtime}/calls/call.ts`, {
  'packages/providers': ['runtime/calls/call', 'runtime/writes/writes'],
})
const authorise = inFile(`${runtime}/calls/authorise.ts`, {
  'packages/providers': ['runtime/calls/authorise', 'runtime/calls/call'],
})
const address = inFile(`${runtime}/calls/address.ts`, { 'packages/providers': ['runtime/calls/address'] })
const hosts = inFile(`${runtime}/calls/hosts.ts`, { 'packages/providers': ['runtime/calls/hosts'] })
const find = inFile(`${runtime}/records/find.ts`, { 'packages/providers': ['runtime/records/find', 'runtime/users'] })
const request = inFile(`${runtime}/calls/request.ts`, { 'packages/providers': ['runtime/calls/request'] })
const batches = inFile(`${runtime}/calls/batches.ts`, { 'packages/providers': ['runtime/calls/batches'] })
const throttle = inFile(`${runtime}/limits/throttle.ts`, { 'packages/providers': ['runtime/limits/throttle'] })
const budget = inFile(`${runtime}/limits/budget.ts`, { 'packages/providers': ['runtime/limits/throttle'] })
const window = inFile(`${runtime}/limits/sliding-window.ts`, { 'packages/providers': ['runtime/limits/throttle'] })

/** Vendor calls: credentials, addresses, hosts, retries, the throttle. */
export const ofCalls: readonly Breakage[] = [
  batches('an item runs at once', 'setImmediate(runAll)', 'runAll()'),
  batches('an item runs again in the next batch', '    items = []\n', ''),
  call(
    'a 401 is not answered with a new token',
    'renewed ? undefined : await account.renew(access.credential, context.signal)',
    'undefined',
  ),
  call(
    'an account is refused without being asked again',
    "outcome.verdict.kind === 'unauthorised'",
    "outcome.verdict.kind !== 'rejected'",
  ),
  call('a validation goes out of turn', 'call.context, {\n        place,\n', 'call.context, {\n'),
  call('a write is repeated after a broken answer', '(mayRepeat || provenNotSent)', 'true'),
  call('a write that never left is not sent again', '(mayRepeat || provenNotSent)', 'mayRepeat'),
  call('a write is repeated after a 429', "kind === 'rate-limited' && mayRepeat", "kind === 'rate-limited'"),
  call('a read is repeated once more', 'const retries = 2', 'const retries = 3'),
  call(
    'a 429 does not hold the others back',
    "if (verdict.kind === 'rate-limited' && wait !== undefined)",
    "if (verdict.kind === 'conflict' && wait !== undefined)",
  ),
  authorise('a token is no bearer token', 'template`Bearer ${accessToken}`', 'template`Token ${accessToken}`'),
  authorise(
    'a credential that fits no header is sent',
    '!Object.values(headers).every(fitsHeader)',
    'placement === undefined',
  ),
  authorise('a password is a secret no more', ': credential.password\n  const basic', ": ''\n  const basic"),
  authorise(
    'what stands after Basic is shown',
    "value.startsWith('Basic ') ? [value",
    "value.startsWith('basic ') ? [value",
  ),
  address('a caller may bring a credential', '|hapikey|', '|'),
  address(
    "a caller may overwrite Rollcall's own query",
    "own.has(key) || own.has(key.replace(/\\[\\]$/, ''))",
    "key === ''",
  ),
  address("a caller may reach a vendor's other data", 'names.some((key) => refused.has(key))', "names.includes('')"),
  address('an id may go up a folder', "value === '.' || value === '..' || ", ''),
  address('an id may name another path', 'return encodeURIComponent(value).replaceAll', 'return value.replaceAll'),
  hosts('credentials travel without TLS', '/^https:', '/^https?:'),
  hosts('credentials go to any port', '(?::443)?(?:[/?#]|$)/i', '(?::[0-9]+)?(?:[/?#]|$)/i'),
  hosts(
    'an address may bring a user name',
    '[a-z0-9._-]{1,253}(?::443)?(?:[/?#]',
    '[a-z0-9._@-]{1,253}(?::443)?(?:[/?#]',
  ),
  hosts('a host may begin like the vendor', '`^(?:${pattern.source})$`', '`^(?:${pattern.source})`'),
  hosts('a next link may lead to another host', 'url.host !== base.host &&', 'url.host === undefined &&'),
  hosts(
    "an account's variables are not looked at",
    'of Object.entries(adapter.account)) {',
    'of [] as [string, { pattern: RegExp }][]) {',
  ),
  find(
    'another user is taken for the one asked for',
    'if (id === undefined || ownId(adapter, record, answer.variables) === id) return',
    'if (ownId(adapter, record, answer.variables)) return',
  ),
  find(
    'an id is not brought into its one spelling',
    'const normalised = get.normaliseId?.(id) ?? id',
    'const normalised = id',
  ),
  find('a reserved id is a user', 'if (isNoId || isReserved)', 'if (isNoId)'),
  find('an id of any form is sent', 'pattern !== undefined && !matchesWhole', 'pattern === null && !matchesWhole'),
  find('the second place is not looked in', 'if (!isMissing(error)) throw error', 'throw error'),
  request(
    'an answer of any size is taken',
    'const limit = request.maximumBytes ??',
    'const limit = 10 * maximumAnswerBytes ??',
  ),
  throttle('a pause is forgotten', 'account.budget.pausedUntilMs = endMs', 'account.budget.pausedUntilMs = nowMs'),
  throttle('a pause may last for ever', 'Math.min(untilMs, nowMs + maximumWaitSeconds * 1000)', 'untilMs'),
  budget(
    'a limit that is used up is not kept to',
    'this.remaining <= 0 ? this.resetAtMs',
    'this.remaining < 0 ? this.resetAtMs',
  ),
  window('one request too many fits into a window', 'this.#total < this.#limit', 'this.#total <= this.#limit'),
]
