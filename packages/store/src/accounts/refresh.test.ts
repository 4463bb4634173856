import { Buffer } from 'node:buffer'
import { adapters, ProviderFailure, requestToken, type TokenSet } from '@rollcall/providers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { StoreUnavailable } from '../store-error.ts'
import { bytesOf, failWrites, isOnPostgres } from '../testing/test-database.ts'
import {
  environmentId,
  expiredAccount,
  gate,
  openTestStore,
  patient,
  TestClock,
  type TestStore,
  tokenSet,
  until,
} from '../testing/test-store.ts'
import { AccountRows } from './account-rows.ts'
import type { NewAccount } from './accounts.ts'
import type { OpenedAccount } from './opened-account.ts'
import type { RefreshInput } from './refresh.ts'

const token = (accessToken: string) => ({ kind: 'token', accessToken }) as const

const openAccount = async ({ store }: TestStore, changes: Partial<NewAccount> = {}): Promise<OpenedAccount> => {
  const { id } = await store.accounts.create(environmentId, expiredAccount(changes))
  return reopen({ store }, id)
}

const reopen = async ({ store }: Pick<TestStore, 'store'>, id: string): Promise<OpenedAccount> => {
  const account = await store.accounts.open(environmentId, id)
  if (account === undefined) throw new Error('There is no such account.')
  return account
}

const liveToken = (clock: TestClock, changes: object = {}) => ({
  kind: 'token' as const,
  accessToken: 'live-token',
  refreshToken: 'refresh-1',
  expiresAtMs: clock.now() + 1_800_000,
  ...changes,
})

const refusedByVendor = () =>
  new ProviderFailure('account-needs-reauth', 'HubSpot refused the refresh token (invalid_grant).', {
    remote: { status: 400, body: { error: 'invalid_grant' }, message: 'invalid_grant' },
  })

const failureOf = async (work: unknown): Promise<ProviderFailure> => {
  const error: unknown = await Promise.resolve(work).catch((reason: unknown) => reason)
  if (error instanceof ProviderFailure) return error
  throw new Error('It did not fail.', { cause: error })
}

