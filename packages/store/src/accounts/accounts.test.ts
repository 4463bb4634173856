import { inspect } from 'node:util'
import { Refusal } from '@rollcall/providers'
import { describe, expect, it } from 'vitest'
import { bytesOf, openTestDatabase } from '../testing/test-database.ts'
import {
  environmentId,
  expiredAccount,
  keyAccount,
  openTestStore,
  otherEnvironmentId,
  patient,
} from '../testing/test-store.ts'
import type { AccountFilters } from './accounts.ts'

const unknownId = '99999999-0000-4000-8000-000000000000'
const secrets = ['plain-api-key', 'plain-password', 'plain-access', 'plain-refresh', 'plain-client-secret'] as const
const [apiKey, password, accessToken, refreshToken, clientSecret] = secrets

const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await work.catch((reason: unknown) => reason)
  if (error instanceof Refusal) return error
  throw new Error('It was not refused.', { cause: error })
}

describe('an account', () => {
  it('is active when it is made, and is returned without secrets', async () => {
    const { store } = await openTestStore()
    const account = await store.accounts.create(environmentId, keyAccount())
    const createdAtMs = Date.parse('2026-11-22T10:00:00.000Z')
    expect(account).toEqual({
      id: account.id,
      environmentId,
      tenantId: 'acme',
      provider: 'pipedrive',
      method: 'api_key',
      status: 'active',
      variables: { subdomain: 'acme' },
      principal: undefined,
      handling: undefined,
      lastError: undefined,
      createdAtMs,
      updatedAtMs: createdAtMs,
      version: 1,
    })
    expect(account.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(await store.accounts.get(environmentId, account.id)).toEqual(account)
  })

  it('can be one of many of the same tenant and provider', async () => {
    const { store } = await openTestStore()
    await store.accounts.create(environmentId, keyAccount())
    await store.accounts.create(environmentId, keyAccount())
    expect((await store.accounts.list(environmentId, { limit: 10, tenantId: 'acme' })).result).toHaveLength(2)
  })

  it('has no secret in any answer, in printed objects, or in the bytes on disk', async () => {
    const { store, folder } = await openTestStore()
    const token = { kind: 'token' as const, accessToken, refreshToken, expiresAtMs: Number.MAX_SAFE_INTEGER }
    const client = { id: 'client', secret: clientSecret }
    const made = [
      await store.accounts.create(environmentId, keyAccount({ credential: { kind: 'api_key', apiKey } })),
      await store.accounts.create(
        environmentId,
        keyAccount({ method: 'basic', credential: { kind: 'basic', username: 'ann', password } }),
      ),
      await store.accounts.create(environmentId, expiredAccount({ credential: token, client })),
    ]
    await store.oauthApps.set(environmentId, 'hubspot', client)
    const opened = await Promise.all(made.map(({ id }) => store.accounts.open(environmentId, id)))
    const updated = await Promise.all(
      made.map(({ id }) => store.accounts.update(environmentId, id, { tenantId: 'other' })),
    )
    const shown = [
      JSON.stringify([made, opened, updated]),
      JSON.stringify(await store.accounts.list(environmentId, { limit: 10 })),
      JSON.stringify(await store.oauthApps.list(environmentId)),
      inspect([opened, store], { depth: 10, showHidden: true }),
      await bytesOf(folder),
    ]
    for (const [index, text] of shown.entries()) {
      for (const secret of secrets)
        expect({ index, secret, found: text.includes(secret) }).toMatchObject({ found: false })
    }
    const credentials = await Promise.all(opened.map((account) => account?.open(patient())))
    expect(JSON.stringify(credentials)).toContain(apiKey)
    expect(JSON.stringify(credentials)).toContain(password)
    expect(JSON.stringify(credentials)).toContain(accessToken)
  })

  it('does not exist in another environment', async () => {
    const { store } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    await store.accounts.open(environmentId, id)
    expect(await store.accounts.open(otherEnvironmentId, id)).toBeUndefined()
    expect(await store.accounts.get(otherEnvironmentId, id)).toBeUndefined()
    expect(await store.accounts.update(otherEnvironmentId, id, { tenantId: 'x' })).toBeUndefined()
    expect(await store.accounts.setStatus(otherEnvironmentId, id, 'connecting')).toBeUndefined()
    expect(await store.accounts.delete(otherEnvironmentId, id)).toBeUndefined()
    expect((await store.accounts.list(otherEnvironmentId, { limit: 10 })).result).toEqual([])
    expect(await store.accounts.get(environmentId, id)).toMatchObject({ tenantId: 'acme' })
  })

  it('is not made in an environment that is missing', async () => {
    const { store } = await openTestStore()
    await expect(store.accounts.create(unknownId, keyAccount())).rejects.toThrow()
  })

  it('does not open with a credential that was copied from another account', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    const mine = await store.accounts.create(environmentId, keyAccount())
    const theirs = await store.accounts.create(environmentId, keyAccount({ tenantId: 'globex' }))
    const { kysely, close } = await openTestDatabase(folder)
    const { credential } = await kysely
      .selectFrom('accounts')
      .select('credential')
      .where('id', '=', theirs.id)
      .executeTakeFirstOrThrow()
    await kysely.updateTable('accounts').set({ credential }).where('id', '=', mine.id).execute()
    await close()
    await expect(store.accounts.open(environmentId, mine.id)).rejects.toThrow(/does not open/)
    expect(await store.accounts.open(environmentId, theirs.id)).toBeDefined()
    const again = await openTestStore({ folder, keys, clock })
    expect(await again.store.accounts.delete(environmentId, mine.id)).toMatchObject({ credential: undefined })
  })
})

