import { describe, expect, it } from 'vitest'
import { generateKey, parseKeyRing } from './keys.ts'
import { resealAll } from './reseal.ts'
import { createStore } from './store.ts'
import { StoreError } from './store-error.ts'
import { openTestDatabase, temporaryFolder } from './testing/test-database.ts'
import {
  environmentId,
  expiredAccount,
  keyAccount,
  openTestStore,
  otherEnvironmentId,
  patient,
} from './testing/test-store.ts'

const [first, second] = [generateKey(), generateKey()]

const startFailure = async (folder: string, keys: string): Promise<string> => {
  const database = await openTestDatabase(folder)
  const error: unknown = await createStore({
    database,
    keys: parseKeyRing(keys),
    refresher: () => Promise.reject(new Error('Not asked.')),
  }).catch((reason: unknown) => reason)
  if (error instanceof StoreError) return error.message
  throw new Error('The store was opened.', { cause: error })
}

describe('a store', () => {
  it('answers its readiness probe until it is closed', async () => {
    const { store } = await openTestStore()
    await store.ping()
    await store.close()
    await expect(store.ping()).rejects.toThrow()
    await store.close()
  })

  it('does not start with keys that the data was not sealed with', async () => {
    const { store, folder } = await openTestStore({ keys: parseKeyRing(`a:${first}`) })
    await store.accounts.create(environmentId, keyAccount())
    await store.close()
    expect(await startFailure(folder, `b:${second}`)).toBe(
      'A stored secret was sealed with the key "a", which ROLLCALL_KEYS lacks; set ROLLCALL_KEYS to the keys of this store.',
    )
    expect(await startFailure(folder, `a:${second}`)).toMatch(/the key "a" is not the one that sealed it/)
    const again = await openTestStore({ folder, keys: parseKeyRing(`a:${first}`) })
    expect((await again.store.accounts.list(environmentId, { limit: 10 })).result).toHaveLength(1)
  })

  it('detects a wrong key before anything was stored', async () => {
    const { store, folder } = await openTestStore({ keys: parseKeyRing(`a:${first}`) })
    await store.close()
    expect(await startFailure(folder, `a:${second}`)).toContain('does not open')
  })

  it('derives the same keys after a restart', async () => {
    const { store, folder, keys } = await openTestStore()
    const derived = store.deriveKeys('cursor')
    expect(derived).toHaveLength(1)
    await store.close()
    expect((await openTestStore({ folder, keys })).store.deriveKeys('cursor')).toEqual(derived)
  })
})

describe('rotating the keys', () => {
  it('opens what older keys sealed, seals anew while it runs, and then works without the old key', async () => {
    const folder = temporaryFolder()
    const before = await openTestStore({ folder, keys: parseKeyRing(`a:${first}`) })
    const ids: string[] = []
    for (let index = 0; index < 120; index += 1) {
      ids.push((await before.store.accounts.create(environmentId, keyAccount())).id)
    }
    const { id } = await before.store.accounts.create(otherEnvironmentId, expiredAccount({ client: undefined }))
    await before.store.oauthApps.set(otherEnvironmentId, 'hubspot', { id: 'app', secret: 'app-secret' })
    await before.store.close()

    const during = await openTestStore({ folder, keys: parseKeyRing(`b:${second},a:${first}`) })
    expect(await (await during.store.accounts.open(environmentId, ids[0] ?? ''))?.open(patient())).toMatchObject({
      credential: {
        kind: 'api_key',
        apiKey: 'plain-api-key',
      },
    })
    await during.store.close()
    expect(await startFailure(folder, `b:${second}`)).toBe(
      'Stored secrets were sealed with the key "a", which ROLLCALL_KEYS lacks; put that key behind the first one and start again.',
    )

    const resealing = await openTestStore({ folder, keys: parseKeyRing(`b:${second},a:${first}`) })
    const opened = await resealing.store.accounts.open(environmentId, ids[1] ?? '')
    const { kysely, close } = await openTestDatabase(folder)
    const [resealed] = await Promise.all([
      resealAll(kysely, resealing.keys),
      ...ids.slice(0, 10).map((each) => resealing.store.accounts.update(environmentId, each, { tenantId: 'globex' })),
    ])
    // A change seals anew as well.
    expect(resealed.count).toBeGreaterThanOrEqual(112)
    expect(resealed.isStillSealing).toBe(false)
    expect(await resealAll(kysely, resealing.keys)).toEqual({ count: 0, isStillSealing: false })
    await close()
    expect(opened?.open(patient())).toMatchObject({ credential: { kind: 'api_key' } })
    await resealing.store.close()

    const after = await openTestStore({ folder, keys: parseKeyRing(`b:${second}`) })
    for (const each of ids) {
      const account = await after.store.accounts.open(environmentId, each)
      expect(account?.open(patient())).toMatchObject({ credential: { kind: 'api_key', apiKey: 'plain-api-key' } })
    }
    expect(await (await after.store.accounts.open(otherEnvironmentId, id))?.open(patient())).toMatchObject({
      credential: {
        accessToken: 'token-1',
      },
    })
    expect(after.asked[0]?.client).toEqual({ id: 'app', secret: 'app-secret' })
  })
})

describe('OAuth apps', () => {
  it('belong to one environment and provider, and are listed without their secret', async () => {
    const { store, clock } = await openTestStore()
    await store.oauthApps.set(environmentId, 'hubspot', { id: 'one', secret: 'secret-1' })
    clock.advance(1)
    await store.oauthApps.set(environmentId, 'hubspot', { id: 'two', secret: 'secret-2' })
    expect(await store.oauthApps.client(environmentId, 'hubspot')).toEqual({ id: 'two', secret: 'secret-2' })
    expect(await store.oauthApps.client(environmentId, 'pipedrive')).toBeUndefined()
    expect(await store.oauthApps.client(otherEnvironmentId, 'hubspot')).toBeUndefined()
    expect(await store.oauthApps.list(environmentId)).toEqual([
      { provider: 'hubspot', clientId: 'two', createdAtMs: clock.now() - 1000, updatedAtMs: clock.now() },
    ])
    expect(await store.oauthApps.delete(otherEnvironmentId, 'hubspot')).toBe(false)
    expect(await store.oauthApps.delete(environmentId, 'hubspot')).toBe(true)
    expect(await store.oauthApps.list(environmentId)).toEqual([])
  })
})
