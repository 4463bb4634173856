import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../runtime/calls/error-rules.ts'
import { displayOf } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { hubspot } from './hubspot.ts'

const api = 'https://api.hubapi.com'
const owners = fixture(import.meta.url, 'owners')
const [marcin, queue, jo] = [at(owners, 'results.0'), at(owners, 'results.1'), at(owners, 'results.2')]
const gone = fixture(import.meta.url, 'archived-owner')
const provisioned = fixture(import.meta.url, 'provisioned-user')
const withChange = (change: object) => ({ ...Object(jo), ...change })
const failure = (category: string, message: string, more: object = {}) => ({
  status: 'error',
  message,
  correlationId: 'aeb5f871-7f07-4993-9211-075dc63e7cbf',
  category,
  ...more,
})
const missing = { status: 404, body: failure('OBJECT_NOT_FOUND', 'resource not found') }

const getJo = { request: `GET ${api}/crm/v3/owners/502?archived=false`, answer: { body: jo } }
const put = (body: object, change: object) => [
  getJo,
  // The user's id, not the owner's.
  { request: `PUT ${api}/settings/v3/users/7702`, body, answer: { body: provisioned } },
  { request: `GET ${api}/crm/v3/owners/502?archived=false`, answer: { body: withChange(change) } },
]

