import { describe, expect, it } from 'vitest'
import { bytesOf, isOnPostgres } from '../testing/test-database.ts'
import { environmentId, keyAccount, openTestStore, otherEnvironmentId } from '../testing/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000

const open = async () => {
  const test = await openTestStore()
  const create = (changes = {}) =>
    test.store.linkTokens.create(environmentId, {
      tenantId: 'acme',
      providers: ['hubspot', 'pipedrive'],
      redirectUri: 'https://app.example.com/done',
      context: { company_domain: 'acme-secret-domain' },
      expiresAtMs: test.clock.now() + 7 * dayMs,
      ...changes,
    })
  return { ...test, create, tokens: test.store.linkTokens }
}

describe('a link token', () => {
  it('is identified by its text alone; neither the text nor its context is stored in plain text', async () => {
    const { tokens, create, folder } = await open()
    const { token, ...made } = await create()
    expect(await tokens.verify(token)).toEqual(made)
    expect(await tokens.verify(`${token.slice(0, -1)}x`)).toBeUndefined()
    expect(await tokens.context(environmentId, made.id)).toEqual({ company_domain: 'acme-secret-domain' })
    expect(await bytesOf(folder)).not.toContain(token)
    expect(await bytesOf(folder)).not.toContain('acme-secret-domain')
  })

  it('belongs to its environment', async () => {
    const { tokens, create } = await open()
    const { id } = await create()
    expect(await tokens.get(otherEnvironmentId, id)).toBeUndefined()
    expect(await tokens.revoke(otherEnvironmentId, id)).toBe(false)
    expect((await tokens.list(otherEnvironmentId, { limit: 10 })).result).toEqual([])
    expect(await tokens.claim(otherEnvironmentId, id, Number.MAX_SAFE_INTEGER)).toBeUndefined()
    expect((await tokens.get(environmentId, id))?.state).toBe('open')
  })

  it('connects once: a second attempt waits for the end of the first, and none comes after a success', async () => {
    const { tokens, create, clock } = await open()
    const { id } = await create()
    const until = clock.now() + 60_000
    const claims = await Promise.all([1, 2, 3].map(() => tokens.claim(environmentId, id, until)))
    const [claim = '', ...others] = claims.filter((taken) => taken !== undefined)
    expect(others).toEqual([])
    await tokens.noteAccount(environmentId, id, claim, 'made-account')
    await tokens.settle(environmentId, id, claim, false)
    const next = (await tokens.claim(environmentId, id, until)) ?? ''
    await tokens.settle(environmentId, id, claim, true)
    expect(await tokens.get(environmentId, id)).toMatchObject({ state: 'open', madeAccountId: 'made-account' })
    await tokens.settle(environmentId, id, next, true)
    expect(await tokens.get(environmentId, id)).toMatchObject({ state: 'used', usedAtMs: clock.now() })
    expect(await tokens.claim(environmentId, id, until)).toBeUndefined()
  })

  it('allows another attempt when the process of the first was killed', async () => {
    const { tokens, create, clock } = await open()
    const { id } = await create()
    await tokens.claim(environmentId, id, clock.now() + 60_000)
    clock.advance(61)
    expect(await tokens.claim(environmentId, id, clock.now() + 60_000)).toBeDefined()
  })

  it('drops the attempt of a former process at once where one process alone serves the data', async () => {
    const { tokens, create, clock, store, folder, keys } = await open()
    const { id } = await create()
    await tokens.claim(environmentId, id, clock.now() + 60_000)
    await store.close()
    const next = await openTestStore({ clock, folder, keys })
    const claim = await next.store.linkTokens.claim(environmentId, id, clock.now() + 60_000)
    expect(claim === undefined).toBe(isOnPostgres)
  })

  it.each(['revoked', 'expired'] as const)(
    'that is %s connects nothing, and is listed with that status',
    async (state) => {
      const { tokens, create, clock } = await open()
      const { id, token } = await create()
      if (state === 'revoked') expect(await tokens.revoke(environmentId, id)).toBe(true)
      else clock.advance(8 * 24 * 3600)
      expect(await tokens.claim(environmentId, id, clock.now() + 1000)).toBeUndefined()
      expect((await tokens.verify(token))?.state).toBe(state)
      expect((await tokens.list(environmentId, { limit: 10 })).result).toMatchObject([{ id, state }])
    },
  )

  it('is deleted with the account that it connects again', async () => {
    const { tokens, create, store } = await open()
    const account = await store.accounts.create(environmentId, keyAccount())
    const { token } = await create({ accountId: account.id })
    await store.accounts.delete(environmentId, account.id)
    expect(await tokens.verify(token)).toBeUndefined()
  })

  it('is listed page by page, the newest first', async () => {
    const { tokens, create, clock } = await open()
    const ids: string[] = []
    for (let index = 0; index < 3; index += 1) {
      ids.unshift((await create()).id)
      clock.advance(1)
    }
    const first = await tokens.list(environmentId, { limit: 2 })
    const second = await tokens.list(environmentId, { limit: 2, cursor: first.nextCursor })
    expect([...first.result, ...second.result].map(({ id }) => id)).toEqual(ids)
    expect(second.nextCursor).toBeUndefined()
  })
})
