import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json.ts'
import { readUser } from '../../runtime/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { pipedrive } from './pipedrive.ts'

const api = 'https://acme.pipedrive.com/api/v1'
const users = fixture(import.meta.url, 'users')
const john = { success: true, data: at(users, 'data.0') }
const withChange = (change: object) => ({ success: true, data: { ...Object(at(users, 'data.0')), ...change } })
const failure = (error: string, more: object = {}) => ({ success: false, error, ...more })

testAdapter(pipedrive, {
  account: { method: 'api_key', variables: { company_domain: 'acme' } },
  get: {
    id: '1',
    exchanges: [
      { request: `GET ${api}/users/1`, headers: { 'x-api-token': 'key-4f1d9b7c5e' }, answer: { body: john } },
    ],
    user: {
      id: '1',
      name: 'John Doe',
      email: 'john@pipedrive.com',
      is_active: true,
      created_at: '2018-11-13T09:16:26.000Z',
      updated_at: '2019-11-21T08:45:56.000Z',
      urls: [{ type: 'photo', url: 'https://example.com/icon.png' }],
    },
  },
  unknown: {
    id: '99',
    exchanges: [
      {
        request: `GET ${api}/users/99`,
        answer: { status: 404, body: failure('User not found or not accessible.') },
      },
    ],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/users`, answer: { body: users } }],
      ids: ['1'],
      next: { limit: 5, exchanges: [{ request: `GET ${api}/users`, answer: { body: users } }], ids: ['2'] },
    },
    empty: { exchanges: [{ request: `GET ${api}/users`, answer: { body: { success: true, data: [] } } }], ids: [] },
  },
  me: { exchanges: [{ request: `GET ${api}/users/me`, answer: { body: john } }], user: { id: '1' } },
  create: {
    body: { email: 'john@pipedrive.com', is_active: true, remote_data: { note: 'x' } },
    exchanges: [
      {
        request: `POST ${api}/users`,
        body: { email: 'john@pipedrive.com', active_flag: true, note: 'x' },
        answer: { body: john },
      },
    ],
    user: { email: 'john@pipedrive.com' },
  },
  update: {
    is_active: {
      body: { is_active: false },
      exchanges: [
        {
          request: `PUT ${api}/users/1`,
          body: { active_flag: false },
          answer: { body: withChange({ active_flag: false }) },
        },
      ],
      user: { is_active: false },
    },
  },
  errors: [
    {
      operation: 'get',
      answer: { status: 401, body: failure('unauthorized access', { errorCode: 401 }) },
      slug: 'account-needs-reauth',
    },
    {
      operation: 'update',
      answer: { status: 403, body: failure('You do not have permissions to do this.') },
      slug: 'provider-forbidden',
      says: 'You do not have permissions to do this.',
    },
    {
      operation: 'list',
      answer: { status: 403, body: failure('Scope and URL mismatch', { errorCode: 403 }) },
      slug: 'provider-forbidden',
    },
    { operation: 'get', answer: { status: 410, body: failure('gone') }, slug: 'provider-rejected' },
    {
      operation: 'get',
      answer: { status: 429, headers: { 'x-ratelimit-reset': '2' }, body: failure('too many') },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 2,
    },
    { operation: 'create', answer: { status: 500, body: failure('oops') }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Pipedrive', () => {
  const read = (change: object) => readUser(pipedrive, { id: 7, ...change }, {}).user

  it('takes a 403 with a page as the end of its patience, not as a missing right', () => {
    const answer = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>' }
    expect(pipedrive.errors.classify?.(answer, 'list')).toEqual({ kind: 'rate-limited' })
  })

  it('reads times without a zone as UTC, and a missing one as null', () => {
    expect(read({ created: '2019-11-21 08:45:56', modified: null })).toMatchObject({
      created_at: '2019-11-21T08:45:56.000Z',
      updated_at: null,
    })
  })

  it('counts a deleted user as inactive, whatever its active_flag', () => {
    expect(read({ active_flag: true, is_deleted: true }).is_active).toBe(false)
    expect(read({ active_flag: true }).is_active).toBe(true)
  })

  it('uses the address that the token answer brought before the company domain', () => {
    expect(
      typeof pipedrive.baseUrl === 'function' && pipedrive.baseUrl({ api_domain: 'https://x.pipedrive.com' }),
    ).toBe('https://x.pipedrive.com/api/v1')
    expect(typeof pipedrive.baseUrl === 'function' && pipedrive.baseUrl({})).toBe('https://api.pipedrive.com/v1')
  })

  it('follows the general pagination should it ever appear', () => {
    const body = { data: [], additional_data: { pagination: { more_items_in_collection: true, next_start: 100 } } }
    const request = {
      size: 500,
      offset: 0,
      after: undefined,
      afterKey: undefined,
      pass: '',
      filters: {},
      sort: undefined,
      workspaceId: undefined,
      variables: {},
    }
    const page = { request, answer: { status: 200, headers: {}, body }, records: [] }
    expect(pipedrive.users.list.paging.next(page)).toEqual({ at: 100 })
    expect(pipedrive.users.list.request({ ...request, offset: 100 })).toEqual({ path: '/users', query: { start: 100 } })
  })
})
