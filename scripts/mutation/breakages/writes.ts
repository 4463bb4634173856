import { type Breakage, inFile } from '../breakage.ts'

const runtime = 'packages/providers/src/runtime'
const tests = {
  'packages/providers': ['runtime/writes/changes', 'runtime/writes/writes', 'runtime/json/json', 'runtime/users'],
}

const changes = inFile(`${runtime}/writes/changes.ts`, tests)
const remoteKeys = inFile(`${runtime}/writes/remote-keys.ts`, {
  'packages/providers': ['runtime/writes/remote-keys', 'src/rights'],
})
const json = inFile(`${runtime}/json/json.ts`, tests)
const writes = inFile(`${runtime}/writes/writes.ts`, tests)
const update = inFile(`${runtime}/writes/update-user.ts`, tests)
const create = inFile(`${runtime}/writes/create-user.ts`, tests)
const users = inFile(`${runtime}/users.ts`, {
  'packages/providers': ['runtime/users', 'runtime/writes/writes', 'runtime/lists/list', 'runtime/records/find'],
})
const locks = inFile(`${runtime}/writes/locks.ts`, { 'packages/providers': ['runtime/writes/locks'] })
const idempotency = inFile('apps/server/src/users/idempotency.ts', {
  'apps/server': ['operations/create-user', 'operations/update-user', 'callers.test'],
})
const keys = inFile('packages/store/src/idempotency/idempotency.ts', { 'packages/store': ['idempotency/'] })

