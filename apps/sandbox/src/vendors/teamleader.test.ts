import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { teamleader } from './teamleader.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(teamleader)
})
afterEach(() => visitor.close())

const headers = { authorization: 'Bearer sandbox-teamleader-access', 'x-api-version': '2023-09-26' }
const complete = people.filter(
  ({ firstName, lastName, email }) => firstName !== null && lastName !== null && email !== null,
)

const call = (path: string, json: unknown = {}, options: Visit = {}): Promise<Answer> =>
  visitor.send('POST', path, { headers, json, ...options })

interface Row {
  readonly id: string
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly status: string
}

const rows = async (body: unknown): Promise<readonly Row[]> => {
  const answer = await call('/users.list', body)
  expect(answer.status).toBe(200)
  // Cast: the rows of a 200 are asserted field by field below.
  return (answer.json as { data: readonly Row[] }).data
}

const everybody = async (filter: unknown): Promise<readonly Row[]> => {
  const found: Row[] = []
  for (let number = 1; ; number += 1) {
    const page = await rows({ filter, page: { size: 100, number } })
    found.push(...page)
    if (page.length < 100) return found
  }
}

const token = (form: Record<string, string>): Promise<Answer> => {
  const client = { client_id: 'sandbox-teamleader-client', client_secret: 'sandbox-teamleader-client-secret' }
  return visitor.send('POST', '/oauth2/access_token', { host: 'focus.teamleader.eu', form: { ...client, ...form } })
}

describe('users.list', () => {
  test('returns twenty active users by name, in an envelope without meta', async () => {
    const answer = await call('/users.list')
    expect(answer.json).toHaveProperty('data.length', 20)
    expect(answer.json).not.toHaveProperty('meta')
    expect(answer.json).toHaveProperty('data.0', {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      account: { type: 'account', id: expect.any(String) },
      first_name: 'Ada',
      last_name: 'Archer',
      email: 'ada.archer@acme.example',
      telephones: [{ type: 'phone', number: '+15551000001' }],
      language: 'en',
      function: 'Sales Manager',
      status: 'active',
      teams: [{ type: 'team', id: expect.any(String) }],
      avatar_url: null,
    })
  })

  test('leaves deactivated users out by default, and pages to the end', async () => {
    const all = await everybody({ status: ['active', 'deactivated'] })
    expect(all).toHaveLength(complete.length)
    expect(new Set(all.map((user) => user.id)).size).toBe(complete.length)
    const active = await everybody(undefined)
    expect(active).toHaveLength(complete.filter((person) => person.state !== 'inactive').length)
    const deactivated = await everybody({ status: ['deactivated'] })
    expect(deactivated.length + active.length).toBe(all.length)
  })

  test('filters by ids and by a term in names, e-mail or function', async () => {
    const [first] = await rows({ page: { size: 1 } })
    expect(await rows({ filter: { ids: [first?.id] } })).toEqual([first])
    expect(await rows({ filter: { term: 'ADA.ARCHER@' } })).toEqual([first])
    expect(await rows({ filter: { term: "o'brien" } })).toMatchObject([{ last_name: "O'Brien" }])
    expect(await rows({ filter: { term: 'no such person' } })).toEqual([])
  })

  test('sorts by the fields it has', async () => {
    const [last] = await rows({ sort: [{ field: 'last_name', order: 'desc' }], page: { size: 1 } })
    expect(last).toMatchObject({ last_name: '王' })
    const byEmail = await rows({ sort: [{ field: 'email' }], page: { size: 1 } })
    expect(byEmail).toMatchObject([{ email: 'ada.archer@acme.example' }])
  })

  test.each([
    [{ page: { size: 101 } }, 'page.size'],
    [{ page: { number: 0 } }, 'page.number'],
    [{ page: 3 }, 'page'],
    [{ filter: { status: ['gone'] } }, 'filter.status'],
    [{ filter: { ids: ['7'] } }, 'filter.ids'],
    [{ filter: { term: 7 } }, 'filter.term'],
    [{ sort: [{ field: 'created_at' }] }, 'sort'],
    [{ sort: 'first_name' }, 'sort'],
  ])('refuses %j and names %s', async (body, field) => {
    const answer = await call('/users.list', body)
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ status: 400, meta: { field } }] } })
  })

  test('accepts GET with a query as well', async () => {
    const query = 'filter[status][]=deactivated&page[size]=2&page[number]=1&sort[0][field]=email&sort[0][order]=asc'
    const answer = await visitor.send('GET', `/users.list?${query}`, { headers })
    expect(answer.json).toMatchObject({ data: [{ status: 'deactivated' }, { status: 'deactivated' }] })
  })
})

describe('users.info and users.me', () => {
  test('info shows the time zone and the whole language, and the rate only on request', async () => {
    const [first] = await rows({ page: { size: 1 } })
    const plain = await call('/users.info', { id: first?.id })
    expect(plain.json).toMatchObject({ data: { language: 'en-US', time_zone: 'America/New_York', status: 'active' } })
    expect(plain.json).not.toHaveProperty('data.external_rate')
    const rated = await call('/users.info', { id: first?.id, includes: 'external_rate' })
    expect(rated.json).toMatchObject({ data: { external_rate: { amount: 85, currency: 'EUR' } } })
  })

  test('info returns deactivated users', async () => {
    const [one] = await rows({ filter: { status: ['deactivated'] } })
    expect((await call('/users.info', { id: one?.id })).json).toMatchObject({ data: { status: 'deactivated' } })
  })

  test('an unknown id is 404, an id that is no uuid 400', async () => {
    const unknown = await call('/users.info', { id: 'aaaaaaaa-ce89-4bf6-8f7e-8ee6cb85e3b5' })
    expect(unknown).toMatchObject({ status: 404, json: { errors: [{ title: 'User not found' }] } })
    expect((await call('/users.info', { id: '7' })).status).toBe(400)
    expect((await call('/users.info')).status).toBe(400)
  })

  test.each(['POST', 'GET'])('%s users.me is the own user, without status and teams', async (method) => {
    const answer = await visitor.send(method, '/users.me', { headers })
    expect(answer.json).toMatchObject({
      data: { first_name: 'Karin', email_verification_status: 'confirmed', preferences: {} },
    })
    expect(answer.json).not.toHaveProperty('data.status')
    expect(answer.json).not.toHaveProperty('data.teams')
  })
})

