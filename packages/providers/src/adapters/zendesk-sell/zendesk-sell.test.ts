import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../runtime/calls/error-rules.ts'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { zendeskSell } from './zendesk-sell.ts'

const api = 'https://api.getbase.com/v2'
const users = fixture(import.meta.url, 'users')
const unauthorised = fixture(import.meta.url, 'unauthorised')
const mark = at(users, 'items.0')
const ann = at(users, 'items.1')
const last = (...items: unknown[]) => ({
  items,
  meta: { type: 'collection', count: items.length, links: { self: 'http://api.getbase.com/v2/users.json' } },
})
const failure = (code: string, message: string) => ({ errors: [{ error: { code, message }, meta: {} }], meta: {} })
const incorrectPath = (path: string) => ({
  errors: [
    {
      error: {
        code: 'incorrect_path',
        message: 'path was not found',
        details: `Requested path at '${path}' was not found using the HTTP method 'GET'.`,
      },
      meta: { type: 'error' },
    },
  ],
  meta: { http_status: '404 Not Found' },
})

testAdapter(zendeskSell, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: '1',
    exchanges: [
      {
        request: `GET ${api}/users/1`,
        // Without a user agent the vendor answers 400.
        headers: { authorization: 'Bearer key-4f1d9b7c5e', 'user-agent': 'Rollcall', accept: 'application/json' },
        answer: { body: mark },
      },
    ],
    user: {
      id: '1',
      name: 'Mark Johnson',
      email: 'mark@salesteam.com',
      is_active: true,
      created_at: '2014-08-27T16:32:56.000Z',
      updated_at: '2014-08-27T17:32:56.000Z',
      urls: [{ type: 'api', url: 'https://api.getbase.com/v2/users/1' }],
    },
  },
  unknown: {
    id: '99',
    exchanges: [
      { request: `GET ${api}/users/99`, answer: { status: 404, body: failure('not_found', 'no such user') } },
    ],
  },
  list: {
    pages: {
      limit: 2,
      exchanges: [{ request: `GET ${api}/users?page=1&per_page=2`, answer: { body: users } }],
      ids: ['1', '2'],
      next: {
        limit: 2,
        exchanges: [
          {
            request: `GET ${api}/users?page=2&per_page=2`,
            answer: { body: last({ data: { ...Object(at(mark, 'data')), id: 3 }, meta: { type: 'user' } }) },
          },
        ],
        ids: ['3'],
      },
    },
    empty: { exchanges: [{ request: `GET ${api}/users?page=1&per_page=100`, answer: { body: last() } }], ids: [] },
    filters: {
      email: {
        // No user has this spelling: it is not stated whether case matters to the vendor, so the list is read.
        filters: { email: 'ann@salesteam.com' },
        exchanges: [
          { request: `GET ${api}/users?page=1&per_page=100&email=ann@salesteam.com`, answer: { body: last() } },
          { request: `GET ${api}/users?page=1&per_page=100`, answer: { body: last(mark, ann) } },
        ],
        ids: ['2'],
      },
      name: {
        filters: { name: 'Mark Johnson' },
        exchanges: [
          { request: `GET ${api}/users?page=1&per_page=100&name=Mark Johnson`, answer: { body: last(mark) } },
        ],
        ids: ['1'],
      },
    },
  },
  me: { exchanges: [{ request: `GET ${api}/users/self`, answer: { body: mark } }], user: { id: '1' } },
  errors: [
    {
      operation: 'get',
      answer: { status: 401, body: unauthorised },
      slug: 'account-needs-reauth',
      says: 'request is unauthorized: Required access token is missing',
    },
    {
      operation: 'list',
      answer: { status: 403, body: failure('insufficient_scope', 'profile is needed') },
      slug: 'provider-forbidden',
      says: 'profile is needed',
    },
    {
      operation: 'list',
      answer: { status: 400, body: failure('invalid_param', 'bad page') },
      slug: 'provider-rejected',
    },
    {
      operation: 'list',
      answer: { status: 429, body: failure('rate_limit_exceeded', 'slow down') },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 2,
    },
    {
      operation: 'get',
      answer: { status: 503, body: failure('temporarily_unavailable', 'soon') },
      slug: 'provider-error',
    },
    // https://github.com/zendesk/basecrm-ruby/issues/81: a throttled call is redirected to a page that does not exist.
    ...(['get', 'list'] as const).map((operation) => ({
      operation,
      answer: { status: 404, body: incorrectPath('/429.json') },
      slug: 'provider-rate-limited',
    })),
    { operation: 'get', answer: { status: 404, body: incorrectPath('/503.json') }, slug: 'provider-error' },
    { operation: 'get', answer: { status: 404, body: incorrectPath('/v2/users/1') }, slug: 'provider-error' },
    { operation: 'get', answer: { status: 404, body: failure('not_found', 'no such user') }, slug: 'user-not-found' },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // Errors under a success: by code, by the status in meta, else not understood.
    { operation: 'list', answer: { body: failure('insufficient_scope', 'no') }, slug: 'provider-forbidden' },
    {
      operation: 'list',
      answer: { body: { errors: [{ error: { code: 'new' } }], meta: { http_status: '429 Too Many Requests' } } },
      slug: 'provider-rate-limited',
    },
    { operation: 'list', answer: { body: failure('new', 'who knows') }, slug: 'provider-error', says: 'who knows' },
    { operation: 'list', answer: { body: { errors: { code: 'unauthorized' } } }, slug: 'account-needs-reauth' },
  ],
})

