import { describe, expect, it } from 'vitest'
import { bytesOf, isOnPostgres, openTestDatabase } from '../testing/test-database.ts'
import * as testing from '../testing/test-store.ts'
import { environmentId, keyAccount, otherEnvironmentId, patient } from '../testing/test-store.ts'
import type { Claim, ClaimOutcome, IdempotentRequest } from './idempotency.ts'

const accountId = '22222222-0000-4000-8000-000000000001'
const request: IdempotentRequest = { environmentId, accountId, scope: 'scope-hash', request: 'request-hash' }
const response = {
  status: 201,
  headers: { 'content-type': 'application/json', 'rollcall-warnings': '[]' },
  body: Buffer.from('{"id":"7","name":"Zoë \u{1f600}"}'),
}

/** A store with the account that the requests are about. */
const openTestStore = async (options: Parameters<typeof testing.openTestStore>[0] = {}): Promise<testing.TestStore> => {
  const test = await testing.openTestStore(options)
  const { accounts } = test.store
  if ((await accounts.get(environmentId, accountId)) === undefined) {
    await accounts.create(environmentId, keyAccount({ id: accountId }))
  }
  return test
}

const claimOf = (outcome: ClaimOutcome): Claim => {
  if (outcome.kind === 'claimed') return outcome.claim
  throw new Error(`The key is ${outcome.kind}.`)
}

describe('an idempotency key', () => {
  it('is claimed once, by however many requests at the same time', async () => {
    const { store } = await openTestStore()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.idempotency.claim(request)))
    expect(outcomes.filter(({ kind }) => kind === 'claimed')).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'running')).toHaveLength(19)
  })

  it('returns the same bytes again, also after a restart, and its answer is never in the file in plain text', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    const claim = claimOf(await store.idempotency.claim(request))
    await store.idempotency.complete(claim, response)
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'done', response })
    expect(await bytesOf(folder)).not.toContain('rollcall-warnings')
    await store.close()
    const again = await openTestStore({ folder, keys, clock })
    expect(await again.store.idempotency.claim(request)).toEqual({ kind: 'done', response })
  })

  it('returns any bytes again', async () => {
    const { store } = await openTestStore()
    const body = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    await store.idempotency.complete(claimOf(await store.idempotency.claim(request)), { ...response, body })
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'done', response: { ...response, body } })
  })

  it('is refused for another request, whatever the result of the first', async () => {
    const { store } = await openTestStore()
    const other = { ...request, request: 'other-hash' }
    const claim = claimOf(await store.idempotency.claim(request))
    expect(await store.idempotency.claim(other)).toEqual({ kind: 'reused' })
    await store.idempotency.markUnknown(claim)
    expect(await store.idempotency.claim(other)).toEqual({ kind: 'reused' })
    await store.idempotency.complete(claim, response)
    expect(await store.idempotency.claim(other)).toEqual({ kind: 'reused' })
  })

  it('of another scope or environment is another key', async () => {
    const { store } = await openTestStore()
    await store.idempotency.claim(request)
    expect(await store.idempotency.claim({ ...request, scope: 'other' })).toMatchObject({ kind: 'claimed' })
    expect(await store.idempotency.claim({ ...request, environmentId: otherEnvironmentId })).toMatchObject({
      kind: 'claimed',
    })
  })

  it('can be used again once it was freed', async () => {
    const { store } = await openTestStore()
    await store.idempotency.free(claimOf(await store.idempotency.claim(request)))
    expect(await store.idempotency.claim({ ...request, request: 'other-hash' })).toMatchObject({ kind: 'claimed' })
  })

  it('has an unknown outcome when the result of the request is unknown', async () => {
    const { store } = await openTestStore()
    await store.idempotency.markUnknown(claimOf(await store.idempotency.claim(request)))
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'unknown' })
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'unknown' })
  })

  it('of a process that was killed has an unknown outcome at the next start', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    await store.idempotency.claim(request)
    await store.close()
    const again = await openTestStore({ folder, keys, clock })
    if (isOnPostgres) {
      // Other processes may run: a request of one of them counts as lost after the longest time that a request can run.
      expect(await again.store.idempotency.claim(request)).toEqual({ kind: 'running' })
      clock.advance(120)
    }
    expect(await again.store.idempotency.claim(request)).toEqual({ kind: 'unknown' })
  })

  it('of a process that was killed has an unknown outcome for another process after the longest time that a request can run', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    const other = await openTestStore({ folder, keys, clock, maximumRunMs: 60_000 })
    await other.store.idempotency.claim(request)
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'running' })
    clock.advance(60)
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'unknown' })
    expect(await other.store.idempotency.claim(request)).toEqual({ kind: 'running' })
  })

  it('is completed even when the start of another process gave it up', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    const claim = claimOf(await store.idempotency.claim(request))
    const other = await openTestStore({ folder, keys, clock })
    if (isOnPostgres) clock.advance(120)
    expect(await other.store.idempotency.claim(request)).toEqual({ kind: 'unknown' })
    await store.idempotency.complete(claim, response)
    expect(await other.store.idempotency.claim(request)).toEqual({ kind: 'done', response })
  })

  it('is kept for 24 hours', async () => {
    const { store, clock } = await openTestStore()
    await store.idempotency.complete(claimOf(await store.idempotency.claim(request)), response)
    clock.advance(24 * 3600 - 1)
    expect(await store.idempotency.claim(request)).toMatchObject({ kind: 'done' })
    clock.advance(1)
    expect(await store.idempotency.claim({ ...request, request: 'other-hash' })).toMatchObject({ kind: 'claimed' })
  })

  it('that expired is not settled by its former holder', async () => {
    const { store, clock } = await openTestStore()
    const old = claimOf(await store.idempotency.claim(request))
    clock.advance(24 * 3600)
    const fresh = claimOf(await store.idempotency.claim(request))
    await store.idempotency.complete(old, { ...response, status: 200 })
    await store.idempotency.free(old)
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'running' })
    await store.idempotency.complete(fresh, response)
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'done', response })
  })

  it('whose answer no longer opens has an unknown outcome', async () => {
    const { store, folder, keys, clock } = await openTestStore()
    await store.idempotency.complete(claimOf(await store.idempotency.claim(request)), response)
    await store.close()
    const { kysely, close } = await openTestDatabase(folder)
    await kysely.updateTable('idempotency_keys').set({ response: 'v1.test.AAAA' }).execute()
    await close()
    const again = await openTestStore({ folder, keys, clock })
    expect(await again.store.idempotency.claim(request)).toEqual({ kind: 'unknown' })
  })
})

