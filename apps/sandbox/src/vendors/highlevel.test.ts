import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { companyId, highLevelId, locationId, otherLocationId, usualPermissions } from './highlevel/users.ts'
import { highlevel } from './highlevel.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(highlevel)
})
afterEach(() => visitor.close())

const version = { version: '2021-07-28' }

const bearer = (token: string): Record<string, string> => ({ ...version, authorization: `Bearer ${token}` })
const key = bearer('pit-sandbox-highlevel-token')
const agency = bearer('pit-sandbox-highlevel-agency')
const oauth = bearer('sandbox-highlevel-access')
const ada = highLevelId('user-1')
const ben = highLevelId('user-2')
const karin = highLevelId('user-11')
const newcomer = {
  companyId,
  firstName: 'Nina',
  lastName: 'New',
  email: 'nina.new@acme.example',
  password: 'made-up-password-1',
  type: 'account',
  role: 'user',
  locationIds: [locationId],
}

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, path, { headers: key, ...options })

const search = (query: string, headers = key): Promise<Answer> =>
  call('GET', `/users/search?companyId=${companyId}${query}`, { headers })

const users = (answer: Answer): Record<string, unknown>[] => {
  const list = isRecord(answer.json) && Array.isArray(answer.json.users) ? answer.json.users : []
  return list.filter(isRecord)
}

const names = (answer: Answer): unknown[] => users(answer).map((user) => user.name)

const countOf = (answer: Answer): number => (isRecord(answer.json) ? Number(answer.json.count) : Number.NaN)

