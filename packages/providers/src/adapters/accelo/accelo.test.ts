import { describe, expect, it } from 'vitest'
import { baseUrlOf } from '../../runtime/calls/hosts.ts'
import { displayOf } from '../../runtime/calls/template.ts'
import { verdictOf } from '../../runtime/calls/verdict.ts'
import { at } from '../../runtime/json/json.ts'
import { hintOf, retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { accelo } from './accelo.ts'

const api = 'https://planet-express.api.accelo.com/api/v0'
const staff = fixture(import.meta.url, 'staff')
const unknown = fixture(import.meta.url, 'unknown')
const [hermes, amy] = [at(staff, 'response.0'), at(staff, 'response.1')]
const answered = (response: unknown) => ({ meta: at(staff, 'meta'), response })
const refused = (status: string, message: string) => ({ response: null, meta: { status, message, more_info: '' } })

const getHermes = { request: `GET ${api}/staff/17?_fields=_ALL`, answer: { body: answered(hermes) } }
/** A partial form; the answer has only the default fields, so the user is read afterwards. */
const put = (form: string, change: object) => [
  {
    request: `PUT ${api}/staff/17`,
    body: form,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    answer: { body: answered({ id: '17', firstname: 'Hermes', surname: 'Conrad' }) },
  },
  { ...getHermes, answer: { body: answered({ ...Object(hermes), ...change }) } },
]

testAdapter(accelo, {
  account: { method: 'oauth2', variables: { deployment: 'planet-express' } },
  get: {
    id: '17',
    exchanges: [{ ...getHermes, headers: { authorization: 'Bearer token-8a7b6c5d4e' } }],
    user: {
      id: '17',
      name: 'Hermes Conrad',
      first_name: 'Hermes',
      last_name: 'Conrad',
      email: 'hermes@example.com',
      is_active: true,
    },
  },
  unknown: {
    id: '99',
    exchanges: [{ request: `GET ${api}/staff/99?_fields=_ALL`, answer: { status: 400, body: unknown } }],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [{ request: `GET ${api}/staff?_fields=_ALL&_limit=1&_page=0`, answer: { body: answered([hermes]) } }],
      ids: ['17'],
      next: {
        limit: 1,
        exchanges: [{ request: `GET ${api}/staff?_fields=_ALL&_limit=1&_page=1`, answer: { body: answered([amy]) } }],
        ids: ['18'],
        next: {
          limit: 1,
          exchanges: [{ request: `GET ${api}/staff?_fields=_ALL&_limit=1&_page=2`, answer: { body: answered([]) } }],
          ids: [],
        },
      },
    },
    empty: {
      exchanges: [{ request: `GET ${api}/staff?_fields=_ALL&_limit=100&_page=0`, answer: { body: answered([]) } }],
      ids: [],
    },
    filters: {
      is_active: {
        filters: { is_active: false },
        exchanges: [
          {
            request: `GET ${api}/staff?_fields=_ALL&_filters=standing_not(active)&_limit=100&_page=0`,
            answer: { body: answered([amy]) },
          },
        ],
        ids: ['18'],
      },
    },
  },
  me: {
    exchanges: [{ request: `GET ${api}/staff/whoami?_fields=_ALL`, answer: { body: answered(hermes) } }],
    user: { id: '17' },
  },
  create: {
    body: {
      name: 'Hermes Conrad',
      email: 'hermes@example.com',
      remote_data: { username: 'hermes', password: 'Pa55 & word' },
    },
    exchanges: [
      {
        request: `POST ${api}/staff`,
        body: 'firstname=Hermes&surname=Conrad&email=hermes@example.com&username=hermes&password=Pa55+&+word',
        answer: { body: answered({ id: '17', firstname: 'Hermes', surname: 'Conrad' }) },
      },
      getHermes,
    ],
    user: { id: '17', email: 'hermes@example.com' },
  },
  update: {
    name: {
      body: { name: 'Zoidberg van Dyk', remote_data: { position: 'Doctor' } },
      exchanges: put('firstname=Zoidberg&surname=van+Dyk&position=Doctor', {
        firstname: 'Zoidberg',
        surname: 'van Dyk',
      }),
      user: { name: 'Zoidberg van Dyk' },
    },
    first_name: {
      body: { first_name: 'Dwight' },
      exchanges: put('firstname=Dwight', { firstname: 'Dwight' }),
      user: { first_name: 'Dwight' },
    },
    last_name: {
      body: { last_name: 'Roe' },
      exchanges: put('surname=Roe', { surname: 'Roe' }),
      user: { last_name: 'Roe' },
    },
    email: {
      body: { email: 'h@example.com' },
      exchanges: put('email=h@example.com', { email: 'h@example.com' }),
      user: { email: 'h@example.com' },
    },
  },
  secretAnswers: [{ response: { id: '17', password: 'made-up' } }],
  errors: [
    {
      operation: 'list',
      answer: { status: 401, body: refused('invalid_client', 'The token has expired.') },
      slug: 'account-needs-reauth',
      says: 'The token has expired.',
    },
    {
      operation: 'me',
      answer: { status: 401, body: refused('unauthorized client', 'No') },
      slug: 'account-needs-reauth',
    },
    {
      operation: 'update',
      answer: { status: 403, body: refused('invalid_permission', 'You may not.') },
      slug: 'provider-forbidden',
    },
    { operation: 'update', answer: { status: 400, body: unknown }, slug: 'user-not-found' },
    {
      operation: 'update',
      answer: { status: 400, body: refused('invalid_request', 'email is no address') },
      slug: 'provider-rejected',
      says: 'email is no address',
    },
    { operation: 'create', answer: { status: 400, body: refused('duplicate', 'Taken') }, slug: 'provider-conflict' },
    {
      operation: 'list',
      answer: { status: 400, body: refused('invalid_request', 'Odd filter') },
      slug: 'provider-rejected',
    },
    {
      operation: 'list',
      answer: {
        status: 429,
        headers: { 'x-ratelimit-reset': String(Date.parse('2026-06-01T12:10:00Z') / 1000) },
        body: refused('too_many_requests', 'Slow down'),
      },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 600,
    },
    { operation: 'create', answer: { status: 500, body: refused('server_error', 'oops') }, slug: 'outcome-unknown' },
    // https://api.accelo.com/docs/#status-codes names both among the causes of invalid_client.
    {
      operation: 'list',
      answer: { status: 401, body: refused('invalid_client', 'The IP is restricted for this application.') },
      slug: 'provider-network-refused',
    },
    {
      operation: 'list',
      answer: { status: 401, body: refused('invalid_client', 'The user is locked out: too many failed attempts.') },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 60,
    },
    {
      operation: 'get',
      answer: { status: 403, body: refused('too_many_failed_logins', 'Wait.'), headers: { 'retry-after': '300' } },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 300,
    },
    // A deployment that no longer exists: Accelo itself has no 404.
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    { operation: 'update', answer: { body: refused('invalid_permission', 'No.') }, slug: 'provider-forbidden' },
    { operation: 'create', answer: { body: refused('duplicate', 'Taken') }, slug: 'provider-conflict' },
    { operation: 'list', answer: { body: refused('a_new_status', 'Odd.') }, slug: 'provider-error', says: 'Odd.' },
    { operation: 'list', answer: { body: refused('server_error', 'Oops.') }, slug: 'provider-error' },
    ...[{}, null, { data: null }, answered(null), answered([]), answered({ id: '18' })].map((body) => ({
      operation: 'update' as const,
      answer: { body },
      slug: 'outcome-unknown',
    })),
    { operation: 'create', answer: { body: answered({}) }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Accelo', () => {
  const { list, get, me, create, update } = accelo.users
  const read = (change: object) => readUser(accelo, { id: '7', ...change }, {}).user

  it('counts pages from 0, and treats a short one as the last', () => {
    expect(list.request(pageOf({ size: 100, at: 200 })).query).toMatchObject({ _limit: 100, _page: 2 })
    const answer = { status: 200, headers: {}, body: {} }
    expect(list.paging.next({ request: pageOf({ size: 2 }), answer, records: [hermes] })).toBeUndefined()
    expect(list.paging.next({ request: pageOf({ size: 2 }), answer, records: [hermes, amy] })).toEqual({ at: 2 })
  })

  it('requests all fields in every call that reads: by default there is no e-mail', () => {
    const query = { _fields: '_ALL' }
    expect(get).toMatchObject({ requests: [{ query }] })
    expect(me).toMatchObject({ request: { query } })
  })

  it('filters by active staff, or by all others', () => {
    const filtered = (is_active: boolean) => list.request(pageOf({ filters: { is_active } })).query?._filters
    expect([filtered(true), filtered(false)]).toEqual(['standing(active)', 'standing_not(active)'])
  })

  it('reads only the standing "active" as active', () => {
    expect(['active', 'inactive', 'lockout', null].map((standing) => read({ standing }).is_active)).toEqual([
      true,
      false,
      false,
      null,
    ])
  })

  it('has no dates, since none is documented: an undocumented one is in remote_data', () => {
    const { user, remote } = readUser(accelo, { ...Object(amy), date_created: '1421280000' }, {})
    expect(Object.keys(user).filter((field) => field.endsWith('_at'))).toEqual([])
    expect(remote).toHaveProperty('date_created', '1421280000')
  })

  it('reads null as an empty list where the envelope reports a success', () => {
    expect(list.records?.(answered(null))).toEqual([])
    expect(list.records?.(refused('server_error', 'x'))).toBeNull()
  })

  it('leaves the system out, which is staff 0', () => {
    expect([{ id: '0' }, { id: 0 }, { id: '10' }].map((record) => list.excludes?.(record, ''))).toEqual([
      true,
      true,
      false,
    ])
    expect(new RegExp(`^(?:${get.idPattern?.source})$`).test('0')).toBe(false)
  })

  it('reads a 400 as an unknown user on get only', () => {
    const answer = { status: 400, headers: {}, body: refused('invalid_request', 'Odd') }
    expect(verdictOf(accelo, answer, 'get')?.kind).toBe('not-found')
    expect(verdictOf(accelo, answer, 'update')?.kind).toBe('rejected')
    expect(verdictOf(accelo, { ...answer, body: refused('invalid_scope', 'x') }, 'get')?.kind).toBe('rejected')
    expect(verdictOf(accelo, { ...answer, body: refused('invalid_grant', 'x') }, 'list')?.kind).toBe('unauthorised')
  })

  it('refuses the override of methods and of statuses in any part of a request', () => {
    expect(accelo.refusedQueryKeys).toEqual(['_method', '_suppress_http_status'])
    for (const write of [create, update]) {
      expect('refusedRemoteKeys' in write && write.refusedRemoteKeys).toEqual(
        expect.arrayContaining(['id', '_method', '_bearer_token', '_suppress_http_status']),
      )
    }
    expect('refusedRemoteKeys' in update && update.refusedRemoteKeys).toContain('username')
  })

  it('goes to the deployment of the user, and to no other host', () => {
    expect(baseUrlOf(accelo, { deployment: 'Planet_Express-1' }).host).toBe('planet_express-1.api.accelo.com')
    for (const deployment of ['evil.test/', 'a.b', 'a@b', '-a', '']) {
      expect(() => baseUrlOf(accelo, { deployment })).toThrow('does not belong to Accelo')
    }
  })

  it('authenticates the client by Basic for users and for services, and keeps the newest refresh token', () => {
    const { oauth2, client_credentials } = accelo.authentication
    const tokenUrl = 'https://{deployment}.api.accelo.com/oauth2/v0/token'
    expect([oauth2, client_credentials].map((login) => displayOf(login?.tokenUrl ?? ''))).toEqual([tokenUrl, tokenUrl])
    expect(oauth2).toMatchObject({ clientAuthentication: 'basic', scopeSeparator: ',' })
    expect(client_credentials).toMatchObject({ clientAuthentication: 'basic', scope: 'write(staff)' })
  })

  it('reports the state of the hourly limit, and waits a minute where no reset is reported', () => {
    const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1780316400' }
    expect(hintOf(accelo.limits, headers, 1_780_315_800_000)).toEqual({ limit: 5000, remaining: 0, resetSeconds: 600 })
    expect(retryAfterSeconds(accelo.limits, { status: 429, headers: {}, body: {} }, 0)).toBe(60)
  })
})
