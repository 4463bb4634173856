import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { databaseFileName, openDatabase } from './database.ts'
import { generateKey, parseKeyRing } from './keys.ts'
import { createStore, type Store } from './store.ts'
import { oldAccountId, writeOldStore } from './testing/first-form.ts'
import { environmentId, openTestStore, patient, TestClock, temporaryFolder } from './testing/test-store.ts'

const sealing = { id: 'a', key: generateKey() }
const older = { id: 'old', key: generateKey() }
const ring = `a:${sealing.key},old:${older.key}`
const accounts = 620

const oldStore = async (count = 4) => {
  const [folder, clock] = [temporaryFolder(), new TestClock()]
  await writeOldStore(folder, clock.now(), { accounts: count, sealing, older })
  return { folder, clock, keys: parseKeyRing(ring) }
}

const query = (folder: string, sql: string): unknown[] => {
  const sqlite = new DatabaseSync(join(folder, databaseFileName))
  const rows = sqlite.prepare(sql).all()
  sqlite.close()
  return rows
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
    database: await openDatabase({ dataDirectory: folder }),
    keys,
    now: clock.now,
    refresher: () => Promise.reject(new Error('Not asked.')),
  })

describe('a store from before the credentials were bound to their rows', () => {
  it('opens whole at the first start, and has every secret bound then', { timeout: 60_000 }, async () => {
    const old = await oldStore(accounts)
    const { store } = await openTestStore(old)
    await expectAllToOpen(store, accounts)
    expect(query(old.folder, firstForms)).toEqual([{ count: 0 }])
    expect(query(old.folder, 'select distinct key_id, version from accounts')).toEqual([{ key_id: 'a', version: 3 }])
    await store.close()
    const again = await openTestStore({ ...old, keys: parseKeyRing(`a:${sealing.key}`) })
    await expectAllToOpen(again.store, accounts)
  })

  it('is as it was after a start that failed half-way, and opens whole at the next one', async () => {
    const old = await oldStore()
    const before = query(old.folder, 'select credential from accounts order by id')
    query(
      old.folder,
      `create trigger full before update on accounts when old.id = '${oldAccountId(2)}' begin select raise(abort, 'disk full'); end`,
    )
    await expect(start(old)).rejects.toThrow('disk full')
    expect(query(old.folder, 'select credential from accounts order by id')).toEqual(before)
    expect(query(old.folder, firstForms)).toEqual([{ count: 7 }])
    query(old.folder, 'drop trigger full')
    const { store } = await openTestStore(old)
    await expectAllToOpen(store, 4)
    expect(query(old.folder, firstForms)).toEqual([{ count: 0 }])
  })

  it('does not start with keys that it was not sealed with, and stays as it was', async () => {
    const old = await oldStore()
    const keys = (text: string) => ({ ...old, keys: parseKeyRing(text) })
    await expect(start(keys(`a:${generateKey()}`))).rejects.toThrow(/the key "a" is another one/)
    await expect(start(keys(`a:${sealing.key}`))).rejects.toThrow(
      'Stored secrets were sealed with the key "old", which ROLLCALL_KEYS lacks.',
    )
    expect(query(old.folder, firstForms)).toEqual([{ count: 7 }])
    await expectAllToOpen((await openTestStore(old)).store, 4)
  })

  it('starts with an account that does not open: it alone stays closed', async () => {
    const old = await oldStore()
    query(
      old.folder,
      `update accounts set credential = (select credential from accounts where id = '${oldAccountId(0)}') where id = '${oldAccountId(3)}'`,
    )
    const { store } = await openTestStore(old)
    await expectAllToOpen(store, 3)
    await expect(store.accounts.open(environmentId, oldAccountId(3))).rejects.toThrow(/does not open/)
  })

  it('takes nothing of the first form once it was upgraded', async () => {
    const old = await oldStore()
    const [row] = query(old.folder, `select credential from accounts where id = '${oldAccountId(0)}'`)
    const { credential } = { credential: undefined, ...(row as object) }
    await (await openTestStore(old)).store.close()
    query(
      old.folder,
      `update accounts set credential = '${String(credential)}', variables = '{"hub":"evil"}' where id = '${oldAccountId(0)}'`,
    )
    const { store } = await openTestStore(old)
    await expect(store.accounts.open(environmentId, oldAccountId(0))).rejects.toThrow(/does not open/)
    expect(await store.accounts.open(environmentId, oldAccountId(1))).toBeDefined()
  })
})
