import { describe, expect, it } from 'vitest'
import { vendorSentence, verdictOf } from '../../runtime/calls/verdict.ts'
import { at } from '../../runtime/json/json.ts'
import { retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { highlevel } from './highlevel.ts'

const api = 'https://services.leadconnectorhq.com'
const [company, location] = ['5DP41231LkQsiKESj6rh', 'AYg6rIXHN1fXdXjGcYvI']
const [testId, johnId] = ['x0LnHeRRfAoGcMLwipcj', '0IHuJvc2ofPAAA8GzTRi']
const users = fixture(import.meta.url, 'users')
const [test, john] = [at(users, 'users.0'), at(users, 'users.1')]
const deletion = fixture(import.meta.url, 'deletion')
const own = `companyId=${company}&locationId=${location}`
const pageWith = (count: number, ...found: unknown[]) => ({ users: found, count, traceId: 'aa96968b' })

const getTest = { request: `GET ${api}/users/${testId}`, answer: { body: test } }
const put = (change: object, also: object = {}) => [
  {
    request: `PUT ${api}/users/${testId}`,
    body: { companyId: company, ...change, ...also },
    answer: { body: { ...Object(test), ...change, name: undefined } },
  },
]

testAdapter(highlevel, {
  account: {
    method: 'oauth2',
    variables: { company_id: company, location_id: location, user_type: 'Location' },
    principal: testId,
  },
  get: {
    id: testId,
    exchanges: [{ ...getTest, headers: { version: '2021-07-28', authorization: 'Bearer token-8a7b6c5d4e' } }],
    user: {
      id: testId,
      name: 'Test User',
      first_name: 'Test',
      last_name: 'User',
      email: 'test@example.com',
      is_active: true,
      created_at: '2026-02-03T10:11:12.131Z',
      updated_at: '2026-02-04T10:11:12.131Z',
    },
  },
  unknown: {
    id: 'AAAAAAAAAAAAAAAAAAAA',
    exchanges: [
      {
        request: `GET ${api}/users/AAAAAAAAAAAAAAAAAAAA`,
        answer: { status: 400, body: { statusCode: 400, message: 'User not found', error: 'Bad Request' } },
      },
    ],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/users/search?${own}&skip=0&limit=1`, answer: { body: pageWith(2, test) } }],
      ids: [testId],
      next: {
        limit: 5,
        exchanges: [{ request: `GET ${api}/users/search?${own}&skip=1&limit=5`, answer: { body: pageWith(2, john) } }],
        ids: [johnId],
      },
    },
    empty: {
      exchanges: [{ request: `GET ${api}/users/search?${own}&skip=0&limit=100`, answer: { body: { users: [] } } }],
      ids: [],
    },
    filters: {
      email: {
        filters: { email: 'JOHN@example.com' },
        exchanges: [
          {
            request: `GET ${api}/users/search?${own}&query=JOHN@example.com&skip=0&limit=100`,
            // The vendor may find more users by it.
            answer: { body: pageWith(2, test, john) },
          },
        ],
        ids: [johnId],
      },
    },
  },
  me: { exchanges: [getTest], user: { id: testId } },
  create: {
    body: {
      name: 'John Deo',
      email: 'john@example.com',
      remote_data: { password: 'Pa55word', type: 'account', role: 'admin' },
    },
    exchanges: [
      {
        request: `POST ${api}/users/`,
        body: {
          companyId: company,
          locationIds: [location],
          firstName: 'John',
          lastName: 'Deo',
          email: 'john@example.com',
          password: 'Pa55word',
          type: 'account',
          role: 'admin',
        },
        answer: { status: 201, body: { ...Object(john), password: 'Pa55word' } },
      },
    ],
    user: { id: johnId, email: 'john@example.com' },
  },
  update: {
    name: {
      body: { name: 'Tess van Dyk', remote_data: { phone: '+18832327657' } },
      exchanges: put({ firstName: 'Tess', lastName: 'van Dyk' }, { phone: '+18832327657' }),
      user: { name: 'Tess van Dyk' },
    },
    first_name: { body: { first_name: 'Tess' }, exchanges: put({ firstName: 'Tess' }), user: { first_name: 'Tess' } },
    last_name: { body: { last_name: 'Roe' }, exchanges: put({ lastName: 'Roe' }), user: { last_name: 'Roe' } },
  },
  delete: { id: testId, exchanges: [{ request: `DELETE ${api}/users/${testId}`, answer: { body: deletion } }] },
  errors: [
    {
      operation: 'list',
      answer: { status: 401, body: { statusCode: 401, message: 'Invalid token: access token is invalid' } },
      slug: 'account-needs-reauth',
    },
    {
      operation: 'list',
      answer: { status: 401, body: { statusCode: 401, message: 'The token is not authorized for this scope.' } },
      slug: 'provider-forbidden',
      says: 'not authorized for this scope',
    },
    {
      operation: 'list',
      answer: { status: 401, body: { statusCode: 401, message: 'version header is invalid' } },
      slug: 'provider-rejected',
    },
    {
      operation: 'get',
      answer: { status: 403, body: { message: 'The token does not have access to this location.' } },
      slug: 'provider-forbidden',
    },
    {
      operation: 'create',
      answer: { status: 400, body: { message: 'A user with this email already exists' } },
      slug: 'provider-conflict',
      says: 'already exists',
    },
    {
      operation: 'update',
      answer: { status: 422, body: { statusCode: 422, message: ['firstName must be a string', 'Location not found'] } },
      slug: 'provider-rejected',
      says: 'firstName must be a string; Location not found',
    },
    { operation: 'delete', answer: { status: 422, body: { message: 'User does not exist' } }, slug: 'user-not-found' },
    { operation: 'delete', answer: { body: { succeded: false, message: 'Last admin' } }, slug: 'provider-rejected' },
    {
      operation: 'list',
      answer: { status: 429, headers: { 'x-ratelimit-interval-milliseconds': '10000' }, body: { message: 'Too many' } },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 10,
    },
    { operation: 'create', answer: { status: 500, body: '<html>' }, slug: 'outcome-unknown' },
    // https://github.com/GoHighLevel/highlevel-api-docs/issues/205
    ...(['get', 'update', 'delete'] as const).map((operation) => ({
      operation,
      answer: {
        status: 401,
        body: { message: 'The user does not exist.', error: 'Unauthorized', statusCode: 401 },
      },
      slug: 'user-not-found',
    })),
    // Valid tokens of the wrong class, scope or location.
    ...[
      "Token's user type mismatch!",
      'This authClass type is not allowed to access this scope. Please verify your IAM configuration.',
      'The token does not have access to this location.',
    ].flatMap((message) =>
      (['list', 'get', 'update'] as const).map((operation) => ({
        operation,
        answer: { status: 401, body: { statusCode: 401, message } },
        slug: 'provider-forbidden',
        says: message,
      })),
    ),
    { operation: 'list', answer: { status: 401, body: { message: 'Invalid JWT' } }, slug: 'account-needs-reauth' },
    // A missing location or path does not mean an unknown user.
    { operation: 'get', answer: { status: 404, body: { message: 'Location not found' } }, slug: 'provider-rejected' },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // An error under a success, with its own status.
    { operation: 'get', answer: { body: { statusCode: 401, message: 'Invalid JWT' } }, slug: 'account-needs-reauth' },
    { operation: 'get', answer: { body: { statusCode: 429, message: 'Too many' } }, slug: 'provider-rate-limited' },
    // A deletion is queued if the answer says so.
    ...[{}, { data: null }, { message: 'Queued' }].map((body) => ({
      operation: 'delete' as const,
      answer: { body },
      slug: 'outcome-unknown',
    })),
    { operation: 'update', answer: { body: {} }, slug: 'provider-error' },
    { operation: 'create', answer: { status: 201, body: {} }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of HighLevel', () => {
  const { list, me, create, update, get } = highlevel.users
  const read = (change: object) => readUser(highlevel, { id: testId, ...change }, {}).user
  const requestOf = (variables: Record<string, string>, workspaceId?: string) =>
    list.request(pageOf({ size: 25, variables, workspaceId })).query

  it('lists the location that the call names instead of the account’s own, of the same company', () => {
    expect(requestOf({ company_id: company, location_id: location }, 'other')).toMatchObject({
      companyId: company,
      locationId: 'other',
    })
    expect(list.hasWorkspaces).toBe(true)
  })

  it('lists the whole company where the account has no location', () => {
    expect(requestOf({ company_id: company })).toMatchObject({ companyId: company, locationId: undefined })
  })

  it('continues by the count, and without one until an empty page', () => {
    const page = { request: pageOf({ size: 100, at: 25 }), records: [test, john] }
    const next = (body: object) => list.paging.next({ ...page, answer: { status: 200, headers: {}, body } })
    expect(next({ count: 28 })).toEqual({ at: 27 })
    expect(next({ count: 27 })).toBeUndefined()
    expect(next({})).toEqual({ at: 27 })
    expect([next({ count: '28' }), next({ count: '27' }), next({ count: null })]).toEqual([
      { at: 27 },
      undefined,
      { at: 27 },
    ])
    expect(list.paging.next({ ...page, records: [], answer: { status: 200, headers: {}, body: {} } })).toBeUndefined()
  })

  it('reads dates only where they are sent, and a user without a flag as active', () => {
    expect(readUser(highlevel, john, {}).user).toMatchObject({ created_at: null, updated_at: null, is_active: true })
    expect(read({ deleted: true }).is_active).toBe(false)
    expect(['true', 1, 0, null].map((deleted) => read({ deleted }).is_active)).toEqual([false, false, true, true])
    expect(highlevel.user.is_active?.derived).toContain('deletes users instead')
  })

  it('finds the user of an OAuth token, and says that a private integration token has no user', () => {
    if (!('identity' in me)) throw new Error('HighLevel knows who its tokens are for.')
    const view = { variables: {}, principal: undefined }
    expect(me.identity({ ...view, method: 'oauth2', principal: testId })).toEqual({ key: testId })
    expect(me.identity({ ...view, method: 'api_key' })).toHaveProperty('absent')
  })

  it('stores company, location, kind and user of the token answer, whose refresh token is valid once', () => {
    const { oauth2 } = highlevel.authentication
    const answer = { companyId: company, locationId: location, userType: 'Location', userId: testId }
    expect(oauth2?.account?.(answer, {})).toEqual({ company_id: company, location_id: location, user_type: 'Location' })
    expect(oauth2?.account?.({ companyId: company, userType: 'Company' }, {})).toEqual({
      company_id: company,
      user_type: 'Company',
    })
    expect(oauth2?.principal?.(answer)).toBe(testId)
    expect(oauth2).toMatchObject({ parameters: { user_type: { name: 'user_type' } } })
  })

  it('creates in the account’s location, else in that of remote_data', () => {
    if (!('request' in create)) throw new Error('HighLevel creates users.')
    const body = { email: 'a@example.com' }
    expect(create.request({ body, variables: { company_id: company } }).body).toEqual({ companyId: company, ...body })
    expect(create.requiredRemoteKeys).toEqual(['password', 'type', 'role'])
  })

  it('lets remote_data move no user to another company or location, and shows no password', () => {
    expect(create).toMatchObject({ refusedRemoteKeys: ['id', 'companyId'] })
    expect(update).toMatchObject({ refusedRemoteKeys: ['id', 'companyId', 'locationIds', 'email'] })
    expect(readUser(highlevel, { id: testId, password: 'x' }, {}).remote).toEqual({ id: testId })
  })

  it('keeps the case of ids, and accepts no route as one', () => {
    expect(get.normaliseId).toBeUndefined()
    expect(get.reservedIds).toEqual(['search'])
  })

  it('recognises an unknown user by the sentence, and does not treat an unknown location as one', () => {
    const kindOf = (status: number, message: string, operation: 'get' | 'update') =>
      verdictOf(highlevel, { status, headers: {}, body: { message } }, operation)?.kind
    expect(kindOf(422, 'Not Found', 'get')).toBe('not-found')
    expect(kindOf(404, 'Not Found', 'update')).toBe('not-found')
    expect(kindOf(400, 'Location not found', 'update')).toBe('rejected')
    expect(kindOf(400, 'Bad Request', 'get')).toBe('rejected')
    expect(vendorSentence(highlevel, { message: ['a', 'b'] })).toBe('a; b')
  })

  it('waits for the interval of the burst limit, which no Retry-After has', () => {
    const answer = { status: 429, headers: { 'x-ratelimit-interval-milliseconds': '7000' }, body: {} }
    expect(retryAfterSeconds(highlevel.limits, answer, 0)).toBe(7)
    expect(retryAfterSeconds(highlevel.limits, { ...answer, headers: {} }, 0)).toBe(10)
  })

  it('notes that a deletion is only queued', () => {
    expect(highlevel.notes?.join(' ')).toContain('only queues a deletion')
  })
})
