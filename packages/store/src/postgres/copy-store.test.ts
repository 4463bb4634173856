import { randomUUID } from 'node:crypto'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { copyStore } from '../copy-store.ts'
import type { Database } from '../database.ts'
import { generateKey, parseKeyRing } from '../keys.ts'
import { openSqlite } from '../open-sqlite.ts'
import { createStore } from '../store.ts'
import { StoreError } from '../store-error.ts'
import { runOn } from '../testing/postgres-server.ts'
import { temporaryFolder, urlOf } from '../testing/test-database.ts'
import { environmentId, expiredAccount, keyAccount, patient, TestClock } from '../testing/test-store.ts'
import { openPostgres } from './open-postgres.ts'

const keys = parseKeyRing(`test:${generateKey()}`)
const clock = new TestClock()

const storeOn = (database: Database) =>
  createStore({
    database,
    keys,
    now: clock.now,
    refresher: async () => ({ accessToken: 'new-token', variables: {} }),
  })

const target = async (): Promise<Database> => {
  const database = await openPostgres({ url: (await urlOf(temporaryFolder())) ?? inject('postgres') ?? '' })
  onTestFinished(() => database.close())
  return database
}

/** A store of SQLite with this many accounts, whose server has ended. */
const filled = async (accounts = 3) => {
  const folder = temporaryFolder()
  const store = await storeOn(await openSqlite({ dataDirectory: folder }))
  await store.environments.ensure({ id: environmentId, name: 'Production é' })
  const ids: string[] = []
  for (let index = 0; index < accounts; index += 1) {
    ids.push(
      (await store.accounts.create(environmentId, keyAccount({ id: randomUUID(), tenantId: `Ünï ${index}` }))).id,
    )
  }
  const { id } = await store.accounts.create(environmentId, expiredAccount())
  await store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'app-secret' })
  const { token } = await store.tokens.create(environmentId, { name: 'CI', accountId: id })
  const request = { environmentId, accountId: id, scope: 's', request: 'r' }
  const outcome = await store.idempotency.claim(request)
  const response = { status: 201, headers: {}, body: Buffer.from('{}') }
  if (outcome.kind === 'claimed') await store.idempotency.complete(outcome.claim, response)
  await store.close()
  const source = await openSqlite({ dataDirectory: folder })
  onTestFinished(() => source.close())
  return { source, ids, id, token, request, response }
}

describe('copying a store to PostgreSQL', () => {
  it('copies everything, and counts it', async () => {
    const { source, ids, id, token, request, response } = await filled()
    const database = await target()
    const { tables, wasThere } = await copyStore(source, database)
    expect(wasThere).toBe(false)
    expect(Object.fromEntries(tables.map(({ table, rows }) => [table, rows]))).toMatchObject({
      environments: 1,
      accounts: 4,
      api_tokens: 1,
      oauth_apps: 1,
      idempotency_keys: 1,
      settings: 1,
    })
    const store = await storeOn(database)
    for (const each of ids) {
      expect((await store.accounts.open(environmentId, each))?.open(patient())).toMatchObject({
        credential: { kind: 'api_key' },
      })
    }
    expect(await (await store.accounts.open(environmentId, id))?.open(patient())).toMatchObject({
      credential: { kind: 'token' },
    })
    expect(await store.tokens.verify(token)).toMatchObject({ name: 'CI', accountId: id })
    expect(await store.oauthApps.client(environmentId, 'hubspot')).toEqual({ id: 'app', secret: 'app-secret' })
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'done', response })
  })

  it('copies many rows', { timeout: 60_000 }, async () => {
    const { source } = await filled(1100)
    const { tables } = await copyStore(source, await target())
    expect(tables.find(({ table }) => table === 'accounts')).toEqual({ table: 'accounts', rows: 1101 })
  })

  it('can be repeated: existing rows are compared', async () => {
    const { source } = await filled()
    const database = await target()
    const first = await copyStore(source, database)
    expect(await copyStore(source, database)).toEqual({ ...first, wasThere: true })
  })

  it('does not change a database that holds other data', async () => {
    const { source } = await filled()
    const database = await target()
    await database.kysely.insertInto('environments').values({ id: 'e', name: 'Other', created_at: 0 }).execute()
    await expect(copyStore(source, database)).rejects.toThrow(
      'The PostgreSQL database holds other data already (its table environments has 1 rows, the store 1)',
    )
    expect(await database.kysely.selectFrom('accounts').select('id').execute()).toEqual([])
  })

  it('names the table whose copy differs', async () => {
    const { source } = await filled()
    const url = (await urlOf(temporaryFolder())) ?? ''
    const database = await openPostgres({ url })
    onTestFinished(() => database.close())
    await runOn(
      url,
      `create or replace function change_name() returns trigger language plpgsql as $$
        begin new.name := 'changed'; return new; end $$`,
    )
    await runOn(
      url,
      'create trigger changing before insert on environments for each row execute function change_name()',
    )
    const failure: unknown = await copyStore(source, database).catch((error: unknown) => error)
    await runOn(url, 'drop trigger changing on environments')
    expect(failure).toBeInstanceOf(StoreError)
    expect(String(failure)).toMatch(/The copy of the table environments differs from the store/)
  })
})
