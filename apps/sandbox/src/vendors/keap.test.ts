import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { keap } from './keap.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(keap)
})
afterEach(() => visitor.close())

const key = { 'x-keap-api-key': 'sandbox-keap-token' }
const olderHost = 'api.infusionsoft.com'
const everybody = 'include_inactive==true;include_partners==true'
const basic = `Basic ${Buffer.from('sandbox-keap-client:sandbox-keap-client-secret').toString('base64')}`
const inBody = { client_id: 'sandbox-keap-client', client_secret: 'sandbox-keap-client-secret' }

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/crm/rest${path}`, { headers: key, ...options })

const list = (query: Record<string, string> = {}): Promise<Answer> =>
  call('GET', `/v2/users?${new URLSearchParams(query)}`)

const ids = (answer: Answer): readonly unknown[] => {
  const users = isRecord(answer.json) && Array.isArray(answer.json.users) ? answer.json.users : []
  return users.map((user: unknown) => (isRecord(user) ? user.id : undefined))
}

const patch = (id: number, json: unknown, mask = ''): Promise<Answer> =>
  call('PATCH', `/v2/users/${id}${mask}`, { json })

const token = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  visitor.send('POST', '/token', { host: olderHost, headers, form })

describe('listing', () => {
  test('pages continue by the token within the next address, to an empty text', async () => {
    const found: unknown[] = []
    let pageToken = ''
    do {
      const answer = await list({ page_size: '100', filter: everybody, page_token: pageToken })
      expect(answer.status).toBe(200)
      found.push(...ids(answer))
      const next = isRecord(answer.json) ? String(answer.json.next_page_token) : ''
      expect(next).toMatch(
        /^$|^https:\/\/api\.infusionsoft\.com\/crm\/rest\/v2\/users\/\?page_size=100&page_token=\d+$/,
      )
      pageToken = next === '' ? '' : (new URL(next).searchParams.get('page_token') ?? '')
    } while (pageToken !== '')
    expect(new Set(found).size).toBe(400)
  })

  test('the first ten are plain, and by default no inactive user and no partner is listed', async () => {
    expect(ids(await list()).slice(0, 13)).toEqual([
      ...Array.from({ length: 12 }, (_, index) => String(index + 1)),
      '14',
    ])
    expect(ids(await list({ page_size: '50' }))).not.toContain('37')
    expect(ids(await list({ page_size: '50', filter: 'include_partners==true' }))).toContain('37')
    const withInactive = await list({ page_size: '50', filter: 'include_inactive==true' })
    expect(ids(withInactive)).toContain('13')
    expect(withInactive.text).toContain('NOT_A_USER')
  })

  test('filters are equalities, separated by semicolons', async () => {
    expect(ids(await list({ filter: 'user_ids==3,1' }))).toEqual(['1', '3'])
    expect(ids(await list({ filter: 'user_ids==1,2;given_name==Ben' }))).toEqual(['2'])
    expect(ids(await list({ filter: 'email==plus.address+crm@acme.example' }))).toEqual(['22'])
    expect(ids(await list({ filter: 'email==ADA.archer@acme.example' }))).toEqual([])
  })

  test('order is by a field and a direction', async () => {
    expect(ids(await list({ filter: 'user_ids==1,2,3', order_by: 'create_time desc' }))).toEqual(['3', '2', '1'])
    expect(ids(await list({ filter: 'user_ids==25,26', order_by: 'name desc' }))).toEqual(['25', '26'])
    expect(ids(await list({ filter: 'user_ids==2,1', order_by: 'email asc' }))).toEqual(['1', '2'])
  })

  test.each([
    { page_size: '101' },
    { page_size: '0' },
    { page_token: 'https://api.infusionsoft.com/crm/rest/v2/users/?page_token=25' },
    { filter: 'status==ACTIVE' },
    { filter: 'email=x' },
    { filter: 'user_ids==ada' },
    { filter: 'include_inactive==maybe' },
    { order_by: 'id asc' },
    { order_by: 'name down' },
  ])('%j is 400', async (query) => {
    expect(await list(query)).toMatchObject({ status: 400, json: { code: 400, status: 'INVALID_ARGUMENT' } })
  })
})

describe('one user', () => {
  test('is returned without an envelope, with its fields and no null', async () => {
    const answer = await call('GET', '/v2/users/1')
    expect(answer.json).toMatchObject({
      id: '1',
      given_name: 'Ada',
      family_name: 'Archer',
      status: 'ACTIVE',
      admin: false,
      partner: false,
      email_addresses: [{ email: 'ada.archer@acme.example', field: 'EMAIL1' }],
      create_time: '2023-01-03T08:52:30Z',
      update_time: '2023-01-20T08:53:31Z',
    })
    expect((await call('GET', '/v2/users/17')).json).not.toHaveProperty('family_name')
    expect((await call('GET', '/v2/users/20')).text).not.toContain('null')
  })

  test('may have another e-mail before the main one, or no main one', async () => {
    const mails = (await call('GET', '/v2/users/12')).json
    expect(mails).toHaveProperty('email_addresses.0.field', 'EMAIL2')
    expect(mails).toHaveProperty('email_addresses.1.field', 'EMAIL1')
    expect((await call('GET', '/v2/users/41')).json).toHaveProperty('email_addresses.0.field', 'EMAIL2')
  })

  test('that is unknown is 404 with only a message', async () => {
    for (const method of ['GET', 'PATCH']) {
      const answer = await call(method, '/v2/users/999')
      expect(answer).toMatchObject({ status: 404 })
      expect(answer.json).toEqual({ message: 'Unable to find this User' })
    }
  })

  test('that is the own one has the fields of OpenID', async () => {
    expect((await call('GET', '/v2/oauth/connect/userinfo')).json).toMatchObject({
      email: 'karin.rossi@acme.example',
      sub: '11',
      id: '4236011',
      keap_id: 'karin.rossi@acme.example',
      is_admin: true,
      tenant_id: 'ab123',
    })
  })
})

describe('changing', () => {
  test('a mask selects the fields of the body, repeated or with commas', async () => {
    const json = { given_name: 'Adele', family_name: 'Arch', title: 'Boss' }
    await patch(1, json, '?update_mask=given_name&update_mask=job_title')
    expect((await call('GET', '/v2/users/1')).json).toMatchObject({
      given_name: 'Adele',
      family_name: 'Archer',
      title: 'Boss',
      updated_by: 11,
      update_time: '2026-06-01T12:00:00Z',
    })
    expect((await patch(2, json, '?update_mask=given_name,family_name')).json).toMatchObject({ family_name: 'Arch' })
  })

  test('without a mask all writable fields count, and the others are ignored', async () => {
    const json = {
      email_address: { email: 'ada@acme.example', field: 'EMAIL1' },
      time_zone: 'Europe/Paris',
      phone_numbers: [{ number: '5', field: 'PHONE1' }],
      address: { line1: '1 Road' },
      status: 'INACTIVE',
      email_addresses: [],
    }
    const answer = await patch(1, json)
    expect(answer.status).toBe(200)
    expect((await call('GET', '/v2/users/1')).json).toMatchObject({
      status: 'ACTIVE',
      email_addresses: [{ email: 'ada@acme.example', field: 'EMAIL1' }],
      phone_numbers: [{ number: '5' }],
      address: { line1: '1 Road' },
    })
    expect(answer.json).not.toHaveProperty('time_zone')
  })

  test.each([
    [{ email_address: 'ada@acme.example' }, ''],
    [{ email_address: { email: 'ada' } }, ''],
    [{ email_address: { email: 'a@acme.example', field: 'EMAIL9' } }, ''],
    [{ email_address: { email: `${'a'.repeat(70)}@acme.example` } }, ''],
    [{ given_name: null }, ''],
    [{ time_zone: 5 }, ''],
    [{ phone_numbers: '5' }, ''],
    [{ title: 'Boss' }, '?update_mask=title'],
    ['text', ''],
  ])('%j%s is 400', async (json, mask) => {
    expect(await patch(1, json, mask)).toMatchObject({ status: 400, json: { code: 400, details: [expect.anything()] } })
  })
})

describe('v1', () => {
  test('invites a user, which is then in both versions', async () => {
    const json = { email: 'new@acme.example', given_name: 'Nina', admin: true }
    const answer = await call('POST', '/v1/users', { json, host: olderHost })
    expect(answer).toMatchObject({
      status: 201,
      json: { id: 401, email_address: 'new@acme.example', status: 'Invited', admin: true, partner: false },
    })
    expect(answer.json).toHaveProperty('date_created', '2026-06-01T12:00:00.000+0000')
    expect((await call('GET', '/v2/users/401')).json).toMatchObject({
      id: '401',
      status: 'INVITED',
      given_name: 'Nina',
    })
    expect((await call('POST', '/v1/users', { json })).status).toBe(400)
  })

  test.each([{ email: 'new@acme.example' }, { given_name: 'Nina' }, []])('does not invite %j', async (json) => {
    expect(await call('POST', '/v1/users', { json })).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining('required') },
    })
  })

  test('lists all users by default', async () => {
    expect((await call('GET', '/v1/users?limit=2')).json).toMatchObject({
      count: 400,
      users: [{ id: 1, email_address: 'ada.archer@acme.example', status: 'Active' }, { id: 2 }],
      next: 'https://api.infusionsoft.com/crm/rest/v1/users/?limit=2&offset=2',
    })
    const fewer = await call('GET', '/v1/users?include_inactive=false&include_partners=false&limit=1000')
    expect(Number(isRecord(fewer.json) && fewer.json.count)).toBeLessThan(400)
    expect((await call('GET', '/v1/users?limit=x')).status).toBe(400)
  })
})

describe('refusals', () => {
  test.each([
    { 'x-keap-api-key': 'wrong' },
    { 'x-keap-api-key': 'sandbox-keap-access' },
    { authorization: 'Bearer sandbox-keap-token' },
    { authorization: 'Bearer wrong' },
  ])('%j is 401, with the sentence of the gateway', async (headers) => {
    const answer = await call('GET', '/v2/users', { headers })
    expect(answer).toMatchObject({ status: 401, json: { fault: { faultstring: 'Invalid Access Token' } } })
  })

  test('an unknown address is a page, and so is the refusal of a GET with a body', async () => {
    const answer = await call('GET', '/v2/people')
    expect(answer).toMatchObject({ status: 404, json: undefined })
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect((await call('DELETE', '/v2/users/1')).status).toBe(405)
    expect((await call('GET', '/v2/users', { host: 'api.keap.example' })).status).toBe(421)
  })

  test('over the limit it is 429 without Retry-After; the headers report the remainder', async () => {
    const reported = (await call('GET', '/v2/users/1')).headers
    expect(reported.get('x-keap-product-throttle-limit')).toBe('240')
    expect(reported.get('x-keap-product-throttle-available')).toBe('239')
    expect(reported.get('x-keap-product-quota-time-unit')).toBe('day')
    visitor.control.limitRate({ limit: 1, windowMs: 60_000 })
    expect((await call('GET', '/v2/users/1')).status).toBe(200)
    const answer = await call('GET', '/v2/users/1')
    expect(answer).toMatchObject({ status: 429, json: { fault: { faultstring: expect.any(String) } } })
    expect(answer.headers.get('x-keap-product-throttle-available')).toBe('0')
    expect(answer.headers.has('retry-after')).toBe(false)
  })
})

describe('OAuth', () => {
  const authorizePath = (change: Record<string, string> = {}): string =>
    `/app/oauth/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: 'sandbox-keap-client',
      redirect_uri: 'https://rollcall.example/callback',
      scope: 'full',
      state: 's1',
      ...change,
    })}`
  const consent = (change?: Record<string, string>): Promise<Answer> =>
    visitor.send('GET', authorizePath(change), { host: 'accounts.infusionsoft.com' })

  test('consent returns a code, and the code gets a token for a day', async () => {
    const location = new URL((await consent()).headers.get('location') ?? '')
    expect(location.searchParams.get('state')).toBe('s1')
    const code = location.searchParams.get('code') ?? ''
    const form = {
      ...inBody,
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://rollcall.example/callback',
    }
    const answer = await token(form)
    expect(answer).toMatchObject({
      status: 200,
      json: { token_type: 'bearer', expires_in: 86_400, refresh_token: expect.any(String), scope: 'full' },
    })
    const access = isRecord(answer.json) ? String(answer.json.access_token) : ''
    const headers = { authorization: `Bearer ${access}` }
    expect((await call('GET', '/v2/oauth/connect/userinfo', { headers })).json).toMatchObject({ sub: '11' })
  })

  test('the consent page requires https, its only scope and a code', async () => {
    expect((await consent({ redirect_uri: 'http://rollcall.example/callback' })).status).toBe(400)
    expect((await consent({ redirect_uri: 'http://127.0.0.1:8080/callback' })).status).toBe(302)
    expect((await consent({ scope: 'users' })).status).toBe(400)
    expect((await consent({ response_type: 'token' })).status).toBe(400)
  })

  test('a token ends after a day; a refresh token works once, with Basic or in the body', async () => {
    const headers = { authorization: 'Bearer sandbox-keap-access' }
    expect((await call('GET', '/v2/users', { headers })).status).toBe(200)
    visitor.advance(86_400_000)
    expect((await call('GET', '/v2/users', { headers })).status).toBe(401)
    const form = { grant_type: 'refresh_token', refresh_token: 'sandbox-keap-refresh' }
    const answer = await token(form, { authorization: basic })
    expect(answer.status).toBe(200)
    expect(await token(form, { authorization: basic })).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    const next = isRecord(answer.json) ? String(answer.json.refresh_token) : ''
    expect((await token({ ...inBody, ...form, refresh_token: next })).status).toBe(200)
  })

  test('a refresh token expires after 45 days, and a client must name itself in a form', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'sandbox-keap-refresh' }
    expect((await token(form)).status).toBe(401)
    expect((await visitor.send('POST', '/token', { host: olderHost, json: { ...inBody, ...form } })).status).toBe(400)
    visitor.advance(45 * 86_400_000)
    expect((await token(form, { authorization: basic })).json).toHaveProperty('error', 'invalid_grant')
    expect((await visitor.send('POST', '/token', { form })).status).toBe(404)
  })
})
