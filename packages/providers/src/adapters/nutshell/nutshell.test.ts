import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { nutshell } from './nutshell.ts'

const api = 'https://app.nutshell.com/rest'
const users = fixture(import.meta.url, 'users')
const invalid = fixture(import.meta.url, 'invalid')
const andy = at(users, 'users.0')
const bea = at(users, 'users.1')
const one = (user: unknown) => ({ meta: { instanceId: '379104' }, users: [user] })
const everyone = `GET ${api}/users?page[limit]=10000`

testAdapter(nutshell, {
  account: { method: 'basic', variables: {} },
  get: {
    id: '1-users',
    exchanges: [
      {
        request: `GET ${api}/users/1-users`,
        headers: { authorization: `Basic ${btoa('login-77c1:password-0d9e8f7a6b')}` },
        answer: { body: one(andy) },
      },
    ],
    user: {
      id: '1-users',
      name: 'Andy Fowler',
      first_name: 'Andy',
      email: 'andy@example.com',
      is_active: true,
      updated_at: '2024-05-21T14:30:00.000Z',
      urls: [{ type: 'avatar', url: 'https://app.nutshell.com/avatars/users/1/a.png' }],
    },
  },
  unknown: {
    id: '99-users',
    // "Not found" is a page, not JSON.
    exchanges: [
      {
        request: `GET ${api}/users/99-users`,
        answer: { status: 404, body: '<html>An Error Occurred: Not Found</html>' },
      },
    ],
    bodies: [{ users: [] }, null, 'null'],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [
        {
          request: everyone,
          answer: { body: { meta: { next: `${api}/users?page[limit]=10000&page[page]=1` }, users: [andy] } },
        },
      ],
      ids: ['1-users'],
      next: {
        limit: 1,
        exchanges: [
          { request: `GET ${api}/users?page[limit]=10000&page[page]=1`, answer: { body: { meta: {}, users: [bea] } } },
        ],
        ids: ['2-users'],
      },
    },
    empty: { exchanges: [{ request: everyone, answer: { body: { meta: { total: 0 }, users: [] } } }], ids: [] },
  },
  me: {
    exchanges: [
      {
        request: everyone,
        answer: { body: { users: [bea, { ...Object(andy), emails: ['andy@example.com', 'Login-77c1'] }] } },
      },
      { request: `GET ${api}/users/1-users`, answer: { body: one(andy) } },
    ],
    user: { id: '1-users' },
  },
  errors: [
    { operation: 'get', answer: { status: 401, body: {} }, slug: 'account-needs-reauth' },
    {
      operation: 'list',
      answer: { status: 400, body: invalid },
      slug: 'provider-rejected',
      says: 'Invalid page number: -1',
    },
    { operation: 'list', answer: { body: invalid }, slug: 'provider-rejected', says: 'Invalid page number: -1' },
    {
      operation: 'list',
      answer: {
        status: 415,
        headers: { 'content-type': 'application/json' },
        body: '"application/json-patch+json is required, see http://jsonapi.org"',
      },
      slug: 'provider-rejected',
      says: 'application/json-patch+json is required',
    },
    {
      operation: 'get',
      answer: { status: 500, body: { code: 500, message: 'Internal Server Error' } },
      slug: 'provider-error',
      says: 'Internal Server Error',
    },
    { operation: 'get', answer: { status: 429 }, slug: 'provider-rate-limited', retryAfterSeconds: 10 },
    // The errors of an envelope, in each form and with their own statuses, also beside records.
    {
      operation: 'list',
      answer: { body: { ...Object(users), errors: [{ status: '429', title: 'Slow down.', detail: null }] } },
      slug: 'provider-rate-limited',
      says: 'Slow down.',
    },
    {
      operation: 'get',
      answer: { body: { users: [], errors: { status: 404, title: 'No such user.' } } },
      slug: 'user-not-found',
    },
    { operation: 'list', answer: { body: { errors: [{ status: '403', detail: 'No.' }] } }, slug: 'provider-forbidden' },
    { operation: 'list', answer: { body: { errors: ['Odd.'] } }, slug: 'provider-error', says: 'Odd.' },
    { operation: 'list', answer: { body: { errors: [{ title: 'Odd.' }] } }, slug: 'provider-error' },
    { operation: 'get', answer: { body: { code: 500, message: 'Internal Server Error' } }, slug: 'provider-error' },
    { operation: 'list', answer: { body: { error: { code: -32601, message: 'Odd.' } } }, slug: 'provider-error' },
    {
      operation: 'list',
      answer: { headers: { 'content-type': 'application/json' }, body: '"Internal Error"' },
      slug: 'provider-error',
    },
    // No user in the list has the user name of the credential as e-mail.
    {
      operation: 'me',
      answer: { body: users },
      slug: 'operation-not-supported',
      says: 'does not belong to a user',
    },
  ],
})

