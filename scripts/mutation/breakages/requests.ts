import { type Breakage, inFile } from '../breakage.ts'

const http = 'apps/server/src/http'
const list = 'operations/list-users.test'

const query = inFile(`${http}/query.ts`, {
  'apps/server': ['http/query.test', 'http/text-faults', 'problems/every-problem'],
})
const checks = inFile(`${http}/query-checks.ts`, { 'apps/server': ['http/', list, 'app.test'] })
const body = inFile(`${http}/body.ts`, { 'apps/server': ['http/body'] })
const begin = inFile(`${http}/begin.ts`, { 'apps/server': ['http/begin'] })
const order = inFile(`${http}/in-order.ts`, { 'apps/server': ['http/in-order'] })
const head = inFile(`${http}/write-head.ts`, { 'apps/server': ['http/clients', 'app.test'] })
const load = inFile(`${http}/load-limits.ts`, { 'apps/server': ['http/load-limits'] })
const validator = inFile(`${http}/validator.ts`, { 'apps/server': ['http/', list, 'operations/get-user.test'] })
const input = inFile(`${http}/validator.ts`, { 'apps/server': ['operations/integrated-accounts'] })
const listQuery = inFile('apps/server/src/users/list-query.ts', { 'apps/server': [list, 'users/list-query'] })
const clashes = inFile('apps/server/src/operations/list-users.ts', { 'apps/server': [list] })
const preferences = inFile('apps/server/src/users/preferences.ts', { 'apps/server': ['users/preferences'] })
const call = inFile('apps/server/src/users/account-call.ts', {
  'apps/server': ['operations/update-user', list, 'users/'],
})
const authenticate = inFile(`${http}/authenticate.ts`, { 'apps/server': ['callers.test', 'app.test'] })
const account = inFile('apps/server/src/users/resolve-account.ts', {
  'apps/server': ['operations/get-user.test'],
})
const access = inFile('apps/server/src/operations/access.ts', {
  'apps/server': ['operations/access.test', 'operations/integrated-accounts'],
})
const once = inFile('apps/server/src/operations/once-per-key.ts', { 'apps/server': ['promises/idempotency'] })
const failures = inFile(`${http}/failed-authentications.ts`, { 'apps/server': ['http/failed-authentications'] })
const audit = inFile('apps/server/src/audit/record-change.ts', { 'apps/server': ['audit/'] })
const fieldNames = inFile('apps/server/src/audit/field-names.ts', { 'apps/server': ['audit/'] })
const excluded = inFile('apps/server/src/users/vendor-format-check.ts', {
  'apps/server': ['users/vendor-format-check'],
})