describe('versions and refusals', () => {
  test('the requested version is reported, or that of the client', async () => {
    expect((await call('/users.me')).headers.get('x-api-version')).toBe('2023-09-26')
    const { authorization } = headers
    const unpinned = await call('/users.me', {}, { headers: { authorization } })
    expect(unpinned.headers.get('x-api-version')).toBe('2018-11-20')
  })

  test('without a valid token it is 401, without the scope 403', async () => {
    expect(await call('/users.list', {}, { headers: {} })).toMatchObject({
      status: 401,
      json: { errors: [{ title: expect.any(String), status: 401 }] },
    })
    const headersWithoutScope = { authorization: 'Bearer sandbox-teamleader-no-scope' }
    expect((await call('/users.list', {}, { headers: headersWithoutScope })).status).toBe(403)
  })

  test('a body that is not a JSON object is 400', async () => {
    expect((await visitor.send('POST', '/users.list', { headers, body: '{"page":' })).status).toBe(400)
  })

  test('users cannot be written, and the methods are named with a dot', async () => {
    expect((await call('/users.update', {})).status).toBe(404)
    expect((await visitor.send('GET', '/users/list', { headers })).status).toBe(404)
    expect((await visitor.send('DELETE', '/users.info', { headers })).status).toBe(405)
  })

  test('the old alias answers, other hosts do not', async () => {
    expect((await call('/users.me', {}, { host: 'api.teamleader.eu' })).status).toBe(200)
    expect((await call('/users.me', {}, { host: 'app.teamleader.eu' })).status).toBe(421)
    expect((await call('/users.me', {}, { host: 'focus.teamleader.eu' })).status).toBe(404)
  })

  test('the limit is reported with an instant whose offset has no colon, and 429 has no Retry-After', async () => {
    const calm = await call('/users.me')
    expect(calm.headers.get('x-ratelimit-limit')).toBe('200')
    expect(calm.headers.get('x-ratelimit-reset')).toBe('2026-06-01T13:01:00.000+0100')
    visitor.control.limitRate({ limit: 1, windowMs: 60_000, kind: 'sliding' })
    await call('/users.me')
    const answer = await call('/users.me')
    expect(answer).toMatchObject({ status: 429, json: { errors: [{ title: expect.any(String) }] } })
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(answer.headers.has('retry-after')).toBe(false)
    visitor.advance(60_000)
    expect((await call('/users.me')).status).toBe(200)
  })
})

describe('OAuth', () => {
  test('an expired access token is refreshed, and a refresh token works once', async () => {
    visitor.advance(3_600_000)
    expect((await call('/users.me')).status).toBe(401)
    const first = { grant_type: 'refresh_token', refresh_token: 'sandbox-teamleader-refresh' }
    expect((await token(first)).json).toEqual({
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: 'sandbox-teamleader-access-1',
      refresh_token: 'sandbox-teamleader-refresh-2',
    })
    const authorization = 'Bearer sandbox-teamleader-access-1'
    expect((await call('/users.me', {}, { headers: { authorization } })).status).toBe(200)
    expect(await token(first)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    expect((await token({ ...first, refresh_token: 'sandbox-teamleader-refresh-2' })).status).toBe(200)
  })

  test('a code from the consent page becomes a pair within ten minutes, once', async () => {
    const query = 'client_id=sandbox-teamleader-client&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fback'
    const consent = async () => {
      const page = await visitor.send('GET', `/oauth2/authorize?${query}&state=s`, { host: 'focus.teamleader.eu' })
      const target = new URL(page.headers.get('location') ?? '')
      expect(target.searchParams.get('state')).toBe('s')
      return target.searchParams.get('code') ?? ''
    }
    const terms = { grant_type: 'authorization_code', redirect_uri: 'https://app.example/back', code: await consent() }
    expect((await token(terms)).json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect((await token(terms)).status).toBe(400)
    const late = await consent()
    visitor.advance(600_000)
    expect((await token({ ...terms, code: late })).status).toBe(400)
  })

  test('the client is in the body, form or JSON, and a wrong one is 401', async () => {
    const json = {
      client_id: 'sandbox-teamleader-client',
      client_secret: 'sandbox-teamleader-client-secret',
      grant_type: 'refresh_token',
      refresh_token: 'sandbox-teamleader-refresh',
    }
    const host = 'focus.teamleader.eu'
    expect((await visitor.send('POST', '/oauth2/access_token', { host, json })).status).toBe(200)
    const wrong = await visitor.send('POST', '/oauth2/access_token', { host, json: { ...json, client_secret: 'x' } })
    expect(wrong).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
    expect((await visitor.send('GET', '/oauth2/authorize?response_type=token', { host })).status).toBe(400)
  })
})
