import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { keap } from './keap.ts'

const api = 'https://api.keap.com/crm/rest/v2/users'
const userinfo = 'https://api.keap.com/crm/rest/v2/oauth/connect/userinfo'
const every = 'filter=include_inactive==true;include_partners==false'
const users = fixture(import.meta.url, 'users')
const john = at(users, 'users.0')
const ann = at(users, 'users.1')
const changed = (change: object) => ({ ...Object(john), ...change })
const failure = (code: number, message: string) => ({ status: code, body: { code, message, details: [] } })
const read = { request: `GET ${api}/123`, answer: { body: john } }
const whose = { request: `GET ${userinfo}`, answer: { body: fixture(import.meta.url, 'userinfo') } }

testAdapter(keap, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: '123',
    exchanges: [{ ...read, headers: { 'x-keap-api-key': 'key-4f1d9b7c5e' } }],
    user: {
      id: '123',
      name: 'John Smith',
      first_name: 'John',
      last_name: 'Smith',
      email: 'john.smith@example.com',
      is_active: true,
      created_at: '2024-05-21T14:30:00.000Z',
      updated_at: '2024-05-21T15:00:00.000Z',
    },
  },
  unknown: {
    id: '99',
    // As recorded: a sentence and nothing else.
    exchanges: [{ request: `GET ${api}/99`, answer: { status: 404, body: { message: 'Unable to find this User' } } }],
  },
  list: {
    pages: {
      limit: 2,
      // The token may be a whole address, also of another host name: only its parameter is used.
      exchanges: [{ request: `GET ${api}?page_size=2&${every}`, answer: { body: users } }],
      ids: ['123', '124'],
      next: {
        limit: 2,
        exchanges: [
          {
            request: `GET ${api}?page_size=2&page_token=91&${every}`,
            // An empty token is the end.
            answer: { body: { users: [changed({ id: '125' })], next_page_token: '' } },
          },
        ],
        ids: ['125'],
      },
    },
    empty: {
      exchanges: [{ request: `GET ${api}?page_size=100&${every}`, answer: { body: { users: [] } } }],
      ids: [],
    },
    filters: {
      email: {
        filters: { email: 'ann@example.com' },
        exchanges: [
          {
            request: `GET ${api}?page_size=100&${every};email==ann@example.com`,
            answer: { body: { users: [ann] } },
          },
        ],
        ids: ['124'],
      },
    },
  },
  me: { exchanges: [whose, read], user: { id: '123', name: 'John Smith' } },
  create: {
    body: { email: 'john.smith@example.com', first_name: 'John', remote_data: { note: 'x' } },
    exchanges: [
      {
        request: 'POST https://api.keap.com/crm/rest/v1/users',
        body: { email: 'john.smith@example.com', given_name: 'John', note: 'x' },
        answer: { status: 201, body: fixture(import.meta.url, 'created') },
      },
      { request: `GET ${api}/123`, answer: { body: changed({ status: 'INVITED' }) } },
    ],
    user: { id: '123', is_active: false },
  },
  update: {
    name: {
      body: { name: 'Jack Jones' },
      exchanges: [
        {
          request: `PATCH ${api}/123?update_mask=given_name&update_mask=family_name`,
          body: { given_name: 'Jack', family_name: 'Jones' },
          answer: { body: changed({ given_name: 'Jack', family_name: 'Jones' }) },
        },
      ],
      user: { name: 'Jack Jones' },
    },
    first_name: {
      // The mask must name the fields of remote_data, and has another name for the title than the body.
      body: { first_name: 'Jack', remote_data: { title: 'Boss' } },
      exchanges: [
        {
          request: `PATCH ${api}/123?update_mask=given_name&update_mask=job_title`,
          body: { given_name: 'Jack', title: 'Boss' },
          answer: { body: changed({ given_name: 'Jack', title: 'Boss' }) },
        },
      ],
      user: { first_name: 'Jack' },
    },
    last_name: {
      body: { last_name: 'Jones' },
      exchanges: [
        {
          request: `PATCH ${api}/123?update_mask=family_name`,
          body: { family_name: 'Jones' },
          answer: { body: changed({ family_name: 'Jones' }) },
        },
      ],
      user: { last_name: 'Jones' },
    },
    email: {
      body: { email: 'jack@example.com' },
      exchanges: [
        {
          request: `PATCH ${api}/123?update_mask=email_address`,
          body: { email_address: { email: 'jack@example.com', field: 'EMAIL1' } },
          answer: { body: changed({ email_addresses: [{ email: 'jack@example.com', field: 'EMAIL1' }] }) },
        },
      ],
      user: { email: 'jack@example.com' },
    },
  },
  errors: [
    {
      operation: 'get',
      answer: { status: 401, body: { fault: { faultstring: 'Invalid access token' } } },
      slug: 'account-needs-reauth',
      says: 'Invalid access token',
    },
    { operation: 'update', answer: failure(403, 'Not an administrator'), slug: 'provider-forbidden' },
    { operation: 'update', answer: failure(409, 'The e-mail is taken'), slug: 'provider-conflict' },
    { operation: 'create', answer: failure(400, 'given_name is required'), slug: 'provider-rejected' },
    { operation: 'list', answer: { status: 400, body: '<html>Bad request</html>' }, slug: 'provider-rejected' },
    // The page of an unknown address; an unknown user is reported in JSON.
    { operation: 'get', answer: { status: 404, body: '<html>Not found</html>' }, slug: 'provider-error' },
    {
      operation: 'get',
      answer: {
        status: 429,
        headers: { 'x-keap-product-throttle-limit': '240', 'x-keap-product-throttle-available': '0' },
      },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 10,
    },
    // The number of the login belongs to another user here: no user is better than the wrong one.
    { operation: 'me', before: [whose], answer: { body: ann }, slug: 'provider-error' },
    // Faults of the gateway, whatever their status: https://docs.apigee.com/api-platform/troubleshoot
    ...[
      ['policies.ratelimit.SpikeArrestViolation', 'provider-rate-limited'],
      ['policies.ratelimit.QuotaViolation', 'provider-rate-limited'],
      ['keymanagement.service.access_token_expired', 'account-needs-reauth'],
      ['keymanagement.service.InsufficientScope', 'provider-forbidden'],
    ].map(([errorcode, slug = '']) => ({
      operation: 'list' as const,
      answer: { status: 500, body: { fault: { faultstring: `It says ${errorcode}`, detail: { errorcode } } } },
      slug,
      says: `It says ${errorcode}`,
    })),
    // Errors under a success.
    { operation: 'get', answer: { ...failure(404, 'No user'), status: 200 }, slug: 'user-not-found' },
    { operation: 'list', answer: { ...failure(429, 'Slow'), status: 200 }, slug: 'provider-rate-limited' },
    { operation: 'list', answer: { body: { fault: { faultstring: 'Odd' } } }, slug: 'provider-error', says: 'Odd' },
    { operation: 'update', answer: { body: {} }, slug: 'provider-error' },
    { operation: 'create', answer: { status: 201, body: {} }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Keap', () => {
  const user = (change: object) => readUser(keap, { id: '1', ...change }, {}).user
  const filterFor = (email: string) =>
    keap.users.list.request({
      size: 1,
      at: 0,
      pass: '',
      filters: { email },
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    }).query?.filter

  it('reads an offset without colon', () => {
    expect(readUser(keap, ann, {}).user.created_at).toBe('2025-05-28T18:30:05.000Z')
  })

  it('uses the first e-mail where none is marked as the main one', () => {
    expect(readUser(keap, ann, {}).user.email).toBe('Ann@example.com')
    expect(user({ email_addresses: [] }).email).toBeNull()
  })

  it('reads e-mails with nulls among them, and a single one without a list', () => {
    const main = { field: 'EMAIL1', email: 'ann@example.com' }
    expect(user({ email_addresses: [null, 'odd', main] }).email).toBe('ann@example.com')
    expect(user({ email_addresses: main }).email).toBe('ann@example.com')
    expect(user({ email_addresses: null }).email).toBeNull()
  })

  it('reads a token from a text, number or address, decoded once, and fails at an address without one', () => {
    const { paging, request } = keap.users.list
    const next = (next_page_token: unknown) =>
      paging.next({ request: pageOf({}), answer: { status: 200, headers: {}, body: { next_page_token } }, records: [] })
    expect(['MQ==', 'MQ%3D%3D', 'https://x.example/users?page_token=MQ%3D%3D'].map(next)).toEqual(
      Array.from({ length: 3 }, () => ({ at: 'MQ==' })),
    )
    expect([next(91), next(''), next(null)]).toEqual([{ at: '91' }, undefined, undefined])
    expect(() => next('https://x.example/users')).toThrow('continues, but not where')
    expect(request(pageOf({ at: 'MQ==' })).query).toMatchObject({ page_token: 'MQ==' })
  })

  it('reads only the status ACTIVE as active, and has null without a status', () => {
    expect(user({ status: 'ACTIVE' }).is_active).toBe(true)
    for (const status of ['INVITED', 'INACTIVE', 'NOT_A_USER']) expect(user({ status }).is_active).toBe(false)
    expect(user({}).is_active).toBeNull()
  })

  it('lets no e-mail become another clause', () => {
    expect(filterFor('a;include_inactive==false')).toBe('include_inactive==true;include_partners==false')
  })

  it('refreshes with the client as HTTP Basic although the code exchange has it in the body, and keeps the new token', () => {
    expect(keap.authentication.oauth2).toMatchObject({
      refreshClientAuthentication: 'basic',
    })
  })
})