describe('waiting for a key', () => {
  it('ends when the running request is done', async () => {
    let waits = 0
    const { store } = await openTestStore({
      wait: async () => {
        waits += 1
        if (waits === 3) await store.idempotency.complete(claim, response)
      },
    })
    const claim = claimOf(await store.idempotency.claim(request))
    expect(await store.idempotency.claimWhenSettled(request, patient())).toEqual({ kind: 'done', response })
    expect(waits).toBe(3)
  })

  it('claims the key when the running request frees it', async () => {
    const { store } = await openTestStore({ wait: () => store.idempotency.free(claim) })
    const claim = claimOf(await store.idempotency.claim(request))
    expect(await store.idempotency.claimWhenSettled(request, patient())).toMatchObject({ kind: 'claimed' })
  })

  it('ends with its signal', async () => {
    const { store } = await openTestStore()
    await store.idempotency.claim(request)
    const leaving = new AbortController()
    const waiting = store.idempotency.claimWhenSettled(request, leaving.signal)
    leaving.abort()
    expect(await waiting).toEqual({ kind: 'running' })
    expect(await store.idempotency.claimWhenSettled(request, AbortSignal.abort())).toEqual({ kind: 'running' })
  })

  it('is not needed for a key that is free', async () => {
    const { store } = await openTestStore()
    expect(await store.idempotency.claimWhenSettled(request, patient())).toMatchObject({ kind: 'claimed' })
  })
})
