import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { pipedrive } from './pipedrive.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(pipedrive)
})
afterEach(() => visitor.close())

const key = { 'x-api-token': 'sandbox-pipedrive-token' }
const basic = `Basic ${Buffer.from('sandbox-pipedrive-client:sandbox-pipedrive-client-secret').toString('base64')}`

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, path, { headers: key, ...options })

const token = (form: Record<string, string>, authorization = basic): Promise<Answer> =>
  visitor.send('POST', '/oauth/token', { host: 'oauth.pipedrive.com', headers: { authorization }, form })

describe('reading', () => {
  test.each(['/v1/users', '/api/v1/users'])('%s lists all users with an e-mail in one answer', async (path) => {
    const answer = await call('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ success: true, additional_data: { company_id: 15043420 } })
    expect(answer.json).toHaveProperty('data.length', people.filter((person) => person.email !== null).length)
    expect(answer.json).toHaveProperty('data.0.name', 'Ada Archer')
  })

  test('one user has the live field set', async () => {
    const answer = await call('GET', '/v1/users/1')
    expect(answer.json).toEqual({
      success: true,
      data: {
        id: 1,
        name: 'Ada Archer',
        email: 'ada.archer@acme.example',
        default_currency: 'EUR',
        locale: 'en_US',
        lang: 1,
        phone: '+15551000001',
        last_login: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        created: '2023-01-03 08:52:30',
        modified: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        has_created_company: false,
        access: [{ app: 'sales', admin: false, permission_set_id: expect.any(String) }],
        active_flag: true,
        timezone_name: 'America/New_York',
        timezone_offset: '-05:00',
        role_id: 1,
        icon_url: null,
        is_admin: 0,
        is_you: false,
        is_deleted: false,
      },
      additional_data: { company_id: 15043420 },
    })
  })

  test('inactive users stay listed, and some users were never modified', async () => {
    expect((await call('GET', '/v1/users/13')).json).toMatchObject({ data: { active_flag: false, modified: null } })
  })

  test('me is the own user with the company, without additional_data', async () => {
    const answer = await call('GET', '/v1/users/me')
    expect(answer.json).toMatchObject({ data: { id: 11, is_you: true, is_admin: 1, company_domain: 'acme' } })
    expect(answer.json).not.toHaveProperty('additional_data')
  })

  test('find searches names, or only e-mails', async () => {
    expect((await call('GET', '/v1/users/find?term=ADA')).json).toHaveProperty('data.0.id', 1)
    const byEmail = await call('GET', '/v1/users/find?term=ada.archer%40acme&search_by_email=1')
    expect(byEmail.json).toHaveProperty('data.length', 1)
    expect((await call('GET', '/v1/users/find?term=%40acme')).json).toHaveProperty('data.length', 0)
    expect((await call('GET', '/v1/users/find')).status).toBe(400)
  })
})

describe('writing', () => {
  test('PUT changes only active_flag and the date of the change', async () => {
    const answer = await call('PUT', '/v1/users/2', { json: { active_flag: false, name: 'Else' } })
    expect(answer.json).toMatchObject({
      data: { active_flag: false, name: 'Ben Hansen', modified: '2026-06-01 12:00:00' },
    })
    expect((await call('GET', '/v1/users/2')).json).toMatchObject({ data: { active_flag: false } })
  })

  test.each([{}, { active_flag: 0 }, { name: 'x' }])('PUT refuses %j', async (json) => {
    expect(await call('PUT', '/v1/users/2', { json })).toMatchObject({
      status: 400,
      json: { success: false, data: null },
    })
  })

  test('PUT refuses to deactivate the own user', async () => {
    expect((await call('PUT', '/v1/users/11', { json: { active_flag: false } })).status).toBe(403)
  })

  test('POST invites by e-mail, once', async () => {
    const answer = await call('POST', '/v1/users', { json: { email: 'new@acme.example' } })
    expect(answer).toMatchObject({
      status: 200,
      json: { data: { id: 401, email: 'new@acme.example', active_flag: true } },
    })
    expect((await call('GET', '/v1/users/401')).status).toBe(200)
    expect((await call('POST', '/v1/users', { json: { email: 'NEW@acme.example' } })).status).toBe(400)
    expect((await call('POST', '/v1/users', { json: {} })).status).toBe(400)
  })

  test('there is no DELETE and no PATCH', async () => {
    expect((await call('DELETE', '/v1/users/2')).headers.get('allow')).toBe('GET, PUT')
    expect((await call('PATCH', '/v1/users/2')).status).toBe(405)
  })
})

describe('refusals', () => {
  test('without a valid token it is 401', async () => {
    const answer = await call('GET', '/v1/users', { headers: { 'x-api-token': 'wrong' } })
    expect(answer).toMatchObject({
      status: 401,
      json: { success: false, error: 'unauthorized access', errorCode: 401 },
    })
    const bearer = await call('GET', '/v1/users', { headers: { authorization: 'Bearer wrong' } })
    expect(bearer.json).toMatchObject({ error: 'Invalid token: access token is invalid' })
  })

  test('without the scope, or without an administrator’s rights, a write is 403 with its own sentence', async () => {
    const write = (token: string) =>
      call('PUT', '/v1/users/2', { headers: { 'x-api-token': token }, json: { active_flag: false } })
    expect(await write('sandbox-pipedrive-reader')).toMatchObject({
      status: 403,
      json: { error: 'Scope and URL mismatch', errorCode: 403 },
    })
    expect(await write('sandbox-pipedrive-colleague')).toMatchObject({
      status: 403,
      json: { error: 'You do not have permissions to do this.', data: null },
    })
    expect((await call('GET', '/v1/users/2')).json).toMatchObject({ data: { active_flag: true } })
  })

  test('an unknown user is 404 with the published sentence', async () => {
    const answer = await call('GET', '/v1/users/9999')
    expect(answer).toMatchObject({ status: 404, json: { error: 'User not found or not accessible.' } })
    expect((await call('PUT', '/v1/users/9999', { json: { active_flag: true } })).status).toBe(404)
    expect((await call('GET', '/v1/persons')).status).toBe(404)
  })

  test('over the limit it is 429 with the recorded headers', async () => {
    expect((await call('GET', '/v1/users/1')).headers.get('x-ratelimit-remaining')).toBe('79')
    visitor.control.limitRate({ limit: 1, windowMs: 2000 })
    await call('GET', '/v1/users/1')
    const answer = await call('GET', '/v1/users/1')
    expect(answer.status).toBe(429)
    expect(answer.headers.get('x-ratelimit-limit')).toBe('1')
    expect(answer.headers.get('x-ratelimit-reset')).toBe('2')
    expect(answer.headers.get('x-daily-ratelimit-token-limit')).toBe('150000')
  })

  test('another company’s host is not served', async () => {
    expect((await call('GET', '/v1/users', { host: 'other.pipedrive.com' })).status).toBe(421)
    expect((await call('GET', '/v1/users', { host: 'api.pipedrive.com' })).status).toBe(200)
    expect((await call('GET', '/v1/users', { host: 'oauth.pipedrive.com' })).status).toBe(404)
  })
})

describe('OAuth', () => {
  test('an expired access token is refreshed, and the answer names the API’s domain', async () => {
    const old = { authorization: 'Bearer sandbox-pipedrive-access' }
    expect((await call('GET', '/api/v1/users/me', { headers: old })).status).toBe(200)
    visitor.advance(3_600_000)
    expect((await call('GET', '/api/v1/users/me', { headers: old })).status).toBe(401)
    const answer = await token({ grant_type: 'refresh_token', refresh_token: 'sandbox-pipedrive-refresh' })
    expect(answer.json).toEqual({
      access_token: 'sandbox-pipedrive-access-1',
      token_type: 'Bearer',
      refresh_token: 'sandbox-pipedrive-refresh',
      scope: 'base,users:read,admin',
      expires_in: 3600,
      api_domain: 'https://acme.pipedrive.com',
    })
    const headers = { authorization: 'Bearer sandbox-pipedrive-access-1' }
    expect((await call('GET', '/api/v1/users/me', { headers })).json).toMatchObject({ data: { id: 11 } })
  })

  test('the refresh token expires after 60 days without use', async () => {
    visitor.advance(60 * 86_400_000)
    const answer = await token({ grant_type: 'refresh_token', refresh_token: 'sandbox-pipedrive-refresh' })
    expect(answer).toMatchObject({ status: 400, json: { message: 'Invalid grant: refresh_token is invalid' } })
  })

  test('a wrong client is 401 with the recorded body', async () => {
    const answer = await token({ grant_type: 'refresh_token' }, 'Basic eDp5')
    expect(answer).toMatchObject({
      status: 401,
      json: { success: false, message: 'Invalid client: client is invalid' },
    })
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Service"')
  })

  test('a code from the consent page becomes a token', async () => {
    const query = 'client_id=sandbox-pipedrive-client&redirect_uri=https%3A%2F%2Fapp.example%2Fback&state=s'
    const consent = await visitor.send('GET', `/oauth/authorize?${query}`, { host: 'oauth.pipedrive.com' })
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const terms = { grant_type: 'authorization_code', code, redirect_uri: 'https://app.example/back' }
    expect((await token(terms)).json).toMatchObject({ token_type: 'Bearer', api_domain: 'https://acme.pipedrive.com' })
    expect((await token(terms)).json).toMatchObject({ message: 'Invalid grant: authorization code is invalid' })
    expect((await token({})).status).toBe(400)
  })

  test('a revoked token is no longer accepted, and only the app may revoke', async () => {
    const form = { token: 'sandbox-pipedrive-access' }
    const host = 'oauth.pipedrive.com'
    expect((await visitor.send('POST', '/oauth/revoke', { host, form })).status).toBe(401)
    await visitor.send('POST', '/oauth/revoke', { host, form, headers: { authorization: basic } })
    const headers = { authorization: 'Bearer sandbox-pipedrive-access' }
    expect((await call('GET', '/v1/users/me', { headers })).status).toBe(401)
  })
})