describe('opening an account', () => {
  it('runs no SQL and does not wait when it is warm', async () => {
    const { store, statements } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount({ handling: 'strict', principal: '7' }))
    await store.accounts.open(environmentId, id)
    statements.length = 0
    for (let round = 0; round < 100; round += 1) {
      const account = store.accounts.open(environmentId, id)
      if (account instanceof Promise) throw new Error('The account is not in memory.')
      expect(account.open(patient())).toEqual({
        credential: { kind: 'api_key', apiKey },
        variables: { subdomain: 'acme' },
        principal: '7',
      })
      expect(account).toMatchObject({
        id,
        environmentId,
        tenantId: 'acme',
        provider: 'pipedrive',
        method: 'api_key',
        status: 'active',
        handling: 'strict',
      })
    }
    expect(statements).toEqual([])
  })

  it('runs one statement for fifty callers when it is not', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    const cold = await openTestStore({ folder, keys, clock })
    cold.statements.length = 0
    const opened = await Promise.all(Array.from({ length: 50 }, () => cold.store.accounts.open(environmentId, id)))
    expect(opened.map((account) => account?.id)).toEqual(Array.from({ length: 50 }, () => id))
    expect(cold.statements).toHaveLength(1)
  })

  it('does not remember that there is none', async () => {
    const { store } = await openTestStore()
    expect(await store.accounts.open(environmentId, unknownId)).toBeUndefined()
    await store.accounts.create(environmentId, keyAccount({ id: unknownId }))
    expect(await store.accounts.open(environmentId, unknownId)).toBeDefined()
  })

  it('sees what was changed at once, and what another process changed within a minute', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    const other = await openTestStore({ folder, keys, clock })
    const { id } = await store.accounts.create(environmentId, keyAccount())
    await other.store.accounts.open(environmentId, id)
    await store.accounts.update(environmentId, id, { tenantId: 'globex', handling: 'strict', variables: { team: '1' } })
    const account = await store.accounts.open(environmentId, id)
    expect(account).toMatchObject({
      tenantId: 'globex',
      handling: 'strict',
    })
    expect(account?.open(patient())).toMatchObject({ variables: { subdomain: 'acme', team: '1' } })
    clock.advance(60)
    expect((await other.store.accounts.open(environmentId, id))?.tenantId).toBe('globex')
  })

  it('finds everything again after a restart', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    await store.close()
    const again = await openTestStore({ folder, keys, clock })
    const account = await again.store.accounts.open(environmentId, id)
    expect(await account?.open(patient())).toMatchObject({ credential: { kind: 'api_key', apiKey } })
  })
})