describe('quirks of Zendesk Sell', () => {
  const read = (change: object) => readUser(zendeskSell, { id: 7, ...change }, {}).user
  const page = {
    request: {
      size: 2,
      at: 2,
      pass: '',
      filters: {},
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    },
    records: [mark, ann],
  }
  const next = (body: unknown) =>
    zendeskSell.users.list.paging.next({ ...page, answer: { status: 200, headers: {}, body } })

  it('reads an empty list of errors as no error', () => {
    const body = { items: [], errors: [], meta: { links: {} } }
    expect(meaningOf(zendeskSell.errors, { status: 200, headers: {}, body }, 'list')).toBeUndefined()
  })

  it('continues while there is a next page in any form, and ends where it is null', () => {
    const meta = (next_page: unknown) => ({ meta: { links: { next_page } } })
    expect([next(meta('http://x/3')), next(meta(null)), next(meta(''))]).toEqual([{ at: 4 }, undefined, undefined])
    expect(zendeskSell.users.list.records?.({ items: null, meta: {} })).toEqual([])
    expect(zendeskSell.users.list.records?.({ meta: {} })).toBeUndefined()
  })

  it('reports when the product ends', () => {
    expect(zendeskSell.apiVersion.retiresAt).toBe('2027-08-31')
  })

  it('reads a user with the status active that was not deleted as active, and a missing status as null', () => {
    expect(read({ status: 'active', deleted_at: null }).is_active).toBe(true)
    expect(read({ status: 'active', deleted_at: '2020-01-01T00:00:00Z' }).is_active).toBe(false)
    expect(read({ status: 'inactive' }).is_active).toBe(false)
    expect(read({}).is_active).toBeNull()
  })

  it('splits no name', () => {
    expect(read({ name: 'Mark Johnson' })).not.toHaveProperty('first_name')
  })

  it('continues with the next number while there is a link, and while pages are full where there are no links at all', () => {
    expect(next(users)).toEqual({ at: 4 })
    expect(next(last(mark, ann))).toBeUndefined()
    expect(next({ items: [mark, ann] })).toEqual({ at: 4 })
  })

  it('notes that Rollcall makes its link', () => {
    expect(zendeskSell.user.urls?.derived).toContain('address in the API')
  })
})
