import { describe, expect, it } from 'vitest'
import { authorise, placementOf } from '../../runtime/calls/authorise.ts'
import { displayOf } from '../../runtime/calls/template.ts'
import { vendorSentence } from '../../runtime/calls/verdict.ts'
import { at } from '../../runtime/json/json.ts'
import { hintOf, retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { close } from './close.ts'

const api = 'https://api.close.com/api/v1'
const [annId, boId] = [
  'user_2okTTewuL7ni32DGaexRdm8OQ7uyx1IvkkWNmzEr6Wa',
  'user_N6KhMpzHRCYQHdn4gRNIFNN5JExnsrprKA6ekxM63XA',
]
const users = fixture(import.meta.url, 'users')
const [ann, bo] = [at(users, 'data.0'), at(users, 'data.1')]
const membership = fixture(import.meta.url, 'membership')
const pageWith = (has_more: boolean, ...data: unknown[]) => ({ data, has_more })
const invalid = { errors: [], 'field-errors': { _limit: 'Input should be less than or equal to 200' } }

testAdapter(close, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: annId,
    exchanges: [
      {
        request: `GET ${api}/user/${annId}/`,
        // The key as user, an empty password.
        headers: { authorization: `Basic ${btoa('key-4f1d9b7c5e:')}` },
        answer: { body: ann },
      },
    ],
    user: {
      id: annId,
      name: 'Ann Lee',
      first_name: 'Ann',
      last_name: 'Lee',
      email: 'ann@example.com',
      created_at: '2026-06-19T09:22:10.543Z',
      updated_at: '2026-06-19T09:23:14.192Z',
      urls: [{ type: 'avatar', url: 'https://example.com/ann.png' }],
    },
  },
  unknown: {
    id: 'user_unknown',
    exchanges: [
      { request: `GET ${api}/user/user_unknown/`, answer: { status: 404, body: { error: 'Entity not found.' } } },
    ],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/user/?_limit=1&_skip=0`, answer: { body: pageWith(true, ann) } }],
      ids: [annId],
      next: {
        limit: 5,
        exchanges: [{ request: `GET ${api}/user/?_limit=5&_skip=1`, answer: { body: pageWith(false, bo) } }],
        ids: [boId],
      },
    },
    empty: {
      exchanges: [{ request: `GET ${api}/user/?_limit=100&_skip=0`, answer: { body: pageWith(false) } }],
      ids: [],
    },
  },
  me: {
    exchanges: [
      {
        request: `GET ${api}/me/`,
        answer: {
          body: { ...Object(ann), memberships: [membership], organizations: [{ id: 'orga_1', name: 'Example' }] },
        },
      },
    ],
    user: { id: annId },
  },
  create: {
    body: { email: 'bo@example.com', remote_data: { role_id: 'user' } },
    exchanges: [
      {
        request: `POST ${api}/membership/`,
        body: { email: 'bo@example.com', role_id: 'user' },
        answer: { body: membership },
      },
      { request: `GET ${api}/user/${boId}/`, answer: { body: bo } },
    ],
    user: { id: boId, email: 'bo@example.com' },
  },
  errors: [
    {
      operation: 'me',
      answer: { status: 401, body: { error: 'Unauthorized' } },
      slug: 'account-needs-reauth',
      says: 'Unauthorized',
    },
    {
      operation: 'create',
      answer: { status: 403, body: { error: 'Manage Organization is needed.' } },
      slug: 'provider-forbidden',
    },
    {
      operation: 'create',
      answer: { status: 400, body: { errors: [], 'field-errors': { email: 'The domain is not verified.' } } },
      slug: 'provider-rejected',
      says: 'email: The domain is not verified.',
    },
    {
      operation: 'list',
      answer: { status: 400, body: invalid },
      slug: 'provider-rejected',
      says: '_limit: Input should be less than or equal to 200',
    },
    {
      operation: 'create',
      answer: { status: 402, body: { error: 'No seats left.' } },
      slug: 'provider-rejected',
      says: 'No seats',
    },
    { operation: 'get', answer: { status: 415, body: { error: 'JSON only' } }, slug: 'provider-rejected' },
    {
      operation: 'get',
      answer: { status: 429, headers: { ratelimit: 'limit=100, remaining=0, reset=5' }, body: { error: 'Slow down' } },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 5,
    },
    // The answer to a creation is not documented: without the user's id the new user is not known.
    { operation: 'create', answer: { body: { id: 'memb_1' } }, slug: 'outcome-unknown' },
    { operation: 'list', answer: { status: 500, body: '<html>' }, slug: 'provider-error' },
    { operation: 'get', answer: { status: 404, body: { error: 'Not found' } }, slug: 'user-not-found' },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // Errors under 200, in each form.
    {
      operation: 'create',
      answer: { body: { errors: [], 'field-errors': { email: 'Taken.' } } },
      slug: 'provider-rejected',
      says: 'email: Taken.',
    },
    { operation: 'create', answer: { body: { errors: ['No seats.'], 'field-errors': {} } }, slug: 'provider-rejected' },
    { operation: 'list', answer: { body: { error: 'Odd.' } }, slug: 'provider-error', says: 'Odd.' },
    { operation: 'create', answer: { body: { error: 'Odd.' } }, slug: 'outcome-unknown', says: 'Odd.' },
    ...[{}, null, { data: null }, { data: [] }].map((body) => ({
      operation: 'create' as const,
      answer: { body },
      slug: 'outcome-unknown',
    })),
    // The limit of a walk is a failure that names it: https://github.com/airbytehq/airbyte/issues/20959
    {
      operation: 'list',
      answer: {
        status: 400,
        body: { error: 'The skip you set is larger than the maximum skip for this resource (max_skip = 250000).' },
      },
      slug: 'provider-rejected',
      says: 'larger than the maximum skip',
    },
  ],
})

describe('quirks of Close', () => {
  const { list, get, create, update } = close.users

  it('ends every path in a slash', () => {
    expect(list.request(pageOf()).path).toBe('/user/')
    expect('requests' in get && get.requests.map((request) => 'path' in request && displayOf(request.path))).toEqual([
      '/user/{user id}/',
    ])
    expect(close.users.me).toMatchObject({ request: { path: '/me/' } })
    expect('request' in create && create.request({ body: {}, variables: {} }).path).toBe('/membership/')
    expect(close.authentication.oauth2?.tokenUrl).toBe('https://api.close.com/oauth2/token/')
  })

  it('continues by the received rows while there are more', () => {
    const answer = (has_more: unknown) => ({ status: 200, headers: {}, body: { data: [], has_more } })
    const page = { request: pageOf({ size: 100, at: 100 }), records: [ann, bo] }
    expect(list.paging.next({ ...page, answer: answer(true) })).toEqual({ at: 102 })
    expect(list.paging.next({ ...page, answer: answer(false) })).toBeUndefined()
    expect(list.paging.next({ ...page, answer: answer('true') })).toEqual({ at: 102 })
    expect(list.paging.next({ ...page, answer: answer(0) })).toBeUndefined()
    expect(() => list.paging.next({ ...page, records: [], answer: answer(true) })).toThrow('continues, but not where')
    expect(() => list.paging.next({ ...page, answer: answer('maybe') })).toThrow('does not report in a readable form')
  })

  it('reads null as an empty list where there is no more', () => {
    expect(list.records?.({ data: null, has_more: false })).toEqual([])
    expect(list.records?.({ data: null, has_more: true })).toBeNull()
    expect(list.records?.({ data: null })).toBeNull()
  })

  it('has no is_active: no record of Close has the state', () => {
    expect(readUser(close, ann, {}).user).not.toHaveProperty('is_active')
    expect(list.note).toContain('former ones')
  })

  it('has a null name where all parts are empty', () => {
    expect(readUser(close, bo, {}).user).toMatchObject({ name: null, first_name: null, urls: null })
  })

  it('sends an OAuth token as Bearer, and drops an old refresh token', () => {
    const { oauth2 } = close.authentication
    expect(authorise(placementOf(close, 'oauth2'), { kind: 'token', accessToken: 't' }, {})).toEqual({
      authorization: 'Bearer t',
    })
    expect(oauth2).toMatchObject({ scopes: ['all.full_access', 'offline_access'] })
  })

  it('reads its limit by commas, by semicolons and from single headers, and waits two seconds without any', () => {
    const reported = { limit: 240, remaining: 239, resetSeconds: 2 }
    const single = { 'ratelimit-remaining': '239', 'ratelimit-reset': '2' }
    for (const ratelimit of ['limit=240, remaining=239, reset=2', 'limit=240; remaining=239; reset=2']) {
      expect(hintOf(close.limits, { ratelimit }, 0)).toEqual(reported)
      expect(hintOf(close.limits, { ratelimit, ...single }, 0)).toEqual(reported)
    }
    expect(hintOf(close.limits, single, 0)).toEqual({ remaining: 239, resetSeconds: 2 })
    expect(retryAfterSeconds(close.limits, { status: 429, headers: {}, body: {} }, 0)).toBe(2)
    expect(retryAfterSeconds(close.limits, { status: 429, headers: { 'retry-after': '9' }, body: {} }, 0)).toBe(9)
  })

  it('reports faults of fields, nested ones too, and single ones', () => {
    const nested = { 'field-errors': { contact: { email: 'Invalid' }, role_id: 'Required' }, errors: [] }
    expect(vendorSentence(close, nested)).toBe('contact: {"email":"Invalid"}; role_id: Required')
    expect(vendorSentence(close, { errors: ['Out of range'], 'field-errors': {} })).toBe('Out of range')
    expect(vendorSentence(close, { error: 'Unauthorized' })).toBe('Unauthorized')
  })

  it('needs the right and a verified domain for a creation, with an API key as with OAuth', () => {
    expect(close.notes?.join()).toContain('verified e-mail domains')
    expect(close.notes?.join()).not.toContain('OAuth')
  })

  it('creates by membership, with a role that the caller chooses, and under no id of the caller', () => {
    expect(create).toMatchObject({
      requiredRemoteKeys: ['role_id'],
      refusedRemoteKeys: ['id', 'user_id', 'organization_id'],
    })
  })

  it('neither updates nor deletes, and says why', () => {
    expect(update).toHaveProperty('absent')
    expect('absent' in close.users.delete && close.users.delete.absent).toContain('by the id of the membership')
  })
})
