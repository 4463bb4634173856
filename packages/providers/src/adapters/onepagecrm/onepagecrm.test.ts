import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { changesOf } from '../../runtime/writes/changes.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { onepagecrm } from './onepagecrm.ts'

const api = 'https://app.onepagecrm.com/api/v3'
const id = '5aba31e99007ba0f570c12f7'
const users = fixture(import.meta.url, 'users')
const unauthorised = fixture(import.meta.url, 'unauthorised')
const enveloped = (data: unknown) => ({ status: 0, message: 'OK', timestamp: 1528373119, data })
const jane = at(users, 'data.0.user')
const withChange = (change: object) => enveloped({ user: { ...Object(jane), ...change } })
const failure = (status: number, more: object = {}) => ({ ...Object(unauthorised), status, ...more })
const read = { request: `GET ${api}/users/${id}`, answer: { body: enveloped({ user: jane }) } }
const everybody = { request: `GET ${api}/users`, answer: { body: users } }

const put = (change: object) => [
  read,
  {
    request: `PUT ${api}/users/${id}`,
    body: { first_name: 'Jane', last_name: 'Doe', company_name: 'Big Company Inc.', ...change },
    answer: { body: withChange(change) },
  },
]

testAdapter(onepagecrm, {
  account: { method: 'basic', variables: {} },
  get: {
    id,
    exchanges: [{ ...read, headers: { authorization: `Basic ${btoa('login-77c1:password-0d9e8f7a6b')}` } }],
    user: {
      id,
      name: 'Jane Doe',
      first_name: 'Jane',
      last_name: 'Doe',
      email: 'jane.doe@example.com',
      urls: [{ type: 'photo', url: 'https://example.com/jane-doe.jpg' }],
    },
  },
  unknown: {
    id: 'ffffffffffffffffffffffff',
    exchanges: [{ request: `GET ${api}/users/ffffffffffffffffffffffff`, answer: { status: 404, body: failure(404) } }],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [everybody],
      ids: [id],
      next: { limit: 5, exchanges: [everybody], ids: ['5aba31e99007ba0f570c12f8'] },
    },
    empty: { exchanges: [{ ...everybody, answer: { body: enveloped([]) } }], ids: [] },
  },
  me: {
    exchanges: [{ request: `GET ${api}/bootstrap`, answer: { body: fixture(import.meta.url, 'bootstrap') } }],
    user: { id, email: 'jane.doe@example.com' },
  },
  update: {
    first_name: {
      body: { first_name: 'Janet', remote_data: { company_name: 'Bigger Inc.' } },
      exchanges: put({ first_name: 'Janet', company_name: 'Bigger Inc.' }),
      user: { first_name: 'Janet', last_name: 'Doe', name: 'Janet Doe' },
    },
    last_name: { body: { last_name: 'Roe' }, exchanges: put({ last_name: 'Roe' }), user: { name: 'Jane Roe' } },
    name: {
      body: { name: 'Janet de Roe' },
      exchanges: put({ first_name: 'Janet', last_name: 'de Roe' }),
      user: { name: 'Janet de Roe' },
    },
  },
  errors: [
    {
      operation: 'get',
      answer: { status: 401, body: unauthorised },
      slug: 'account-needs-reauth',
      says: 'Cannot find suitable authorization data',
    },
    { operation: 'update', before: [read], answer: { status: 403, body: failure(403) }, slug: 'provider-forbidden' },
    {
      operation: 'get',
      answer: { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Rate Limit Exceeded' },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 1,
    },
    { operation: 'update', before: [read], answer: { status: 409, body: failure(409) }, slug: 'provider-conflict' },
    { operation: 'list', answer: { status: 400, body: failure(400) }, slug: 'provider-rejected' },
    { operation: 'get', answer: { body: failure(404) }, slug: 'user-not-found' },
    { operation: 'get', answer: { body: failure(401) }, slug: 'account-needs-reauth' },
    { operation: 'list', answer: { body: failure(422) }, slug: 'provider-rejected' },
    { operation: 'list', answer: { body: failure(500) }, slug: 'provider-error' },
    // Seen on 2026-10-06 by https://github.com/segevsh/w6w-apps (apps/onepagecrm): a wrong key is 400 inside a 401.
    {
      operation: 'list',
      answer: { status: 401, body: failure(400, { error_name: 'invalid_login' }) },
      slug: 'account-needs-reauth',
    },
    {
      operation: 'list',
      answer: { body: failure(400, { error_name: 'invalid_login' }) },
      slug: 'account-needs-reauth',
    },
    { operation: 'list', answer: { status: 429 }, slug: 'provider-rate-limited', retryAfterSeconds: 1 },
    // A firewall's page is not throttling, and a page in place of the envelope does not mean an unknown user.
    { operation: 'list', answer: { status: 403, body: '<html>' }, slug: 'provider-forbidden' },
    {
      operation: 'list',
      answer: { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Your IP address is not allowed.' },
      slug: 'provider-network-refused',
      says: 'Your IP address is not allowed.',
    },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    { operation: 'list', answer: { body: failure(7, { error_name: 'a_new_name' }) }, slug: 'provider-error' },
    { operation: 'list', answer: { body: { status: '404', message: 'Gone.' } }, slug: 'provider-rejected' },
    { operation: 'update', before: [read], answer: { body: failure(409) }, slug: 'provider-conflict' },
    ...[{}, null, { data: null }, enveloped(null), enveloped([]), enveloped({ user: null })].map((body) => ({
      operation: 'update' as const,
      before: [read],
      answer: { body },
      slug: 'provider-error',
    })),
  ],
})

describe('quirks of OnePageCRM', () => {
  it('lists users wrapped one by one and wrapped all at once', () => {
    const list = [{ user: { id: 'a' } }, { user: { id: 'b' } }]
    expect(onepagecrm.users.list.records?.(enveloped(list))).toEqual([{ id: 'a' }, { id: 'b' }])
    expect(onepagecrm.users.list.records?.(enveloped({ user: [{ id: 'a' }] }))).toEqual([{ id: 'a' }])
    expect(onepagecrm.users.list.records?.(enveloped('nothing'))).toBeUndefined()
    expect(onepagecrm.users.list.records?.(enveloped(null))).toEqual([])
    expect(onepagecrm.users.list.records?.({ data: null })).toBeUndefined()
  })

  it('has no link where there is no photo, and no field that the vendor lacks', () => {
    const { user } = readUser(onepagecrm, at(users, 'data.1.user'), {})
    expect(user.urls).toBeNull()
    for (const field of ['is_active', 'created_at', 'updated_at']) expect(user).not.toHaveProperty(field)
  })

  it('refuses a change of an e-mail, although other unified APIs list it', () => {
    const { update } = onepagecrm.users
    if ('absent' in update) throw new Error(update.absent)
    const errors = [{ pointer: '/email', detail: expect.stringContaining('not the e-mail') }]
    expect(() => changesOf(onepagecrm, 'update', { email: 'new@example.com' }, 'lenient')).toThrow(
      expect.objectContaining({ slug: 'field-not-supported', errors }),
    )
  })

  it('writes a complete body even when only remote_data is sent', () => {
    const { update } = onepagecrm.users
    if ('absent' in update) throw new Error(update.absent)
    const record = { id, first_name: 'Jane', last_name: 'Doe', company_name: null }
    const input = { id, changes: {}, body: undefined, remoteData: { bcc_email: 'true' }, record, variables: {} }
    expect(stepsOf(update, input)[0]?.body).toEqual({ first_name: 'Jane', last_name: 'Doe', company_name: null })
  })

  it('finds an id in capitals by its canonical spelling', () => {
    const { get } = onepagecrm.users
    expect(get.normaliseId?.('5ABA31E99007BA0F570C12F7')).toBe(id)
  })
})
