import { Refusal } from '@rollcall/providers'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../testing/test-database.ts'
import { environmentId, keyAccount, openTestStore, otherEnvironmentId } from '../testing/test-store.ts'
import { generateToken, isMalformedToken } from './token-format.ts'

describe('the form of a token', () => {
  it('is found by secret scanners', () => {
    expect(generateToken()).toMatch(/^rollcall_[0-9a-f]{72}$/)
    expect(generateToken()).not.toBe(generateToken())
  })

  it('has a checksum, by which a mistyped or cut-off token is detected', () => {
    const token = generateToken()
    expect(isMalformedToken(token)).toBe(false)
    expect(isMalformedToken(token.slice(0, -1))).toBe(true)
    expect(isMalformedToken(`${token}0`)).toBe(true)
    const last = token.endsWith('0') ? '1' : '0'
    expect(isMalformedToken(`${token.slice(0, -1)}${last}`)).toBe(true)
  })

  it('is not required of tokens with another prefix', () => {
    expect(isMalformedToken('demo-token')).toBe(false)
  })
})

describe('API tokens', () => {
  it('are returned once and stored hashed', async () => {
    const { store, folder } = await openTestStore()
    const { token, ...created } = await store.tokens.create(environmentId, { name: 'CI' })
    expect(created).toMatchObject({ name: 'CI', hint: token.slice(-4), accountId: undefined, expiresAtMs: undefined })
    const listed = await store.tokens.list(environmentId, { limit: 10 })
    expect(listed.result).toEqual([created])
    expect(JSON.stringify(listed)).not.toContain(token)
    expect(await bytesOf(folder)).not.toContain(token)
    expect(await bytesOf(folder)).not.toContain(token.slice('rollcall_'.length))
  })

  it('identify their environment, without SQL or waiting once they were used', async () => {
    const { store, statements } = await openTestStore()
    const { token, id } = await store.tokens.create(environmentId, { name: 'CI' })
    await store.tokens.verify(token)
    statements.length = 0
    expect(store.tokens.verify(token)).toMatchObject({ id, environmentId })
    expect(statements).toEqual([])
  })

  it('that are wrong are unknown; a malformed one without SQL', async () => {
    const { store, statements } = await openTestStore()
    expect(await store.tokens.verify(generateToken())).toBe('unknown')
    statements.length = 0
    expect(await store.tokens.verify('rollcall_123')).toBe('unknown')
    expect(statements).toEqual([])
    expect(await store.tokens.verify('')).toBe('unknown')
  })

  it('expire to the millisecond, also from memory', async () => {
    const { store, clock } = await openTestStore()
    const { token } = await store.tokens.create(environmentId, { name: 'CI', expiresAtMs: clock.now() + 1000 })
    expect(await store.tokens.verify(token)).toMatchObject({ name: 'CI' })
    clock.advance(0.999)
    expect(await store.tokens.verify(token)).toMatchObject({ name: 'CI' })
    clock.advance(0.001)
    expect(await store.tokens.verify(token)).toBe('expired')
  })

  it('are invalid at once when they are deleted, which only their own environment can do', async () => {
    const { store } = await openTestStore()
    const { token, id } = await store.tokens.create(environmentId, { name: 'CI' })
    await store.tokens.verify(token)
    expect(await store.tokens.delete(otherEnvironmentId, id)).toBe(false)
    expect(await store.tokens.verify(token)).toMatchObject({ id })
    expect(await store.tokens.delete(environmentId, id)).toBe(true)
    expect(await store.tokens.verify(token)).toBe('unknown')
    expect(await store.tokens.delete(environmentId, id)).toBe(false)
  })

  it('that another process deleted are invalid within a minute', async () => {
    const one = await openTestStore()
    const two = await openTestStore({ folder: one.folder, keys: one.keys, clock: one.clock })
    const { token, id } = await one.store.tokens.create(environmentId, { name: 'CI' })
    await two.store.tokens.verify(token)
    await one.store.tokens.delete(environmentId, id)
    one.clock.advance(60)
    expect(await two.store.tokens.verify(token)).toBe('unknown')
  })

  it('of one account are deleted with it', async () => {
    const { store } = await openTestStore()
    const account = await store.accounts.create(environmentId, keyAccount())
    const { token } = await store.tokens.create(environmentId, { name: 'Account', accountId: account.id })
    expect(await store.tokens.verify(token)).toMatchObject({ accountId: account.id })
    await store.accounts.delete(environmentId, account.id)
    expect(await store.tokens.verify(token)).toBe('unknown')
  })

  it('can be made of given texts, once, however often they are installed', async () => {
    const { store } = await openTestStore()
    await store.tokens.install(environmentId, { token: 'demo-token', name: 'Demo' })
    await store.tokens.install(environmentId, { token: 'demo-token', name: 'Demo' })
    expect(await store.tokens.verify('demo-token')).toMatchObject({ name: 'Demo', environmentId })
    expect((await store.tokens.list(environmentId, { limit: 10 })).result).toHaveLength(1)
  })

  it('are listed page by page, the newest first, each once', async () => {
    const { store, clock } = await openTestStore()
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await store.tokens.create(environmentId, { name })
      if (name !== 'b') clock.advance(1)
    }
    const first = await store.tokens.list(environmentId, { limit: 2 })
    const second = await store.tokens.list(environmentId, { limit: 2, cursor: first.nextCursor })
    const third = await store.tokens.list(environmentId, { limit: 2, cursor: second.nextCursor })
    const names = [first, second, third].map(({ result }) => result.map(({ name }) => name).join(''))
    expect([names[0], names[2]]).toEqual(['ed', 'a'])
    expect([...(names[1] ?? '')].sort()).toEqual(['b', 'c'])
    expect(third.nextCursor).toBeUndefined()
    await expect(store.tokens.list(otherEnvironmentId, { limit: 2, cursor: first.nextCursor })).rejects.toThrow(Refusal)
  })
})

describe('environments', () => {
  it('are made, found and listed, and a default one is made once', async () => {
    const { store } = await openTestStore()
    const made = await store.environments.create({ name: 'Test' })
    expect(await store.environments.ensure({ id: made.id, name: 'Other name' })).toEqual(made)
    expect((await store.environments.list()).map(({ name }) => name).sort()).toEqual(['Production', 'Staging', 'Test'])
  })
})
