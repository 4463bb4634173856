import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../runtime/calls/error-rules.ts'
import { baseUrlOf } from '../../runtime/calls/hosts.ts'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
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
    endless: {
      body: {
        ...Object(users),
        additional_data: { pagination: { start: 0, limit: 1, more_items_in_collection: true, next_start: 1 } },
      },
    },
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
    // n8n-io/n8n, packages/nodes-base/nodes/Pipedrive/GenericFunctions.ts: `success: false` under a 2xx.
    {
      operation: 'update',
      answer: { body: { ...failure('Not yourself.'), data: null, additional_data: null } },
      slug: 'provider-rejected',
      says: 'Not yourself.',
    },
    { operation: 'get', answer: { body: failure('Gone', { errorCode: 404 }) }, slug: 'user-not-found' },
    { operation: 'list', answer: { body: failure('Slow', { errorCode: 429 }) }, slug: 'provider-rate-limited' },
    { operation: 'list', answer: { body: { ...failure('No'), data: null } }, slug: 'provider-rejected', says: 'No' },
    { operation: 'update', answer: { body: {} }, slug: 'provider-error' },
    { operation: 'update', answer: { body: { success: true, data: null } }, slug: 'provider-error' },
    { operation: 'create', answer: { body: { success: true, data: null } }, slug: 'outcome-unknown' },
    { operation: 'list', answer: { body: {} }, slug: 'provider-error' },
    // The page of a company that was renamed or closed, not an unknown user.
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
  ],
})

describe('quirks of Pipedrive', () => {
  const read = (change: object) => readUser(pipedrive, { id: 7, ...change }, {}).user

  it('reads a 403 with a page as a rate limit, not as a missing right', () => {
    const answer = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>' }
    expect(meaningOf(pipedrive.errors, answer, 'list')).toBe(429)
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
    expect([1, 0, '1', 'false'].map((active_flag) => read({ active_flag }).is_active)).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(read({ active_flag: 1, is_deleted: 1 }).is_active).toBe(false)
    expect(read({}).is_active).toBeNull()
  })

  it('prefers the address of the token answer to the company domain', () => {
    const own = { api_domain: 'https://x.pipedrive.com', company_domain: 'acme' }
    expect(baseUrlOf(pipedrive, own).toString()).toBe('https://x.pipedrive.com/api/v1')
    expect(baseUrlOf(pipedrive, { company_domain: 'acme' }).toString()).toBe('https://acme.pipedrive.com/api/v1')
    expect(baseUrlOf(pipedrive, {}).toString()).toBe('https://api.pipedrive.com/v1')
  })

  it('follows the general pagination if an answer has it', () => {
    const body = { data: [], additional_data: { pagination: { more_items_in_collection: true, next_start: 100 } } }
    const request = {
      size: 500,
      at: undefined,
      pass: '',
      filters: {},
      sort: undefined,
      workspaceId: undefined,
      variables: {},
    }
    const page = { request, answer: { status: 200, headers: {}, body }, records: [] }
    expect(pipedrive.users.list.paging.next(page)).toEqual({ at: 100 })
    expect(pipedrive.users.list.request({ ...request, at: 100 })).toEqual({ path: '/users', query: { start: 100 } })
    const next = (pagination: object) =>
      pipedrive.users.list.paging.next({
        ...page,
        answer: { ...page.answer, body: { additional_data: { pagination } } },
      })
    expect(next({ more_items_in_collection: 1, next_start: '100' })).toEqual({ at: 100 })
    expect(() => next({ more_items_in_collection: true })).toThrow('continues, but not where')
    expect(next({ more_items_in_collection: false, next_start: 100 })).toBeUndefined()
  })

  // https://github.com/supaglue-labs/supaglue/pull/846
  it('reads null as an empty list, and does not understand an answer without a list', () => {
    const { records } = pipedrive.users.list
    expect(records?.({ success: true, data: null })).toEqual([])
    expect(records?.({ success: true })).toBeUndefined()
  })
})
