import { describe, expect, it } from 'vitest'
import { verdictOf } from '../../runtime/calls/verdict.ts'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { attio } from './attio.ts'

const api = 'https://api.attio.com/v2'
const [annId, boId] = ['641ecd33-0a48-4b7b-ba48-bbb7a649a8ee', '9f0c1a52-3d1e-4b6a-8c8f-2b7c1f5a9e44']
const unknownId = '0b0c1a52-3d1e-4b6a-8c8f-2b7c1f5a9e44'
const members = fixture(import.meta.url, 'members')
const [ann, bo] = [at(members, 'data.0'), at(members, 'data.1')]
const self = fixture(import.meta.url, 'self')
const failure = (status_code: number, type: string, code: string, message: string) => ({
  status_code,
  type,
  code,
  message,
})

const getAnn = { request: `GET ${api}/workspace_members/${annId}`, answer: { body: { data: ann } } }
const list = { request: `GET ${api}/workspace_members`, answer: { body: members } }

testAdapter(attio, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: annId,
    exchanges: [{ ...getAnn, headers: { authorization: 'Bearer key-4f1d9b7c5e' } }],
    user: {
      id: annId,
      name: 'Ann Lee',
      first_name: 'Ann',
      last_name: 'Lee',
      email: 'ann@example.com',
      is_active: true,
      created_at: '2026-05-15T20:39:12.453Z',
      urls: [{ type: 'avatar', url: 'https://example.com/ann.png' }],
    },
  },
  unknown: {
    id: unknownId,
    exchanges: [
      {
        request: `GET ${api}/workspace_members/${unknownId}`,
        answer: { status: 404, body: failure(404, 'invalid_request_error', 'not_found', 'No such member.') },
      },
    ],
  },
  list: {
    pages: { limit: 1, exchanges: [list], ids: [annId], next: { limit: 5, exchanges: [list], ids: [boId] } },
    empty: { exchanges: [{ ...list, answer: { body: { data: [] } } }], ids: [] },
  },
  me: {
    exchanges: [{ request: `GET ${api}/self`, answer: { body: self } }, getAnn],
    user: { id: annId, name: 'Ann Lee' },
  },
  errors: [
    {
      operation: 'list',
      answer: { status: 401, body: failure(401, 'auth_error', 'unauthorized', 'Invalid token.') },
      slug: 'account-needs-reauth',
    },
    { operation: 'me', answer: { body: { active: false } }, slug: 'account-needs-reauth' },
    {
      operation: 'list',
      answer: { status: 403, body: failure(403, 'auth_error', 'missing_scope', 'You lack user_management:read.') },
      slug: 'provider-forbidden',
      says: 'You lack user_management:read.',
    },
    {
      operation: 'get',
      answer: { status: 400, body: failure(400, 'invalid_request_error', 'validation_type', 'Not a UUID.') },
      slug: 'user-not-found',
    },
    {
      operation: 'list',
      answer: { status: 400, body: failure(400, 'invalid_request_error', 'validation_type', 'Odd query.') },
      slug: 'provider-rejected',
    },
    {
      operation: 'list',
      answer: {
        status: 429,
        headers: { 'retry-after': 'Mon, 01 Jun 2026 12:00:02 GMT' },
        body: failure(429, 'rate_limit_error', 'rate_limit_exceeded', 'Rate limit exceeded, please try again later'),
      },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 2,
    },
    { operation: 'get', answer: { status: 500, body: '<html>' }, slug: 'provider-error' },
    // Seen on 2026-08-03 by https://github.com/segevsh/w6w-apps (apps/attio): /self reports a malformed token in a 400.
    {
      operation: 'me',
      answer: {
        status: 400,
        body: failure(400, 'invalid_request_error', 'missing_value', 'Token was not recognised.'),
      },
      slug: 'account-needs-reauth',
    },
    { operation: 'me', answer: { body: { active: 0 } }, slug: 'account-needs-reauth' },
    // The codes of https://api.attio.com/openapi/api: a record that is being merged still exists.
    {
      operation: 'get',
      answer: { status: 404, body: failure(404, 'invalid_request_error', 'merge_in_progress', 'Merging.') },
      slug: 'provider-error',
    },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    {
      operation: 'list',
      answer: { status: 403, body: failure(403, 'auth_error', 'billing_error', 'Not in your plan.') },
      slug: 'provider-forbidden',
    },
    {
      operation: 'list',
      answer: { body: failure(429, 'rate_limit_error', 'rate_limit_exceeded', 'Slow down.') },
      slug: 'provider-rate-limited',
    },
    {
      operation: 'get',
      answer: { body: failure(404, 'invalid_request_error', 'not_found', 'Nobody.') },
      slug: 'user-not-found',
    },
    {
      operation: 'list',
      answer: { body: { code: 'a_new_code', message: 'Odd.' } },
      slug: 'provider-error',
      says: 'Odd.',
    },
    { operation: 'list', answer: { body: { data: null } }, slug: 'provider-error' },
  ],
})

describe('quirks of Attio', () => {
  const { me, get } = attio.users
  const read = (change: object) => readUser(attio, { id: { workspace_member_id: annId }, ...change }, {}).user

  it('reads the id from the pair of ids, and does not understand a record without one', () => {
    expect(readUser(attio, ann, {}).user.id).toBe(annId)
    for (const id of [undefined, {}, annId]) expect(() => readUser(attio, { id }, {})).toThrow('id cannot be read')
  })

  it('cuts nine fractional digits to milliseconds', () => {
    expect(read({ created_at: '2026-05-15T20:39:12.453999999Z' }).created_at).toBe('2026-05-15T20:39:12.453Z')
  })

  it('reads a suspended member as inactive, and an unknown access level as null', () => {
    expect(readUser(attio, bo, {}).user).toMatchObject({ is_active: false, urls: null })
    expect(read({ access_level: 'member' }).is_active).toBe(true)
    expect(read({}).is_active).toBeNull()
  })

  it('recognises an invalid token by the 200 of /self, and by that call only', () => {
    const dead = { status: 200, headers: {}, body: { active: false } }
    expect(verdictOf(attio, dead, 'me')).toEqual({ kind: 'unauthorised', status: 401 })
    const malformed = failure(400, 'invalid_request_error', 'missing_value', 'Token was not recognised.')
    expect(verdictOf(attio, { ...dead, status: 400, body: malformed }, 'list')?.kind).toBe('rejected')
    expect(verdictOf(attio, dead, 'get')).toBeUndefined()
    expect(verdictOf(attio, { ...dead, body: self }, 'me')).toBeUndefined()
  })

  it('names the missing scope of a 403', () => {
    const { missingScopes } = attio.errors
    expect(missingScopes?.({ message: 'Missing scope user_management:read.' })).toEqual(['user_management:read'])
    expect(missingScopes?.({ message: 'No.' })).toBeUndefined()
  })

  it('has no own user for a key whose member /self does not name', () => {
    expect('key' in me && me.key?.({ active: true })).toBeUndefined()
  })

  it('finds ids in capitals, and requests only UUIDs', () => {
    expect(get.normaliseId?.(annId.toUpperCase())).toBe(annId)
    expect(get.idPattern?.test('me')).toBe(false)
  })

  it('requests tokens at the host of the app, and data at the host of the API', () => {
    const hosts = ['api.attio.com', 'app.attio.com', 'attio.com', 'api.attio.com.evil.test']
    expect(hosts.map((host) => attio.hosts.some((own) => new RegExp(`^(?:${own.source})$`).test(host)))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(attio.authentication.oauth2?.scopes).toEqual([])
  })
})
