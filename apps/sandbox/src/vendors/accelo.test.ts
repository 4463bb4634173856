import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { accelo } from './accelo.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(accelo)
})
afterEach(() => visitor.close())

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

const key = bearer('sandbox-accelo-access')
const held = people.filter((person) => person.email !== null)
const nothing = {
  status: 400,
  json: { response: null, meta: { status: 'invalid_request', message: expect.stringContaining('actually exists') } },
}
const newcomer = {
  username: 'nina',
  password: 'made-up-password-1',
  firstname: 'Nina',
  surname: 'New',
  email: 'nina.new@acme.example',
}

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/api/v0${path}`, { headers: key, ...options })

const rows = (answer: Answer): Record<string, unknown>[] => {
  const list = isRecord(answer.json) && Array.isArray(answer.json.response) ? answer.json.response : []
  return list.filter(isRecord)
}

const ids = (answer: Answer): unknown[] => rows(answer).map((row) => row.id)

describe('reading', () => {
  test('a page has ten people with three fields each unless more are requested', async () => {
    const answer = await call('GET', '/staff')
    expect(answer.json).toMatchObject({
      meta: {
        more_info: 'https://api.accelo.com/docs/#status-codes',
        status: 'ok',
        message: 'Everything executed as expected.',
      },
    })
    expect(rows(answer)).toHaveLength(10)
    expect(rows(answer)[0]).toEqual({ id: '1', firstname: 'Ada', surname: 'Archer' })
  })

  test('_page counts from 0 and lists every user once, at most 100 at a time', async () => {
    const seen: unknown[] = []
    for (let page = 0, size = 1; size > 0; page += 1) {
      const found = ids(await call('GET', `/staff?_limit=500&_page=${page}`))
      size = found.length
      expect(size).toBeLessThanOrEqual(100)
      seen.push(...found)
    }
    expect(seen).toEqual(held.map((person) => String(person.number)))
    expect(ids(await call('GET', '/staff?_limit=3&_offset=4'))).toEqual(['5', '6', '7'])
    expect(ids(await call('GET', '/staff?_limit=3&_offset=4&_page=1'))).toEqual(['4', '5', '6'])
    expect((await call('GET', '/staff/count')).json).toMatchObject({ response: { count: String(held.length) } })
  })

  test('_ALL returns every field except the rates, all as texts', async () => {
    const answer = await call('GET', '/staff/1?_fields=_ALL')
    expect(answer.json).toMatchObject({ meta: { status: 'ok' } })
    expect(isRecord(answer.json) ? answer.json.response : undefined).toEqual({
      id: '1',
      firstname: 'Ada',
      surname: 'Archer',
      standing: 'active',
      financial_level: 'time',
      title: '',
      email: 'ada.archer@acme.example',
      mobile: '',
      phone: '+15551000001',
      fax: '',
      position: expect.any(String),
      username: 'ada.archer',
      timezone: 'America/New_York',
    })
    expect((await call('GET', '/staff/1?_fields=email,staff_rate')).json).toHaveProperty('response', {
      id: '1',
      firstname: 'Ada',
      surname: 'Archer',
      email: 'ada.archer@acme.example',
      staff_rate: '101.00',
    })
  })

  test('inactive and locked out people are listed with the others', async () => {
    const seen = new Set<unknown>()
    for (let page = 0; page < 4; page += 1) {
      for (const row of rows(await call('GET', `/staff?_fields=standing&_limit=100&_page=${page}`)))
        seen.add(row.standing)
    }
    expect([...seen].sort()).toEqual(['active', 'inactive', 'lockout'])
  })

  test.each([
    ['id(1,2)', ['1', '2']],
    ['email(ada.archer@acme.example)', ['1']],
    ['username(ADA.ARCHER)', ['1']],
    ['id_less_than(4),id_not(2)', ['1', '3']],
    ['id_greater_than_or_equal(3), id_less_than_or_equal(4)', ['3', '4']],
    ['standing_not(active),id_less_than(14)', ['13']],
    ['rate_greater_than(148),id_less_than(60)', ['49']],
    ['id(9999)', []],
  ])('_filters=%s finds %j', async (filters, found) => {
    expect(ids(await call('GET', `/staff?_filters=${encodeURIComponent(filters)}`))).toEqual(found)
  })

  test.each(['date_created_after(1)', 'order_by_asc(surname)', 'id', 'surname(Archer)', 'id(1', 'id_greater_than(x)'])(
    '_filters=%s is refused',
    async (filters) => {
      const answer = await call('GET', `/staff?_filters=${encodeURIComponent(filters)}`)
      expect(answer).toMatchObject({ status: 400, json: { response: null, meta: { status: 'invalid_request' } } })
      expect((await call('GET', '/staff?_search=ada')).status).toBe(400)
    },
  )

  test('a POST that is a GET accepts everything in JSON, and the method in query or body', async () => {
    const json = { _fields: ['email'], _filters: { email: ["conan.o'brien@acme.example", 'ada.archer@acme.example'] } }
    const answer = await call('POST', '/staff?_method=get&_limit=50&_page=0', { json })
    expect(rows(answer).map((row) => row.email)).toEqual(['ada.archer@acme.example', "conan.o'brien@acme.example"])
    const inBody = { ...json, _fields: '_ALL', _method: 'GET', _limit: 1 }
    expect(rows(await call('POST', '/staff', { json: inBody }))[0]).toHaveProperty('username', 'ada.archer')
    expect((await call('POST', '/staff', { json: { _method: 'GET', _filters: [] } })).status).toBe(400)
    expect((await call('POST', '/staff/2?_method=get', { json: {} })).json).toHaveProperty('response.id', '2')
  })

  test.each(['/staff/whoami', '/user'])('%s is the user of the token', async (path) => {
    expect((await call('GET', `${path}?_fields=username`)).json).toMatchObject({
      response: { id: '11', firstname: 'Karin', username: expect.stringContaining('karin') },
    })
  })
})

describe('writing', () => {
  test.each([
    ['a form', { form: { firstname: 'Benny', email: 'benny@acme.example' } }],
    ['JSON', { json: { firstname: 'Benny', email: 'benny@acme.example' } }],
  ])('PUT with %s changes what it names, and answers with the usual fields', async (_name, body) => {
    const answer = await call('PUT', '/staff/2', body)
    expect(answer.json).toHaveProperty('response', { id: '2', firstname: 'Benny', surname: 'Hansen' })
    expect((await call('GET', '/staff/2?_fields=email')).json).toHaveProperty('response.email', 'benny@acme.example')
  })

  test('PUT ignores fields that cannot be written, and refuses a text that is not an e-mail', async () => {
    const form = { standing: 'inactive', username: 'else', surname: 'Hanson' }
    expect((await call('PUT', '/staff/2?_fields=_ALL', { form })).json).toMatchObject({
      response: { standing: 'active', username: 'ben.hansen', surname: 'Hanson' },
    })
    const bad = await call('PUT', '/staff/2', { form: { email: 'none' } })
    expect(bad).toMatchObject({ status: 400, json: { meta: { status: 'invalid_request' } } })
    const put = await call('POST', '/staff/2?_method=put', { form: { surname: 'Hansen' } })
    expect(put.json).toHaveProperty('response.surname', 'Hansen')
  })

  test('POST makes staff once, when all fields are sent', async () => {
    const answer = await call('POST', '/staff', { form: { ...newcomer, _fields: 'standing,email' } })
    expect(answer).toMatchObject({
      status: 200,
      json: { response: { id: '401', standing: 'active', email: 'nina.new@acme.example' } },
    })
    expect((await call('GET', '/staff/401')).json).toHaveProperty('response.firstname', 'Nina')
    const again = await call('POST', '/staff', { form: newcomer })
    expect(again).toMatchObject({ status: 400, json: { response: null, meta: { status: 'duplicate' } } })
    const { password: _password, ...rest } = newcomer
    expect((await call('POST', '/staff', { form: { ...rest, username: 'other' } })).json).toMatchObject({
      meta: { status: 'invalid_request', message: 'Missing or invalid: password.' },
    })
  })
})

describe('refusals', () => {
  test('unknown ids, resources and methods are all 400 with the same sentence', async () => {
    expect(await call('GET', '/staff/9999')).toMatchObject(nothing)
    expect(await call('PUT', '/staff/9999', { form: { surname: 'x' } })).toMatchObject(nothing)
    expect(await call('GET', '/people')).toMatchObject(nothing)
    expect(await call('DELETE', '/staff/2')).toMatchObject(nothing)
    expect(await call('POST', '/staff?_method=delete', { form: {} })).toMatchObject(nothing)
  })

  test('_suppress_http_status hides the status', async () => {
    expect(await call('GET', '/staff/9999?_suppress_http_status=yes')).toMatchObject({
      status: 200,
      json: nothing.json,
    })
  })

  test('no token, or a wrong one, is 401 invalid_client; two are one too many', async () => {
    const refused = { status: 401, json: { response: null, meta: { status: 'invalid_client' } } }
    expect(await call('GET', '/staff', { headers: {} })).toMatchObject(refused)
    expect(await call('GET', '/staff', { headers: bearer('wrong') })).toMatchObject(refused)
    const inQuery = '/staff/whoami?_bearer_token=sandbox-accelo-access'
    expect((await call('GET', inQuery, { headers: {} })).json).toHaveProperty('response.id', '11')
    expect((await call('GET', inQuery)).status).toBe(400)
  })

  test('a scope that is missing is 403 invalid_permission', async () => {
    const refused = { status: 403, json: { response: null, meta: { status: 'invalid_permission' } } }
    const reader = bearer('sandbox-accelo-reader')
    expect((await call('GET', '/staff/2', { headers: reader })).status).toBe(200)
    expect(await call('PUT', '/staff/2', { headers: reader, form: { surname: 'x' } })).toMatchObject(refused)
    expect((await call('POST', '/staff?_method=get', { headers: reader, json: {} })).status).toBe(200)
    expect(await call('GET', '/staff', { headers: bearer('sandbox-accelo-companies') })).toMatchObject(refused)
  })

  test('another deployment is not served', async () => {
    expect((await call('GET', '/staff', { host: 'other.api.accelo.com' })).status).toBe(421)
  })

  test('over the hour’s limit of the deployment it is 429 with only meta; OAuth does not count', async () => {
    const first = await call('GET', '/staff')
    expect(first.headers.get('x-ratelimit-limit')).toBe('5000')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4999')
    visitor.control.limitRate({ limit: 1, windowMs: 3_600_000 })
    await call('GET', '/staff', { headers: bearer('sandbox-accelo-reader') })
    const refused = await call('GET', '/staff')
    expect(refused).toMatchObject({ status: 429, json: { meta: { status: 'too_many_requests' } } })
    expect(refused.json).not.toHaveProperty('response')
    expect(refused.headers.get('retry-after')).toBe(null)
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 5, 1, 13) / 1000))
    const oauth = await visitor.send('POST', '/oauth2/v0/token', { form: { grant_type: 'x' } })
    expect(oauth.status).toBe(401)
  })
})

describe('OAuth', () => {
  const basic = (id: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${id}:${id}-secret`).toString('base64')}`,
  })
  const web = basic('sandbox-accelo-client')
  const service = basic('sandbox-accelo-service')
  const token = (form: Record<string, string>, headers = web): Promise<Answer> =>
    visitor.send('POST', '/oauth2/v0/token', { form, headers })
  const refresh = (refresh_token: string): Promise<Answer> => token({ grant_type: 'refresh_token', refresh_token })

  test('an access token is valid for 30 days, and a refresh returns two new ones', async () => {
    visitor.advance(2_592_000_000)
    expect((await call('GET', '/staff')).status).toBe(401)
    expect((await refresh('sandbox-accelo-refresh')).json).toEqual({
      access_token: 'sandbox-accelo-access-1',
      refresh_token: 'sandbox-accelo-refresh-2',
      token_type: 'Bearer',
      expires_in: 2_592_000,
    })
    const headers = bearer('sandbox-accelo-access-1')
    expect((await call('PUT', '/staff/2', { headers, form: { surname: 'x' } })).status).toBe(200)
    expect(await refresh('sandbox-accelo-refresh')).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant', error_description: expect.any(String) },
    })
    expect((await refresh('sandbox-accelo-refresh-2')).status).toBe(200)
  })

  test('a code becomes a token with the requested scopes', async () => {
    const scope = encodeURIComponent('read(staff,companies),write(contacts)')
    const query = `client_id=sandbox-accelo-client&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fback`
    const consent = await visitor.send('GET', `/oauth2/v0/authorize?${query}&scope=${scope}`)
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const made = await token({ grant_type: 'authorization_code', code, expires_in: '60' })
    expect(made.json).toMatchObject({ expires_in: 60, refresh_token: expect.any(String) })
    const headers = bearer(isRecord(made.json) ? String(made.json.access_token) : '')
    expect((await call('GET', '/staff', { headers })).status).toBe(200)
    expect((await call('PUT', '/staff/2', { headers, form: {} })).status).toBe(403)
    visitor.advance(60_000)
    expect((await call('GET', '/staff', { headers })).status).toBe(401)
    const odd = await visitor.send('GET', `/oauth2/v0/authorize?${query}&scope=everything`)
    expect(odd).toMatchObject({ status: 400, json: { error: 'invalid_scope' } })
    const form = { client_id: 'sandbox-accelo-client', redirect_uri: 'https://app.example/back' }
    expect((await visitor.send('POST', '/oauth2/v0/authorize', { form })).status).toBe(302)
  })

  test('a service app signs in by itself, without a refresh token', async () => {
    const made = await token({ grant_type: 'client_credentials', scope: 'write(all)' }, service)
    expect(made.json).toEqual({
      access_token: 'sandbox-accelo-access-1',
      token_type: 'Bearer',
      expires_in: 2_592_000,
    })
    const headers = bearer('sandbox-accelo-access-1')
    expect((await call('GET', '/staff/whoami', { headers })).json).toHaveProperty('response.id', '11')
    expect((await call('PUT', '/staff/2', { headers, form: {} })).status).toBe(200)
    expect((await token({ grant_type: 'client_credentials' }, service)).status).toBe(200)
    const reader = bearer('sandbox-accelo-access-2')
    expect((await call('GET', '/staff', { headers: reader })).status).toBe(200)
    expect((await call('PUT', '/staff/2', { headers: reader, form: {} })).status).toBe(403)
  })

  test('each app has one type, and authenticates by Basic', async () => {
    const refused = { status: 400, json: { error: 'unsupported_grant_type' } }
    expect(await token({ grant_type: 'client_credentials' })).toMatchObject(refused)
    expect(await token({ grant_type: 'refresh_token', refresh_token: 'x' }, service)).toMatchObject(refused)
    const inBody = { client_id: 'sandbox-accelo-client', client_secret: 'sandbox-accelo-client-secret' }
    expect(await token({ ...inBody, grant_type: 'refresh_token' }, {})).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
    })
    const json = { grant_type: 'refresh_token' }
    expect((await visitor.send('POST', '/oauth2/v0/token', { json, headers: web })).status).toBe(400)
    const oddScope = await token({ grant_type: 'client_credentials', scope: 'all' }, service)
    expect(oddScope.json).toMatchObject({ error: 'invalid_scope' })
  })

  test('a revoked token is no longer accepted', async () => {
    const form = { token: 'sandbox-accelo-access' }
    expect((await visitor.send('POST', '/oauth2/v0/revoke', { form })).status).toBe(401)
    expect((await call('GET', '/staff')).status).toBe(200)
    expect((await visitor.send('POST', '/oauth2/v0/revoke', { form, headers: web })).status).toBe(200)
    expect((await call('GET', '/staff')).status).toBe(401)
  })
})
