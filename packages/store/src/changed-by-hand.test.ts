import type { AuthenticationMethod } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { inspectKeys } from './inspect-keys.ts'
import { generateKey, parseKeyRing } from './keys.ts'
import { resealAll } from './reseal.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './store-error.ts'
import { openTestDatabase } from './testing/test-database.ts'
import { environmentId, keyAccount, openTestStore, otherEnvironmentId, patient } from './testing/test-store.ts'

const [first, second] = [generateKey(), generateKey()]
const [one, two, third] = ['1', '2', '3'].map((digit) => `22222222-0000-4000-8000-00000000000${digit}`) as [
  string,
  string,
  string,
]
const secrets = ['key-of-one', 'key-of-two', 'app-secret-of-one', 'app-secret-of-two']
const method = 'basic' as AuthenticationMethod

/** Two accounts that differ in every column, sealed with two keys, and a third one that stays unchanged. */
const twoAccounts = async () => {
  const old = await openTestStore({ keys: parseKeyRing(`a:${first}`) })
  await old.store.accounts.create(
    environmentId,
    keyAccount({ id: one, principal: '7', credential: { kind: 'api_key', apiKey: 'key-of-one' } }),
  )
  await old.store.close()
  const { folder, clock } = old
  const keys = parseKeyRing(`b:${second},a:${first}`)
  const test = await openTestStore({ folder, clock, keys })
  await test.store.accounts.create(otherEnvironmentId, {
    id: two,
    provider: 'hubspot',
    tenantId: 'globex',
    method: 'oauth2',
    credential: { kind: 'token', accessToken: 'key-of-two' },
    variables: { hub: '42' },
  })
  await test.store.accounts.create(environmentId, keyAccount({ id: third }))
  const { kysely, close } = await openTestDatabase(folder)
  return { ...test, kysely, closeDatabase: close }
}

type Test = Awaited<ReturnType<typeof twoAccounts>>

const openFailure = async ({ store, clock }: Pick<Test, 'store' | 'clock'>, environment: string, id: string) => {
  // After the time for which an account stays in memory.
  clock.advance(61)
  const error: unknown = await Promise.resolve(store.accounts.open(environment, id)).catch((reason: unknown) => reason)
  if (error instanceof StoreError) return error.message
  throw new Error(`The account ${id} opened.`, { cause: error })
}

const expectOthersToWork = async ({ store }: Pick<Test, 'store'>) => {
  const account = await store.accounts.open(environmentId, third)
  expect(account?.open(patient())).toMatchObject({ credential: { kind: 'api_key', apiKey: 'plain-api-key' } })
  const { result } = await store.accounts.list(environmentId, { limit: 10 })
  expect(result.map(({ id }) => id)).toContain(third)
}

const accountOf = (kysely: Kysely<Schema>, id: string) =>
  kysely.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const changes = [
  { environment_id: otherEnvironmentId },
  { id: '33333333-0000-4000-8000-000000000000' },
  { tenant_id: 'globex' },
  { tenant_id: 'acme ' },
  { provider: 'hubspot' as const },
  { authentication_method: method },
  { variables: '{"subdomain":"globex"}' },
  { variables: '{"subdomain":"acme","more":"x"}' },
  { variables: '{"subdomain": "acme"}' },
  { variables: '{}' },
  { variables: 'no JSON' },
  { principal: '8' },
  { principal: '' },
  { principal: null },
  { key_id: 'b' },
  { key_id: 'lost' },
  { credential: '' },
  { credential: 'plain' },
  { credential: 'v1.a.AAAA' },
  { credential: 'v2.a.AAAA' },
  { credential: 'v2.lost.AAAA' },
]