/** What callers send: queries, bodies, preferences, tokens. */
export const ofRequests: readonly Breakage[] = [
  begin(
    'a request whose caller has disconnected is not in the log',
    'if (response.closed) ended()',
    'if (false) ended()',
  ),
  query('a query may hold __proto__', 'return wrong === undefined', 'return true'),
  query('brackets may nest ever deeper', 'strictDepth: true', 'strictDepth: false'),
  query('a query of any length is read', 'rawQuery.length > maximumQueryBytes', 'rawQuery.length < 0'),
  checks(
    'an unknown parameter is taken',
    'kind === undefined ? unknownParameter(name, kinds, isShown)',
    'kind === undefined ? undefined',
  ),
  checks('a parameter may come twice', 'if (Array.isArray(value))\n', 'if (value === undefined)\n'),
  checks('a plus sign in an e-mail is a space', String.raw`/\S\s+\S/.test(query.email)`, 'false'),
  checks(
    'an empty cursor is a cursor',
    "value === '' || (name === 'next_cursor'",
    "value === ' ' || (name === 'next_cursor'",
  ),
  body('a body may nest ever deeper', '.depth > maximumBodyDepth', '.depth > 4 * maximumBodyDepth'),
  body('a body that is not UTF-8 is read', '!isUtf8(body)', 'body.length < 0'),
  body('a body may be twice as long', 'maximumBodyBytes = 256 * 1024', 'maximumBodyBytes = 512 * 1024'),
  load('one call too many is taken', 'slots.taken >= maximumCalls', 'slots.taken > maximumCalls'),
  load('calls that ended are still counted', 'slots.taken -= 1', 'slots.taken -= 0'),
  load('one request too many of a token is taken', 'count > rateLimit', 'count > rateLimit + 1'),
  validator(
    'the account of a token does not stand in',
    'query.integrated_account_id ??= token.accountId',
    'query.integrated_account_id ??= undefined',
  ),
  validator('missing parameters are not reported', 'faults.push(...missingFaults(route, state, faults))', ''),
  listQuery('a list has another default limit', 'defaultLimit = 100', 'defaultLimit = 50'),
  listQuery('falling is rising', "=== 'desc' ? 'desc' : 'asc'", "=== 'desc' ? 'asc' : 'desc'"),
  listQuery('a filter by name is lost', '...(query.name === undefined ? {} : { name: query.name }),', ''),
  clashes('a cursor may come with truto_ignore_limit', "['next_cursor', ignoresLimit,", "['next_cursor', false,"),
  clashes('raw may be sorted', "['sort_by', isBytes,", "['sort_by', false,"),
  excluded('fields may be excluded from bytes', "(format !== 'raw' && format !== 'stream')", "format !== 'raw'"),
  preferences('the last of two preferences counts', 'if (!found.has(name)) found.set', 'found.set'),
  preferences('a comma in quotes parts preferences', '/(?:"[^"]*"|[^,"])+/g', '/[^,]+/g'),
  call(
    "the account's handling goes before the caller's",
    'preferences.handling ?? account.handling',
    'account.handling ?? preferences.handling',
  ),
  call(
    'a caller may wait beyond the deadline',
    'Math.min(services.config.deadlineMs',
    'Math.max(services.config.deadlineMs',
  ),
  authenticate('an expired token still opens', "|| known === 'expired') {", "|| known === 'never') {"),
  authenticate('caches may keep what is answered', "'no-store'", "'no-cache'"),
  account('a token reaches accounts of others', 'token.accountId !== undefined && token.accountId !== id', 'false'),
  account('an account that is not ready is used', "account.status === 'active'", "account.status !== 'needs_reauth'"),
  access("an account's token manages accounts", 'token.accountId === undefined', 'token !== undefined'),
  failures('one token too many is tried', 'count <= limit', 'count <= limit + 1'),
  failures('an address is one of a network of 128 bits', 'slice(0, 4)', 'slice(0, 8)'),
  audit('a change is made before it is in the log', 'await audit.start(entryOf(recorded))', "{ id: '' }"),
  audit('a change has no end in the log', '...endingOfAnswer(answer), ...soFar', '...soFar'),
  audit('what is refused is not in the log', '!state.isRecorded && !unread', 'state.isRecorded && !unread'),
  fieldNames(
    'any name is a field',
    ': inner.map(([member]) => `${name}.${shown(member, ofVendor)}`)',
    ': inner.map(([member]) => `${name}.${member}`)',
  ),
  order(
    'a handler that rejects leaves its request without an answer',
    'ended.catch(next)',
    'ended.catch(() => undefined)',
  ),
  order('a handler runs after one that failed', 'if (error || handler === undefined)', 'if (handler === undefined)'),
  head('an answer lacks the headers that all have', '...stateOf(response).headers, ...headers', '...headers'),
  head('a compressed answer is the same for every origin', '`${varies}, ${headers.Vary}`', 'headers.Vary'),
  input(
    'a request without a query is not checked',
    'route.body !== undefined || route.constrained.length > 0 || route.kinds.size > 0',
    'false',
  ),
  once('a key is not looked at', 'key === undefined', "key !== ''"),
]