testAdapter(hubspot, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: '502',
    exchanges: [{ ...getJo, headers: { authorization: 'Bearer key-4f1d9b7c5e' } }],
    user: {
      id: '502',
      name: 'Roe',
      first_name: null,
      last_name: 'Roe',
      email: 'Jo@Example.com',
      is_active: true,
      created_at: '2026-03-01T08:00:00.000Z',
      updated_at: '2026-03-02T08:00:00.000Z',
    },
  },
  unknown: {
    id: '99',
    exchanges: [
      { request: `GET ${api}/crm/v3/owners/99?archived=false`, answer: missing },
      { request: `GET ${api}/crm/v3/owners/99?archived=true`, answer: missing },
    ],
  },
  list: {
    pages: {
      limit: 2,
      exchanges: [
        {
          request: `GET ${api}/crm/v3/owners?limit=2&archived=false`,
          answer: { body: { results: [marcin, queue], paging: at(owners, 'paging') } },
        },
        {
          request: `GET ${api}/crm/v3/owners?limit=2&after=NTI1Cg==&archived=false`,
          answer: { body: { results: [jo] } },
        },
      ],
      ids: ['88842095', '502'],
      next: {
        limit: 5,
        exchanges: [
          { request: `GET ${api}/crm/v3/owners?limit=5&archived=true`, answer: { body: { results: [gone] } } },
        ],
        ids: ['503'],
      },
    },
    empty: {
      exchanges: [
        { request: `GET ${api}/crm/v3/owners?limit=100&archived=false`, answer: { body: { results: [] } } },
        { request: `GET ${api}/crm/v3/owners?limit=100&archived=true`, answer: { body: { results: [] } } },
      ],
      ids: [],
    },
    filters: {
      email: {
        filters: { email: 'jo@example.com', is_active: true },
        exchanges: [
          {
            request: `GET ${api}/crm/v3/owners?limit=100&email=jo@example.com&archived=false`,
            answer: { body: { results: [] } },
          },
          // It is not stated whether case matters to HubSpot: after an empty answer the whole list is read.
          { request: `GET ${api}/crm/v3/owners?limit=500&archived=false`, answer: { body: { results: [marcin, jo] } } },
        ],
        ids: ['502'],
      },
      is_active: {
        filters: { is_active: false },
        exchanges: [
          { request: `GET ${api}/crm/v3/owners?limit=100&archived=true`, answer: { body: { results: [gone] } } },
        ],
        ids: ['503'],
      },
    },
  },
  me: {
    exchanges: [
      {
        request: `POST ${api}/oauth/v2/private-apps/get/access-token-info`,
        body: { tokenKey: 'key-4f1d9b7c5e' },
        answer: { body: { userId: 7702, hubId: 1234 } },
      },
      { request: `GET ${api}/crm/v3/owners/7702?idProperty=userId`, answer: { body: jo } },
    ],
    user: { id: '502' },
  },
  create: {
    body: { email: 'Jo@Example.com', name: 'Jo Roe', remote_data: { sendWelcomeEmail: false } },
    exchanges: [
      {
        request: `POST ${api}/settings/v3/users`,
        body: { email: 'Jo@Example.com', firstName: 'Jo', lastName: 'Roe', sendWelcomeEmail: false },
        answer: { status: 201, body: provisioned },
      },
      {
        request: `GET ${api}/crm/v3/owners/7702?idProperty=userId`,
        answer: { body: withChange({ firstName: 'Jo' }) },
      },
    ],
    user: { id: '502', name: 'Jo Roe' },
  },
  update: {
    name: {
      body: { name: 'Jo van Dyk' },
      exchanges: put({ firstName: 'Jo', lastName: 'van Dyk' }, { firstName: 'Jo', lastName: 'van Dyk' }),
      user: { name: 'Jo van Dyk' },
    },
    first_name: {
      body: { first_name: 'Jo', remote_data: { lastName: 'van Dyk' } },
      exchanges: put({ firstName: 'Jo', lastName: 'van Dyk' }, { firstName: 'Jo' }),
      user: { first_name: 'Jo' },
    },
    last_name: {
      body: { last_name: 'Doe' },
      exchanges: put({ lastName: 'Doe' }, { lastName: 'Doe' }),
      user: { last_name: 'Doe' },
    },
  },
  delete: {
    id: '502',
    exchanges: [getJo, { request: `DELETE ${api}/settings/v3/users/7702`, answer: { status: 204 } }],
  },
  errors: [
    {
      operation: 'list',
      answer: {
        status: 401,
        body: failure('EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired 0 second(s) ago.', {
          context: { 'expire time': ['2026-03-10T23:04:41.164Z'] },
        }),
      },
      slug: 'account-needs-reauth',
      says: 'expired 0 second(s) ago',
    },
    {
      operation: 'list',
      answer: { status: 403, body: failure('MISSING_SCOPES', 'This app lacks a scope.') },
      slug: 'provider-forbidden',
      says: 'This app lacks a scope.',
    },
    {
      operation: 'get',
      answer: missing,
      before: [{ ...getJo, answer: missing }],
      request: `GET ${api}/crm/v3/owners/502?archived=true`,
      slug: 'user-not-found',
    },
    {
      operation: 'list',
      answer: { status: 400, body: failure('VALIDATION_ERROR', 'limit must be less than or equal to 500') },
      slug: 'provider-rejected',
      says: 'limit must be',
    },
    {
      operation: 'update',
      before: [getJo],
      answer: { status: 403, body: failure('MISSING_SCOPES', 'No settings.users.write.') },
      slug: 'provider-forbidden',
    },
    {
      operation: 'create',
      answer: { status: 409, body: failure('CONFLICT', 'User already exists') },
      slug: 'provider-conflict',
    },
    {
      operation: 'list',
      answer: {
        status: 429,
        headers: { 'x-hubspot-ratelimit-interval-milliseconds': '10000' },
        body: { ...failure('RATE_LIMITS', 'Too fast.'), errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' },
      },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 10,
    },
    // A move to another data centre takes hours, so the request is not repeated.
    { operation: 'get', answer: { status: 477, body: failure('MIGRATION', 'Moving.') }, slug: 'provider-error' },
    { operation: 'list', answer: { status: 502, body: '<html>' }, slug: 'provider-error' },
    { operation: 'create', answer: { status: 504, body: '<html>' }, slug: 'outcome-unknown' },
    // https://developers.hubspot.com/docs/api-reference/error-handling: "423 Locked", which ends after two seconds.
    { operation: 'list', answer: { status: 423, body: failure('LOCKED', 'Locked') }, slug: 'provider-rate-limited' },
    // An error object under a success status.
    { operation: 'list', answer: { body: failure('MISSING_SCOPES', 'No') }, slug: 'provider-forbidden', says: 'No' },
    { operation: 'get', answer: { body: failure('RATE_LIMITS', 'Slow down') }, slug: 'provider-rate-limited' },
    { operation: 'list', answer: { body: failure('INTERNAL_ERROR', 'Oops') }, slug: 'provider-error' },
    { operation: 'get', answer: { body: failure('NEW_CATEGORY', 'Who knows') }, slug: 'provider-error' },
    {
      operation: 'update',
      before: [getJo],
      answer: { body: failure('VALIDATION_ERROR', 'No such role') },
      slug: 'provider-rejected',
      says: 'No such role',
    },
    // A change is confirmed by the changed user in the answer, a deletion by an empty answer.
    ...[{}, { data: null }, { id: '9999' }, []].map((body) => ({
      operation: 'update' as const,
      before: [getJo],
      answer: { body },
      slug: 'outcome-unknown',
    })),
    { operation: 'delete', before: [getJo], answer: { body: {} }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of HubSpot', () => {
  const { list, get, me, create, update } = hubspot.users
  const read = (change: object) => readUser(hubspot, { id: '7', ...change }, {}).user

  it('lists an owner in one pass only, also if the other pass has it too', () => {
    const { excludes } = hubspot.users.list
    const owner = (archived?: boolean) => ({ id: '1', type: 'PERSON', ...(archived === undefined ? {} : { archived }) })
    expect([excludes?.(owner(true), 'true'), excludes?.(owner(true), 'false')]).toEqual([false, true])
    expect([excludes?.(owner(false), 'true'), excludes?.(owner(false), 'false')]).toEqual([true, false])
    expect(excludes?.(owner(), 'false')).toBe(false)
    expect(excludes?.({ id: '1', archived: 1 }, 'true')).toBe(false)
  })

  it('requests an archived owner when no active one has the id', () => {
    expect(get).toMatchObject({ requests: [{ query: { archived: 'false' } }, { query: { archived: 'true' } }] })
  })

  it('counts an archived owner as inactive', () => {
    expect(read({ archived: true }).is_active).toBe(false)
    expect(read({ archived: false }).is_active).toBe(true)
    expect(read({}).is_active).toBeNull()
    expect([0, '1', 'false'].map((archived) => read({ archived }).is_active)).toEqual([true, false, true])
  })

  it('reads only the list that a filter by is_active needs', () => {
    expect(list.passes?.({ is_active: true })).toEqual(['false'])
    expect(list.passes?.({ is_active: false })).toEqual(['true'])
    expect(list.passes?.({})).toEqual(['false', 'true'])
  })

  it('does not treat a queue as a user, in lists and by its id', () => {
    expect('record' in get && get.record?.(queue)).toBeUndefined()
    expect('record' in get && get.record?.(jo)).toBe(jo)
  })

  it('changes nothing of an owner that has no user, archived or live', () => {
    const user = 'absent' in update || update.readsFirst === true ? undefined : update.readsFirst
    expect(user?.impossible).toContain('no longer has a user')
    expect([{ id: '503', userId: null }, { id: '504' }].map((owner) => user?.id(owner))).toEqual([undefined, undefined])
    expect([7702, '7702'].map((id) => user?.id({ id: '502', userId: id }))).toEqual(['7702', '7702'])
  })

  it('finds the owner of a created user by an id that is a text or a number', () => {
    for (const id of ['7702', 7702]) {
      const answer = { status: 201, headers: {}, body: { id } }
      const request = 'lookup' in create ? create.lookup?.(answer) : undefined
      expect(displayOf(request?.path ?? '')).toBe('/crm/v3/owners/7702')
    }
  })

  it('reads the user of an OAuth token at another address than that of a private app, in either spelling', () => {
    if (!('identity' in me)) throw new Error('HubSpot tells the user of a token.')
    const asked = me.identity({ method: 'oauth2', variables: {}, principal: undefined })
    expect('path' in asked && displayOf(asked.path)).toBe('/oauth/v1/access-tokens/{credential}')
    expect(me.key?.({ user_id: 7702, user: 'jo@example.com' })).toBe('7702')
    expect(me.key?.({ userId: 7702 })).toBe('7702')
    expect(me.key?.({ hubId: 1234 })).toBeUndefined()
  })

  it('names the missing scopes of a 403, under either key', () => {
    const scopesOf = hubspot.errors.missingScopes
    expect(scopesOf?.({ context: { requiredGranularScopes: ['crm.objects.owners.read'] } })).toEqual([
      'crm.objects.owners.read',
    ])
    expect(scopesOf?.({ context: { missingScopes: ['settings.users.write'] } })).toEqual(['settings.users.write'])
    expect(scopesOf?.({ message: 'no' })).toBeUndefined()
  })

  it('waits as long as the window of the limit, or ten seconds where none is reported', () => {
    const answer = { status: 429, headers: {}, body: { policyName: 'DAILY' } }
    expect(retryAfterSeconds(hubspot.limits, answer, 0)).toBe(10)
    const headers = { 'x-hubspot-ratelimit-interval-milliseconds': '5000' }
    expect(retryAfterSeconds(hubspot.limits, { ...answer, headers }, 0)).toBe(5)
  })

  it('reads a 403 that names the rate limit as a rate limit', () => {
    const answer = { status: 403, headers: {}, body: { errorType: 'RATE_LIMIT' } }
    expect(meaningOf(hubspot.errors, answer, 'list')).toBe(429)
  })

  it('sends a welcome mail to a created user unless the request turns it off, since HubSpot needs the parameter', () => {
    expect('request' in create && create.request({ body: { email: 'a@b.c' }, variables: {} }).body).toEqual({
      email: 'a@b.c',
      sendWelcomeEmail: true,
    })
  })

  it('lets remote_data name no other user', () => {
    expect(update).toMatchObject({ refusedRemoteKeys: ['id', 'email'] })
    expect(create).toMatchObject({ refusedRemoteKeys: ['id'] })
  })
})
