import { describe, expect, it, onTestFinished } from 'vitest'
import { inspectKeys } from './inspect-keys.ts'
import { generateKey, parseKeyRing } from './keys.ts'
import { openBeside } from './open-beside.ts'
import { rotateKeys } from './rotate-keys.ts'
import { query, urlOf } from './testing/test-database.ts'
import { environmentId, expiredAccount, keyAccount, openTestStore, patient } from './testing/test-store.ts'

const [first, second] = [generateKey(), generateKey()]
const oldRing = parseKeyRing(`old:${first}`)
const bothKeys = parseKeyRing(`new:${second},old:${first}`)

const beside = async (folder: string) => {
  const opened = await openBeside({ dataDirectory: folder, databaseUrl: await urlOf(folder) })
  onTestFinished(() => opened.close())
  return opened
}

/** A store in which the old key has sealed something in every table, served by a store with both keys, the new one first. */
const filled = async (accounts = 30) => {
  const before = await openTestStore({ keys: oldRing })
  const { store, folder, clock } = before
  for (let index = 0; index < accounts - 1; index += 1) await store.accounts.create(environmentId, keyAccount())
  const { id } = await store.accounts.create(environmentId, expiredAccount())
  await store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'app-secret' })
  const link = await store.linkTokens.create(environmentId, {
    tenantId: 'acme',
    providers: [],
    context: { subdomain: 'acme' },
    expiresAtMs: clock.now() + 1_000_000,
  })
  const { cookie } = await store.connectSessions.create(environmentId, link.id)
  const session = await store.connectSessions.find(cookie)
  if (session === undefined) throw new Error('There is no session.')
  await store.connectSessions.end(session, { result: 'error' })
  const state = await store.connectSessions.begin(session, { verifier: 'v' })
  const request = { environmentId, accountId: id, scope: 's', request: 'r' }
  const outcome = await store.idempotency.claim(request)
  const response = { status: 200, headers: {}, body: Buffer.from('{}') }
  if (outcome.kind === 'claimed') await store.idempotency.complete(outcome.claim, response)
  await store.close()
  const server = await openTestStore({ folder, clock, keys: bothKeys })
  return { server, folder, clock, id, link, session, state, request, response }
}

const everything = { accounts: 30, oauth_apps: 1, link_tokens: 1, connect_sessions: 2, idempotency_keys: 1 }
const total = 35