describe('reading', () => {
  test('a search has 25 users by name unless the request says otherwise, and the count of all', async () => {
    const answer = await search(`&locationId=${locationId}`)
    expect(users(answer)).toHaveLength(25)
    expect(names(answer).slice(0, 3)).toEqual(['Ada Archer', 'Ben Hansen', expect.stringContaining('Clara')])
    expect(countOf(answer)).toBeGreaterThan(150)
    const first = people.slice(0, 10).map((person) => highLevelId(`user-${person.number}`))
    expect(
      users(answer)
        .slice(0, 10)
        .map((user) => user.id),
    ).toEqual(first)
  })

  test('skip and limit list every user once', async () => {
    const seen = new Set<unknown>()
    let count = 1
    for (let skip = 0; skip < count; skip += 100) {
      const answer = await search(`&locationId=${locationId}&skip=${skip}&limit=100`)
      for (const user of users(answer)) seen.add(user.id)
      count = countOf(answer)
    }
    expect(seen.size).toBe(count)
    expect(users(await search('&skip=9999'))).toEqual([])
  })

  test('query searches name, e-mail and telephone; ids, type and role narrow further', async () => {
    expect(names(await search('&query=ARCHER'))).toContain('Ada Archer')
    expect(names(await search('&query=ada.archer%40acme.example'))).toEqual(['Ada Archer'])
    expect(names(await search('&query=%2B15551000002'))).toEqual(['Ben Hansen'])
    expect(users(await search(`&ids=${ada},${ben}`))).toHaveLength(2)
    expect(names(await search('&role=admin'))).toEqual([expect.stringContaining('Karin')])
    expect(countOf(await search('&type=agency', agency))).toBeGreaterThan(3)
    expect(countOf(await search('&type=agency'))).toBe(0)
  })

  test('sort=dateAdded orders by the date of creation, in both directions', async () => {
    const oldest = await search('&sort=dateAdded&limit=1')
    expect(names(oldest)).toEqual(['Ada Archer'])
    const [newest] = users(await search('&sort=dateAdded&sortDirection=desc&limit=1'))
    expect(String(newest?.dateAdded) > '2024').toBe(true)
  })

  test('an agency sees both sub-accounts, a sub-account only itself', async () => {
    const all = countOf(await search('', agency))
    const main = countOf(await search(`&locationId=${locationId}`, agency))
    expect(all).toBeGreaterThan(main)
    expect(countOf(await search(''))).toBe(main)
  })

  test('one user has the live field set, with dates for a private token only', async () => {
    const answer = await call('GET', `/users/${ada}`)
    expect(answer.json).toEqual({
      id: ada,
      name: 'Ada Archer',
      firstName: 'Ada',
      lastName: 'Archer',
      email: 'ada.archer@acme.example',
      phone: '+15551000001',
      permissions: usualPermissions,
      scopes: expect.any(Array),
      scopesAssignedToOnly: [],
      roles: { type: 'account', role: 'user', locationIds: [locationId], restrictSubAccount: false },
      deleted: false,
      lcPhone: {},
      totpEnabled: false,
      platformLanguage: 'en_US',
      dateAdded: '2023-01-03T08:52:30.000Z',
      dateUpdated: expect.stringMatching(/Z$/),
      traceId: expect.any(String),
    })
    expect(Object.keys(usualPermissions)).toHaveLength(38)
    const withOauth = await call('GET', `/users/${ada}`, { headers: oauth })
    expect(withOauth.json).toHaveProperty('name', 'Ada Archer')
    expect(withOauth.json).not.toHaveProperty('dateAdded')
    expect(users(await search('', oauth))[0]).not.toHaveProperty('dateUpdated')
  })

  test('deleted users are not found by a search, but by id', async () => {
    const gone = people.find(
      (person) => person.number > 12 && person.state === 'inactive' && person.firstName === 'Zoe',
    )
    const id = highLevelId(`user-${gone?.number}`)
    expect(users(await search(`&ids=${id}`, agency))).toEqual([])
    expect((await call('GET', `/users/${id}`, { headers: agency })).json).toHaveProperty('deleted', true)
  })

  test('the deprecated list has neither paging, count, permissions nor dates', async () => {
    const answer = await call('GET', `/users/?locationId=${locationId}`)
    expect(users(answer)).toHaveLength(countOf(await search('')))
    expect(answer.json).not.toHaveProperty('count')
    expect(users(answer)[0]).not.toHaveProperty('permissions')
    expect(users(answer)[0]).not.toHaveProperty('dateAdded')
    expect((await call('GET', '/users/')).status).toBe(400)
    expect((await call('GET', `/users/?locationId=${otherLocationId}`)).status).toBe(403)
  })

  test('an agency finds users by e-mail: id and e-mail, or as projected', async () => {
    const json = { companyId, emails: 'ADA.archer@acme.example,karin@nowhere.example', deleted: false }
    const filter = (body: unknown, headers = agency): Promise<Answer> =>
      call('POST', '/users/search/filter-by-email', { headers, json: body })
    expect((await filter(json)).json).toMatchObject({ count: 1 })
    expect(users(await filter(json))).toEqual([{ id: ada, email: 'ada.archer@acme.example' }])
    expect(users(await filter({ ...json, projection: 'all' }))[0]).toMatchObject({ name: 'Ada Archer', deleted: false })
    expect(users(await filter({ ...json, projection: 'id,name' }))).toEqual([{ id: ada, name: 'Ada Archer' }])
    expect(users(await filter({ ...json, deleted: true }))).toEqual([])
    expect((await filter(json, key)).status).toBe(403)
    expect((await filter({ companyId })).json).toHaveProperty('message', ['emails must be a string'])
  })

  test('a location has its company', async () => {
    expect((await call('GET', `/locations/${locationId}`)).json).toMatchObject({ location: { companyId } })
  })
})

