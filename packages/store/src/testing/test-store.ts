import type { TokenSet } from '@rollcall/providers'
import { onTestFinished } from 'vitest'
import type { NewAccount } from '../accounts/accounts.ts'
import type { AccountEvent, RefreshInput } from '../accounts/refresh.ts'
import { generateKey, type KeyRing, parseKeyRing } from '../keys.ts'
import { createStore, type Store, type StoreOptions } from '../store.ts'
import { openTestDatabase, temporaryFolder } from './test-database.ts'

/** A clock that the test moves. */
export class TestClock {
  ms = Date.parse('2026-11-22T10:00:00.000Z')

  readonly now = (): number => this.ms

  advance(seconds: number): void {
    this.ms += seconds * 1000
  }
}

export const environmentId = '11111111-0000-4000-8000-000000000001'
export const otherEnvironmentId = '11111111-0000-4000-8000-000000000002'

/** Never fires. */
export const patient = (): AbortSignal => new AbortController().signal

export interface TestStore {
  readonly store: Store
  readonly clock: TestClock
  readonly folder: string
  readonly keys: KeyRing
  /** The requests to the vendor, in order. */
  readonly asked: RefreshInput[]
  readonly events: AccountEvent[]
  /** The statements that ran, in order. */
  readonly statements: string[]
}

/**
 * A store on a real database with two environments; `refresher` answers `token-1`, `token-2`, … unless the test replaces it.
 */
export const openTestStore = async (
  options: Partial<Omit<StoreOptions, 'database'>> & { readonly folder?: string; readonly clock?: TestClock } = {},
): Promise<TestStore> => {
  const { folder = temporaryFolder(), clock = new TestClock(), ...given } = options
  const keys = given.keys ?? parseKeyRing(`test:${generateKey()}`)
  const asked: RefreshInput[] = []
  const events: AccountEvent[] = []
  const statements: string[] = []
  const refresher = given.refresher ?? (async (input: RefreshInput) => tokenSet(`token-${asked.length}`, input, clock))
  const store = await createStore({
    now: clock.now,
    onAccountEvent: (event) => events.push(event),
    ...given,
    keys,
    database: await openTestDatabase(folder, { onQuery: (sql) => statements.push(sql) }),
    refresher: (input) => {
      asked.push(input)
      return refresher(input)
    },
  })
  onTestFinished(() => store.close())
  await store.environments.ensure({ id: environmentId, name: 'Production' })
  await store.environments.ensure({ id: otherEnvironmentId, name: 'Staging' })
  return { store, clock, folder, keys, asked, events, statements }
}

/** A vendor's answer: an access token that is valid for half an hour, and nothing else. */
export const tokenSet = (accessToken: string, input: RefreshInput, clock: TestClock): TokenSet => ({
  accessToken,
  expiresAtMs: clock.now() + 1_800_000,
  variables: input.variables,
})

/** An OAuth account whose token has expired. */
export const expiredAccount = (changes: Partial<NewAccount> = {}): NewAccount => ({
  provider: 'hubspot',
  tenantId: 'acme',
  method: 'oauth2',
  credential: { kind: 'token', accessToken: 'old-token', refreshToken: 'refresh-1', expiresAtMs: 0 },
  client: { id: 'client-id', secret: 'client-secret' },
  variables: { hub: '42' },
  ...changes,
})

/** An account whose API key never expires. */
export const keyAccount = (changes: Partial<NewAccount> = {}): NewAccount => ({
  provider: 'pipedrive',
  tenantId: 'acme',
  method: 'api_key',
  credential: { kind: 'api_key', apiKey: 'plain-api-key' },
  variables: { subdomain: 'acme' },
  ...changes,
})

/** Resolves when a condition holds. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve))
}

/** A promise that the test settles. */
export const gate = <T>(): { readonly promise: Promise<T>; open(value: T): void; fail(error: unknown): void } => {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  return { promise, open: resolve, fail: reject }
}
