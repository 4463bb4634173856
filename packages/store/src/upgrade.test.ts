import { describe, expect, it } from 'vitest'
import { generateKey, parseKeyRing } from './keys.ts'
import { migrations } from './migrate.ts'
import { createStore, type Store } from './store.ts'
import { oldEnvironmentId as environmentId, oldAccountId, writeOldStore } from './testing/first-form.ts'
import { failWrites, openTestDatabase, query, temporaryFolder } from './testing/test-database.ts'
import { openTestStore, patient, TestClock } from './testing/test-store.ts'

const sealing = { id: 'a', key: generateKey() }
const older = { id: 'old', key: generateKey() }
const ring = `a:${sealing.key},old:${older.key}`
const accounts = 620

const oldStore = async (count = 4, steps = 1) => {
  const [folder, clock] = [temporaryFolder(), new TestClock()]
  const database = await openTestDatabase(folder, { steps: migrations.slice(0, steps) })
  await writeOldStore(database, clock.now(), { accounts: count, sealing, older, steps })
  return { folder, clock, keys: parseKeyRing(ring) }
}

const firstForms = `select count(*) as count from (select credential as sealed from accounts union all
  select secret from oauth_apps union all select response from idempotency_keys union all select value from settings)
  where sealed like 'v1.%'`

const expectAllToOpen = async (store: Store, count: number) => {
  for (let index = 0; index < count; index += 1) {
    const account = await store.accounts.open(environmentId, oldAccountId(index))
    expect(account?.open(patient())).toMatchObject({
      credential: { kind: 'token', accessToken: `access-${index}` },
      variables: { hub: '42' },
      principal: index % 3 === 0 ? String(index) : undefined,
    })
  }
  expect(await store.oauthApps.client(environmentId, 'hubspot')).toEqual({ id: 'app', secret: 'app-secret' })
  const request = { environmentId, accountId: oldAccountId(0), scope: 'scope-hash', request: 'request-hash' }
  expect(await store.idempotency.claim(request)).toEqual({
    kind: 'done',
    response: { status: 201, headers: { 'content-type': 'application/json' }, body: Buffer.from('{"id":"7"}') },
  })
}

const start = async ({ folder, clock, keys }: Awaited<ReturnType<typeof oldStore>>): Promise<Store> =>
  createStore({
    database: await openTestDatabase(folder),
    keys,
    now: clock.now,
    refresher: () => Promise.reject(new Error('Not asked.')),
  })

describe.each(migrations.map(({ name }, index) => [name, index + 1] as const))('a store as of %s', (_name, steps) => {
  it('opens completely, and again after that', async () => {
    const old = await oldStore(4, steps)
    const { store } = await openTestStore(old)
    await expectAllToOpen(store, 4)
    await store.close()
    await expectAllToOpen((await openTestStore(old)).store, 4)
  })
})

describe('a store from before the credentials were bound to their rows', () => {
  it('opens completely at the first start, and every secret is bound then', { timeout: 60_000 }, async () => {
    const old = await oldStore(accounts)
    const { store } = await openTestStore(old)
    await expectAllToOpen(store, accounts)
    expect(await query(old.folder, firstForms)).toEqual([{ count: 0 }])
    expect(await query(old.folder, 'select distinct key_id, version from accounts')).toEqual([
      { key_id: 'a', version: 3 },
    ])
    await store.close()
    const again = await openTestStore({ ...old, keys: parseKeyRing(`a:${sealing.key}`) })
    await expectAllToOpen(again.store, accounts)
  })

  it('is unchanged after a start that failed half-way, and opens completely at the next one', async () => {
    const old = await oldStore()
    // The migrations of the schema, which change accounts too, are not what fails here.
    await (await openTestDatabase(old.folder)).close()
    const before = await query(old.folder, 'select credential from accounts order by id')
    const allowWrites = await failWrites(old.folder, 'update', 'accounts', `old.id = '${oldAccountId(2)}'`)
    await expect(start(old)).rejects.toThrow('disk full')
    expect(await query(old.folder, 'select credential from accounts order by id')).toEqual(before)
    expect(await query(old.folder, firstForms)).toEqual([{ count: 7 }])
    await allowWrites()
    const { store } = await openTestStore(old)
    await expectAllToOpen(store, 4)
    expect(await query(old.folder, firstForms)).toEqual([{ count: 0 }])
  })

  it('does not start with keys that it was not sealed with, and stays as it was', async () => {
    const old = await oldStore()
    const keys = (text: string) => ({ ...old, keys: parseKeyRing(text) })
    await expect(start(keys(`a:${generateKey()}`))).rejects.toThrow(/the key "a" is not the one/)
    await expect(start(keys(`a:${sealing.key}`))).rejects.toThrow(
      'Stored secrets were sealed with the key "old", which ROLLCALL_KEYS lacks; put that key behind the first one',
    )
    expect(await query(old.folder, firstForms)).toEqual([{ count: 7 }])
    await expectAllToOpen((await openTestStore(old)).store, 4)
  })

  it('starts with an account that does not open: only that account cannot be used', async () => {
    const old = await oldStore()
    await query(
      old.folder,
      `update accounts set credential = (select credential from accounts where id = '${oldAccountId(0)}') where id = '${oldAccountId(3)}'`,
    )
    const { store } = await openTestStore(old)
    await expectAllToOpen(store, 3)
    await expect(store.accounts.open(environmentId, oldAccountId(3))).rejects.toThrow(/does not open/)
  })

  it('accepts no text of the first form once it was upgraded', async () => {
    const old = await oldStore()
    const [row] = await query(old.folder, `select credential from accounts where id = '${oldAccountId(0)}'`)
    const { credential } = { credential: undefined, ...(row as object) }
    await (await openTestStore(old)).store.close()
    await query(
      old.folder,
      `update accounts set credential = '${String(credential)}', variables = '{"hub":"evil"}' where id = '${oldAccountId(0)}'`,
    )
    const { store } = await openTestStore(old)
    await expect(store.accounts.open(environmentId, oldAccountId(0))).rejects.toThrow(/does not open/)
    expect(await store.accounts.open(environmentId, oldAccountId(1))).toBeDefined()
  })
})