describe('writing', () => {
  test('PUT changes names at once, and ignores an e-mail', async () => {
    const json = { firstName: 'Benny', email: 'else@acme.example' }
    const answer = await call('PUT', `/users/${ben}`, { json })
    const changed = { firstName: 'Benny', name: 'Benny Hansen', email: 'ben.hansen@acme.example' }
    expect(answer).toMatchObject({ status: 200, json: changed })
    expect((await call('GET', `/users/${ben}`)).json).toMatchObject({
      ...changed,
      permissions: usualPermissions,
      dateUpdated: '2026-06-01T12:00:00.000Z',
    })
    expect(names(await search('&query=benny'))).toEqual(['Benny Hansen'])
  })

  test('PUT of an empty list removes every scope, and of some rights resets the others', async () => {
    await call('PUT', `/users/${ben}`, { json: { permissions: { campaignsEnabled: false } } })
    const json = { scopes: [], permissions: { botService: true } }
    expect((await call('PUT', `/users/${ben}`, { json })).json).toMatchObject({
      scopes: [],
      permissions: { botService: true, campaignsEnabled: true },
    })
  })

  test('PUT with an agency’s token names the company; wrong kinds are 422 with a list', async () => {
    const put = (json: unknown): Promise<Answer> => call('PUT', `/users/${ben}`, { headers: agency, json })
    expect((await put({ firstName: 'B' })).json).toMatchObject({ message: ['companyId should not be empty'] })
    expect((await put({ firstName: 'B', companyId })).status).toBe(200)
    expect((await put({ firstName: 'B', companyId: 'other' })).status).toBe(403)
    expect((await put({ companyId, firstName: 1, locationIds: [2], scopes: 'x', permissions: [] })).json).toMatchObject(
      {
        statusCode: 422,
        error: 'Unprocessable Entity',
        message: [
          'firstName must be a string',
          'each value in locationIds must be a string',
          'scopes must be an array',
          'permissions must be an object',
        ],
      },
    )
  })

  test('POST makes a user once', async () => {
    const answer = await call('POST', '/users/', { json: newcomer })
    expect(answer).toMatchObject({ status: 201, json: { name: 'Nina New', roles: { locationIds: [locationId] } } })
    const id = isRecord(answer.json) ? String(answer.json.id) : ''
    expect(id).toMatch(/^[A-Za-z0-9]{20}$/)
    expect((await call('GET', `/users/${id}`)).json).toHaveProperty('email', 'nina.new@acme.example')
    const again = await call('POST', '/users/', { json: newcomer })
    expect(again).toMatchObject({ status: 400, json: { message: 'A user with this email already exists' } })
    expect(again.json).not.toHaveProperty('statusCode')
  })

  test('POST refuses missing fields and another company', async () => {
    const { password: _password, ...rest } = newcomer
    const post = (json: unknown): Promise<Answer> => call('POST', '/users/', { json })
    expect((await post({ ...rest, email: 'none' })).json).toMatchObject({
      message: ['password should not be empty', 'email must be an email'],
    })
    expect((await post({ ...newcomer, companyId: 'other' })).status).toBe(403)
    expect((await post({ ...newcomer, locationIds: [otherLocationId] })).status).toBe(403)
    expect((await call('POST', '/users/', { body: 'no json' })).status).toBe(400)
    expect((await call('POST', '/users', { json: newcomer })).status).toBe(404)
  })

  test('DELETE answers succeded, or succeeded with v3, and the user is marked', async () => {
    expect((await call('DELETE', `/users/${ben}`)).json).toMatchObject({
      succeded: true,
      message:
        'Queued deleting user with e-mail ben.hansen@acme.example and name Ben Hansen. Will take effect in a few minutes.',
    })
    expect(users(await search(`&ids=${ben}`))).toEqual([])
    expect((await call('GET', `/users/${ben}`)).json).toHaveProperty('deleted', true)
    const answer = await call('DELETE', `/users/${ada}`, { headers: { ...key, version: 'v3' } })
    expect(answer.json).toHaveProperty('succeeded', true)
  })
})