describe('an account whose row is changed by hand', () => {
  it.each(changes)('does not open with %j, before or after a restart, and affects no other account', async (change) => {
    const test = await twoAccounts()
    await test.kysely.updateTable('accounts').set(change).where('id', '=', one).execute()
    const { id = one, environment_id = environmentId } = { id: undefined, environment_id: undefined, ...change }
    const sentence = await openFailure(test, environment_id, id)
    expect(sentence).toMatch(
      new RegExp(
        `^The stored credential of the account ${id} does not open: .* Delete the account and connect it again\\.$`,
      ),
    )
    for (const secret of secrets) expect(sentence).not.toContain(secret)
    await expect(test.store.accounts.update(environment_id, id, { tenantId: 'new' })).rejects.toThrow(StoreError)
    await expect(test.store.accounts.setStatus(environment_id, id, 'connecting')).rejects.toThrow(StoreError)
    await expectOthersToWork(test)
    await test.closeDatabase()
    await test.store.close()

    const again = await openTestStore({ folder: test.folder, clock: test.clock, keys: test.keys })
    expect(await openFailure(again, environment_id, id)).toBe(sentence)
    await expectOthersToWork(again)
    expect(await again.store.accounts.delete(environment_id, id)).toMatchObject({ credential: undefined })
  })

  const columns = [
    'environment_id',
    'tenant_id',
    'provider',
    'authentication_method',
    'variables',
    'principal',
    'key_id',
    'credential',
  ] as const

  it('does not open with any column of another row, in either direction', { timeout: 60_000 }, async () => {
    const test = await twoAccounts()
    const rows = [await accountOf(test.kysely, one), await accountOf(test.kysely, two)] as const
    for (let subset = 1; subset < 2 ** columns.length; subset += 1) {
      const swapped = columns.filter((_, bit) => (subset >> bit) % 2 === 1)
      for (const [mine, other] of [rows, [rows[1], rows[0]] as const]) {
        const change = Object.fromEntries(swapped.map((name) => [name, other[name]]))
        await test.kysely.updateTable('accounts').set(change).where('id', '=', mine.id).execute()
        const { environment_id } = await accountOf(test.kysely, mine.id)
        expect(await openFailure(test, environment_id, mine.id)).toContain('does not open')
        await test.kysely.updateTable('accounts').set(mine).where('id', '=', mine.id).execute()
      }
    }
    await expectOthersToWork(test)
    test.clock.advance(61)
    expect((await test.store.accounts.open(environmentId, one))?.open(patient())).toMatchObject({
      credential: {
        apiKey: 'key-of-one',
      },
    })
    await test.closeDatabase()
  })

  it('is named by the rotation, which seals the others anew', async () => {
    const test = await twoAccounts()
    await test.store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'app-secret-of-one' })
    await test.kysely.updateTable('accounts').set({ tenant_id: 'evil', key_id: 'a' }).where('id', '=', third).execute()
    await test.kysely.updateTable('oauth_apps').set({ client_id: 'evil', key_id: 'a' }).execute()
    expect(await resealAll(test.kysely, test.keys)).toEqual({ count: 1, isStillSealing: false })
    expect((await inspectKeys(test.kysely, test.keys)).unopened).toEqual([
      { table: 'accounts', noun: 'account', id: third, keyId: 'b' },
      { table: 'oauth_apps', noun: 'OAuth app', id: `${environmentId}/hubspot`, keyId: 'b' },
    ])
    expect(await accountOf(test.kysely, one)).toMatchObject({ key_id: 'b', version: 1 })
    await test.closeDatabase()
  })

  it('opens with its other columns changed, which decide neither its owner nor where its credential is sent', async () => {
    const test = await twoAccounts()
    const change = {
      status: 'connecting' as const,
      handling: 'strict' as const,
      last_error: 'no JSON',
      updated_at: 1,
      version: 9,
      credential_version: 9,
      minted_at: 1,
      lease_holder: 'x',
      lease_until: 1,
    }
    await test.kysely.updateTable('accounts').set(change).where('id', '=', one).execute()
    test.clock.advance(61)
    const account = await test.store.accounts.open(environmentId, one)
    expect(account).toMatchObject({ status: 'connecting' })
    expect(account?.open(patient())).toMatchObject({ principal: '7' })
    await test.closeDatabase()
  })
})