/** Runs the callbacks of promises that are settled. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a valid token', () => {
  it('is returned at once, without a promise', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { credential: liveToken(test.clock) })
    expect(account.open(patient())).toMatchObject({ credential: token('live-token') })
    expect(test.asked).toEqual([])
  })

  it('is refreshed when it is valid for less than a minute, not before', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { credential: liveToken(test.clock) })
    test.clock.advance(1740)
    expect(account.open(patient())).toMatchObject({ credential: token('live-token') })
    test.clock.advance(0.001)
    expect(await account.open(patient())).toMatchObject({ credential: token('token-1') })
  })

  it('without an expiry is used until the vendor refuses it', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { credential: liveToken(test.clock, { expiresAtMs: undefined }) })
    test.clock.advance(10 ** 8)
    expect(account.open(patient())).toMatchObject({ credential: token('live-token') })
    expect(await account.renew(token('live-token'), patient())).toMatchObject({ credential: token('token-1') })
  })
})

describe('a refresh', () => {
  it('asks with the refresh token, the app and the variables of the account', async () => {
    const test = await openTestStore({ refreshTimeoutMs: 7000 })
    const account = await openAccount(test)
    await account.open(patient())
    expect(test.asked).toEqual([
      {
        provider: 'hubspot',
        environmentId,
        accountId: account.id,
        variables: { hub: '42' },
        method: 'oauth2',
        client: { id: 'client-id', secret: 'client-secret' },
        refreshToken: 'refresh-1',
        context: { signal: expect.any(AbortSignal), deadlineAtMs: test.clock.now() + 7000 },
      },
    ])
  })

  it('uses the app of the environment where the account brought none', async () => {
    const test = await openTestStore()
    await test.store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'first' })
    await test.store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'app-secret' })
    const account = await openAccount(test, { client: undefined })
    await account.open(patient())
    expect(test.asked[0]?.client).toEqual({ id: 'app', secret: 'app-secret' })
  })

  it('happens once for fifty callers, who all get the new token', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const { id } = await openAccount(test)
    const callers = Array.from({ length: 50 }, async () => (await reopen(test, id)).open(patient()))
    await settle()
    const late = Array.from({ length: 50 }, async () => (await reopen(test, id)).open(patient()))
    await settle()
    vendor.open({ accessToken: 'new-token', variables: {} })
    expect(await Promise.all([...callers, ...late])).toMatchObject(
      Array.from({ length: 100 }, () => ({ credential: token('new-token') })),
    )
    expect(test.asked).toHaveLength(1)
  })

  it('happens once for fifty callers whose common token the vendor refused', async () => {
    const test = await openTestStore({ refresher: async () => ({ accessToken: 'same-token', variables: {} }) })
    const { id } = await openAccount(test, {
      credential: { kind: 'token', accessToken: 'same-token', refreshToken: 'refresh-1' },
    })
    const renewals = Array.from({ length: 50 }, async () =>
      (await reopen(test, id)).renew(token('same-token'), patient()),
    )
    expect(await Promise.all(renewals)).toMatchObject(
      Array.from({ length: 50 }, () => ({ credential: token('same-token') })),
    )
    expect(test.asked).toHaveLength(1)
  })

  it('of one account does not delay the refresh of another', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({
      refresher: async (input) =>
        input.variables.slow === 'yes' ? vendor.promise : { accessToken: 'fast', variables: {} },
    })
    const slow = await openAccount(test, { variables: { slow: 'yes' } })
    const fast = await openAccount(test)
    const waiting = slow.open(patient())
    expect(await fast.open(patient())).toMatchObject({ credential: token('fast') })
    vendor.open({ accessToken: 'slow', variables: {} })
    expect(await waiting).toMatchObject({ credential: token('slow') })
  })

  it('goes on for the other callers when one caller disconnects', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const account = await openAccount(test)
    const leaving = new AbortController()
    const left = failureOf(account.open(leaving.signal))
    const staying = account.open(patient())
    await settle()
    leaving.abort(new Error('The caller has gone.'))
    expect(await left).toMatchObject({ slug: 'provider-timeout' })
    vendor.open({ accessToken: 'new-token', variables: {} })
    expect(await staying).toMatchObject({ credential: token('new-token') })
    expect(test.asked).toHaveLength(1)
    expect(test.asked[0]?.context.signal.aborted).toBe(false)
  })

  it('goes on when every caller has disconnected, and its token is stored', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const account = await openAccount(test)
    const leaving = new AbortController()
    const left = failureOf(account.open(leaving.signal))
    await settle()
    leaving.abort()
    await left
    vendor.open({ accessToken: 'new-token', variables: {} })
    await settle()
    expect(await (await reopen(test, account.id)).open(patient())).toMatchObject({ credential: token('new-token') })
    expect(test.asked).toHaveLength(1)
  })

  it('is not begun for a caller that has disconnected already', async () => {
    const test = await openTestStore()
    const account = await openAccount(test)
    expect(await failureOf(account.open(AbortSignal.abort()))).toMatchObject({ slug: 'provider-timeout' })
    expect(test.asked).toEqual([])
  })

  it('stores the rotated token before a caller gets it', async () => {
    const test = await openTestStore({
      refresher: async () => ({ accessToken: 'new-token', refreshToken: 'refresh-2', variables: {} }),
    })
    const account = await openAccount(test)
    await account.open(patient())
    const again = await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    const elsewhere = await reopen(again, account.id)
    expect(elsewhere.open(patient())).toMatchObject({ credential: token('new-token') })
    expect(await elsewhere.renew(token('new-token'), patient())).toMatchObject({ credential: token('token-1') })
    expect(again.asked[0]?.refreshToken).toBe('refresh-2')
    expect(await bytesOf(test.folder)).not.toContain('refresh-2')
  })

  it('keeps the old refresh token where the answer has none', async () => {
    const test = await openTestStore()
    const account = await openAccount(test)
    await account.open(patient())
    test.clock.advance(1800)
    await account.open(patient())
    expect(test.asked.map(({ refreshToken }) => refreshToken)).toEqual(['refresh-1', 'refresh-1'])
  })

  it('merges the variables and the principal of the answer into the stored account', async () => {
    const test = await openTestStore({
      refresher: async (input) => ({
        accessToken: 'new-token',
        variables: { ...input.variables, instance_url: 'https://acme.example' },
        principal: '005-7',
      }),
    })
    const account = await openAccount(test)
    const opened = await account.open(patient())
    const expected = { variables: { hub: '42', instance_url: 'https://acme.example' }, principal: '005-7' }
    expect(opened).toMatchObject(expected)
    expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject(expected)
  })

  it('keeps both the new token and the changes that were made meanwhile', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const account = await openAccount(test)
    const waiting = account.open(patient())
    await settle()
    await test.store.accounts.update(environmentId, account.id, { variables: { hub: '43', team: '1' } })
    vendor.open({ accessToken: 'new-token', variables: { hub: '42', region: 'eu' } })
    expect(await waiting).toEqual({
      credential: token('new-token'),
      variables: { hub: '43', team: '1', region: 'eu' },
      principal: undefined,
    })
  })

  it('does not overwrite credentials that were set meanwhile', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const account = await openAccount(test)
    const waiting = account.open(patient())
    await settle()
    const credential = liveToken(test.clock, { accessToken: 'given-token' })
    await test.store.accounts.update(environmentId, account.id, { credential })
    vendor.open({ accessToken: 'new-token', variables: {} })
    expect(await waiting).toMatchObject({ credential: token('given-token') })
  })

  it('fails with account-not-found when the account is deleted meanwhile', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const account = await openAccount(test)
    const waiting = failureOf(account.open(patient()))
    await settle()
    await test.store.accounts.delete(environmentId, account.id)
    vendor.open({ accessToken: 'new-token', variables: {} })
    expect(await waiting).toMatchObject({ slug: 'account-not-found' })
  })

  it('has a deadline, and frees the account when it passes', async () => {
    const reasons: unknown[] = []
    const test = await openTestStore({
      refreshTimeoutMs: 1,
      refresher: ({ context: { signal } }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason)
            reject(new ProviderFailure('provider-timeout', 'HubSpot did not answer in time.'))
          })
        }),
    })
    const account = await openAccount(test)
    expect(await failureOf(account.open(patient()))).toMatchObject({ slug: 'provider-timeout' })
    expect(reasons).toMatchObject([{ name: 'DeadlinePassed' }])
    expect(await failureOf(account.open(patient()))).toMatchObject({ slug: 'provider-timeout' })
    expect(test.asked).toHaveLength(2)
  })
})

describe('a refresh that the vendor refuses', () => {
  it('is stored: the vendor is not called again, every caller gets the refusal, the event fires once', async () => {
    const test = await openTestStore({ refresher: () => Promise.reject(refusedByVendor()) })
    const { id } = await openAccount(test)
    const attempts = Array.from({ length: 50 }, async () => failureOf((await reopen(test, id)).open(patient())))
    for (const failure of await Promise.all(attempts)) {
      expect(failure).toMatchObject({ slug: 'account-needs-reauth', options: { remote: { status: 400 } } })
    }
    const account = await reopen(test, id)
    for (const late of [account.open(patient()), account.renew(token('old-token'), patient())]) {
      expect(await failureOf(late)).toMatchObject({
        slug: 'account-needs-reauth',
        message: 'The vendor refused to renew the access token of this account. Connect the account again.',
        options: { remote: { status: 400, body: null, message: undefined } },
      })
    }
    expect(test.asked).toHaveLength(1)
    expect(test.events).toEqual([{ type: 'authentication_error', accountId: id, environmentId }])
    expect(await test.store.accounts.get(environmentId, id)).toMatchObject({
      status: 'needs_reauth',
      lastError: { kind: 'token-refused', remoteStatus: 400 },
    })
  })

  it('is still known after a restart', async () => {
    const test = await openTestStore({ refresher: () => Promise.reject(refusedByVendor()) })
    const { id } = await openAccount(test)
    await failureOf((await reopen(test, id)).open(patient()))
    await test.store.close()
    const again = await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    expect(await failureOf((await reopen(again, id)).open(patient()))).toMatchObject({
      slug: 'account-needs-reauth',
    })
    expect(again.asked).toEqual([])
    expect(again.events).toEqual([])
  })

  it('ends with new credentials', async () => {
    const test = await openTestStore({ refresher: () => Promise.reject(refusedByVendor()) })
    const account = await openAccount(test)
    await failureOf(account.open(patient()))
    await test.store.accounts.update(environmentId, account.id, { credential: liveToken(test.clock) })
    expect(account.status).toBe('needs_reauth')
    expect(await account.open(patient())).toMatchObject({ credential: token('live-token') })
    expect(account.status).toBe('connecting')
    expect(account.lastError).toBeUndefined()
  })

  it('does not take down an account that got new credentials meanwhile', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const account = await openAccount(test)
    const waiting = account.open(patient())
    await settle()
    await test.store.accounts.update(environmentId, account.id, { credential: liveToken(test.clock) })
    vendor.fail(refusedByVendor())
    expect(await waiting).toMatchObject({ credential: token('live-token') })
    expect(account.status).toBe('active')
    expect(test.events).toEqual([])
  })

  it('does not change an account that is still connecting, whose status its validation decides', async () => {
    const test = await openTestStore({ refresher: () => Promise.reject(refusedByVendor()) })
    const account = await openAccount(test, { status: 'connecting' })
    await failureOf(account.open(patient()))
    expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({ status: 'connecting' })
  })

  it('is stored even when the listener fails', async () => {
    const test = await openTestStore({
      refresher: () => Promise.reject(refusedByVendor()),
      onAccountEvent: () => {
        throw new Error('The listener fails.')
      },
    })
    const account = await openAccount(test)
    expect(await failureOf(account.open(patient()))).toMatchObject({ slug: 'account-needs-reauth' })
  })
})

describe('a refresh that did not reach the vendor', () => {
  it.each(['provider-unavailable', 'provider-timeout', 'provider-rate-limited', 'provider-error'] as const)(
    'with %s leaves the account as it is, and may be tried again',
    async (slug) => {
      const test = await openTestStore({
        refresher: async (input) => {
          if (test.asked.length === 1) throw new ProviderFailure(slug, 'Not now.')
          return tokenSet('new-token', input, test.clock)
        },
      })
      const account = await openAccount(test)
      expect(await failureOf(account.open(patient()))).toMatchObject({ slug, message: 'Not now.' })
      expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({
        status: 'active',
        lastError: undefined,
      })
      expect(await account.open(patient())).toMatchObject({ credential: token('new-token') })
      expect(test.events).toEqual([])
    },
  )
})

describe('a refresh before the token expires', () => {
  const soonOver = (clock: TestClock) => liveToken(clock, { expiresAtMs: clock.now() + 30_000 })

  it.each(['provider-unavailable', 'provider-timeout', 'provider-rate-limited', 'provider-error'] as const)(
    'that fails with %s leaves the old token in use while it is valid',
    async (slug) => {
      const test = await openTestStore({ refresher: () => Promise.reject(new ProviderFailure(slug, 'Not now.')) })
      const account = await openAccount(test, { credential: soonOver(test.clock) })
      expect(await account.open(patient())).toMatchObject({ credential: token('live-token') })
      expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({ status: 'active' })
      expect(test.events).toEqual([])
      test.clock.advance(30)
      expect(await failureOf(account.open(patient()))).toMatchObject({ slug, message: 'Not now.' })
      expect(test.asked).toHaveLength(2)
    },
  )

  it('that gets no answer delays a call for two seconds at most, and its token is used when it arrives', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ earlyWaitMs: 1, refresher: () => vendor.promise })
    const account = await openAccount(test, { credential: soonOver(test.clock) })
    expect(await account.open(patient())).toMatchObject({ credential: token('live-token') })
    expect(await account.open(patient())).toMatchObject({ credential: token('live-token') })
    const next = (await reopen(test, account.id)).renew(token('live-token'), patient())
    vendor.open({ accessToken: 'new-token', expiresAtMs: test.clock.now() + 1_800_000, variables: {} })
    expect(await next).toMatchObject({ credential: token('new-token') })
    expect(account.open(patient())).toMatchObject({ credential: token('new-token') })
    expect(test.asked).toHaveLength(1)
  })

  it('that fails because of the database leaves the old token in use', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { credential: soonOver(test.clock) })
    const gone = new StoreUnavailable('The database does not answer.')
    const read = vi.spyOn(AccountRows.prototype, 'read').mockRejectedValue(gone)
    onTestFinished(() => read.mockRestore())
    expect(await account.open(patient())).toMatchObject({ credential: token('live-token') })
  })

  it('that is refused for good turns the account to needs_reauth, and the vendor is not called again', async () => {
    const test = await openTestStore({ refresher: () => Promise.reject(refusedByVendor()) })
    const account = await openAccount(test, { credential: soonOver(test.clock) })
    for (const _ of [1, 2]) {
      expect(await failureOf(account.open(patient()))).toMatchObject({ slug: 'account-needs-reauth' })
    }
    expect(test.asked).toHaveLength(1)
    expect(test.events).toHaveLength(1)
  })
})

describe('a refresh that the vendor refuses in a way that may pass', () => {
  const doubtful = () =>
    new ProviderFailure('provider-error', 'Salesforce gave no access token: token request is already being processed', {
      isDoubtful: true,
    })

  it('is repeated once after a pause', async () => {
    const pauses: number[] = []
    const test = await openTestStore({
      wait: async (milliseconds) => pauses.push(milliseconds),
      refresher: async (input) => {
        if (test.asked.length === 1) throw doubtful()
        return tokenSet('new-token', input, test.clock)
      },
    })
    const account = await openAccount(test)
    expect(await account.open(patient())).toMatchObject({ credential: token('new-token') })
    expect(pauses).toEqual([1000])
  })

  it('leaves the account active when it is refused again, so that the next caller tries again', async () => {
    const test = await openTestStore({
      wait: async () => undefined,
      refresher: async (input) => {
        if (test.asked.length <= 2) throw doubtful()
        return tokenSet('new-token', input, test.clock)
      },
    })
    const account = await openAccount(test)
    expect((await failureOf(account.open(patient()))).slug).toBe('provider-error')
    expect(test.asked).toHaveLength(2)
    expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({ status: 'active' })
    expect(test.events).toEqual([])
    expect(await account.open(patient())).toMatchObject({ credential: token('new-token') })
  })

  it('is not repeated when the time for it is over', async () => {
    const test = await openTestStore({
      refreshTimeoutMs: 1000,
      wait: async () => undefined,
      refresher: () => Promise.reject(doubtful()),
    })
    const account = await openAccount(test)
    expect((await failureOf(account.open(patient()))).slug).toBe('provider-error')
    expect(test.asked).toHaveLength(1)
  })
})

describe('renewing a credential that the vendor refused', () => {
  it('refreshes a token that has not expired', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { credential: liveToken(test.clock) })
    expect(await account.renew(token('live-token'), patient())).toMatchObject({ credential: token('token-1') })
    expect(account.open(patient())).toMatchObject({ credential: token('token-1') })
  })

  it('returns the stored token where it is a newer one', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { credential: liveToken(test.clock) })
    expect(await account.renew(token('older-token'), patient())).toMatchObject({ credential: token('live-token') })
    expect(test.asked).toEqual([])
  })

  it('returns the token that another process stored meanwhile', async () => {
    const one = await openTestStore()
    const two = await openTestStore({ folder: one.folder, keys: one.keys, clock: one.clock })
    const account = await openAccount(one, { credential: liveToken(one.clock) })
    const elsewhere = await reopen(two, account.id)
    expect(await account.renew(token('live-token'), patient())).toMatchObject({ credential: token('token-1') })
    expect(await elsewhere.renew(token('live-token'), patient())).toMatchObject({ credential: token('token-1') })
    expect(two.asked).toEqual([])
  })

  it('does nothing for API keys, passwords and tokens without a refresh token', async () => {
    const test = await openTestStore()
    const key = { kind: 'api_key' as const, apiKey: 'key' }
    const basic = { kind: 'basic' as const, username: 'ann', password: 'secret' }
    const withKey = await openAccount(test, { method: 'api_key', credential: key })
    const withBasic = await openAccount(test, { method: 'basic', credential: basic })
    const withToken = await openAccount(test, { credential: { kind: 'token', accessToken: 'alone' } })
    expect(await withKey.renew(key, patient())).toBeUndefined()
    expect(await withBasic.renew(basic, patient())).toBeUndefined()
    expect(await withToken.renew(token('alone'), patient())).toBeUndefined()
    expect(test.asked).toEqual([])
  })

  it('returns an API key that was changed meanwhile', async () => {
    const test = await openTestStore()
    const key = { kind: 'api_key' as const, apiKey: 'key' }
    const account = await openAccount(test, { method: 'api_key', credential: key })
    await test.store.accounts.update(environmentId, account.id, { credential: { ...key, apiKey: 'new-key' } })
    expect(await account.renew(key, patient())).toMatchObject({ credential: { ...key, apiKey: 'new-key' } })
  })

  it('returns an expired token that has no refresh token: the vendor decides', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { credential: { kind: 'token', accessToken: 'alone', expiresAtMs: 0 } })
    expect(account.open(patient())).toMatchObject({ credential: token('alone') })
  })

  it('does not mint again within the vendor’s interval', async () => {
    const test = await openTestStore({
      mintIntervalSeconds: (provider, method) =>
        provider === 'hubspot' && method === 'client_credentials' ? 60 : undefined,
    })
    const account = await openAccount(test, { method: 'client_credentials', credential: { kind: 'token' } })
    expect(await account.open(patient())).toMatchObject({ credential: token('token-1') })
    test.clock.advance(59)
    expect(await account.renew(token('token-1'), patient())).toMatchObject({ credential: token('token-1') })
    expect(test.asked).toHaveLength(1)
    test.clock.advance(1)
    expect(await account.renew(token('token-1'), patient())).toMatchObject({ credential: token('token-2') })
  })
})

describe('client credentials', () => {
  it('get their first token when it is needed, and can always get another', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { method: 'client_credentials', credential: { kind: 'token' } })
    expect(await account.open(patient())).toMatchObject({ credential: token('token-1') })
    expect(await account.renew(token('token-1'), patient())).toMatchObject({ credential: token('token-2') })
    expect(test.asked[0]).toMatchObject({ method: 'client_credentials' })
    expect(test.asked[0]).not.toHaveProperty('refreshToken')
  })
})

describe('without an OAuth app', () => {
  const sentence =
    'The access token has expired and cannot be renewed: neither this account nor its environment has an OAuth app for the provider. Set one with POST /environment-integration; the account is active again then.'

  it('an expired token turns the account to needs_reauth once, without asking the vendor, and an app makes it active', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { client: undefined })
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(account.open(patient()))))
    for (const failure of [...failures, await failureOf(account.renew(token('old-token'), patient()))]) {
      expect(failure).toMatchObject({ slug: 'account-needs-reauth', message: sentence, options: { remote: undefined } })
    }
    expect(test.asked).toEqual([])
    expect(test.events).toHaveLength(1)
    expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({
      status: 'needs_reauth',
      lastError: { kind: 'client-missing' },
    })
    await test.store.oauthApps.set(environmentId, 'salesforce', { id: 'app', secret: 'app-secret' })
    expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({ status: 'needs_reauth' })
    await test.store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'app-secret' })
    const active = await test.store.accounts.get(environmentId, account.id)
    expect([active?.status, active?.lastError]).toEqual(['active', undefined])
    expect(await account.open(patient())).toMatchObject({ credential: token('token-1') })
  })

  it('an app does not bring back an account that the vendor refuses', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { client: undefined })
    await account.refused(401)
    await test.store.oauthApps.set(environmentId, 'hubspot', { id: 'app', secret: 'app-secret' })
    expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({
      status: 'needs_reauth',
      lastError: { kind: 'credential-refused' },
    })
  })

  it('an account of client credentials stays active, and its error names the missing app', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, {
      client: undefined,
      method: 'client_credentials',
      credential: { kind: 'token' },
    })
    expect(await failureOf(account.open(patient()))).toMatchObject({
      message:
        'The access token cannot be refreshed: neither the account nor its environment has an OAuth app for hubspot. Set one with POST /environment-integration.',
    })
    expect(await test.store.accounts.get(environmentId, account.id)).toMatchObject({ status: 'active' })
  })

  it('a valid token is used until it expires', async () => {
    const test = await openTestStore()
    const credential = liveToken(test.clock, { expiresAtMs: test.clock.now() + 30_000 })
    const account = await openAccount(test, { client: undefined, credential })
    expect(await account.open(patient())).toMatchObject({ credential: token('live-token') })
  })
})

describe('a credential that the vendor refuses for good', () => {
  it('turns the account to needs_reauth once, and is reported at once from then on', async () => {
    const test = await openTestStore()
    const account = await openAccount(test, { method: 'api_key', credential: { kind: 'api_key', apiKey: 'key' } })
    const other = await reopen(test, account.id)
    await Promise.all([account.refused(401), other.refused(401)])
    await account.refused(403)
    expect(test.events).toHaveLength(1)
    expect(account).toMatchObject({
      status: 'needs_reauth',
      lastError: { kind: 'credential-refused', remoteStatus: 401 },
    })
    expect(await failureOf(other.open(patient()))).toMatchObject({
      slug: 'account-needs-reauth',
      message: 'The vendor refused the credential of this account. Connect the account again.',
      options: { remote: { status: 401, body: null } },
    })
    const renewing = other.renew({ kind: 'api_key', apiKey: 'key' }, patient())
    expect(await failureOf(renewing)).toMatchObject({ slug: 'account-needs-reauth' })
  })

  it('does not take down an account that got new credentials meanwhile', async () => {
    const test = await openTestStore()
    const key = { kind: 'api_key' as const, apiKey: 'key' }
    const account = await openAccount(test, { method: 'api_key', credential: key })
    await test.store.accounts.update(environmentId, account.id, { credential: { ...key, apiKey: 'new-key' } })
    await account.refused(401)
    expect(account.status).toBe('active')
    expect(test.events).toEqual([])
  })
})

describe('two processes on one database', () => {
  /** A wait that the test ends. */
  const stepwise = () => {
    const waits: (() => void)[] = []
    const wait = (_ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) reject(signal.reason)
        signal.addEventListener('abort', () => reject(signal.reason))
        waits.push(resolve)
      })
    return { waits, wait }
  }

  const pair = async (refresher: (input: RefreshInput) => Promise<TokenSet>) => {
    const clock = new TestClock()
    const { waits, wait } = stepwise()
    const one = await openTestStore({ clock, refresher })
    const two = await openTestStore({ clock, refresher, wait, folder: one.folder, keys: one.keys })
    return { one, two, waits, clock }
  }

  const released = async (waits: (() => void)[]) => {
    while (waits.length === 0) await settle()
    waits.shift()?.()
  }

  /** Ends every wait until the work is done. */
  const finished = async <T>(work: T | Promise<T>, waits: (() => void)[]): Promise<T> => {
    let isDone = false
    const end = () => {
      isDone = true
    }
    Promise.resolve(work).then(end, end)
    while (!isDone) {
      waits.shift()?.()
      await settle()
    }
    return work
  }

  it('refresh once: the second waits for the first and takes its token', async () => {
    const vendor = gate<TokenSet>()
    const { one, two, waits, clock } = await pair(() => vendor.promise)
    const account = await openAccount(one)
    const elsewhere = await reopen(two, account.id)
    const first = account.open(patient())
    await until(() => one.asked.length > 0)
    const second = elsewhere.open(patient())
    for (let round = 0; round < 3; round += 1) await released(waits)
    vendor.open({ accessToken: 'new-token', expiresAtMs: clock.now() + 1_800_000, variables: {} })
    expect(await first).toMatchObject({ credential: token('new-token') })
    expect(await finished(second, waits)).toMatchObject({ credential: token('new-token') })
    expect([one.asked.length, two.asked.length]).toEqual([1, 0])
  })

  it('share a refusal, and report it once', async () => {
    const vendor = gate<TokenSet>()
    const { one, two, waits } = await pair(() => vendor.promise)
    const account = await openAccount(one)
    const elsewhere = await reopen(two, account.id)
    const first = failureOf(account.open(patient()))
    await until(() => one.asked.length > 0)
    const second = failureOf(elsewhere.open(patient()))
    await released(waits)
    vendor.fail(refusedByVendor())
    expect(await first).toMatchObject({ slug: 'account-needs-reauth' })
    expect(await finished(second, waits)).toMatchObject({ slug: 'account-needs-reauth' })
    expect([one.asked.length, two.asked.length]).toEqual([1, 0])
    expect([...one.events, ...two.events]).toHaveLength(1)
  })

  it('refresh at once when the refresh of the other did not reach the vendor', async () => {
    const vendor = gate<TokenSet>()
    const { one, two, waits } = await pair(() => vendor.promise)
    const account = await openAccount(one)
    const elsewhere = await reopen(two, account.id)
    const first = failureOf(account.open(patient()))
    await until(() => one.asked.length > 0)
    const second = failureOf(elsewhere.open(patient()))
    await released(waits)
    vendor.fail(new ProviderFailure('provider-unavailable', 'Not now.'))
    await first
    await finished(second, waits)
    expect([one.asked.length, two.asked.length]).toEqual([1, 1])
  })

  it('refresh in place of one that was killed, when its lease has run out', async () => {
    const dead = gate<TokenSet>()
    const clock = new TestClock()
    const { waits, wait } = stepwise()
    const one = await openTestStore({ clock, refresher: () => dead.promise })
    const two = await openTestStore({ clock, wait, leaseMs: 20_000, folder: one.folder, keys: one.keys })
    const account = await openAccount(one)
    const elsewhere = await reopen(two, account.id)
    const first = account.open(patient())
    await until(() => one.asked.length > 0)
    const second = elsewhere.open(patient())
    clock.advance(19.999)
    await released(waits)
    await settle()
    expect(two.asked).toEqual([])
    clock.advance(0.001)
    expect(await finished(second, waits)).toMatchObject({ credential: token('token-1') })
    dead.open({ accessToken: 'late-token', variables: {} })
    expect(await first).toMatchObject({ credential: token('token-1') })
  })

  it('do not wait for one that was killed where one process alone serves the data', async () => {
    const dead = gate<TokenSet>()
    const clock = new TestClock()
    const one = await openTestStore({ clock, refresher: () => dead.promise })
    const account = await openAccount(one)
    const first = account.open(patient())
    await until(() => one.asked.length > 0)
    const wait = async () => clock.advance(1)
    const next = await openTestStore({ clock, wait, folder: one.folder, keys: one.keys })
    const before = clock.now()
    expect(await (await reopen(next, account.id)).open(patient())).toMatchObject({ credential: token('token-1') })
    expect(clock.now() - before).toBe(isOnPostgres ? 20_000 : 0)
    dead.open({ accessToken: 'late-token', variables: {} })
    await first
  })

  it('do not wait for each other longer than their callers do', async () => {
    const vendor = gate<TokenSet>()
    const { one, two, waits } = await pair(() => vendor.promise)
    const account = await openAccount(one)
    const elsewhere = await reopen(two, account.id)
    const first = account.open(patient())
    await until(() => one.asked.length > 0)
    const leaving = new AbortController()
    const second = failureOf(elsewhere.open(leaving.signal))
    await released(waits)
    leaving.abort()
    expect(await second).toMatchObject({ slug: 'provider-timeout' })
    vendor.open({ accessToken: 'new-token', variables: {} })
    await first
  })

  it('stop waiting for a refresh that never ends', async () => {
    const vendor = gate<TokenSet>()
    const clock = new TestClock()
    const one = await openTestStore({ clock, refresher: () => vendor.promise })
    let waits = 0
    const wait = async () => {
      waits += 1
    }
    const two = await openTestStore({ clock, wait, leaseMs: 1000, folder: one.folder, keys: one.keys })
    const account = await openAccount(one)
    const first = account.open(patient())
    await until(() => one.asked.length > 0)
    const failure = await failureOf((await reopen(two, account.id)).open(patient()))
    expect(failure).toMatchObject({ slug: 'provider-timeout' })
    expect(waits).toBe(41)
    vendor.open({ accessToken: 'new-token', variables: {} })
    await first
  })
})