describe('refusals', () => {
  test('the version is checked first', async () => {
    const { version: _version, ...bare } = key
    expect(await call('GET', `/users/${ada}`, { headers: bare })).toMatchObject({
      status: 401,
      json: { statusCode: 401, message: 'version header was not found.', error: 'Unauthorized' },
    })
    const odd = await call('GET', `/users/${ada}`, { headers: { ...key, version: '2020-01-01' } })
    expect(odd.json).toHaveProperty('message', 'version header is invalid')
    for (const known of ['2021-04-15', '2023-02-21', 'v3']) {
      expect((await call('GET', `/users/${ada}`, { headers: { ...key, version: known } })).status).toBe(200)
    }
  })

  test('a wrong token is 401, and so is a missing scope', async () => {
    expect(await call('GET', `/users/${ada}`, { headers: bearer('wrong') })).toMatchObject({
      status: 401,
      json: { message: 'Invalid token: access token is invalid', traceId: expect.any(String) },
    })
    const headers = bearer('pit-sandbox-highlevel-reader')
    expect((await call('GET', `/users/${ada}`, { headers })).status).toBe(200)
    expect(await call('PUT', `/users/${ada}`, { headers, json: {} })).toMatchObject({
      status: 401,
      json: { message: 'The token is not authorized for this scope.' },
    })
  })

  test('a search needs the own company, and numbers for paging', async () => {
    expect(await call('GET', `/users/search?locationId=${locationId}`)).toMatchObject({
      status: 422,
      json: { statusCode: 422, message: ['companyId should not be empty'], error: 'Unprocessable Entity' },
    })
    expect((await search('&skip=x&limit=-1')).json).toMatchObject({
      message: ['skip must be a number string', 'limit must be a number string'],
    })
    expect((await call('GET', '/users/search?companyId=other')).status).toBe(403)
    expect((await search(`&locationId=${otherLocationId}`)).json).toMatchObject({
      statusCode: 403,
      message: 'The token does not have access to this location.',
    })
  })

  test('an unknown user is a 401 with that sentence, a user of another sub-account 403, and ids are case-sensitive', async () => {
    const unknown = await call('GET', '/users/nobody')
    expect(unknown).toMatchObject({
      status: 401,
      json: { statusCode: 401, message: 'The user does not exist.', error: 'Unauthorized' },
    })
    expect((await call('GET', `/users/${ada.toLowerCase()}`)).status).toBe(401)
    const [other] = users(await search(`&locationId=${otherLocationId}&limit=1`, agency))
    expect((await call('GET', `/users/${other?.id}`)).status).toBe(403)
    expect((await call('DELETE', '/users/nobody')).status).toBe(401)
  })

  test('Location-Id beside an OAuth token of a sub-account is refused', async () => {
    const named = { 'location-id': locationId }
    expect((await call('GET', `/users/${ada}`, { headers: { ...oauth, ...named } })).status).toBe(403)
    expect((await call('GET', `/users/${ada}`, { headers: { ...key, ...named } })).status).toBe(200)
  })

  test('another host is not served, and consent has a separate host', async () => {
    expect((await call('GET', `/users/${ada}`, { host: 'rest.gohighlevel.com' })).status).toBe(421)
    expect((await call('GET', `/users/${ada}`, { host: 'marketplace.gohighlevel.com' })).status).toBe(404)
  })

  test('over the limit it is 429 without Retry-After, with what is left of the day in headers', async () => {
    const first = await call('GET', `/users/${ada}`)
    expect(first.headers.get('x-ratelimit-max')).toBe('100')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('99')
    expect(first.headers.get('x-ratelimit-interval-milliseconds')).toBe('10000')
    expect(first.headers.get('x-ratelimit-limit-daily')).toBe('200000')
    expect(first.headers.get('x-ratelimit-daily-reset')).toBe(String(12 * 3_600_000))
    visitor.control.limitRate({ limit: 1, windowMs: 10_000 })
    await call('GET', `/users/${ada}`)
    const refused = await call('GET', `/users/${ada}`)
    expect(refused).toMatchObject({ status: 429, json: { statusCode: 429 } })
    expect(refused.headers.get('retry-after')).toBe(null)
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    expect((await call('GET', `/users/${ada}`, { headers: agency })).status).toBe(200)
    visitor.advance(10_000)
    expect((await call('GET', `/users/${ada}`)).status).toBe(200)
  })
})