describe('quirks of Nutshell', () => {
  const read = (change: object) => readUser(nutshell, { id: '7-users', ...change }, {}).user

  it('reads an empty array as an unknown user', () => {
    expect(nutshell.users.get).toMatchObject({ emptyIsUnknown: true })
    expect('requests' in nutshell.users.get && nutshell.users.get.record?.({ users: [] })).toBeUndefined()
  })

  it('requests no id of another kind of record', () => {
    const pattern = new RegExp(`^(?:${nutshell.users.get.idPattern?.source})$`)
    expect(pattern.test('12-users')).toBe(true)
    for (const id of ['12', '12-contacts', '12-users/x']) expect(pattern.test(id)).toBe(false)
  })

  it('reads seconds since the epoch, and a user without e-mail', () => {
    expect(read({ modifiedTime: 1755113219, emails: [] })).toMatchObject({
      updated_at: '2025-08-13T19:26:59.000Z',
      email: null,
    })
  })

  it('reads the e-mails and the flag of a user in any form', () => {
    const email = (emails: unknown) => read({ emails }).email
    expect([['a@example.com'], [null, 'a@example.com'], 'a@example.com'].map(email)).toEqual([
      'a@example.com',
      'a@example.com',
      'a@example.com',
    ])
    expect([null, [], {}, ''].map(email)).toEqual([null, null, null, null])
    expect([1, '0'].map((isEnabled) => read({ isEnabled }).is_active)).toEqual([true, false])
  })

  it('continues by page number where the first page has no link and a greater total', () => {
    const { list } = nutshell.users
    const next = (body: object, records: readonly unknown[], at?: string) =>
      list.paging.next({ request: pageOf({ at }), answer: { status: 200, headers: {}, body }, records })
    const second = next({ meta: { total: 3 } }, [andy])
    expect(second).toEqual({ at: '1,1' })
    expect(list.request(pageOf({ at: '1,1' })).query).toEqual({ 'page[limit]': 10_000, 'page[page]': '1' })
    expect(next({ meta: { total: 3 } }, [bea], '1,1')).toEqual({ at: '2,2' })
    expect(next({ meta: { total: 3 } }, [bea], '2,2')).toBeUndefined()
    expect(next({ meta: { total: 3 } }, [], '1,1')).toBeUndefined()
    // A page that was read by a link does not name its number.
    expect(next({ meta: { total: 3, previous: '/users' } }, [bea])).toBeUndefined()
    expect(() => next({ meta: { next: 5 } }, [andy])).toThrow('continues, but not where')
  })

  it('reads null as an empty list where the total is zero', () => {
    expect(nutshell.users.list.records?.({ meta: { total: 0 }, users: null })).toEqual([])
    expect(nutshell.users.list.records?.({ meta: { total: 2 }, users: null })).toBeNull()
  })

  it('has no last name and no creation date', () => {
    expect(read({ name: 'Andy Fowler', firstName: 'Andy' })).not.toHaveProperty('last_name')
    expect(read({})).not.toHaveProperty('created_at')
  })

  it('reads the sentence of any form of error', () => {
    const { message } = nutshell.errors
    expect(message?.('Internal Error')).toBe('Internal Error')
    expect(message?.('<html>Not Found</html>')).toBeUndefined()
    expect(message?.(invalid)).toBe('Invalid page number: -1')
  })
})