describe('closing the store', () => {
  it('waits for a refresh under way, so that the rotated token is not lost', async () => {
    const vendor = gate<TokenSet>()
    const test = await openTestStore({ refresher: () => vendor.promise })
    const account = await openAccount(test)
    const waiting = account.open(patient())
    await until(() => test.asked.length > 0)
    const closing = test.store.close()
    vendor.open({ accessToken: 'new-token', variables: {} })
    expect(await waiting).toMatchObject({ credential: token('new-token') })
    await closing
    const again = await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    expect((await reopen(again, account.id)).open(patient())).toMatchObject({ credential: token('new-token') })
  })

  it('does not wait for the refresh of another process', async () => {
    const vendor = gate<TokenSet>()
    const one = await openTestStore({ refresher: () => vendor.promise })
    const two = await openTestStore({ folder: one.folder, keys: one.keys, clock: one.clock })
    const account = await openAccount(one)
    const first = account.open(patient())
    await until(() => one.asked.length > 0)
    const second = Promise.resolve((await reopen(two, account.id)).open(patient())).catch(() => 'gave up')
    await settle()
    await two.store.close()
    expect(await second).toBe('gave up')
    vendor.open({ accessToken: 'new-token', variables: {} })
    await first
  })
})

describe('a token that could not be stored', () => {
  it('is kept in memory and stored at the next call, without another call of the vendor', async () => {
    const test = await openTestStore({
      refresher: async (input) => ({ ...tokenSet('rotated', input, test.clock), refreshToken: 'refresh-2' }),
    })
    const account = await openAccount(test)
    const allowWrites = await failWrites(test.folder, 'update', 'accounts', 'old.credential <> new.credential')
    await expect(account.open(patient())).rejects.toThrow('disk full')
    await allowWrites()
    expect(await account.open(patient())).toMatchObject({ credential: token('rotated') })
    expect(test.asked).toHaveLength(1)
  })
})

