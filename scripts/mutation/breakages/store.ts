import { type Breakage, inFile } from '../breakage.ts'

const source = 'packages/store/src'

const keys = inFile(`${source}/keys.ts`, { 'packages/store': ['keys.test', 'store.test', 'changed-by-hand'] })
const secrets = inFile(`${source}/accounts/secrets.ts`, { 'packages/store': ['changed-by-hand'] })
const apps = inFile(`${source}/oauth-apps/oauth-apps.ts`, { 'packages/store': ['changed-by-hand'] })
const store = inFile(`${source}/store.ts`, { 'packages/store': ['upgrade'] })
const tokens = inFile(`${source}/tokens/tokens.ts`, { 'packages/store': ['tokens/'] })
const tokenFormat = inFile(`${source}/tokens/token-format.ts`, { 'packages/store': ['tokens/'] })
const refresh = inFile(`${source}/accounts/refresh.ts`, { 'packages/store': ['accounts/refresh'] })
const rows = inFile(`${source}/accounts/account-rows.ts`, {
  'packages/store': ['accounts/refresh', 'accounts/accounts'],
})
const opened = inFile(`${source}/accounts/opened-account.ts`, {
  'packages/store': ['accounts/refresh', 'accounts/accounts'],
})
const tokenState = inFile(`${source}/accounts/token-state.ts`, { 'packages/store': ['accounts/refresh'] })
const accounts = inFile(`${source}/accounts/accounts.ts`, { 'packages/store': ['accounts/accounts'] })
const imports = inFile('apps/server/src/accounts/parse-import.ts', { 'apps/server': ['accounts/parse-import'] })
const memory = inFile(`${source}/memory-cache.ts`, { 'packages/store': ['memory-cache', 'tokens/'] })
const accountCache = inFile(`${source}/account-cache.ts`, { 'packages/store': ['accounts/'] })
const localKey = inFile(`${source}/local-key.ts`, { 'packages/store': ['local-key'] })
const keyCheck = inFile(`${source}/key-check.ts`, { 'packages/store': ['store.test', 'keys.test', 'open-sqlite'] })
const reseal = inFile(`${source}/reseal.ts`, { 'packages/store': ['rotate-keys'] })
const restoring = inFile(`${source}/restore.ts`, { 'packages/store': ['backup'] })
const cursors = inFile(`${source}/list-cursor.ts`, { 'packages/store': ['accounts/accounts', 'tokens/'] })
const expiry = inFile(`${source}/expired-rows.ts`, { 'packages/store': ['expired-rows'] })
const lock = inFile(`${source}/lock-folder.ts`, { 'packages/store': ['lock-folder'] })
const privateFiles = inFile(`${source}/private-files.ts`, { 'packages/store': ['private-files'] })
const environments = [
  `.select(publicColumns)\n        .where('environment_id', '=', environmentId)`,
  '.select(publicColumns)',
] as const