/** Writes: what is sent, handling, partial application, unknown outcomes, locks, idempotency keys. */
export const ofWrites: readonly Breakage[] = [
  changes('strict is lenient', "handling === 'strict' || nothingLeft", 'nothingLeft'),
  changes('a write of nothing is made', "handling === 'strict' || nothingLeft", "handling === 'strict'"),
  changes('a field that cannot be cleared is cleared', '?.clearable !== true', '?.clearable === null'),
  changes('a name is split at its last space', "trimmed.indexOf(' ')", "trimmed.lastIndexOf(' ')"),
  changes(
    'a single name is the first one',
    "adapter.user.singleName ?? 'last_name'",
    "adapter.user.singleName ?? 'first_name'",
  ),
  changes("a vendor's place of a single name is not kept", "adapter.user.singleName ?? 'last_name'", "'last_name'"),
  changes('a name is split with the space around it', 'name.trim().replaceAll', 'name.replaceAll'),
  changes(
    'a name may contradict its parts',
    'body.first_name !== undefined || body.last_name',
    'body.first_name !== undefined && body.last_name',
  ),
  remoteKeys('remote_data may set one refused key', 'faults.size > 0', 'faults.size > 1'),
  remoteKeys('a refused key passes in another case', '.toLowerCase()', '.trim()'),
  remoteKeys('a refused key passes with separators', "replaceAll(/[^\\p{L}\\p{N}]/gu, '')", 'trim()'),
  remoteKeys('a refused key passes within a key', '.split(/[.[\\]/:@]/)', ".split('.')"),
  remoteKeys('a refused key passes as JSON in a text', 'return JSON.parse(text)', 'return text.length'),
  remoteKeys('a right passes in remote_query', 'Object.entries(remoteQuery)', 'Object.entries(remoteQuery).slice(1)'),
  remoteKeys('rights may be changed by anybody', 'if (!allowsRoleChanges)', 'if (allowsRoleChanges)'),
  remoteKeys('a right that a creation requires is refused', 'required.includes(sent.asSent)', 'required.length < 0'),
  remoteKeys('a password passes on an update', 'if (isPassword(name))', "if (name === '')"),
  changes('a creation lacks what it needs', 'if (missing.length === 0) return', 'if (missing.length >= 0) return'),
  changes('what was left out is not reported', 'warnings: refused.map(', 'warnings: refused.slice(1).map('),
  json(
    'remote_data replaces what it should be laid over',
    'Object.hasOwn(base, key) ? overlay(base[key], value) : value',
    'value',
  ),
  json('remote_data may name the prototype', "if (key === '__proto__') continue", ''),
  remoteKeys(
    'a refused key passes in a list',
    'for (const [index, item] of value.entries())',
    'for (const [index, item] of value.slice(1).entries())',
  ),
  json('secrets stay in lists', 'if (Array.isArray(value)) return value.map((item) => without(item, names, path))', ''),
  writes(
    'the unified fields go over remote_data',
    'overlayAt(request.body ?? {}, operation.remoteDataAt, changes.remoteData)',
    'overlayAt(changes.remoteData, operation.remoteDataAt, request.body ?? {})',
  ),
  writes(
    'an unknown outcome is reported as a failure',
    "if (operation !== 'create' && error.options.remote !== undefined) return error",
    'return error',
  ),
  writes(
    'an answered failure is an unknown outcome',
    "if (operation !== 'create' && error.options.remote !== undefined) return error",
    '',
  ),
  writes(
    'a value that is not yet visible is not reported',
    '(values[field] ?? null) !== (user[field] ?? null)',
    'values[field] === user',
  ),
  update(
    'a change made in part is reported as a failure',
    'if (applied.length === 0) throw',
    'if (applied.length >= 0) throw',
  ),
  update('a refusal midway may be repeated', '? 422 : 502', '? 502 : 502'),
  update('a failure midway may not be repeated', '? 422 : 502', '? 422 : 422'),
  update('the failed step is not reported', 'steps.slice(index).flatMap', 'steps.slice(index + 1).flatMap'),
  writes('a change that cannot be read back is a failure', 'if (id !== undefined) {', 'if (id === null) {'),
  update(
    'another user is taken for the one changed',
    '=== id) return { record, answer }',
    "!== '') return { record, answer }",
  ),
  update('an impossible change is tried', 'if (found !== undefined) return found', "return found ?? '0'"),
  update('remote_query goes along with every step', 'isMain ? call.remoteQuery : undefined', 'call.remoteQuery'),
  writes(
    'a creation that may have been made is reported as a failure',
    'error.options.mayHaveBeenApplied !== true',
    'error.options.mayHaveBeenApplied !== null',
  ),
  create("a creation without the new user's id is a success", "(id === undefined || id === '')", 'id === null'),
  writes(
    'a creation is read back with the remote query',
    "operation: 'get', remoteQuery: undefined }",
    "operation: 'get' }",
  ),
  users('a user is read and changed without a lock', '!== undefined ? locks.run(', '=== null ? locks.run('),
  locks('two work on one key at once', 'tails.get(key) ?? Promise.resolve()', 'Promise.resolve()'),
  locks('who leaves lets the next one in', 'Promise.allSettled([before, turn])', 'Promise.allSettled([turn])'),
  locks('who has left still works', 'if (signal.aborted) {', 'if (signal === undefined) {'),
  idempotency('equal bodies differ by the order of keys', '.sort(([left], [right]) => (left < right ? -1 : 1))', ''),
  idempotency('one key serves all accounts', 'hashOf([account.id, call.method', 'hashOf([call.method'),
  idempotency('a key may be used with another body', 'hashOf([call.query, call.body])', 'hashOf([call.query])'),
  idempotency('a key may be used with another query', 'hashOf([call.query, call.body])', 'hashOf([call.body])'),
  idempotency(
    'an unknown outcome is run again',
    "if (slug === 'outcome-unknown') return 'unknown'",
    "if (slug === 'outcome-unknown') return 'free'",
  ),
  idempotency('a limit that was reached is kept for ever', '425, 429]', '425]'),
  keys('a key serves any request', 'row.request !== request.request', "request.request === ''"),
  keys('a key is kept for two days', "'<=', now() - lifetimeMs),\n      )", "'<=', now() - 2 * lifetimeMs),\n      )"),
  keys('a crash leaves requests running', ".where('instance', '!=', instance)", ".where('instance', '=', instance)"),
  keys('what another process left is running for ever', 'row.running_until > now()', 'row.running_until > 0'),
  keys(
    'a freed key may be the next one',
    ".deleteFrom('idempotency_keys')\n          .where('environment_id', '=', held.environmentId)\n          .where('scope', '=', held.scope)\n          .where('claim', '=', held.id)",
    ".deleteFrom('idempotency_keys')\n          .where('environment_id', '=', held.environmentId)\n          .where('scope', '=', held.scope)",
  ),
]
