import { describe, expect, it } from 'vitest'
import { assertVariables, baseUrlOf } from '../../runtime/calls/hosts.ts'
import { verdictOf } from '../../runtime/calls/verdict.ts'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import type { Exchange } from '../../testing/exchange.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { activecampaign } from './activecampaign.ts'

const api = 'https://acme.api-us1.com/api/3'
const users = fixture(import.meta.url, 'users')
const userGroup = fixture(import.meta.url, 'user-group')
const [john, jane] = [at(users, 'users.0'), at(users, 'users.1')]
const pageWith = (...found: unknown[]) => ({ users: found, meta: { total: String(found.length) } })
const withChange = (change: object) => ({ user: { ...Object(jane), ...change } })
const noResult = (name: string, id: number) => ({ message: `No Result found for ${name} with id ${id}` })

const getJane = { request: `GET ${api}/users/5`, answer: { body: { user: jane } } }
const getGroup = { request: `GET ${api}/users/5/userGroup`, answer: { body: userGroup } }
/** All three fields and the group are sent; the answer's udate is old, so the user is read afterwards. */
const put = (change: object, before: readonly Exchange[] = [getJane, getGroup], group: unknown = '4') => [
  ...before,
  {
    request: `PUT ${api}/users/5`,
    body: { user: { email: 'janedoe@example.com', firstName: 'Jane', lastName: 'Doe', group, ...change } },
    answer: { body: { userGroups: [], userConversationsPermissions: [], ...withChange(change) } },
  },
  { ...getJane, answer: { body: withChange({ ...change, udate: '2026-05-30T09:00:00-05:00' }) } },
]