describe('a token answer with a wrong address', () => {
  const instance_url = 'https://acme.my.salesforce.com'
  const answering = (answer: object) => ({
    send: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) }),
    stream: () => Promise.reject(new Error('no stream is asked for')),
  })
  const openAgainst = async (address: string) => {
    const answer = { access_token: 'at-1', refresh_token: 'rt-1', instance_url: address }
    const test: TestStore = await openTestStore({
      refresher: ({ provider, environmentId: _e, accountId: _a, ...input }) =>
        requestToken({
          ...input,
          adapter: adapters[provider],
          transport: answering(answer),
          now: () => test.clock.now(),
        }),
    })
    const account = await openAccount(test, { provider: 'salesforce', variables: { instance_url } })
    return { test, account }
  }

  it.each([
    'https://acme.my.salesforce.mil.com',
    'https://acme.my.salesforce.mil',
    'http://acme.my.salesforce.com:8080',
  ])('(%s) fails the refresh, and leaves the account as it was, with its refresh token', async (address) => {
    const { test, account } = await openAgainst(address)
    const before = await bytesOf(test.folder)
    const failure = await failureOf(account.open(patient()))
    expect(failure).toMatchObject({
      slug: 'provider-error',
      options: { remote: { status: 200, body: { instance_url: address, refresh_token: '[redacted]' } } },
    })
    const kept = await reopen(test, account.id)
    const record = await test.store.accounts.get(kept.environmentId, kept.id)
    expect([kept.status, record?.variables, record?.lastError]).toEqual(['active', { instance_url }, undefined])
    await failureOf(kept.open(patient()))
    expect(test.asked.map(({ refreshToken }) => refreshToken)).toEqual(['refresh-1', 'refresh-1'])
    expect(test.events).toEqual([])
    for (const secret of ['at-1', 'rt-1']) expect(before + (await bytesOf(test.folder))).not.toContain(secret)
  })

  it('in another spelling of a correct one is accepted, and stored in the usual spelling', async () => {
    const { test, account } = await openAgainst('https://ACMENEW.my.salesforce.com/')
    const { credential } = await account.open(patient())
    expect(credential).toEqual(token('at-1'))
    expect((await test.store.accounts.get(account.environmentId, account.id))?.variables).toEqual({
      instance_url: 'https://acmenew.my.salesforce.com',
      login_url: 'https://login.salesforce.com',
    })
  })
})
