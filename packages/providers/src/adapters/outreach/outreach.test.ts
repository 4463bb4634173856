import { describe, expect, it } from 'vitest'
import { assertRemoteQuery } from '../../runtime/calls/address.ts'
import { assertLink } from '../../runtime/calls/hosts.ts'
import { at } from '../../runtime/json/json.ts'
import { hintOf, retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { changesOf } from '../../runtime/writes/changes.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { outreach } from './outreach.ts'

const api = 'https://api.outreach.io/api/v2'
const answer = fixture(import.meta.url, 'users')
const [sally, zoe] = [at(answer, 'data.0'), at(answer, 'data.1')]
const withChange = (attributes: object) => ({
  ...Object(sally),
  attributes: { ...Object(at(sally, 'attributes')), ...attributes },
})
const failure = (id: string, detail: string, more: object = {}) => ({ errors: [{ id, title: id, detail, ...more }] })
const page = (data: readonly unknown[], next?: string) => ({
  body: { data, links: { first: `${api}/users`, ...(next === undefined ? {} : { next }) }, meta: { count: null } },
})
const listed = (query: string, data: readonly unknown[]) => ({
  request: `GET ${api}/users?page[size]=100&count=false${query}`,
  answer: page(data),
})
const patched = (attributes: object, change: object) => [
  {
    request: `PATCH ${api}/users/1`,
    headers: { 'content-type': 'application/vnd.api+json' },
    body: { data: { type: 'user', id: 1, attributes } },
    answer: { body: { data: withChange(change) } },
  },
]
const next = `${api}/users?page[size]=1&count=false&page[after]=MQ==`

testAdapter(outreach, {
  account: { method: 'oauth2', variables: {} },
  get: {
    id: '1',
    exchanges: [
      {
        request: `GET ${api}/users/1`,
        headers: { authorization: 'Bearer token-8a7b6c5d4e', 'content-type': 'application/vnd.api+json' },
        answer: { body: { data: sally } },
      },
    ],
    user: {
      id: '1',
      name: 'Sally Smith',
      first_name: 'Sally',
      last_name: 'Smith',
      email: 'sally@example.com',
      is_active: true,
      created_at: '2023-01-15T10:20:30.000Z',
      updated_at: '2024-02-01T09:00:00.000Z',
    },
  },
  unknown: {
    id: '99',
    exchanges: [
      {
        request: `GET ${api}/users/99`,
        answer: { status: 404, body: failure('resourceNotFound', "Could not find 'user' with ID '99'.") },
      },
    ],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/users?page[size]=1&count=false`, answer: page([sally], next) }],
      ids: ['1'],
      next: { limit: 1, exchanges: [{ request: `GET ${next}`, answer: page([zoe]) }], ids: ['2'] },
    },
    empty: { exchanges: [listed('', [])], ids: [] },
    filters: {
      email: {
        filters: { email: 'Sally@Example.com' },
        exchanges: [listed('&filter[email]=Sally@Example.com', [sally])],
        ids: ['1'],
      },
      is_active: {
        filters: { is_active: false },
        exchanges: [listed('&filter[locked]=true', [zoe])],
        ids: ['2'],
      },
      created_at: {
        filters: { created_at: { gt: '2023-01-15T10:20:30.000Z', lte: '2023-05-15T10:20:30.000Z' } },
        exchanges: [
          listed(
            '&filter[createdAt][gte]=2023-01-15T10:20:30.000Z&filter[createdAt][lte]=2023-05-15T10:20:30.001Z' +
              '&newFilterSyntax=true',
            [sally, zoe],
          ),
        ],
        ids: ['2'],
      },
      updated_at: {
        filters: { updated_at: { lt: '2024-06-01T09:00:00.000Z' }, is_active: true },
        exchanges: [
          listed('&filter[locked]=false&filter[updatedAt][lte]=2024-06-01T09:00:00.001Z&newFilterSyntax=true', [sally]),
        ],
        ids: ['1'],
      },
    },
  },
  me: {
    exchanges: [
      { request: `GET ${api}`, answer: { body: fixture(import.meta.url, 'root') } },
      { request: `GET ${api}/users?filter[email]=sally@example.com`, answer: page([sally]) },
    ],
    user: { id: '1', email: 'sally@example.com' },
  },
  create: {
    body: {
      name: 'Sally van Smith',
      email: 'sally@example.com',
      remote_data: { data: { attributes: { title: 'SDR' } } },
    },
    exchanges: [
      {
        request: `POST ${api}/users`,
        headers: { 'content-type': 'application/vnd.api+json' },
        body: {
          data: {
            type: 'user',
            attributes: { firstName: 'Sally', lastName: 'van Smith', email: 'sally@example.com', title: 'SDR' },
          },
        },
        answer: { status: 201, body: { data: withChange({ lastName: 'van Smith', name: 'Sally van Smith' }) } },
      },
    ],
    user: { id: '1', name: 'Sally van Smith' },
  },
  update: {
    name: {
      body: { name: 'Sal Roe' },
      exchanges: patched({ firstName: 'Sal', lastName: 'Roe' }, { firstName: 'Sal', lastName: 'Roe', name: 'Sal Roe' }),
      user: { name: 'Sal Roe', first_name: 'Sal' },
    },
    first_name: {
      body: { first_name: 'Sal', remote_data: { data: { attributes: { custom1: 'x' } } } },
      exchanges: patched({ firstName: 'Sal', custom1: 'x' }, { firstName: 'Sal', name: 'Sal Smith' }),
      user: { first_name: 'Sal' },
    },
    last_name: {
      body: { last_name: 'Roe' },
      exchanges: patched({ lastName: 'Roe' }, { lastName: 'Roe', name: 'Sally Roe' }),
      user: { last_name: 'Roe' },
    },
    is_active: {
      body: { is_active: false },
      exchanges: patched({ locked: true }, { locked: true }),
      user: { is_active: false },
    },
  },
  errors: [
    { operation: 'get', answer: { status: 401 }, slug: 'account-needs-reauth' },
    {
      operation: 'list',
      answer: { status: 403, body: failure('unauthorizedOauthScope', "Missing required scope 'users.read'.") },
      slug: 'provider-forbidden',
      says: "required scope 'users.read'",
    },
    {
      operation: 'get',
      answer: { status: 404, body: failure('routeNotFound', 'The request path does not match any.') },
      slug: 'provider-error',
    },
    {
      operation: 'update',
      answer: { status: 415, body: { errors: [{ id: 'unsupportedMediaType', details: 'Expected JSON:API.' }] } },
      slug: 'provider-rejected',
      says: 'Expected JSON:API.',
    },
    {
      operation: 'create',
      answer: { status: 422, body: failure('validationError', "Email can't be blank.") },
      slug: 'provider-rejected',
      says: "Email can't be blank.",
    },
    {
      operation: 'list',
      // 60 s after the clock of the suite, as seconds since the epoch.
      answer: {
        status: 429,
        headers: { 'retry-after': '1780315260', 'x-ratelimit-reset': '1780315260' },
        body: failure('rateLimitExceeded', 'You have exceeded your permitted rate limit of 10,000.'),
      },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 60,
    },
    {
      operation: 'list',
      answer: {
        status: 503,
        headers: { 'retry-after': '2026-06-01T13:00:00Z' },
        body: failure('scheduledServerMaintenance', 'Back soon.'),
      },
      slug: 'provider-error',
      says: 'Back soon.',
      retryAfterSeconds: 3600,
    },
    { operation: 'create', answer: { status: 500, body: failure('internal', 'oops') }, slug: 'outcome-unknown' },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    {
      operation: 'create',
      answer: { status: 422, body: failure('validationError', 'Email has already been taken.') },
      slug: 'provider-conflict',
    },
    // The missing thing is not the user.
    {
      operation: 'update',
      answer: { status: 404, body: failure('resourceNotFound', "Could not find 'profile' with ID '9'.") },
      slug: 'provider-rejected',
    },
    // Errors under a success, in a list or alone.
    { operation: 'list', answer: { body: failure('rateLimitExceeded', 'Slow') }, slug: 'provider-rate-limited' },
    { operation: 'list', answer: { body: { errors: ['Odd'] } }, slug: 'provider-error', says: 'Odd' },
    {
      operation: 'list',
      answer: { body: { errors: { id: 'unauthorizedRequest', detail: 'No' } } },
      slug: 'provider-forbidden',
      says: 'No',
    },
    { operation: 'update', answer: { body: {} }, slug: 'provider-error' },
    { operation: 'update', answer: { body: { data: null } }, slug: 'provider-error' },
    { operation: 'create', answer: { status: 201, body: { data: null } }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Outreach', () => {
  const { update, create, me } = outreach.users

  it('reports the hour of two budgets, and reads the reset as an instant', () => {
    const headers = {
      'x-ratelimit-limit': '10000',
      'x-ratelimit-remaining': '9999, 19988',
      'x-ratelimit-reset': '1780315260',
    }
    const nowMs = 1_780_315_200_000
    expect(hintOf(outreach.limits, headers, nowMs)).toEqual({ limit: 10_000, remaining: 9999, resetSeconds: 60 })
    expect(retryAfterSeconds(outreach.limits, { status: 429, headers, body: undefined }, nowMs)).toBe(60)
  })

  it('has null for is_active of a user without lock state', () => {
    const activity = (attributes: object) => readUser(outreach, { id: 1, attributes }, {}).user.is_active
    expect([{ locked: true }, { locked: false }, { locked: null }, {}].map(activity)).toEqual([false, true, null, null])
    expect([{ locked: 1 }, { locked: 'false' }].map(activity)).toEqual([false, true])
  })

  it('gets a token once a minute at most', () => {
    expect(outreach.authentication.oauth2?.mintIntervalSeconds).toBe(60)
  })

  it('names the missing scope', () => {
    const scopesOf = outreach.errors.missingScopes
    expect(scopesOf?.(failure('unauthorizedOauthScope', "... required scope 'users.read'."))).toEqual(['users.read'])
    expect(scopesOf?.(failure('unauthorizedRequest', "The profile 'SDR' does not allow it."))).toBeUndefined()
  })

  it('does not guess the own user where several users have the e-mail, or none', () => {
    if (!('identity' in me)) return
    const root = { meta: { user: { email: 'Sally@Example.com' } } }
    expect(me.record?.({ data: [zoe, sally] }, root)).toBe(sally)
    expect(me.record?.({ data: [sally, sally] }, root)).toBeUndefined()
    expect(me.record?.({ data: [zoe] }, root)).toBeUndefined()
    expect(me.record?.({ data: [] }, root)).toBeUndefined()
  })

  it('follows only its own next links, unchanged', () => {
    expect(assertLink(outreach, new URL(api), next).href).toBe(new URL(next).href)
    for (const bad of [
      'https://api.outreach.io.evil.test/api/v2/users',
      'https://api.outreach.io@evil.test/',
      '//evil.test/x',
    ]) {
      expect(() => assertLink(outreach, new URL(api), bad)).toThrow()
    }
  })

  it('does not let remote_data or remote_query name another user', () => {
    if ('absent' in update || 'absent' in create) return
    for (const data of [{ id: 2 }, { type: 'prospect' }, { relationships: { profile: { data: { id: 1 } } } }]) {
      for (const operation of ['update', 'create'] as const) {
        const body = { email: 'a@example.com', remote_data: { data } }
        expect(() => changesOf(outreach, operation, body, 'lenient')).toThrow('remote_data')
      }
    }
    for (const name of ['filter', 'filter[email]', 'page', 'include', 'sort']) {
      expect(() => assertRemoteQuery(outreach, { path: '/users' }, { [name]: 'x' })).toThrow('remote_query')
    }
  })
})