describe('rotating keys beside a server', () => {
  it('counts the texts that each key opens, seals all anew, and leaves none sealed by the old key', {
    timeout: 60_000,
  }, async () => {
    const { server, folder, clock, id, link, session, state, request, response } = await filled()
    const { store } = server
    const before = await store.accounts.open(environmentId, id)
    const opened = await beside(folder)
    expect(await inspectKeys(opened.kysely, bothKeys)).toEqual({
      keys: [
        { keyId: 'new', isSealing: true, opens: {}, count: 0 },
        { keyId: 'old', isSealing: false, opens: everything, count: total },
      ],
      unopened: [],
    })

    const reported: number[] = []
    const rotation = rotateKeys(opened, bothKeys, { onProgress: ({ count }) => reported.push(count) })
    // The server changes rows that are sealed anew: no change is lost, and none fails.
    const { result } = await store.accounts.list(environmentId, { limit: 10 })
    for (const account of result) {
      expect(await store.accounts.update(environmentId, account.id, { tenantId: 'globex' })).toBeDefined()
    }
    const rotated = await rotation
    expect(rotated).toMatchObject({ unopened: [], isStillSealing: false, unusedKeys: ['old'], usedKeys: [] })
    expect(rotated.count).toBeGreaterThanOrEqual(total - 10)
    expect(reported.at(-1)).toBe(rotated.count)
    // The values in the server's memory stay valid, also for a change.
    expect(await before?.open(patient())).toMatchObject({ credential: { accessToken: 'token-1' } })
    expect(await rotateKeys(opened, bothKeys)).toMatchObject({ count: 0, unusedKeys: ['old'] })
    await store.close()

    const after = await openTestStore({ folder, clock, keys: parseKeyRing(`new:${second}`) })
    for (const account of result) {
      expect(await after.store.accounts.open(environmentId, account.id)).toMatchObject({ tenantId: 'globex' })
    }
    expect(await after.store.oauthApps.client(environmentId, 'hubspot')).toEqual({ id: 'app', secret: 'app-secret' })
    expect(await after.store.linkTokens.context(environmentId, link.id)).toEqual({ subdomain: 'acme' })
    expect(await after.store.connectSessions.resume(session, state)).toEqual({ verifier: 'v' })
    expect(await after.store.idempotency.claim(request)).toEqual({ kind: 'done', response })
  })

  it('continues where it was interrupted', { timeout: 60_000 }, async () => {
    const { folder } = await filled(115)
    const opened = await beside(folder)
    const interrupted = new AbortController()
    const reason = new Error('Interrupted.')
    const rotation = rotateKeys(opened, bothKeys, {
      signal: interrupted.signal,
      onProgress: ({ count }) => count >= 100 && interrupted.abort(reason),
    })
    await expect(rotation).rejects.toBe(reason)
    const { keys } = await inspectKeys(opened.kysely, bothKeys)
    expect(keys.map(({ count }) => count)).toEqual([100, 20])
    expect(await rotateKeys(opened, bothKeys)).toMatchObject({ count: 20, unusedKeys: ['old'] })
  })

  it('reports that a server still seals with the old key', { timeout: 60_000 }, async () => {
    const { store, folder } = await openTestStore({ keys: oldRing })
    const { id } = await store.accounts.create(environmentId, keyAccount())
    const opened = await beside(folder)
    let round = 0
    const rotated = await rotateKeys({ ...opened, servedBy: async () => undefined }, bothKeys, {
      async onProgress() {
        // Sealed by the server's ring, as a change of the account is.
        round += 1
        await opened.kysely.deleteFrom('accounts').where('id', '=', id).execute()
        await store.accounts.create(environmentId, keyAccount({ id, tenantId: `round ${round}` }))
      },
    })
    expect(rotated).toMatchObject({ isStillSealing: true, usedKeys: ['old'] })
  })

  it('does not begin while the servers were started with the old key first', async () => {
    const { folder } = await openTestStore({ keys: oldRing })
    const opened = { ...(await beside(folder)), servedBy: async () => 'the process 42' }
    await expect(rotateKeys(opened, bothKeys)).rejects.toThrow(
      /^The process 42 serves .*, and the last server that started seals with the key "old"; start the servers again with "new" first in ROLLCALL_KEYS, then repeat this\.$/,
    )
    await expect(rotateKeys(opened, parseKeyRing(`new:${second}`))).rejects.toThrow(
      'sealed with the key "old", which ROLLCALL_KEYS lacks; set ROLLCALL_KEYS to the keys of this store.',
    )
  })

  it('names each row that no key opens, and seals the others anew', async () => {
    const { server, folder, id } = await filled()
    await query(folder, `update accounts set principal = 'another' where id = '${id}'`)
    await query(folder, `update oauth_apps set secret = 'v2.lost.AAAA', key_id = 'lost'`)
    const opened = await beside(folder)
    const unopened = [
      { table: 'accounts', noun: 'account', id, keyId: 'old' },
      { table: 'oauth_apps', noun: 'OAuth app', id: `${environmentId}/hubspot`, keyId: 'lost' },
    ]
    expect((await inspectKeys(opened.kysely, bothKeys)).unopened).toEqual(unopened)
    const rotated = await rotateKeys({ ...opened, servedBy: async () => 'a server' }, bothKeys)
    expect(rotated).toMatchObject({ count: total - 2, unopened, unusedKeys: ['old'] })
    await server.store.close()
  })
})

it('refuses a folder without a store, and data of another version', async () => {
  const { folder, store } = await openTestStore()
  await store.close()
  if ((await urlOf(folder)) === undefined) {
    await expect(openBeside({ dataDirectory: `${folder}/none` })).rejects.toThrow(/has no store; set DATA_DIR/)
  }
  const [step] = await query(folder, `select * from applied_steps order by name desc limit 1`)
  const { name, applied_at } = Object.fromEntries(Object.entries(Object(step)))
  await query(folder, `delete from applied_steps where name = '${String(name)}'`)
  const failure: unknown = await beside(folder).catch((error: unknown) => error)
  await query(folder, `insert into applied_steps values ('${String(name)}', ${String(applied_at)}, '')`)
  expect(String(failure)).toContain(`is of an older Rollcall (its schema lacks "${String(name)}"); start a server`)
})