describe('an OAuth app whose row is changed by hand', () => {
  const changeOne = async (change: object) => {
    const test = await openTestStore({ keys: parseKeyRing(`a:${first},b:${second}`) })
    await test.store.oauthApps.set(environmentId, 'hubspot', { id: 'one', secret: 'app-secret-of-one' })
    await test.store.oauthApps.set(environmentId, 'pipedrive', { id: 'two', secret: 'app-secret-of-two' })
    const { kysely, close } = await openTestDatabase(test.folder)
    const other = await kysely
      .selectFrom('oauth_apps')
      .select('secret')
      .where('provider', '=', 'pipedrive')
      .executeTakeFirstOrThrow()
    const set = 'secret' in change ? { ...change, secret: other.secret } : change
    await kysely.updateTable('oauth_apps').set(set).where('provider', '=', 'hubspot').execute()
    await close()
    return test
  }

  it.each([
    { environment_id: otherEnvironmentId },
    { provider: 'close' as const },
    { client_id: 'evil' },
    { client_id: 'two', secret: 'of the other app' },
    { secret: 'of the other app' },
    { key_id: 'b' },
    { key_id: 'lost' },
  ])('does not open with %j; the other one does', async (change) => {
    const test = await changeOne(change)
    const { environment_id = environmentId, provider = 'hubspot' } = {
      environment_id: undefined,
      provider: undefined,
      ...change,
    }
    const error: unknown = await test.store.oauthApps.client(environment_id, provider).catch((reason) => reason)
    const sentence = error instanceof StoreError ? error.message : 'It opened.'
    expect(sentence).toMatch(/^The stored secret of the OAuth app for \w+ in .* does not open: .* Set the app again\.$/)
    for (const secret of secrets) expect(sentence).not.toContain(secret)
    await test.store.close()
    const again = await openTestStore({ folder: test.folder, keys: test.keys })
    expect(await again.store.oauthApps.client(environmentId, 'pipedrive')).toEqual({
      id: 'two',
      secret: 'app-secret-of-two',
    })
    await again.store.oauthApps.set(environment_id, provider, { id: 'new', secret: 'new-secret' })
    expect(await again.store.oauthApps.client(environment_id, provider)).toEqual({ id: 'new', secret: 'new-secret' })
  })

  it('does not prevent the deletion of an account', async () => {
    const test = await changeOne({ client_id: 'evil' })
    const { id } = await test.store.accounts.create(environmentId, keyAccount({ provider: 'hubspot' }))
    expect(await test.store.accounts.delete(environmentId, id)).toMatchObject({
      credential: { apiKey: 'plain-api-key' },
      client: undefined,
    })
  })
})

describe('a kept answer whose row is changed by hand', () => {
  const response = { status: 201, headers: {}, body: Buffer.from('{"name":"Zoe"}') }

  it.each([
    { environment_id: otherEnvironmentId },
    { account_id: two },
    { account_id: null },
    { scope: 'other-scope' },
    { request: 'other-request' },
    { response: 'of the other key' },
  ])('has an unknown outcome with %j; the other key returns its answer', async (change) => {
    const { store, folder } = await openTestStore()
    for (const id of [one, two]) await store.accounts.create(environmentId, keyAccount({ id }))
    const request = { environmentId, accountId: one, scope: 'scope-1', request: 'request-1' }
    const other = { environmentId, accountId: two, scope: 'scope-2', request: 'request-2' }
    for (const each of [request, other]) {
      const outcome = await store.idempotency.claim(each)
      if (outcome.kind === 'claimed') await store.idempotency.complete(outcome.claim, response)
    }
    const { kysely, close } = await openTestDatabase(folder)
    const { response: sealed } = await kysely
      .selectFrom('idempotency_keys')
      .select('response')
      .where('scope', '=', 'scope-2')
      .executeTakeFirstOrThrow()
    const set = 'response' in change ? { response: sealed } : change
    await kysely.updateTable('idempotency_keys').set(set).where('scope', '=', 'scope-1').execute()
    await close()
    const asked = {
      ...request,
      ...('environment_id' in change ? { environmentId: otherEnvironmentId } : {}),
      ...('scope' in change ? { scope: 'other-scope' } : {}),
      ...('request' in change ? { request: 'other-request' } : {}),
    }
    expect(await store.idempotency.claim(asked)).toEqual({ kind: 'unknown' })
    expect(await store.idempotency.claim(other)).toEqual({ kind: 'done', response })
  })
})

