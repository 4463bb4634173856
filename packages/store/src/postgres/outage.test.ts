import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { generateKey, parseKeyRing } from '../keys.ts'
import { createStore, type Store } from '../store.ts'
import { StoreUnavailable } from '../store-error.ts'
import { type PostgresServer, startPostgresServer } from '../testing/postgres-server.ts'
import { environmentId, expiredAccount, keyAccount, TestClock, until } from '../testing/test-store.ts'
import { openPostgres } from './open-postgres.ts'
import { asUnavailable } from './outage.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgresServer()
})
afterAll(() => server.remove())

const open = async () => {
  const clock = new TestClock()
  const states: string[] = []
  const url = await server.createDatabase(`outage_${Math.random().toString(36).slice(2)}`)
  const database = await openPostgres({ url, onConnection: (state) => states.push(state) })
  const store = await createStore({
    database,
    keys: parseKeyRing(`test:${generateKey()}`),
    now: clock.now,
    refresher: async () => ({ accessToken: 'new-token', variables: {} }),
  })
  onTestFinished(() => store.close())
  await store.environments.ensure({ id: environmentId, name: 'Production' })
  return { store, clock, states }
}

/** Stops the server while the work runs. */
const whileGone = async (work: () => Promise<void>): Promise<void> => {
  await server.stop()
  try {
    await work()
  } finally {
    await server.start()
  }
}

const answers = async (store: Store): Promise<boolean> =>
  store.ping().then(
    () => true,
    () => false,
  )

describe('while PostgreSQL is gone', () => {
  it('accounts in memory can be used for a quarter of an hour, all else is unavailable, and everything works again afterwards', async () => {
    const { store, clock, states } = await open()
    const known = await store.accounts.create(environmentId, keyAccount())
    const other = await store.accounts.create(environmentId, keyAccount())
    const { token } = await store.tokens.create(environmentId, { name: 'CI' })
    await store.accounts.open(environmentId, known.id)
    await store.tokens.verify(token)
    await whileGone(async () => {
      await until(() => states.length > 0)
      for (const minutes of [0, 1, 13]) {
        clock.advance(minutes * 60)
        expect(await store.accounts.open(environmentId, known.id)).toMatchObject({ id: known.id })
        expect(await store.tokens.verify(token)).toMatchObject({ name: 'CI' })
      }
      await expect(store.accounts.open(environmentId, other.id)).rejects.toThrow(StoreUnavailable)
      await expect(store.accounts.create(environmentId, keyAccount())).rejects.toThrow(StoreUnavailable)
      await expect(store.ping()).rejects.toThrow(StoreUnavailable)
      clock.advance(60)
      await expect(store.accounts.open(environmentId, known.id)).rejects.toThrow(StoreUnavailable)
      await expect(store.tokens.verify(token)).rejects.toThrow(StoreUnavailable)
    })
    await until(() => answers(store))
    expect(await store.accounts.open(environmentId, other.id)).toMatchObject({ id: other.id })
    await until(() => states.includes('restored'))
    expect(states).toEqual(['lost', 'restored'])
  })

  it('a request that ends is stored later, so that a repeat gets its answer', async () => {
    const { store } = await open()
    const { id: accountId } = await store.accounts.create(environmentId, keyAccount())
    const request = { environmentId, accountId, scope: 's', request: 'r' }
    const outcome = await store.idempotency.claim(request)
    const response = { status: 200, headers: {}, body: Buffer.from('{}') }
    await whileGone(async () => {
      if (outcome.kind === 'claimed') await store.idempotency.complete(outcome.claim, response)
      await expect(store.idempotency.claim({ ...request, scope: 'other' })).rejects.toThrow(StoreUnavailable)
    })
    const repeated = async () => (await answers(store)) && (await store.idempotency.claim(request)).kind === 'done'
    await until(repeated)
    expect(await store.idempotency.claim(request)).toEqual({ kind: 'done', response })
  })

  it('a token that must be refreshed is unavailable, and is refreshed once the database is back', async () => {
    const { store } = await open()
    const { id } = await store.accounts.create(environmentId, expiredAccount())
    const account = await store.accounts.open(environmentId, id)
    await whileGone(async () => {
      await expect(account?.open(new AbortController().signal)).rejects.toThrow(StoreUnavailable)
    })
    await until(() => answers(store))
    expect(await account?.open(new AbortController().signal)).toMatchObject({
      credential: { kind: 'token', accessToken: 'new-token' },
    })
  })
})

describe('a database that cannot be used', () => {
  it.each([
    [
      'a server that is not there',
      'postgres://ann:hidden@127.0.0.1:1/rollcall',
      /127\.0\.0\.1:1\/rollcall cannot be used/,
    ],
    ['a wrong password', 'wrong', /password authentication failed/],
    ['a database that is missing', 'missing', /database "missing" does not exist/],
  ])('is reported in a sentence without the password: %s', async (_case, kind, sentence) => {
    const url = new URL(kind.startsWith('postgres:') ? kind : server.url)
    if (kind === 'wrong') url.password = 'hidden'
    if (kind === 'missing') url.pathname = '/missing'
    const error: unknown = await openPostgres({ url: url.href }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'StoreError', message: expect.stringMatching(sentence) })
    expect(String(error)).not.toContain('hidden')
  })
})

describe('an error of the driver', () => {
  const withCode = (code: string) => Object.assign(new Error('It failed.'), { code })

  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    '57P01',
    '57P03',
    '53300',
    '08006',
    '25006',
  ])('with code %s says that the database cannot be reached now', (code) => {
    const error = withCode(code)
    expect(asUnavailable(error)).toMatchObject({ name: 'StoreUnavailable', cause: error })
    expect(asUnavailable(new AggregateError([error], ''))).toBeInstanceOf(StoreUnavailable)
  })

  it.each(['Connection terminated unexpectedly', 'Query read timeout', 'timeout exceeded when trying to connect'])(
    'with the message %s says so too',
    (message) => {
      expect(asUnavailable(new Error(message))).toBeInstanceOf(StoreUnavailable)
    },
  )

  it.each(['23505', '42P01', '28P01', '3D000', '22021'])('with code %s is not changed', (code) => {
    const error = withCode(code)
    expect(asUnavailable(error)).toBe(error)
  })
})