describe('OAuth', () => {
  const client = { client_id: 'sandbox-highlevel-client', client_secret: 'sandbox-highlevel-client-secret' }
  const token = (form: Record<string, string>): Promise<Answer> => visitor.send('POST', '/oauth/token', { form })
  const refresh = (refresh_token: string): Promise<Answer> =>
    token({ ...client, grant_type: 'refresh_token', refresh_token, user_type: 'Location' })
  const codeOf = async (path: string, host: string): Promise<string> => {
    const query = `client_id=${client.client_id}&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fback`
    const answer = await visitor.send('GET', `${path}?${query}&scope=users.readonly%20users.write`, { host })
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
  }

  test('an access token is valid for a second less than a day, and a refresh token once', async () => {
    visitor.advance(86_399_000)
    expect((await call('GET', `/users/${karin}`, { headers: oauth })).status).toBe(401)
    const answer = await refresh('sandbox-highlevel-refresh')
    expect(answer.json).toEqual({
      access_token: 'sandbox-highlevel-access-1',
      token_type: 'Bearer',
      expires_in: 86_399,
      refresh_token: 'sandbox-highlevel-refresh-2',
      scope: 'users.readonly users.write locations.readonly',
      userType: 'Location',
      companyId,
      locationId,
      userId: karin,
    })
    const headers = bearer('sandbox-highlevel-access-1')
    expect((await call('GET', `/users/${karin}`, { headers })).json).toHaveProperty('firstName', 'Karin')
    expect(await refresh('sandbox-highlevel-refresh')).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('an unused refresh token expires after a year', async () => {
    visitor.advance(365 * 86_400_000)
    expect((await refresh('sandbox-highlevel-refresh')).status).toBe(400)
  })

  test.each([
    ['/v2/oauth/chooselocation', 'marketplace.gohighlevel.com'],
    ['/oauth/chooselocation', 'marketplace.leadconnectorhq.com'],
  ])('a code of %s becomes a token of a sub-account', async (path, host) => {
    const terms = { ...client, grant_type: 'authorization_code', user_type: 'Location' }
    const answer = await token({ ...terms, code: await codeOf(path, host) })
    expect(answer.json).toMatchObject({ userType: 'Location', locationId, scope: 'users.readonly users.write' })
  })

  test('an agency’s token names no location, keeps its level when refreshed, and can be exchanged for a location’s', async () => {
    const code = await codeOf('/v2/oauth/chooselocation', 'marketplace.gohighlevel.com')
    const made = await token({ ...client, grant_type: 'authorization_code', user_type: 'Company', code })
    expect(made.json).toMatchObject({ userType: 'Company', companyId })
    expect(made.json).not.toHaveProperty('locationId')
    const again = await refresh(isRecord(made.json) ? String(made.json.refresh_token) : '')
    expect(again.json).toHaveProperty('userType', 'Company')
    const headers = bearer(isRecord(again.json) ? String(again.json.access_token) : '')
    expect(countOf(await search('', headers))).toBeGreaterThan(countOf(await search('')))
    const trade = (form: Record<string, string>, from = headers): Promise<Answer> =>
      call('POST', '/oauth/locationToken', { headers: from, form })
    const traded = await trade({ companyId, locationId: otherLocationId })
    expect(traded.json).toMatchObject({ userType: 'Location', locationId: otherLocationId })
    const other = bearer(isRecord(traded.json) ? String(traded.json.access_token) : '')
    expect(countOf(await search(`&locationId=${otherLocationId}`, other))).toBeGreaterThan(50)
    expect((await trade({ companyId, locationId: 'x' })).status).toBe(400)
    expect((await trade({ companyId, locationId }, key)).status).toBe(403)
  })

  test('the client is in a form body', async () => {
    expect((await token({ ...client, client_secret: 'wrong', grant_type: 'refresh_token' })).status).toBe(401)
    const json = { ...client, grant_type: 'refresh_token', refresh_token: 'sandbox-highlevel-refresh' }
    expect((await visitor.send('POST', '/oauth/token', { json })).status).toBe(422)
  })
})