describe('a binding', () => {
  const ring = parseKeyRing(`a:${first}`)
  const base = { environment: 'e', account: 'a', purpose: 'p', beside: ['x', 'y'] }

  it.each([
    { ...base, beside: ['xy'] },
    { ...base, beside: ['x,y'] },
    { ...base, beside: ['x","y'] },
    { ...base, beside: ['x|y'] },
    { ...base, beside: ['', 'xy'] },
    { ...base, beside: ['y', 'x'] },
    { ...base, beside: ['x', 'y', ''] },
    { ...base, beside: ['x', 'y', null] },
    { ...base, beside: ['x'] },
    { ...base, account: 'a|x', beside: ['y'] },
    { ...base, account: 'a","x', beside: ['y'] },
    { ...base, environment: 'e|a', account: '' },
    { ...base, environment: '', account: 'ea' },
  ])('is another one with its parts cut differently: $environment, $account, $beside', (other) => {
    expect(() => ring.open(ring.seal('secret', base), other)).toThrow(StoreError)
    expect(() => ring.open(ring.seal('secret', other), base)).toThrow(StoreError)
  })

  it('distinguishes null from text, and unpaired surrogates from each other', () => {
    const beside = (part: string | null) => ({ ...base, beside: [part] })
    expect(() => ring.open(ring.seal('secret', beside(null)), beside('null'))).toThrow(StoreError)
    expect(() => ring.open(ring.seal('secret', beside('\ud800')), beside('\ud801'))).toThrow(StoreError)
    expect(() => ring.open(ring.seal('secret', beside('\ud800')), beside('\\ud800'))).toThrow(StoreError)
  })
})

describe('every change of an account', () => {
  it('leaves a row that opens with its present columns, and with none of its former ones', async () => {
    const test = await openTestStore()
    const { store, clock } = test
    const { id } = await store.accounts.create(
      environmentId,
      keyAccount({
        provider: 'hubspot',
        method: 'oauth2',
        credential: { kind: 'token', accessToken: 'old', refreshToken: 'r', expiresAtMs: 0 },
        client: { id: 'client', secret: 'client-secret' },
        status: 'connecting',
      }),
    )
    const { kysely, close } = await openTestDatabase(test.folder)
    const patch = [
      () => store.accounts.update(environmentId, id, { variables: { hub: '43' } }),
      () => store.accounts.update(environmentId, id, { tenantId: 'globex' }),
      () => store.accounts.update(environmentId, id, { handling: 'strict' }),
      () => store.accounts.setStatus(environmentId, id, 'active'),
      async () => (await store.accounts.open(environmentId, id))?.open(patient()),
      async () => (await store.accounts.open(environmentId, id))?.refused(401),
      () =>
        store.accounts.update(environmentId, id, {
          variables: { hub: '44' },
          credential: { kind: 'token', accessToken: 'new' },
        }),
    ]
    for (const change of patch) {
      const before = await accountOf(kysely, id)
      await change()
      const after = await accountOf(kysely, id)
      expect(after.version).toBeGreaterThan(before.version)
      clock.advance(61)
      expect(await store.accounts.open(environmentId, id)).toBeDefined()
      if (before.variables !== after.variables) {
        await kysely.updateTable('accounts').set({ variables: before.variables }).where('id', '=', id).execute()
        expect(await openFailure(test, environmentId, id)).toContain('does not open')
        await kysely.updateTable('accounts').set({ variables: after.variables }).where('id', '=', id).execute()
      }
    }
    await close()
  })
})
