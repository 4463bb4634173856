import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { zohoCrm } from './zoho-crm.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(zohoCrm)
})
afterEach(() => visitor.close())

const id = (number: number): string => String(554_023_000_000_235_000n + BigInt(number))
const own = { authorization: 'Zoho-oauthtoken sandbox-zoho-crm-access' }
const app = { client_id: 'sandbox-zoho-crm-client', client_secret: 'sandbox-zoho-crm-client-secret' }
const holders = people.filter((one) => one.email !== null && (one.firstName !== null || one.lastName !== null))

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/crm/v8${path}`, { headers: own, ...options })

const put = (number: number, user: Record<string, unknown>): Promise<Answer> =>
  call('PUT', `/users/${id(number)}`, { json: { users: [user] } })

const users = (answer: Answer): Record<string, unknown>[] => {
  const list = isRecord(answer.json) && Array.isArray(answer.json.users) ? answer.json.users : []
  return list.filter(isRecord)
}

const user = async (number: number): Promise<Record<string, unknown>> =>
  users(await call('GET', `/users/${id(number)}`))[0] ?? {}

const token = (parameters: Record<string, string>): Promise<Answer> =>
  visitor.send('POST', '/oauth/v2/token', { host: 'accounts.zoho.eu', form: { ...app, ...parameters } })

describe('listing', () => {
  test('pages of 200 list every user with an e-mail and a name', async () => {
    const first = await call('GET', '/users')
    expect(first).toMatchObject({
      status: 200,
      json: { info: { per_page: 200, count: 200, page: 1, more_records: true } },
    })
    const second = await call('GET', '/users?page=2&per_page=200')
    expect(second.json).toMatchObject({ info: { page: 2, more_records: false } })
    const seen = [...users(first), ...users(second)].map((one) => one.email)
    expect(seen).toEqual(holders.map((one) => one.email))
  })

  test('a page after the last one is 204 without a body', async () => {
    const answer = await call('GET', '/users?page=99')
    expect([answer.status, answer.text]).toEqual([204, ''])
  })

  test('a full last page reports that there is no more', async () => {
    const answer = await call('GET', `/users?per_page=1&page=${holders.length}`)
    expect(answer.json).toMatchObject({ info: { count: 1, more_records: false } })
  })

  test.each(['per_page=201', 'per_page=x', 'page=0', 'type=Everybody'])('%s is refused by name', async (query) => {
    expect(await call('GET', `/users?${query}`)).toMatchObject({
      status: 400,
      json: { code: 'INVALID_DATA', details: { param_name: query.split('=')[0] }, status: 'error' },
    })
  })

  test.each([
    ['AllUsers', () => true],
    ['ActiveUsers', (one: Record<string, unknown>) => one.status === 'active'],
    ['DeactiveUsers', (one: Record<string, unknown>) => one.status !== 'active'],
    ['NotConfirmedUsers', (one: Record<string, unknown>) => one.confirm === false],
    ['ActiveConfirmedUsers', (one: Record<string, unknown>) => one.confirm === true && one.status === 'active'],
  ])('type %s lists exactly those', async (type, test) => {
    const all = [...users(await call('GET', '/users')), ...users(await call('GET', '/users?page=2'))]
    const pages = await Promise.all([1, 2].map((page) => call('GET', `/users?type=${type}&page=${page}`)))
    expect(pages.flatMap(users)).toEqual(all.filter(test))
  })

  test('CurrentUser is the token’s own user', async () => {
    const answer = await call('GET', '/users?type=CurrentUser')
    expect(users(answer)).toMatchObject([{ id: id(11), profile: { name: 'Administrator' } }])
  })

  test('ids selects users, and an empty result is 204', async () => {
    expect(users(await call('GET', `/users?ids=${id(3)},${id(1)}`)).map((one) => one.id)).toEqual([id(1), id(3)])
    expect((await call('GET', '/users?ids=1')).status).toBe(204)
    expect((await call('GET', '/users?type=DeletedUsers')).status).toBe(204)
  })

  test('If-Modified-Since leaves out older users, and is 304 when all are older', async () => {
    await put(4, { phone: '+1' })
    const since = (time: string) => call('GET', '/users', { headers: { ...own, 'If-Modified-Since': time } })
    expect(users(await since('2026-06-01T17:29:59+05:30')).map((one) => one.id)).toEqual([id(4)])
    expect((await since('2026-06-01T12:00:00Z')).status).toBe(304)
    expect((await since('Mon, 01 Jun 2026 12:00:00 GMT')).status).toBe(400)
  })
})

describe('one user', () => {
  test('has ids beyond 2^53 as text, dates with an offset, and mixed casing', async () => {
    expect(await user(1)).toMatchObject({
      id: '554023000000235001',
      first_name: 'Ada',
      last_name: 'Archer',
      full_name: 'Ada Archer',
      email: 'ada.archer@acme.example',
      status: 'active',
      confirm: true,
      role: { name: 'Manager', id: expect.stringMatching(/^\d{18}$/) },
      profile: { name: 'Standard', id: expect.stringMatching(/^\d{18}$/) },
      created_time: '2023-01-03T14:22:30+05:30',
      Modified_Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:30$/),
      type__s: 'Regular User',
    })
    expect((await call('GET', `/users/${id(1)}`)).json).not.toHaveProperty('info')
  })

  test('may never have been modified, may have one name only, and may be invited', async () => {
    expect(await user(13)).toMatchObject({ status: 'inactive', Modified_Time: null })
    expect(await user(18)).toMatchObject({ first_name: 'Suharto', last_name: null, full_name: 'Suharto' })
    expect(await user(17)).toMatchObject({ status: 'active', confirm: false, zuid: null })
    expect(await user(36)).toMatchObject({ status: 'disabled', status_reason__s: expect.any(String) })
  })

  test('that does not exist is 204, and an id that is not a number is 400', async () => {
    expect(await call('GET', '/users/554023000000999999')).toMatchObject({ status: 204, text: '' })
    expect(await call('GET', '/users/nobody')).toMatchObject({ status: 400, json: { code: 'INVALID_DATA' } })
  })
})

describe('updating', () => {
  test('answers with only the id; the next read has the change', async () => {
    const answer = await put(2, { first_name: 'Benjamin', full_name: 'Ignored' })
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({
      users: [{ code: 'SUCCESS', details: { id: id(2) }, message: 'User updated', status: 'success' }],
    })
    expect(await user(2)).toMatchObject({
      first_name: 'Benjamin',
      last_name: 'Hansen',
      full_name: 'Benjamin Hansen',
      Modified_Time: '2026-06-01T17:30:00+05:30',
      Modified_By: { id: id(11) },
    })
  })

  test('the e-mail changes only until the invitation is accepted', async () => {
    const refused = await put(2, { email: 'else@acme.example' })
    expect(refused).toMatchObject({
      status: 400,
      json: {
        users: [
          {
            code: 'EMAIL_UPDATE_NOT_ALOWED',
            details: { api_name: 'email', json_path: '$.users[0].email' },
            message: 'Cannot update email of a confirmed CRM User',
            status: 'error',
          },
        ],
      },
    })
    expect((await put(2, { email: 'BEN.HANSEN@acme.example' })).status).toBe(200)
    expect(users(await put(17, { email: 'ADA.archer@acme.example' }))).toMatchObject([{ code: 'DUPLICATE_DATA' }])
    expect((await put(17, { email: 'else@acme.example' })).status).toBe(200)
    expect(await user(17)).toMatchObject({ email: 'else@acme.example' })
  })

  test('a deactivated user accepts only the activation, alone', async () => {
    expect((await put(2, { status: 'inactive', first_name: 'Last' })).status).toBe(200)
    expect(await user(2)).toMatchObject({ status: 'inactive', first_name: 'Last' })
    const item = [{ code: 'ID_ALREADY_DEACTIVATED', status: 'error' }]
    expect(users(await put(2, { first_name: 'More' }))).toMatchObject(item)
    expect(users(await put(2, { first_name: 'More', status: 'active' }))).toMatchObject(item)
    expect(users(await put(2, { status: 'inactive' }))).toMatchObject(item)
    expect((await put(2, { status: 'active' })).status).toBe(200)
    expect(users(await put(2, { status: 'active' }))).toMatchObject([{ code: 'ID_ALREADY_ACTIVE' }])
    expect((await put(2, { first_name: 'More' })).status).toBe(200)
  })

  test('a disabled user can be activated', async () => {
    expect((await put(36, { status: 'active' })).status).toBe(200)
    expect(await user(36)).toMatchObject({ status: 'active', status_reason__s: null })
  })

  test.each([
    [11, { status: 'inactive' }, 'NOT_ALLOWED'],
    [50, { status: 'inactive' }, 'INVALID_REQUEST'],
    [2, { status: 'deleted' }, 'INVALID_DATA'],
    [2, { first_name: 'x'.repeat(51) }, 'INVALID_DATA'],
    [2, { last_name: '' }, 'INVALID_DATA'],
    [2, { last_name: null }, 'INVALID_DATA'],
    [2, { first_name: 5 }, 'INVALID_DATA'],
    [17, { email: 'no-address' }, 'INVALID_DATA'],
    [2, { phone: 5 }, 'INVALID_DATA'],
    [2, { time_zone: 'Europe/Berlin' }, 'NOT_ALLOWED'],
    [2, { created_by: { id: '1' } }, 'NOT_ALLOWED'],
    [2, { role: '1' }, 'INVALID_DATA'],
    [2, { profile: { id: '1' } }, 'INVALID_DATA'],
    [2, {}, 'INVALID_DATA'],
    [999, { first_name: 'x' }, 'INVALID_DATA'],
  ])('user %i refuses %j', async (number, change, code) => {
    expect(await put(number, change)).toMatchObject({ status: 400, json: { users: [{ code, status: 'error' }] } })
  })

  test('accepts one user per call, in an array', async () => {
    const path = `/users/${id(2)}`
    const item = { first_name: 'x' }
    expect((await call('PUT', path, { json: { users: [item, item] } })).json).toHaveProperty(
      'users.0.details.maximum_length',
      1,
    )
    expect((await call('PUT', path, { json: item })).status).toBe(400)
    expect((await call('PUT', path, { body: '{' })).status).toBe(400)
  })

  test('fields are cleared with null, roles and profiles are set by id', async () => {
    const answer = await put(2, {
      phone: null,
      first_name: null,
      role: { id: '554023000000015969' },
      profile: '554023000000015972',
    })
    expect(answer.status).toBe(200)
    expect(await user(2)).toMatchObject({
      phone: null,
      first_name: null,
      full_name: 'Hansen',
      role: { name: 'CEO' },
      profile: { name: 'Administrator' },
    })
  })
})

describe('creating and deleting', () => {
  const fields = {
    last_name: 'New',
    email: 'new@acme.example',
    role: '554023000000015966',
    profile: '554023000000015975',
  }
  const post = (user: Record<string, unknown>) => call('POST', '/users', { json: { users: [user] } })

  test('an invited user is active but not confirmed', async () => {
    const answer = await post(fields)
    expect(answer).toMatchObject({ status: 201, json: { users: [{ code: 'SUCCESS', message: 'User added' }] } })
    const details = users(answer)[0]?.details
    const created = isRecord(details) ? String(details.id) : ''
    expect(users(await call('GET', `/users/${created}`))).toMatchObject([
      { id: created, full_name: 'New', status: 'active', confirm: false, created_time: '2026-06-01T17:30:00+05:30' },
    ])
    expect(users(await post(fields))).toMatchObject([{ code: 'DUPLICATE_DATA' }])
  })

  test.each(['last_name', 'email', 'role', 'profile'])('%s is mandatory', async (field) => {
    const { [field]: _left, ...rest } = { ...fields } as Record<string, string>
    expect(users(await post(rest))).toMatchObject([{ code: 'MANDATORY_NOT_FOUND', details: { api_name: field } }])
  })

  test('unknown roles and profiles, and malformed requests, are refused', async () => {
    expect((await post({ ...fields, role: '1' })).status).toBe(400)
    expect((await post({ ...fields, profile: '1' })).status).toBe(400)
    expect((await post({ ...fields, email: 'x' })).status).toBe(400)
    expect((await call('POST', '/users', { json: {} })).status).toBe(400)
  })

  test('a deleted user is not listed, can still be read, and cannot be changed', async () => {
    const answer = await call('DELETE', `/users/${id(3)}`)
    expect(answer).toMatchObject({ status: 200, json: { users: [{ code: 'SUCCESS', message: 'User deleted' }] } })
    expect(await user(3)).toMatchObject({ status: 'deleted' })
    expect(users(await call('GET', '/users')).map((one) => one.id)).not.toContain(id(3))
    expect(users(await call('GET', '/users?type=DeletedUsers')).map((one) => one.id)).toEqual([id(3)])
    expect(users(await put(3, { first_name: 'x' }))).toMatchObject([{ code: 'CANNOT_UPDATE_DELETED_USER' }])
    expect(users(await call('DELETE', `/users/${id(3)}`))).toMatchObject([{ code: 'ID_ALREADY_DELETED' }])
  })

  test('the primary contact, the own user and an unknown user cannot be deleted', async () => {
    expect(users(await call('DELETE', `/users/${id(50)}`))).toMatchObject([{ code: 'INVALID_REQUEST' }])
    expect(users(await call('DELETE', `/users/${id(11)}`))).toMatchObject([{ code: 'AUTHORIZATION_FAILED' }])
    expect(await call('DELETE', `/users/${id(999)}`)).toMatchObject({ status: 400, json: { code: 'INVALID_DATA' } })
  })
})

describe('refusals', () => {
  test('a wrong token is 401 with the recorded sentence', async () => {
    const answer = await call('GET', '/users', { headers: { authorization: 'Zoho-oauthtoken wrong' } })
    expect(answer.status).toBe(401)
    expect(answer.json).toEqual({ code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' })
  })

  test('Bearer is not the scheme', async () => {
    const answer = await call('GET', '/users', { headers: { authorization: 'Bearer sandbox-zoho-crm-access' } })
    expect(answer).toMatchObject({ status: 401, json: { code: 'AUTHENTICATION_FAILURE' } })
    expect((await call('GET', '/users', { headers: {} })).status).toBe(401)
  })

  test('a missing scope is 401 on users and 403 elsewhere, a missing right is 403', async () => {
    const reader = { authorization: 'Zoho-oauthtoken sandbox-zoho-crm-reader' }
    expect((await call('GET', '/users', { headers: reader })).status).toBe(200)
    expect(await call('DELETE', `/users/${id(2)}`, { headers: reader })).toMatchObject({
      status: 401,
      json: { code: 'OAUTH_SCOPE_MISMATCH' },
    })
    expect((await call('GET', '/org', { headers: reader })).status).toBe(403)
    const colleague = { authorization: 'Zoho-oauthtoken sandbox-zoho-crm-colleague' }
    expect(await call('DELETE', `/users/${id(2)}`, { headers: colleague })).toMatchObject({
      status: 403,
      json: { code: 'NO_PERMISSION', details: { permissions: ['Crm_Implied_Manage_Users'] } },
    })
  })

  test('unknown paths are 404, other methods 400', async () => {
    expect(await call('GET', '/Userz')).toMatchObject({ status: 404, json: { code: 'INVALID_URL_PATTERN' } })
    expect(await call('PATCH', `/users/${id(2)}`)).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST_METHOD' },
    })
  })

  test('another data centre is not served, and each of the two hosts has its own calls', async () => {
    expect((await call('GET', '/users', { host: 'www.zohoapis.com' })).status).toBe(421)
    expect((await call('GET', '/users', { host: 'accounts.zoho.eu' })).status).toBe(404)
  })

  test('too many calls are 429 without a time, and credits are reported from one half on', async () => {
    visitor.control.limitRate({ limit: 4, windowMs: 86_400_000, kind: 'sliding' })
    const credits: (string | null)[] = []
    for (const number of [1, 2, 3, 4])
      credits.push((await call('GET', `/users/${id(number)}`)).headers.get('x-api-credits-remaining'))
    expect(credits).toEqual([null, '2', '1', '0'])
    const answer = await call('GET', '/users')
    expect(answer).toMatchObject({ status: 429, json: { code: 'TOO_MANY_REQUESTS' } })
    expect(answer.headers.get('retry-after')).toBeNull()
  })
})

describe('OAuth', () => {
  test('an hour later the token is refreshed, without a new refresh token', async () => {
    visitor.advance(3_600_000)
    expect((await call('GET', '/users')).status).toBe(401)
    const answer = await token({ grant_type: 'refresh_token', refresh_token: 'sandbox-zoho-crm-refresh' })
    expect(answer.json).toEqual({
      access_token: 'sandbox-zoho-crm-access-1',
      api_domain: 'https://www.zohoapis.eu',
      token_type: 'Bearer',
      expires_in: 3600,
    })
    const headers = { authorization: 'Zoho-oauthtoken sandbox-zoho-crm-access-1' }
    expect((await call('GET', '/users?type=CurrentUser', { headers })).status).toBe(200)
    expect(
      (await token({ grant_type: 'refresh_token', refresh_token: 'sandbox-zoho-crm-refresh' })).json,
    ).toHaveProperty('access_token')
  })

  test('parameters may be sent as multipart or in the query, not as JSON', async () => {
    const parameters = { ...app, grant_type: 'refresh_token', refresh_token: 'sandbox-zoho-crm-refresh' }
    const host = 'accounts.zoho.eu'
    const query = new URLSearchParams(parameters)
    expect((await visitor.send('POST', `/oauth/v2/token?${query}`, { host })).json).toHaveProperty('access_token')
    const boundary = '-'.repeat(26).concat('123456789012345678901234')
    const parts = Object.entries(parameters).map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const multipart = await visitor.send('POST', '/oauth/v2/token', {
      host,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: `${parts.join('')}--${boundary}--\r\n`,
    })
    expect(multipart.json).toHaveProperty('access_token')
    expect((await visitor.send('POST', '/oauth/v2/token', { host, json: parameters })).json).toEqual({
      error: 'invalid_client',
    })
  })

  test.each([
    [{ grant_type: 'refresh_token', refresh_token: 'wrong' }, 'invalid_code'],
    [{ grant_type: 'authorization_code', code: 'wrong' }, 'invalid_code'],
    [{ grant_type: 'refresh_token', client_secret: 'wrong' }, 'invalid_client'],
  ])('failure has status 200: %j', async (parameters: Record<string, string>, error) => {
    const answer = await token(parameters)
    expect([answer.status, answer.json]).toEqual([200, { error }])
  })

  const consent = async (query: Record<string, string>): Promise<Record<string, string>> => {
    const asked = new URLSearchParams({
      response_type: 'code',
      client_id: app.client_id,
      redirect_uri: 'https://app.example/back',
      scope: 'ZohoCRM.users.ALL',
      state: 's',
      ...query,
    })
    const answer = await visitor.send('GET', `/oauth/v2/auth?${asked}`, { host: 'accounts.zoho.eu' })
    return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
  }

  test('the consent names the data centre, and returns a refresh token only with both parameters', async () => {
    const back = await consent({ access_type: 'offline', prompt: 'consent' })
    expect(back).toMatchObject({ state: 's', location: 'eu', 'accounts-server': 'https://accounts.zoho.eu' })
    const answer = await token({
      grant_type: 'authorization_code',
      code: back.code ?? '',
      redirect_uri: 'https://app.example/back',
    })
    expect(answer.json).toMatchObject({ refresh_token: expect.any(String), expires_in: 3600 })
    const again = await consent({ access_type: 'offline' })
    const second = await token({ grant_type: 'authorization_code', code: again.code ?? '' })
    expect(second.json).toHaveProperty('access_token')
    expect(second.json).not.toHaveProperty('refresh_token')
  })

  test('an unknown app gets no redirect', async () => {
    const answer = await visitor.send('GET', '/oauth/v2/auth?client_id=x', { host: 'accounts.zoho.eu' })
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  })

  test('the twenty-first refresh token ends the oldest', async () => {
    for (let count = 0; count < 20; count += 1) {
      const { code = '' } = await consent({ access_type: 'offline', prompt: 'consent' })
      await token({ grant_type: 'authorization_code', code })
    }
    const answer = await token({ grant_type: 'refresh_token', refresh_token: 'sandbox-zoho-crm-refresh' })
    expect(answer.json).toEqual({ error: 'invalid_code' })
  })
})

test('the organisation can be read, as the SDK does at its start', async () => {
  expect((await call('GET', '/org')).json).toMatchObject({ org: [{ company_name: 'Acme', zgid: '45667862' }] })
})