/** The store: sealed secrets, tokens, accounts and their refreshes. */
export const ofStore: readonly Breakage[] = [
  keys('a secret opens in another account', 'environment, account, ...beside]', "environment, '', ...beside]"),
  keys('a secret opens for another purpose', '[version, purpose,', '[version,'),
  keys('a secret opens in another environment', 'environment, account, ...beside]', 'account, ...beside]'),
  keys('a secret opens beside anything', 'account, ...beside]', 'account]'),
  secrets(
    'a credential goes to another address',
    "'authentication_method', 'variables', 'principal'",
    "'authentication_method', 'principal'",
  ),
  secrets('a credential opens for another tenant', "['key_id', 'tenant_id',", "['key_id',"),
  apps('the secret of an OAuth app opens for another app', "beside: ['key_id', 'client_id']", "beside: ['key_id']"),
  store(
    'an upgrade that fails half-way leaves half of it',
    'await database.exclusively((transaction) => resealFirstForm(transaction, keys))',
    'await resealFirstForm(kysely, keys)',
  ),
  keys('a key of zeros is taken', 'new Set(key).size < leastDifferentBytes', 'key.length === 0'),
  lock('two servers share a folder', "sqlite.exec('begin exclusive')", ''),
  privateFiles('an open folder stays open', 'restrict(path, 0o700)', ''),
  keys('a short key is taken', 'key.length !== keyBytes ||', 'key.length === 0 ||'),
  tokenFormat('tokens are stored as they are', "hash('sha256', token)", 'token'),
  tokenFormat('a mistyped token is looked up', 'checksumOf(rest.slice(0, 64)) !== rest.slice(64)', 'false'),
  tokens('an expired token opens for an instant more', 'found.expiresAtMs > now()', 'found.expiresAtMs >= now()'),
  tokens('a deleted token lives on in memory', 'if (row !== undefined) cache.forget(row.hash)', ''),
  refresh('the old refresh token is lost', 'answer.refreshToken ?? old.refreshToken', 'answer.refreshToken'),
  refresh('refreshes under way are not waited for', 'this.#flights.set(record.id, { stale, result })', ''),
  refresh(
    'a rotated token that was not saved is lost',
    'this.#unsaved.set(record.id, { credentialVersion: record.credentialVersion, answer })',
    '',
  ),
  refresh(
    'new credentials are overwritten by a refresh',
    'record.credentialVersion !== asked.credentialVersion || ',
    '',
  ),
  refresh('the variables of a token answer are lost', '{ ...record.variables, ...added }', '{ ...record.variables }'),
  refresh(
    'a refusal reaches nobody',
    "type: 'authentication_error',\n      accountId: record.id",
    "type: 'authentication_error',\n      accountId: ''",
  ),
  refresh('a lease is kept after the refresh', 'await this.#rows.releaseLease(record, holder)', ''),
  rows(
    'two processes refresh at once',
    ".where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', this.#now())]))",
    '',
  ),
  rows('a refusal of an old credential counts', ".where('credential_version', '=', record.credentialVersion)", ''),
  rows(
    'a change overwrites another one',
    ".where('version', '=', record.version)\n        .returning(openedColumns)",
    '.returning(openedColumns)',
  ),
  opened(
    'a refused account goes on calling',
    "if (record.status === 'needs_reauth') return Promise.reject(toRemembered(record))",
    '',
  ),
  opened('a refused account is renewed', "if (record.status === 'needs_reauth') throw toRemembered(record)", ''),
  opened(
    'tokens are minted too often',
    'if (isRecent && !hasExpired(record, now()))',
    'if (isRecent && record === undefined)',
  ),
  opened(
    'a refresh ahead of the end fails a call whose token lives',
    'if (isUsable && mayPass(error) && !signal.aborted) return toAccess(record)',
    '',
  ),
  refresh(
    'an account that lacks an OAuth app stays active',
    "const current = await this.refuse(record, { kind: 'client-missing' })",
    'const current = record',
  ),
  tokenState('a token is used to its last instant', 'expiryMarginMs = 60_000', 'expiryMarginMs = 0'),
  tokenState('a token that was refused is used again', 'expires || credential.accessToken === stale', 'expires'),
  accounts('an account of another environment is shown', ...environments),
  accounts('an account changes into any state', '!mayBecome(record.status, status)', 'record.status === status'),
  imports('an unknown key is stored', 'if (known.includes(name)) continue', 'if (known.length > 0) continue'),
  imports('a variable matches in part', '!fitsVariable(rule, value)', '!rule.pattern.test(value)'),
  imports('a line break stands in a secret', 'else if (hasControlCharacter(value))', "else if (value === '\\n')"),
  imports(
    'a token of an import never expires',
    'expiresAtMs: lifetimeSeconds === undefined ?',
    'expiresAtMs: lifetimeSeconds !== null ?',
  ),
  memory('memory is never read anew', 'maximumAgeMs = 60_000', 'maximumAgeMs = 60_000_000'),
  memory('a slow read brings back what was deleted', 'if (mark !== this.#forgotten) return', ''),
  accountCache(
    'an old account takes the place of a new one',
    'known.version > record.version ? known : record',
    'record',
  ),
  localKey(
    'a key can be read by everybody',
    "{ mode: 0o600, flag: 'wx', flush: true }",
    "{ mode: 0o644, flag: 'wx', flush: true }",
  ),
  keyCheck('a wrong key is found by the first request', 'else keys.open(row.value, keyCheckBinding)', ''),
  keyCheck('a missing key is found by the first request', 'if (missing !== undefined)', 'if (missing === null)'),
  reseal(
    'a rotation loses a change that a server makes meanwhile',
    ' and ${sql.ref(sealed.column)} = ${row[sealed.column]}',
    '',
  ),
  reseal(
    'a rotation does not look again for what an older key has sealed',
    'found === 0 || pass === maximumPasses',
    'pass === 1',
  ),
  restoring('a restore loses data without being asked to', 'if (replaces || !lost.some(isData)) return', 'return'),
  expiry('expired tokens stay for ever', "where('expires_at', '<=',", "where('expires_at', '<', 0 *"),
  expiry(
    'a removal that fails is not reported',
    '.then(() => undefined, options.onFailure)',
    '.then(() => undefined, () => undefined)',
  ),
  expiry('all rows are removed at once', 'const batchSize = 500', 'const batchSize = 500_000'),
  cursors('a cursor lives for two days', 'issuedAtMs > lifetimeMs', 'issuedAtMs > 2 * lifetimeMs'),
  cursors(
    'a cursor opens in another environment',
    'environment: environmentId, account: list',
    "environment: '', account: list",
  ),
]
