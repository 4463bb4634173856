import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { insightly } from './insightly.ts'

const api = 'https://api.na1.insightly.com/v3.1'
const users = fixture(import.meta.url, 'users')
const jane = at(users, '0')
const rick = at(users, '1')
const counted = (total: number) => ({ 'x-total-count': String(total) })

testAdapter(insightly, {
  account: { method: 'api_key', variables: { pod: 'na1' } },
  get: {
    id: '1234567',
    exchanges: [
      {
        request: `GET ${api}/Users/1234567`,
        // The key as user name, a colon, and no password.
        headers: { authorization: `Basic ${btoa('key-4f1d9b7c5e:')}` },
        answer: { body: jane },
      },
    ],
    user: {
      id: '1234567',
      name: 'Jane Doe',
      first_name: 'Jane',
      last_name: 'Doe',
      email: 'jane@example.com',
      is_active: true,
      created_at: '2019-03-04T10:15:30.000Z',
      updated_at: '2024-01-31T08:00:00.000Z',
    },
  },
  unknown: { id: '99', exchanges: [{ request: `GET ${api}/Users/99`, answer: { status: 404 } }] },
  list: {
    pages: {
      limit: 1,
      exchanges: [
        {
          request: `GET ${api}/Users?skip=0&top=1&count_total=true`,
          answer: { headers: counted(2), body: [jane] },
        },
      ],
      ids: ['1234567'],
      next: {
        limit: 1,
        exchanges: [
          {
            request: `GET ${api}/Users?skip=1&top=1&count_total=true`,
            answer: { headers: counted(2), body: [rick] },
          },
        ],
        ids: ['1234568'],
      },
    },
    empty: {
      exchanges: [{ request: `GET ${api}/Users?skip=0&top=100&count_total=true`, answer: { body: [] } }],
      ids: [],
    },
    filters: {
      email: {
        filters: { email: 'rick@example.com' },
        exchanges: [
          {
            request: `GET ${api}/Users/Search?field_name=EMAIL_ADDRESS&field_value=rick@example.com&skip=0&top=100&count_total=true`,
            // If the vendor searches for a part of the text, it returns more than was requested.
            answer: { body: [rick, { ...Object(rick), USER_ID: 7, EMAIL_ADDRESS: 'patrick@example.com' }] },
          },
        ],
        ids: ['1234568'],
      },
    },
  },
  me: { exchanges: [{ request: `GET ${api}/Users/Me`, answer: { body: jane } }], user: { id: '1234567' } },
  errors: [
    {
      operation: 'get',
      answer: { status: 401, body: { Message: 'Authorization has been denied for this request.' } },
      slug: 'account-needs-reauth',
      says: 'Authorization has been denied',
    },
    {
      operation: 'get',
      answer: {
        status: 404,
        headers: { 'content-type': 'text/plain' },
        body: 'API User does not have access to Users.',
      },
      slug: 'provider-forbidden',
      says: 'API User does not have access to Users.',
    },
    { operation: 'list', answer: { status: 403, body: '<html>' }, slug: 'provider-forbidden' },
    // https://github.com/amp-labs/connectors/tree/main/providers/insightly: the same sentence in an object.
    {
      operation: 'list',
      answer: { status: 404, body: { Message: "The user doesn't have access to this object." } },
      slug: 'provider-forbidden',
    },
    { operation: 'get', answer: { status: 404 }, slug: 'user-not-found' },
    { operation: 'get', answer: { status: 404, body: { Message: 'User not found.' } }, slug: 'user-not-found' },
    // A page of the platform, not of the API: an instance that was moved or closed.
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // A sentence or null under 200 is not a list.
    { operation: 'list', answer: { body: { Message: 'An error has occurred.' } }, slug: 'provider-error' },
    { operation: 'list', answer: { body: null }, slug: 'provider-error' },
    { operation: 'get', answer: { body: { Message: 'An error has occurred.' } }, slug: 'provider-error' },
    { operation: 'list', answer: { status: 400, body: { Message: 'Bad.' } }, slug: 'provider-rejected', says: 'Bad.' },
    {
      operation: 'list',
      answer: { status: 429, headers: { 'retry-after': '3' } },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 3,
    },
    { operation: 'list', answer: { status: 429 }, slug: 'provider-rate-limited', retryAfterSeconds: 6 },
  ],
})

describe('quirks of Insightly', () => {
  const read = (change: object) => readUser(insightly, { USER_ID: 1, ...change }, {}).user
  const page = { request: { size: 2, at: 0 }, records: [jane, rick] }
  const next = (headers: Readonly<Record<string, string>>, records: readonly unknown[] = page.records) =>
    insightly.users.list.paging.next({
      answer: { status: 200, headers, body: records },
      records,
      request: {
        ...page.request,
        pass: '',
        filters: {},
        sort: undefined,
        variables: {},
        workspaceId: undefined,
      },
    })

  it('reads times without a zone as UTC, with a blank or a T', () => {
    expect(read({ DATE_CREATED_UTC: '2025-04-19 00:57:06' }).created_at).toBe('2025-04-19T00:57:06.000Z')
    expect(read({ DATE_CREATED_UTC: '2025-04-19T00:57:06' }).created_at).toBe('2025-04-19T00:57:06.000Z')
  })

  it('reads the flag of a user in any form', () => {
    expect([true, 1, '1', 'True', false, 0, '0', null].map((ACTIVE) => read({ ACTIVE }).is_active)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      null,
    ])
  })

  it("uses the user's id, not the one of the contact card", () => {
    expect(read({ CONTACT_ID: 98765432 }).id).toBe('1')
  })

  it('has a null name where all parts are empty', () => {
    expect(read({ FIRST_NAME: null, LAST_NAME: null }).name).toBeNull()
    expect(read({ FIRST_NAME: 'Ann' }).name).toBe('Ann')
  })

  it('continues by the total where there is one, else by whether the page is full', () => {
    expect(next(counted(3))).toEqual({ at: 2 })
    expect(next(counted(2))).toBeUndefined()
    expect(next({})).toEqual({ at: 2 })
    expect(next({}, [jane])).toBeUndefined()
    // The vendor may return fewer than requested.
    expect(next(counted(2), [jane])).toEqual({ at: 1 })
    expect(() => next(counted(2), [])).toThrow('continues, but not where')
    expect(next(counted(0), [])).toBeUndefined()
  })

  it('accepts no pod that results in another host', () => {
    const pattern = new RegExp(`^(?:${insightly.account.pod?.pattern.source})$`, 'i')
    for (const pod of ['na1', 'eu1', 'aps1']) expect(pattern.test(pod)).toBe(true)
    for (const pod of ['', 'evil.test/', 'na1.evil', 'na1@evil', 'na-1']) expect(pattern.test(pod)).toBe(false)
  })
})
