import { describe, expect, it } from 'vitest'
import { baseUrlOf } from '../../runtime/calls/hosts.ts'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { planhat } from './planhat.ts'

const api = 'https://api.planhat.com'
const id = '5d8b8f2c4e5f6a0001a1b2c3'
const users = fixture(import.meta.url, 'users')
const created = fixture(import.meta.url, 'created')
const dave = at(users, '0')
const eve = at(users, '1')
const read = (change: object = {}) => ({
  request: `GET ${api}/users/${id}`,
  answer: { body: { ...Object(dave), ...change } },
})

const put = (body: object, after: object = body) => [
  read(),
  { request: `PUT ${api}/users/${id}`, body, answer: { body: created } },
  read(after),
]

testAdapter(planhat, {
  account: { method: 'api_key', variables: {} },
  get: {
    id,
    exchanges: [{ ...read(), headers: { authorization: 'Bearer key-4f1d9b7c5e' } }],
    user: {
      id,
      name: 'Dave Claxo',
      first_name: 'Dave',
      last_name: 'Claxo',
      email: 'dave@example.org',
      is_active: true,
      created_at: '2019-08-01T11:39:24.025Z',
      updated_at: null,
      urls: null,
    },
  },
  unknown: {
    id: 'nobody',
    exchanges: [{ request: `GET ${api}/users/nobody`, answer: { body: 'null' } }],
    bodies: [{}, null, 'null'],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/users?limit=1&offset=0`, answer: { body: [dave] } }],
      ids: [id],
      next: {
        limit: 2,
        // A page shorter than requested may be capped: only an empty one is the end.
        exchanges: [
          { request: `GET ${api}/users?limit=2&offset=1`, answer: { body: [eve] } },
          { request: `GET ${api}/users?limit=2&offset=2`, answer: { body: [] } },
        ],
        ids: ['5d8b8f2c4e5f6a0001a1b2c4'],
      },
    },
    empty: { exchanges: [{ request: `GET ${api}/users?limit=100&offset=0`, answer: { body: [] } }], ids: [] },
    filters: {
      email: {
        filters: { email: 'eve@example.org' },
        exchanges: [
          {
            request: `GET ${api}/users?limit=100&offset=0&email=eve@example.org`,
            // A vendor that ignores the parameter answers with all users.
            answer: { body: users },
          },
          { request: `GET ${api}/users?limit=100&offset=2&email=eve@example.org`, answer: { body: [] } },
        ],
        ids: ['5d8b8f2c4e5f6a0001a1b2c4'],
      },
    },
  },
  create: {
    body: { name: 'Dave Claxo', email: 'dave@example.org', custom_fields: { Region: 'North' } },
    exchanges: [
      {
        request: `POST ${api}/users`,
        body: {
          nickName: 'Dave',
          inactive: false,
          firstName: 'Dave',
          lastName: 'Claxo',
          email: 'dave@example.org',
          custom: { Region: 'North' },
        },
        answer: { body: created },
      },
      read(),
    ],
    user: { id, is_active: true, created_at: '2019-08-01T11:39:24.025Z' },
  },
  update: {
    name: {
      body: { name: 'Dan Claxo' },
      exchanges: put({ firstName: 'Dan', lastName: 'Claxo' }),
      user: { name: 'Dan Claxo' },
    },
    first_name: { body: { first_name: 'Dan' }, exchanges: put({ firstName: 'Dan' }), user: { first_name: 'Dan' } },
    last_name: { body: { last_name: 'Lee' }, exchanges: put({ lastName: 'Lee' }), user: { last_name: 'Lee' } },
    email: {
      body: { email: 'dan@example.org', remote_data: { nickName: 'Dan' } },
      exchanges: put({ email: 'dan@example.org', nickName: 'Dan' }),
      user: { email: 'dan@example.org' },
    },
    is_active: { body: { is_active: false }, exchanges: put({ inactive: true }), user: { is_active: false } },
    custom_fields: {
      // Fields that are not sent stay, whether the vendor merges or replaces.
      body: { custom_fields: { Region: 'South' } },
      exchanges: put({ custom: { Region: 'South', Level: 3 } }),
    },
  },
  delete: { id, exchanges: [{ request: `DELETE ${api}/users/${id}`, answer: {} }] },
  secretAnswers: [[{ _id: '61fceb0ac7c26f001ea9a1aa', msApi: { refreshToken: 'made-up' } }]],
  errors: [
    { operation: 'get', answer: { status: 401, body: '' }, slug: 'account-needs-reauth' },
    {
      operation: 'list',
      answer: { status: 403, headers: { 'content-type': 'text/plain' }, body: 'No permission to read users' },
      slug: 'provider-forbidden',
      says: 'No permission to read users',
    },
    {
      operation: 'create',
      answer: { status: 400, body: { message: 'Duplicate email' } },
      slug: 'provider-conflict',
      says: 'Duplicate email',
    },
    {
      operation: 'update',
      before: [read()],
      answer: { status: 400, headers: { 'content-type': 'application/json' }, body: '"email is taken"' },
      slug: 'provider-conflict',
      says: 'email is taken',
    },
    { operation: 'get', answer: { status: 400, body: { message: 'Cast to ObjectId failed' } }, slug: 'user-not-found' },
    { operation: 'get', answer: { body: {} }, slug: 'user-not-found' },
    { operation: 'delete', answer: { status: 404 }, slug: 'user-not-found' },
    { operation: 'delete', answer: { body: { n: 0, ok: 1, deletedCount: 0 } }, slug: 'user-not-found' },
    {
      operation: 'list',
      answer: { status: 429, headers: { 'x-rate-limit-limit': '200', 'x-rate-limit-remaining': '0' } },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 60,
    },
    { operation: 'create', answer: { status: 500, body: 'Oops' }, slug: 'outcome-unknown' },
    {
      operation: 'create',
      answer: { status: 400, body: { message: 'Missing required key: email' } },
      slug: 'provider-rejected',
    },
    // A page, not the API: https://www.planhat.com/developers/api#authentication-limits names several clusters.
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // https://www.planhat.com/developers/api#http-response-codes: 206 means that a part of the call failed.
    {
      operation: 'update',
      before: [read()],
      answer: { status: 206, body: { updated: 0, updatedErrors: [{ message: 'No such role' }] } },
      slug: 'provider-rejected',
      says: 'No such role',
    },
    {
      operation: 'update',
      before: [read()],
      answer: { body: { updated: 0, updatedErrors: [], permissionErrors: ['No permission'] } },
      slug: 'provider-forbidden',
    },
    { operation: 'list', answer: { body: { error: 'Odd.' } }, slug: 'provider-error', says: 'Odd.' },
    { operation: 'list', answer: { body: { error: 'Slow', statusCode: 429 } }, slug: 'provider-rate-limited' },
    { operation: 'list', answer: { body: null }, slug: 'provider-error' },
    { operation: 'delete', answer: { body: { n: '0', ok: 1 } }, slug: 'user-not-found' },
    ...[{}, null, { data: null }, [], { message: 'Odd.' }, { ok: 1 }].flatMap((body) => [
      { operation: 'delete' as const, answer: { body }, slug: 'outcome-unknown' },
      { operation: 'update' as const, before: [read()], answer: { body }, slug: 'outcome-unknown' },
      { operation: 'create' as const, answer: { body }, slug: 'outcome-unknown' },
    ]),
  ],
})

describe('quirks of Planhat', () => {
  const user = (change: object) => readUser(planhat, { _id: 'u', ...change }, {}).user

  it('negates the negative flag, reads `removed`, and guesses nothing where both are missing', () => {
    expect(user({ inactive: true }).is_active).toBe(false)
    expect(user({ inactive: false, removed: true }).is_active).toBe(false)
    expect(user({ inactive: false }).is_active).toBe(true)
    expect(user({}).is_active).toBeNull()
    expect([1, '1', 'True', 0, '0', 'false'].map((inactive) => user({ inactive }).is_active)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ])
    expect(user({ inactive: 0, removed: '1' }).is_active).toBe(false)
    expect(user({ inactive: 'sometimes' }).is_active).toBeNull()
  })

  it('reads the newer of the two creation dates by name, not by order', () => {
    expect(readUser(planhat, eve, {}).user.created_at).toBe('2020-01-02T03:04:05.678Z')
    expect(readUser(planhat, dave, {}).user.created_at).toBe('2019-08-01T11:39:24.025Z')
  })

  it('accepts a deletion whose answer is empty, a count of one, or the deleted record', () => {
    const { delete: deletion } = planhat.users
    const done = (body: unknown, status = 200) =>
      'done' in deletion && deletion.done?.({ status, headers: {}, body }, id)
    expect([
      done(undefined),
      done(undefined, 204),
      done({ n: 1, ok: 1 }),
      done({ deletedCount: '1' }),
      done(dave),
    ]).toEqual([true, true, true, true, true])
    expect([done({}), done(undefined, 206), done({ deletedCount: 0 }), done([]), done({ _id: '' })]).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })

  it('uses the nickname as the name only where there is no other', () => {
    expect(user({ nickName: 'Dave' }).name).toBe('Dave')
    expect(user({ nickName: 'Dave', lastName: 'Claxo' }).name).toBe('Claxo')
    expect(user({}).name).toBeNull()
  })

  it('leaves the connection of a mailbox out of remote_data', () => {
    expect(JSON.stringify(readUser(planhat, dave, {}).remote)).not.toContain('made-up-secret')
  })

  it('shows an image only where it has a host', () => {
    expect(readUser(planhat, eve, {}).user.urls).toEqual([{ type: 'image', url: 'https://example.com/eve.png' }])
    expect(user({ image: { path: '/images/x.png' } }).urls).toBeNull()
  })

  it('refuses the id that an outside system gave a user, which is not its id in Planhat', () => {
    const pattern = new RegExp(`^(?:${planhat.users.get.idPattern?.source})$`, 'i')
    expect(pattern.test('extid-u-17')).toBe(false)
    for (const other of [id, '0123456789abcdef0123456789abcdef', 'nobody']) expect(pattern.test(other)).toBe(true)
  })

  it('creates an active user although the documented default is inactive, unless the request sets is_active', () => {
    const { create } = planhat.users
    if ('absent' in create) throw new Error(create.absent)
    const sent = (body: object) => create.request({ body: { ...body }, variables: {} }).body
    expect(sent({ firstName: 'Ann' })).toEqual({ nickName: 'Ann', firstName: 'Ann', inactive: false })
    expect(sent({ firstName: 'Ann', inactive: true })).toMatchObject({ inactive: true })
  })

  it('sends the present custom fields also when only remote_data changes some', () => {
    const { update } = planhat.users
    if ('absent' in update) throw new Error(update.absent)
    const steps = (remoteData: { custom?: object; nickName?: string }) =>
      stepsOf(update, {
        id,
        changes: {},
        body: undefined,
        remoteData: { ...remoteData },
        record: { _id: id, custom: { Level: 3 } },
        variables: {},
      })[0]?.body
    expect(steps({ custom: { Region: 'South' } })).toEqual({ custom: { Level: 3 } })
    expect(steps({ nickName: 'Dan' })).toEqual({})
  })

  it('sends requests to the cluster of the tenant only', () => {
    const pattern = new RegExp(`^(?:${planhat.account.base_url?.pattern.source})$`, 'i')
    for (const url of [
      api,
      'https://api-eu3.planhat.com',
      'https://api-us2.planhat.com',
      'https://api.planhatdemo.com',
    ]) {
      expect(pattern.test(url)).toBe(true)
    }
    for (const url of ['https://api.planhat.com.evil.test', 'http://api.planhat.com', 'https://ws.planhat.com']) {
      expect(pattern.test(url)).toBe(false)
    }
    expect(baseUrlOf(planhat, {}).toString()).toBe(`${api}/`)
  })
})
