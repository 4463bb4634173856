import { describe, expect, it } from 'vitest'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { salesflare } from './salesflare.ts'

const api = 'https://api.salesflare.com'
const users = fixture(import.meta.url, 'users')
const me = fixture(import.meta.url, 'me')
const jo = at(users, '0')
const rik = at(users, '1')
const boom = (statusCode: number, error: string, more: object = {}) => ({
  status: statusCode,
  body: { statusCode, error, message: error, ...more },
})

testAdapter(salesflare, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: '10023',
    exchanges: [
      {
        request: `GET ${api}/users/10023`,
        headers: { authorization: 'Bearer key-4f1d9b7c5e' },
        answer: { body: jo },
      },
    ],
    user: {
      id: '10023',
      name: 'Jo Peeters',
      first_name: null,
      email: 'jo@acme.example',
      is_active: true,
      created_at: '2023-01-10T09:15:00.000Z',
      updated_at: '2024-03-02T11:00:00.000Z',
      urls: [
        { type: 'picture', url: 'https://lib.example/p.png' },
        { type: 'linkedin', url: 'https://www.linkedin.com/in/jop' },
      ],
    },
  },
  unknown: {
    id: '99',
    exchanges: [{ request: `GET ${api}/users/99`, answer: boom(404, 'Not Found') }],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/users?limit=1&offset=0`, answer: { body: [jo] } }],
      ids: ['10023'],
      next: {
        limit: 1,
        exchanges: [{ request: `GET ${api}/users?limit=1&offset=1`, answer: { body: [rik] } }],
        ids: ['10024'],
        next: {
          limit: 1,
          exchanges: [{ request: `GET ${api}/users?limit=1&offset=2`, answer: { body: [] } }],
          ids: [],
        },
      },
    },
    empty: { exchanges: [{ request: `GET ${api}/users?limit=100&offset=0`, answer: { body: [] } }], ids: [] },
    filters: {
      email: {
        filters: { email: 'rik@acme.example' },
        exchanges: [
          { request: `GET ${api}/users?limit=100&offset=0&email=rik@acme.example`, answer: { body: [rik] } },
          { request: `GET ${api}/users?limit=100&offset=1&email=rik@acme.example`, answer: { body: [] } },
        ],
        ids: ['10024'],
      },
      // If the vendor searches for a part of the text, it returns more than was requested.
      name: {
        filters: { name: 'Jo Peeters' },
        exchanges: [
          {
            request: `GET ${api}/users?limit=100&offset=0&name=Jo Peeters`,
            answer: { body: [jo, { ...Object(jo), id: 7, name: 'Mijo Peeters' }] },
          },
          { request: `GET ${api}/users?limit=100&offset=2&name=Jo Peeters`, answer: { body: [] } },
        ],
        ids: ['10023'],
      },
    },
  },
  me: {
    exchanges: [{ request: `GET ${api}/me`, answer: { body: me } }],
    user: { id: '10023', first_name: 'Jo', last_name: 'Peeters' },
  },
  errors: [
    { operation: 'get', answer: boom(401, 'Unauthorized'), slug: 'account-needs-reauth', says: 'Unauthorized' },
    {
      operation: 'list',
      answer: boom(400, 'Bad Request', {
        validation: { source: 'query', errors: [{ path: 'limit', message: '"limit" must be a number' }] },
      }),
      slug: 'provider-rejected',
      says: "Bad Request: 'limit' must be a number",
    },
    {
      operation: 'list',
      answer: boom(429, 'Too Many Requests'),
      slug: 'provider-rate-limited',
      retryAfterSeconds: 10,
    },
    { operation: 'list', answer: boom(500, 'Internal Server Error'), slug: 'provider-error' },
    // Recorded by https://github.com/amp-labs/connectors (providers/salesflare/test): an unknown user is reported as JSON.
    { operation: 'get', answer: boom(404, 'Not Found'), slug: 'user-not-found' },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    // The status of the body counts where that of the answer is a success.
    { operation: 'get', answer: { body: boom(404, 'Not Found').body }, slug: 'user-not-found' },
    { operation: 'list', answer: { body: boom(401, 'Unauthorized').body }, slug: 'account-needs-reauth' },
    { operation: 'list', answer: { body: { statusCode: '429', error: 'Slow' } }, slug: 'provider-rate-limited' },
    { operation: 'list', answer: { body: { error: 'Odd.' } }, slug: 'provider-error', says: 'Odd.' },
    { operation: 'list', answer: { body: null }, slug: 'provider-error' },
  ],
})

describe('quirks of Salesflare', () => {
  const read = (change: object) => readUser(salesflare, { id: 1, ...change }, {})

  it('leaves the own user’s billing and keys out of remote_data', () => {
    const shown = JSON.stringify(readUser(salesflare, me, {}).remote)
    for (const secret of ['made-up', 'made_up', '9f86d081884c7d65', 'subscription_date']) {
      expect(shown).not.toContain(secret)
    }
    expect(shown).toContain('"domain":"acme.example"')
  })

  it('reads a user that is not marked as disabled as active, since the own user may have no flag', () => {
    const { disabled, ...withoutFlag } = Object(me)
    expect(disabled).toBe(false)
    expect(readUser(salesflare, withoutFlag, {}).user).toMatchObject({ id: '10023', is_active: true })
    expect(readUser(salesflare, withoutFlag, {}).remote).not.toHaveProperty('disabled')
    expect(readUser(salesflare, { ...withoutFlag, disabled: true }, {}).user.is_active).toBe(false)
  })

  it('lists disabled users, and guesses nothing where the flag is null', () => {
    expect(read({ disabled: true }).user.is_active).toBe(false)
    expect(read({ disabled: null }).user.is_active).toBeNull()
    expect([1, '1', 'true', 0, '0', 'False'].map((disabled) => read({ disabled }).user.is_active)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ])
  })

  it('reads profiles with nulls among them, and a single one without a list', () => {
    const linkedin = { type: 'linkedin', url: 'https://www.linkedin.com/in/jo' }
    for (const social_profiles of [[null, linkedin], linkedin]) {
      expect(read({ social_profiles }).user.urls).toEqual([linkedin])
    }
    expect(read({ social_profiles: null }).user.urls).toBeNull()
  })

  it('joins first and last name where there is no full one', () => {
    expect(read({ firstname: 'Jo', lastname: 'Peeters' }).user.name).toBe('Jo Peeters')
  })

  it('continues after a page that is shorter than requested: the vendor’s maximum is not stated', () => {
    const request = {
      size: 100,
      at: 50,
      pass: '',
      filters: {},
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    }
    const answer = { status: 200, headers: {}, body: [jo] }
    expect(salesflare.users.list.paging.next({ request, answer, records: [jo] })).toEqual({ at: 51 })
    expect(salesflare.users.list.paging.next({ request, answer, records: [] })).toBeUndefined()
  })
})