testAdapter(activecampaign, {
  account: { method: 'api_key', variables: { api_url: 'https://acme.api-us1.com' } },
  get: {
    id: '5',
    exchanges: [{ ...getJane, headers: { 'api-token': 'key-4f1d9b7c5e' } }],
    user: {
      id: '5',
      name: 'Jane Doe',
      first_name: 'Jane',
      last_name: 'Doe',
      email: 'janedoe@example.com',
      is_active: true,
      created_at: '2020-05-24T10:16:49.000Z',
      updated_at: '2022-02-02T22:01:44.000Z',
    },
  },
  unknown: {
    id: '99',
    exchanges: [{ request: `GET ${api}/users/99`, answer: { status: 403, body: noResult('User', 99) } }],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/users?limit=1&offset=0`, answer: { body: pageWith(john) } }],
      ids: ['1'],
      next: {
        limit: 5,
        exchanges: [{ request: `GET ${api}/users?limit=5&offset=1`, answer: { body: pageWith(jane) } }],
        ids: ['5'],
      },
    },
    empty: { exchanges: [{ request: `GET ${api}/users?limit=100&offset=0`, answer: { body: pageWith() } }], ids: [] },
  },
  me: { exchanges: [{ request: `GET ${api}/users/me`, answer: { body: { user: john } } }], user: { id: '1' } },
  create: {
    body: {
      name: 'Jane Doe',
      email: 'janedoe@example.com',
      remote_data: { username: 'janedoe', password: 'x', group: 4 },
    },
    exchanges: [
      {
        request: `POST ${api}/users`,
        body: {
          user: {
            firstName: 'Jane',
            lastName: 'Doe',
            email: 'janedoe@example.com',
            username: 'janedoe',
            password: 'x',
            group: 4,
          },
        },
        answer: { status: 201, body: { user: jane } },
      },
    ],
    user: { id: '5', email: 'janedoe@example.com' },
  },
  update: {
    name: {
      body: { name: 'Janet van Dyk', remote_data: { phone: '555' } },
      exchanges: put({ firstName: 'Janet', lastName: 'van Dyk', phone: '555' }),
      user: { name: 'Janet van Dyk', updated_at: '2026-05-30T14:00:00.000Z' },
    },
    first_name: {
      body: { first_name: 'Janet' },
      exchanges: put({ firstName: 'Janet' }),
      user: { first_name: 'Janet' },
    },
    last_name: { body: { last_name: 'Roe' }, exchanges: put({ lastName: 'Roe' }), user: { last_name: 'Roe' } },
    email: {
      body: { email: 'j@example.com' },
      exchanges: put({ email: 'j@example.com' }),
      user: { email: 'j@example.com' },
    },
  },
  delete: { id: '5', exchanges: [{ request: `DELETE ${api}/users/5`, answer: { body: {} } }] },
  secretAnswers: [{ user: { id: '5', password: 'made-up' } }],
  errors: [
    { operation: 'get', answer: { status: 401, body: { message: 'Unauthorized' } }, slug: 'account-needs-reauth' },
    {
      operation: 'list',
      answer: { status: 403, body: { message: "You don't have permission to access this resource" } },
      slug: 'provider-forbidden',
      says: "You don't have permission",
    },
    {
      operation: 'delete',
      answer: { status: 403, body: { errors: [{ status: 403, title: 'Forbidden', detail: 'Not yours' }] } },
      slug: 'provider-forbidden',
      says: 'Not yours',
    },
    { operation: 'delete', answer: { status: 404, body: noResult('User', 5) }, slug: 'user-not-found' },
    {
      operation: 'update',
      before: [getJane, getGroup],
      answer: { status: 403, body: noResult('Group', 10) },
      slug: 'provider-rejected',
      says: 'Group with id 10',
    },
    {
      operation: 'create',
      answer: { status: 422, body: { errors: [{ title: 'The email is taken.', detail: '', code: 'duplicate' }] } },
      slug: 'provider-conflict',
      says: 'The email is taken.',
    },
    {
      operation: 'update',
      // Where no group is found the change is sent without one, and refused as in the recorded answer.
      before: [getJane, { ...getGroup, answer: { status: 404, body: noResult('UserGroup', 5) } }],
      writes: { last_name: 'Roe' },
      request: `PUT ${api}/users/5`,
      body: { user: { email: 'janedoe@example.com', firstName: 'Jane', lastName: 'Roe' } },
      answer: { status: 422, body: { errors: [{ title: 'The user group was not provided.', code: 'field_missing' }] } },
      slug: 'provider-rejected',
      says: 'The user group was not provided.',
    },
    { operation: 'list', answer: { status: 400, body: {} }, slug: 'provider-rejected' },
    {
      operation: 'list',
      answer: { status: 429, headers: { 'retry-after': '3' }, body: { message: 'Too many' } },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 3,
    },
    { operation: 'create', answer: { status: 500, body: '<html>' }, slug: 'outcome-unknown' },
    // https://developers.activecampaign.com/reference/errors: 402 is an account that is not paid.
    {
      operation: 'get',
      answer: { status: 402, body: { message: 'Account payment issue' } },
      slug: 'provider-rejected',
      says: 'payment issue',
    },
    // The address of an account that was renamed or closed does not mean an unknown user.
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    { operation: 'get', answer: { status: 404 }, slug: 'provider-error' },
    // https://github.com/ActiveCampaign/activecampaign-api-php/issues/68: HTML under 200.
    { operation: 'list', answer: { body: '<div>We are currently having some issues.</div>' }, slug: 'provider-error' },
    // Errors under 200, in each form; without a status of their own they are not understood.
    {
      operation: 'list',
      answer: { body: { errors: [{ status: 403, title: 'Forbidden', detail: 'Not yours' }], users: [] } },
      slug: 'provider-forbidden',
      says: 'Not yours',
    },
    { operation: 'list', answer: { body: { errors: [], error: 'Odd.' } }, slug: 'provider-error', says: 'Odd.' },
    {
      operation: 'list',
      answer: { body: { errors: ['Odd.', 'Odder.'] } },
      slug: 'provider-error',
      says: 'Odd.; Odder.',
    },
    {
      operation: 'list',
      answer: { body: { errors: { status: '429', title: 'Slow' } } },
      slug: 'provider-rate-limited',
    },
    { operation: 'create', answer: { body: { success: false, error: 'Odd.' } }, slug: 'outcome-unknown', says: 'Odd.' },
    { operation: 'delete', answer: { body: { succeeded: 0, message: 'Not removed.' } }, slug: 'provider-error' },
    {
      operation: 'delete',
      answer: { body: { message: 'No Result found for User with id 5', success: 0 } },
      slug: 'user-not-found',
    },
    ...[{ data: null }, { users: [] }, { user: jane }, null, []].map((body) => ({
      operation: 'delete' as const,
      answer: { body },
      slug: 'outcome-unknown',
    })),
    ...[{}, { data: null }, { user: null }, { users: [] }, { user: john }, null].map((body) => ({
      operation: 'update' as const,
      before: [getJane, getGroup],
      answer: { body },
      slug: 'outcome-unknown',
    })),
    { operation: 'create', answer: { body: {} }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of ActiveCampaign', () => {
  const { list, create, update } = activecampaign.users
  const read = (change: object) => readUser(activecampaign, { id: '7', ...change }, {}).user
  const addressOf = (api_url: string) => baseUrlOf(activecampaign, { api_url }).toString()

  it('accepts the API URL with and without a trailing slash or /api/3', () => {
    for (const tail of ['', '/', '/api/3', '/api/3/']) {
      const given = `https://acme.api-us1.com${tail}`
      const { pattern } = activecampaign.account.api_url ?? {}
      expect(new RegExp(`^(?:${pattern?.source})$`, pattern?.flags).test(given)).toBe(true)
      expect(addressOf(given)).toBe(api)
    }
    expect(addressOf('https://acme.activehosted.com')).toBe('https://acme.activehosted.com/api/3')
  })

  it('sends a key to hosts of ActiveCampaign only', () => {
    for (const url of ['https://api-us1.com.evil.test', 'https://evil.test/x.api-us1.com', 'https://a.b.api-us1.com']) {
      expect(() => addressOf(url)).toThrow('does not belong to ActiveCampaign')
    }
    expect(() => assertVariables(activecampaign, {})).toThrow('no "api_url"')
  })

  it('reports every existing user as active, says so, and names DELETE as the alternative', () => {
    expect(read({}).is_active).toBe(true)
    expect(activecampaign.user.is_active?.derived).toContain('an existing user is active')
    expect(activecampaign.user.is_active?.readOnly).toContain('DELETE')
  })

  it('reads no dates of the first user, and never the zero date of a password', () => {
    expect(readUser(activecampaign, john, {}).user).toMatchObject({ created_at: null, updated_at: null })
    expect(read({ password_updated_utc_timestamp: '0000-00-00 00:00:00' }).created_at).toBeNull()
  })

  it('accepts a removal whose answer is the documented empty object, or empty', () => {
    const { delete: removal } = activecampaign.users
    const done = (body: unknown) => 'done' in removal && removal.done?.({ status: 200, headers: {}, body }, '1')
    expect([{}, undefined].map(done)).toEqual([true, true])
  })

  // A public report of the same kind: https://github.com/singer-io/tap-pipedrive/issues/17
  it('reads a zero date as null, in any zone', () => {
    const zero = { cdate: '0000-00-00T00:00:00-06:00', udate: '-0001-11-30T00:00:00-06:00' }
    expect(readUser(activecampaign, { id: '2', firstName: 'Ben', lastName: 'Ash', ...zero }, {})).toEqual(
      expect.objectContaining({
        user: expect.objectContaining({ name: 'Ben Ash', created_at: null, updated_at: null }),
      }),
    )
  })

  it('does not use the user name as the name', () => {
    expect(read({ username: 'jdoe', firstName: '', lastName: '' }).name).toBeNull()
  })

  it('continues after a full page whatever the total is, and after a short one while the total is greater', () => {
    const request = pageOf({ size: 2, at: 2 })
    const answer = (total: string) => ({ status: 200, headers: {}, body: { users: [], meta: { total } } })
    expect(list.paging.next({ request, answer: answer('3'), records: [john, jane] })).toEqual({ at: 4 })
    expect(list.paging.next({ request, answer: answer('3'), records: [john] })).toBeUndefined()
    expect(list.paging.next({ request, answer: answer('900'), records: [john] })).toEqual({ at: 3 })
    // The total is not reliable: an empty page is the end, whatever the total.
    expect(list.paging.next({ request, answer: answer('900'), records: [] })).toBeUndefined()
  })

  it('reads null as an empty list where the total is zero', () => {
    expect(list.records?.({ users: null, meta: { total: '0' } })).toEqual([])
    expect(list.records?.({ users: null, meta: { total: '3' } })).toBeNull()
    expect(list.records?.({ users: null })).toBeNull()
  })

  it('reads "No Result found" as an unknown user with any status, also where JSON is sent as text', () => {
    for (const status of [400, 403, 404, 422]) {
      expect(verdictOf(activecampaign, { status, headers: {}, body: noResult('User', 9) }, 'get')?.kind).toBe(
        'not-found',
      )
    }
    expect(verdictOf(activecampaign, { status: 403, headers: {}, body: { message: 'Forbidden' } }, 'get')?.kind).toBe(
      'forbidden',
    )
  })

  it('does not read the user’s group where the operator allows callers to name one', () => {
    if ('absent' in update) throw new Error('ActiveCampaign updates.')
    expect(update.alsoReads?.({ group: 3 })).toBeUndefined()
    expect(update.alsoReads?.({ phone: '555' })).toBeDefined()
  })

  it('lets remote_data change no login, and requires it, the password and the group on create', () => {
    expect(update).toMatchObject({ refusedRemoteKeys: ['id', 'username'] })
    expect(create).toMatchObject({ requiredRemoteKeys: ['username', 'password', 'group'] })
    expect(readUser(activecampaign, { id: '7', password: 'x' }, {}).remote).toEqual({ id: '7' })
  })
})
