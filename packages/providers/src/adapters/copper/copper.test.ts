import { describe, expect, it } from 'vitest'
import { authorise, placementOf } from '../../runtime/calls/authorise.ts'
import { at } from '../../runtime/json/json.ts'
import { retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { recordsOf } from '../../runtime/lists/walk.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { copper } from './copper.ts'

const api = 'https://api.copper.com/developer_api/v1'
const users = fixture(import.meta.url, 'users')
const [ann, bo] = [at(users, '0'), at(users, '1')]
const search = (page_number: number, page_size: number, ...found: unknown[]) => ({
  request: `POST ${api}/users/search`,
  body: { page_number, page_size },
  // An upper bound only.
  answer: { headers: { 'x-pw-total': '50' }, body: found },
})
const failure = (status: number, message: string) => ({ status, body: { success: false, status, message } })

testAdapter(copper, {
  account: { method: 'api_key', variables: { user_email: 'owner@example.com' } },
  get: {
    id: '159258',
    exchanges: [
      {
        request: `GET ${api}/users/159258`,
        headers: {
          'x-pw-accesstoken': 'key-4f1d9b7c5e',
          'x-pw-application': 'developer_api',
          'x-pw-useremail': 'owner@example.com',
          'content-type': 'application/json',
        },
        answer: { body: ann },
      },
    ],
    user: { id: '159258', name: 'Ann Lee', email: 'ann@example.com' },
  },
  unknown: {
    id: '99',
    exchanges: [{ request: `GET ${api}/users/99`, answer: { status: 404, body: { error: 'not_found' } } }],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [search(1, 1, ann)],
      ids: ['159258'],
      next: {
        limit: 1,
        exchanges: [search(2, 1, bo)],
        ids: ['159259'],
        next: { limit: 1, exchanges: [search(3, 1)], ids: [] },
      },
    },
    empty: { exchanges: [search(1, 100)], ids: [] },
  },
  me: { exchanges: [{ request: `GET ${api}/users/me`, answer: { body: ann } }], user: { id: '159258' } },
  errors: [
    { operation: 'list', answer: failure(401, 'Unauthorized'), slug: 'account-needs-reauth' },
    { operation: 'get', answer: failure(403, 'Forbidden'), slug: 'provider-forbidden' },
    {
      operation: 'list',
      answer: failure(422, 'Invalid input: Validation errors: Base: Unrecognized attributes specified: pageSize'),
      slug: 'provider-rejected',
      says: 'Unrecognized attributes specified: pageSize',
    },
    {
      operation: 'list',
      answer: failure(429, 'Too many requests'),
      slug: 'provider-rate-limited',
      retryAfterSeconds: 60,
    },
    { operation: 'me', answer: { status: 500, body: '<html>' }, slug: 'provider-error' },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // Recorded under 422 by https://github.com/amp-labs/connectors (providers/copper/test); the flag counts under 200 too.
    ...[false, 'false', 0].map((success) => ({
      operation: 'list' as const,
      answer: { body: { success, status: 422, message: 'Invalid input' } },
      slug: 'provider-rejected',
      says: 'Invalid input',
    })),
    {
      operation: 'list',
      answer: { body: { success: false, status: '429', message: 'Slow' } },
      slug: 'provider-rate-limited',
    },
    { operation: 'me', answer: { body: { success: false, status: 401, message: 'No' } }, slug: 'account-needs-reauth' },
    { operation: 'list', answer: { body: { success: false, message: 'Odd.' } }, slug: 'provider-error', says: 'Odd.' },
    { operation: 'get', answer: { body: { error: 'not_found' } }, slug: 'user-not-found' },
    { operation: 'list', answer: { body: { error: 'a_new_word' } }, slug: 'provider-error', says: 'a_new_word' },
    { operation: 'list', answer: { body: null }, slug: 'provider-error' },
  ],
})

describe('quirks of Copper', () => {
  const { list } = copper.users

  it('lists by POST with the two documented names and no other, counted from 1', () => {
    expect(list.request(pageOf({ size: 200, at: 400 }))).toEqual({
      method: 'POST',
      path: '/users/search',
      body: { page_number: 3, page_size: 200 },
    })
  })

  it('accepts the bare array, and no wrapped one', () => {
    expect(recordsOf(list, [ann])).toEqual([ann])
    expect(recordsOf(list, { users: [ann] })).not.toBeInstanceOf(Array)
  })

  it('continues after a short page while the upper bound in the header allows more, and stops at an empty one', () => {
    const answer = (total: string) => ({ status: 200, headers: { 'x-pw-total': total }, body: [] })
    const next = (total: string, ...records: unknown[]) =>
      list.paging.next({ request: pageOf({ size: 2 }), answer: answer(total), records })
    expect(next('50', ann)).toEqual({ at: 2 })
    expect(next('1', ann)).toBeUndefined()
    expect(next('2', ann, bo)).toEqual({ at: 2 })
    expect(next('50')).toBeUndefined()
    expect(
      list.paging.next({ request: pageOf({ size: 2 }), answer: { ...answer(''), headers: {} }, records: [ann] }),
    ).toBe(undefined)
  })

  it('has only the fields of the record: no first name, no activity, no dates', () => {
    expect(readUser(copper, bo, {}).user).toEqual({ id: '159259', name: 'Bo Roe', email: 'bo@example.com' })
  })

  it('sends the three headers with a key, and Bearer alone with a token', () => {
    const { api_key } = copper.authentication
    expect(() => authorise(api_key ?? {}, { kind: 'api_key', apiKey: 'k' }, {})).toThrow('no "user_email"')
    expect(authorise(placementOf(copper, 'oauth2'), { kind: 'token', accessToken: 't' }, {})).toEqual({
      authorization: 'Bearer t',
    })
  })

  it('accepts only e-mails that fit into a header', () => {
    const { pattern } = copper.account.user_email ?? {}
    const fits = (value: string) => new RegExp(`^(?:${pattern?.source})$`, pattern?.flags).test(value)
    expect(['a.b+c@example.com', 'a@b@c', 'a b@example.com', 'a@example.com\r\nx: y', 'a'].map(fits)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('waits a minute after a 429, since no header has the wait', () => {
    expect(retryAfterSeconds(copper.limits, { status: 429, headers: {}, body: {} }, 0)).toBe(60)
  })
})
