import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json/json.ts'
import { hintOf, retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { authorizeUrl } from '../../runtime/oauth/authorize-url.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { teamleader } from './teamleader.ts'

const api = 'https://api.focus.teamleader.eu'
const answer = fixture(import.meta.url, 'users')
const users = [at(answer, 'data.0'), at(answer, 'data.1'), at(answer, 'data.2')]
const [johnId, zoeId, johnsonId] = [
  'cb8da52a-ce89-4bf6-8f7e-8ee6cb85e3b5',
  '1b8da52a-ce89-4bf6-8f7e-8ee6cb85e3b6',
  '2b8da52a-ce89-4bf6-8f7e-8ee6cb85e3b7',
]
const failure = (title: string) => ({ errors: [{ title }] })
const both = ['active', 'deactivated']
const listed = (size: number, number: number, filter: object, data: readonly unknown[]) => ({
  request: `POST ${api}/users.list`,
  body: { filter, page: { size, number } },
  answer: { body: { data } },
})
const info = (id: string | undefined, found: object) => ({
  request: `POST ${api}/users.info`,
  body: { id },
  answer: found,
})
const john = info(johnId, { body: { data: users[0] } })

testAdapter(teamleader, {
  account: { method: 'oauth2', variables: {} },
  get: {
    id: johnId,
    exchanges: [{ ...john, headers: { authorization: 'Bearer token-8a7b6c5d4e', 'x-api-version': '2023-09-26' } }],
    user: {
      id: johnId,
      name: 'John Smith',
      first_name: 'John',
      last_name: 'Smith',
      email: 'john@teamleader.eu',
      is_active: true,
    },
  },
  unknown: {
    id: zoeId,
    exchanges: [info(zoeId, { status: 404, body: failure('User not found') })],
  },
  list: {
    pages: {
      limit: 2,
      exchanges: [listed(2, 1, { status: both }, users.slice(0, 2))],
      ids: [johnId, zoeId],
      next: { limit: 2, exchanges: [listed(2, 2, { status: both }, users.slice(2))], ids: [johnsonId] },
    },
    empty: { exchanges: [listed(100, 1, { status: both }, [])], ids: [] },
    filters: {
      // The term finds more than the e-mail: users that do not match are left out.
      email: {
        filters: { email: 'John@Teamleader.eu' },
        exchanges: [listed(100, 1, { status: both, term: 'John@Teamleader.eu' }, [users[0], users[2]])],
        ids: [johnId],
      },
      is_active: {
        filters: { is_active: false },
        exchanges: [listed(100, 1, { status: ['deactivated'] }, users.slice(1, 2))],
        ids: [zoeId],
      },
    },
  },
  me: {
    exchanges: [{ request: `POST ${api}/users.me`, body: {}, answer: { body: fixture(import.meta.url, 'me') } }, john],
    user: { id: johnId, is_active: true },
  },
  errors: [
    {
      operation: 'get',
      answer: { status: 400, body: failure('User does not exist') },
      slug: 'user-not-found',
    },
    {
      operation: 'get',
      answer: { status: 400, body: failure('Id must be a valid UUID') },
      slug: 'provider-rejected',
      says: 'Id must be a valid UUID',
    },
    { operation: 'get', answer: { status: 404, body: '<html>Gateway</html>' }, slug: 'provider-error' },
    {
      operation: 'list',
      answer: { status: 400, body: failure('Filter does not exist') },
      slug: 'provider-rejected',
      says: 'Filter does not exist',
    },
    {
      operation: 'me',
      answer: { status: 401, body: failure('The access token is invalid') },
      slug: 'account-needs-reauth',
    },
    {
      operation: 'list',
      answer: { status: 403, body: failure('Missing scope users') },
      slug: 'provider-forbidden',
      says: 'Missing scope users',
    },
    {
      operation: 'list',
      answer: {
        status: 429,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-06-01T14:00:23.035+0200' },
        body: failure('Rate limit exceeded'),
      },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 24,
    },
    { operation: 'get', answer: { status: 500, body: failure('oops') }, slug: 'provider-error' },
    // Errors under a success: only the title is certain.
    { operation: 'list', answer: { body: failure('Odd') }, slug: 'provider-error', says: 'Odd' },
    {
      operation: 'list',
      answer: { body: { errors: [{ title: 'Slow', status: 429 }] } },
      slug: 'provider-rate-limited',
    },
    { operation: 'list', answer: { body: { errors: ['Odd'] } }, slug: 'provider-error', says: 'Odd' },
    {
      operation: 'get',
      answer: { body: { errors: { title: 'User not found', status: 404 } } },
      slug: 'user-not-found',
      says: 'User not found',
    },
  ],
})

describe('quirks of Teamleader', () => {
  it('requests deactivated users too: the vendor leaves them out by default', () => {
    const request = {
      size: 5,
      at: 10,
      pass: '',
      filters: {},
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    }
    expect(teamleader.users.list.request(request).body).toEqual({
      filter: { status: both },
      page: { size: 5, number: 3 },
    })
  })

  it('has null for is_active where the status is missing or unknown', () => {
    const activity = (change: object) => readUser(teamleader, { id: johnId, ...change }, {}).user.is_active
    expect(['active', 'deactivated', 'pending', undefined].map((status) => activity({ status }))).toEqual([
      true,
      false,
      null,
      null,
    ])
  })

  it('has no dates and no links', () => {
    const { user } = readUser(teamleader, users[0], {})
    expect(Object.keys(user)).toEqual(['id', 'name', 'first_name', 'last_name', 'email', 'is_active'])
  })

  it('replaces the refresh token at each refresh, and requests no scopes', () => {
    expect(teamleader.authentication.oauth2).toMatchObject({ scopes: [] })
    const url = new URL(
      authorizeUrl({
        adapter: teamleader,
        variables: {},
        clientId: 'app',
        redirectUri: 'https://rollcall.example/connect',
        state: 's',
      }),
    )
    expect(url.origin + url.pathname).toBe('https://focus.teamleader.eu/oauth2/authorize')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'app',
      redirect_uri: 'https://rollcall.example/connect',
      response_type: 'code',
      state: 's',
    })
  })

  it('reads a reset that is a date whose offset has no colon', () => {
    const headers = {
      'x-ratelimit-limit': '200',
      'x-ratelimit-remaining': '78',
      'x-ratelimit-reset': '2021-06-15T10:51:23.035+0100',
    }
    const nowMs = Date.parse('2021-06-15T09:51:00.000Z')
    expect(hintOf(teamleader.limits, headers, nowMs)).toEqual({ limit: 200, remaining: 78, resetSeconds: 24 })
    expect(retryAfterSeconds(teamleader.limits, { status: 429, headers: {}, body: undefined }, nowMs)).toBe(60)
  })
})