describe('changing an account', () => {
  it('changes updated_at, not created_at', async () => {
    const { store, clock } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    clock.advance(5)
    const changed = await store.accounts.update(environmentId, id, { handling: 'lenient' })
    expect(changed).toMatchObject({ createdAtMs: clock.now() - 5000, updatedAtMs: clock.now(), handling: 'lenient' })
    expect(await store.accounts.update(environmentId, id, { handling: null })).toMatchObject({ handling: undefined })
  })

  it('gives an active account new credentials without a pause', async () => {
    const { store } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    const account = await store.accounts.open(environmentId, id)
    const credential = { kind: 'api_key' as const, apiKey: 'new-key' }
    expect(await store.accounts.update(environmentId, id, { credential })).toMatchObject({ status: 'active' })
    expect(account?.open(patient())).toMatchObject({ credential })
  })

  it('keeps both of two changes that are made at once', async () => {
    const { store } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`)
    await Promise.all(names.map((name) => store.accounts.update(environmentId, id, { variables: { [name]: 'x' } })))
    expect(Object.keys((await store.accounts.get(environmentId, id))?.variables ?? {})).toHaveLength(21)
  })

  it('follows the transitions of the contract and no others', async () => {
    const { store } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount({ status: 'connecting' }))
    const lastError = { kind: 'credential-refused', remoteStatus: 403 } as const
    expect(await store.accounts.setStatus(environmentId, id, 'validation_error', lastError)).toMatchObject({
      status: 'validation_error',
      lastError,
    })
    await expect(store.accounts.setStatus(environmentId, id, 'active')).rejects.toThrow(
      'An account that is validation_error cannot become active.',
    )
    await store.accounts.update(environmentId, id, { credential: { kind: 'api_key', apiKey: 'new-key' } })
    expect(await store.accounts.get(environmentId, id)).toMatchObject({ status: 'connecting', lastError: undefined })
    expect(await store.accounts.setStatus(environmentId, id, 'active')).toMatchObject({ status: 'active' })
  })
})

describe('deleting an account', () => {
  it('removes it with its credential and returns the tokens that can be revoked', async () => {
    const { store, folder, statements } = await openTestStore()
    const made = await store.accounts.create(environmentId, expiredAccount({ client: undefined }))
    await store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'app-secret' })
    await store.accounts.open(environmentId, made.id)
    expect(await store.accounts.delete(environmentId, made.id)).toEqual({
      account: made,
      credential: { kind: 'token', accessToken: 'old-token', refreshToken: 'refresh-1', expiresAtMs: 0 },
      client: { id: 'app', secret: 'app-secret' },
    })
    expect(await store.accounts.open(environmentId, made.id)).toBeUndefined()
    expect(await store.accounts.delete(environmentId, made.id)).toBeUndefined()
    expect(statements.length).toBeGreaterThan(0)
    expect(await bytesOf(folder)).not.toContain('app-secret')
  })

  it('stays deleted when a request was reading it', async () => {
    const { store } = await openTestStore()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    const reading = store.accounts.open(environmentId, id)
    await store.accounts.delete(environmentId, id)
    await reading
    expect(await store.accounts.open(environmentId, id)).toBeUndefined()
  })
})

describe('listing accounts', () => {
  it('returns each once, page by page, the newest first, also those made at the same instant', async () => {
    const { store, clock } = await openTestStore()
    const made: string[] = []
    for (let index = 0; index < 23; index += 1) {
      made.push((await store.accounts.create(environmentId, keyAccount())).id)
      if (index % 5 === 0) clock.advance(1)
    }
    for (const limit of [1, 4, 22, 23, 1000]) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await store.accounts.list(environmentId, { limit, cursor })
        seen.push(...page.result.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== undefined)
      expect(seen).toHaveLength(23)
      expect(new Set(seen)).toEqual(new Set(made))
      expect(seen.at(-1)).toBe(made[0])
    }
  })

  it('filters by tenant, provider and status', async () => {
    const { store } = await openTestStore()
    await store.accounts.create(environmentId, keyAccount({ tenantId: 'a' }))
    await store.accounts.create(environmentId, keyAccount({ tenantId: 'b', status: 'connecting' }))
    await store.accounts.create(environmentId, expiredAccount({ tenantId: 'b' }))
    const count = async (filters: object) =>
      (await store.accounts.list(environmentId, { limit: 10, ...filters })).result.length
    expect(await count({})).toBe(3)
    expect(await count({ tenantId: 'b' })).toBe(2)
    expect(await count({ provider: 'hubspot' })).toBe(1)
    expect(await count({ status: 'active' })).toBe(2)
    expect(await count({ tenantId: 'b', status: 'connecting', provider: 'pipedrive' })).toBe(1)
    expect(await count({ tenantId: 'c' })).toBe(0)
  })

  it('filters by when they were made and last changed, and binds its cursors to that', async () => {
    const { store, clock } = await openTestStore()
    const startMs = clock.now()
    const { id } = await store.accounts.create(environmentId, keyAccount())
    clock.advance(1)
    await store.accounts.create(environmentId, keyAccount())
    clock.advance(1)
    await store.accounts.update(environmentId, id, { tenantId: 'changed' })
    const count = async (filters: AccountFilters) =>
      (await store.accounts.list(environmentId, { limit: 10, ...filters })).result.length
    expect(await count({ createdAt: { gte: startMs } })).toBe(2)
    expect(await count({ createdAt: { gt: startMs } })).toBe(1)
    expect(await count({ createdAt: { lt: startMs } })).toBe(0)
    expect(await count({ createdAt: { lte: startMs } })).toBe(1)
    expect(await count({ createdAt: { gte: startMs, lt: startMs + 1000 }, updatedAt: { gt: startMs + 1000 } })).toBe(1)
    expect(await count({ updatedAt: { lte: startMs } })).toBe(0)
    const createdAt = { gte: startMs }
    const { nextCursor: cursor } = await store.accounts.list(environmentId, { limit: 1, createdAt })
    expect((await store.accounts.list(environmentId, { limit: 1, createdAt, cursor })).result).toHaveLength(1)
    const others = [{ createdAt: { gt: startMs } }, { updatedAt: createdAt }, {}]
    for (const other of others) {
      const refusal = await refusalOf(store.accounts.list(environmentId, { limit: 1, cursor, ...other }))
      expect(refusal.slug).toBe('invalid-cursor')
    }
  })

  it('treats an empty cursor as no cursor, and an empty page has no cursor', async () => {
    const { store } = await openTestStore()
    expect(await store.accounts.list(environmentId, { limit: 1, cursor: '' })).toEqual({
      result: [],
      nextCursor: undefined,
    })
  })

  it('refuses a cursor that it did not issue for the same list', async () => {
    const { store } = await openTestStore()
    for (const tenantId of ['a', 'a', 'b', 'b']) await store.accounts.create(environmentId, keyAccount({ tenantId }))
    await store.tokens.create(environmentId, { name: 'a' })
    await store.tokens.create(environmentId, { name: 'b' })
    const { nextCursor: cursor = '' } = await store.accounts.list(environmentId, { limit: 1, tenantId: 'a' })
    const { nextCursor: tokenCursor } = await store.tokens.list(environmentId, { limit: 1 })
    const wrong = [
      store.accounts.list(environmentId, { limit: 1, tenantId: 'a', cursor: 'garbage' }),
      store.accounts.list(environmentId, { limit: 1, tenantId: 'a', cursor: `${cursor}x` }),
      store.accounts.list(environmentId, { limit: 1, tenantId: 'a', cursor: cursor.slice(0, -4) }),
      store.accounts.list(environmentId, { limit: 1, tenantId: 'b', cursor }),
      store.accounts.list(environmentId, { limit: 1, cursor }),
      store.accounts.list(otherEnvironmentId, { limit: 1, tenantId: 'a', cursor }),
      store.accounts.list(environmentId, { limit: 1, cursor: tokenCursor }),
    ]
    for (const refusal of await Promise.all(wrong.map(refusalOf))) {
      expect(refusal.slug).toBe('invalid-cursor')
      expect(refusal.errors).toEqual([{ parameter: 'next_cursor', detail: refusal.message }])
    }
    expect((await store.accounts.list(environmentId, { limit: 5, tenantId: 'a', cursor })).result).toHaveLength(1)
  })

  it('issues cursors that are valid for a day, also after a restart', async () => {
    const { store, clock, folder, keys } = await openTestStore()
    for (const tenantId of ['a', 'b']) await store.accounts.create(environmentId, keyAccount({ tenantId }))
    const { nextCursor: cursor } = await store.accounts.list(environmentId, { limit: 1 })
    await store.close()
    const again = await openTestStore({ folder, keys, clock })
    clock.advance(24 * 3600)
    expect((await again.store.accounts.list(environmentId, { limit: 1, cursor })).result).toHaveLength(1)
    clock.advance(1)
    const refusal = await refusalOf(again.store.accounts.list(environmentId, { limit: 1, cursor }))
    expect(refusal.slug).toBe('cursor-expired')
  })
})
