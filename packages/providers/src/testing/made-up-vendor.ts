import { Buffer } from 'node:buffer'
import type { Access, Account, Credential } from '../account.ts'
import { type Adapter, defineAdapter, type List, type PageRequest } from '../contract.ts'
import type { CallDependencies } from '../runtime/calls/call.ts'
import type { OutgoingRequest, Transport } from '../runtime/calls/exchange.ts'
import { accessToken, apiKey as key, template, userId } from '../runtime/calls/template.ts'
import { ProviderFailure, Refusal } from '../runtime/failures.ts'
import { at } from '../runtime/json/json.ts'
import type { CallContext } from '../runtime/limits/context.ts'
import { createThrottle } from '../runtime/limits/throttle.ts'
import { onePage } from '../runtime/lists/pagination.ts'
import { createEngine, type Users } from '../runtime/users.ts'

/** Acme, a vendor that does not exist: the engine's own tests change it as they need. */

export interface Person {
  readonly id: string | number
  readonly full_name?: string | null
  readonly first?: string | null
  readonly last?: string | null
  readonly mail?: string | null
  readonly active?: boolean | null
  readonly created?: string | null
  readonly updated?: string | null
  readonly password?: string
}

export const nowMs = Date.parse('2026-06-01T12:00:00.000Z')
export const api = 'https://api.acme.test/v1'

const define = defineAdapter<Person>()

type Acme = Parameters<typeof define>[0]

/** Acme with everything that a vendor can have, in the simplest form; a test replaces the part that it tests. */
export const acme = define({
  slug: 'pipedrive',
  name: 'Acme',
  docs: 'https://acme.test/docs',
  apiVersion: { name: 'v1' },
  account: {},
  authentication: {
    api_key: { headers: { 'x-api-key': key } },
    oauth2: {
      authorizeUrl: 'https://api.acme.test/authorize',
      tokenUrl: 'https://api.acme.test/token',
      clientAuthentication: 'body',
      format: 'form',
      scopes: [],
      placement: { headers: { authorization: template`Bearer ${accessToken}` } },
    },
  },
  baseUrl: api,
  hosts: [/api\.acme\.test/],
  limits: { windows: [], defaultWaitSeconds: 5 },
  user: {
    id: { read: (person) => person.id },
    name: { read: (person) => person.full_name, write: (value) => ({ full_name: value }) },
    first_name: { read: (person) => person.first, write: (value) => ({ first: value }), clearable: true },
    last_name: { read: (person) => person.last, write: (value) => ({ last: value }) },
    email: { read: (person) => person.mail, write: (value) => ({ mail: value }) },
    is_active: { read: (person) => person.active, write: (value) => ({ active: value }) },
    created_at: { read: (person) => person.created },
    updated_at: { read: (person) => person.updated },
    secrets: ['password'],
  },
  users: {
    list: {
      request: () => ({ path: '/users' }),
      records: (body) => at(body, 'users'),
      paging: onePage,
      maximumPageSize: 100,
    },
    get: { requests: [{ path: template`/users/${userId}` }] },
    me: { request: { path: '/me' } },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/users', body }),
      fields: ['name', 'first_name', 'last_name', 'email', 'is_active'],
      required: ['email'],
      refusedRemoteKeys: ['id', 'account.id'],
      rightsKeys: ['role', 'permission*'],
    },
    update: {
      steps: ({ body }) => [{ method: 'PATCH', path: template`/users/${userId}`, body, hasUser: true }],
      refusedRemoteKeys: ['id', 'account.id'],
      rightsKeys: ['role', 'permission*'],
    },
    delete: { request: { method: 'DELETE', path: template`/users/${userId}` } },
  },
  errors: {},
})

/** Acme with other operations. */
export const acmeWith = (users: Partial<Acme['users']>, rest: Partial<Omit<Acme, 'users'>> = {}): Adapter<Person> => ({
  ...acme,
  ...rest,
  users: { ...acme.users, ...users },
})

/** Acme with another list. */
export const acmeListing = (list: Partial<List<Person>>, rest: Partial<Omit<Acme, 'users'>> = {}): Adapter<Person> =>
  acmeWith({ list: { ...acme.users.list, ...list } }, rest)

export const apiKey: Credential = { kind: 'api_key', apiKey: 'key-4f1d9b7c5e' }

export const accountOf = ({
  credential = apiKey,
  variables = {},
  principal,
  ...change
}: Partial<Account & Access> = {}): Account => ({
  id: 'account',
  environmentId: 'environment',
  provider: 'pipedrive',
  method: 'api_key',
  open: () => ({ credential, variables, principal }),
  renew: async () => undefined,
  refused: async () => undefined,
  ...change,
})

/** A deadline a second ahead of a stopped clock. */
export const contextOf = (signal = new AbortController().signal, deadlineAtMs = nowMs + 1000): CallContext => ({
  signal,
  deadlineAtMs,
})

export const dependenciesOf = (transport: Transport, change: Partial<CallDependencies> = {}): CallDependencies => ({
  transport,
  throttle: createThrottle({ now: () => nowMs }),
  now: () => nowMs,
  wait: async () => undefined,
  ...change,
})

/** The engine bound to an adapter and an account, with a stopped clock. */
export const usersOf = (
  adapter: Adapter<Person>,
  transport: Transport,
  account: Partial<Account & Access> = {},
  change: Partial<CallDependencies> = {},
): Users =>
  createEngine({ ...dependenciesOf(transport, change), cursorKeys: [Buffer.alloc(32, 7)] })(adapter, accountOf(account))

/** The failure of a call. @throws when it succeeded, or failed with another error than a refusal or a failure of a vendor */
export const failureOf = async (work: () => Promise<unknown>): Promise<ProviderFailure | Refusal> => {
  const outcome = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (error: unknown) => error,
    )
  if (outcome instanceof ProviderFailure || outcome instanceof Refusal) return outcome
  throw outcome ?? new Error('The call succeeded.')
}

interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface LivingVendor extends Transport {
  readonly requests: readonly OutgoingRequest[]
}

/** A vendor that takes time for each request. */
export const livingVendor = (answer: (request: OutgoingRequest) => Reply): LivingVendor => {
  const requests: OutgoingRequest[] = []
  return {
    requests,
    send: async (request) => {
      requests.push(request)
      const { status = 200, headers = {}, body } = answer(request)
      const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))
      return { status, headers: { 'content-type': 'application/json', ...headers }, body: bytes }
    },
    stream: () => Promise.reject(new Error('This vendor does not stream.')),
  }
}

/** A page request of an adapter's test. */
export const pageOf = (change: Partial<PageRequest> = {}): PageRequest => ({
  size: 10,
  at: undefined,
  pass: '',
  filters: {},
  sort: undefined,
  variables: {},
  workspaceId: undefined,
  ...change,
})
