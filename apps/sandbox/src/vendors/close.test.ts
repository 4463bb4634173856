import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { closeId, organizationId, roles } from './close/records.ts'
import { close } from './close.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(close)
})
afterEach(() => visitor.close())

const basic = (username: string, password = ''): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
})

const key = basic('sandbox-close-key')
const bearer = { authorization: 'Bearer sandbox-close-access' }
const ada = closeId('user', '1')
const adaMembership = closeId('memb', ada)
const karin = closeId('user', '11')
const held = people.filter((person) => person.email !== null)
const currentCount = held.filter((person) => person.state !== 'inactive').length

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/api/v1${path}`, { headers: key, ...options })

const rows = (answer: Answer, name = 'data'): Record<string, unknown>[] => {
  const list = isRecord(answer.json) ? answer.json[name] : undefined
  return Array.isArray(list) ? list.filter(isRecord) : []
}

describe('reading', () => {
  test('a page has 100 members unless the request says otherwise, says whether there are more, and no total', async () => {
    const answer = await call('GET', '/user/')
    expect(rows(answer)).toHaveLength(100)
    expect(Object.keys(isRecord(answer.json) ? answer.json : {})).toEqual(['data', 'has_more'])
    expect(answer.json).toHaveProperty('has_more', true)
    expect(
      rows(answer)
        .slice(0, 2)
        .map((user) => user.first_name),
    ).toEqual(['Ada', 'Ben'])
  })

  test('_limit and _skip list every current member once', async () => {
    const seen = new Set<unknown>()
    let more: unknown = true
    for (let skip = 0; more === true; skip += 200) {
      const answer = await call('GET', `/user/?_limit=200&_skip=${skip}`)
      for (const user of rows(answer)) seen.add(user.id)
      more = isRecord(answer.json) ? answer.json.has_more : undefined
    }
    expect(more).toBe(false)
    expect(seen.size).toBe(currentCount)
  })

  test.each(['201', '-1', 'many'])('_limit=%s is refused in field-errors', async (limit) => {
    const answer = await call('GET', `/user/?_limit=${limit}`)
    expect(answer).toMatchObject({ status: 400, json: { errors: [], 'field-errors': { _limit: expect.any(String) } } })
  })

  test('more than 200 is refused with the recorded sentence', async () => {
    expect((await call('GET', '/user/?_limit=201')).json).toEqual({
      errors: [],
      'field-errors': { _limit: 'Input should be less than or equal to 200' },
    })
  })

  test('a walk ends at a maximum of _skip, with the reported sentence', async () => {
    expect((await call('GET', '/user/?_skip=250000')).json).toEqual({ data: [], has_more: false })
    expect(await call('GET', '/user/?_skip=250100')).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('larger than the maximum skip for this resource (max_skip = 250000)') },
    })
  })

  test('a user has the recorded fields, without an envelope', async () => {
    expect((await call('GET', `/user/${ada}/`)).json).toEqual({
      date_created: '2023-01-03T08:52:30.000000+00:00',
      date_updated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/),
      email: 'ada.archer@acme.example',
      email_verified_at: '2023-01-03T08:52:30.000000+00:00',
      first_name: 'Ada',
      google_profile_image_url: null,
      id: ada,
      image: null,
      last_name: 'Archer',
      last_used_timezone: 'America/New_York',
      organizations: [organizationId],
    })
    expect(ada).toMatch(/^user_[0-9A-Za-z]{43}$/)
  })

  test('users can be ordered by two names, and fields can be chosen', async () => {
    const sorted = await call('GET', '/user/?_order_by=last_name,first_name&_limit=200&_fields=last_name')
    const names = rows(sorted).map((user) => String(user.last_name))
    expect(names).toEqual([...names].sort())
    expect(Object.keys(rows(sorted)[0] ?? {})).toEqual(['last_name'])
    expect((await call('GET', '/user/?_order_by=first_name,last_name')).status).toBe(200)
    expect((await call('GET', '/user/?_order_by=email')).json).toHaveProperty('field-errors._order_by')
    expect((await call('GET', `/user/${ada}/?_fields=id,email`)).json).toEqual({
      id: ada,
      email: 'ada.archer@acme.example',
    })
  })

  test('there are no filters', async () => {
    expect(rows(await call('GET', '/user/?email=ada.archer@acme.example&_limit=5'))).toHaveLength(5)
  })

  test('me has memberships, and organizations as objects', async () => {
    expect((await call('GET', '/me/')).json).toMatchObject({
      id: karin,
      organizations: [{ id: organizationId, name: 'Acme' }],
      memberships: [{ id: closeId('memb', karin), role_id: roles.admin }],
      email_accounts: [],
      phone_numbers: [],
    })
    expect((await call('GET', '/me/', { headers: bearer })).json).toHaveProperty('id', karin)
  })

  test('the organization has former members too, flat or expanded', async () => {
    const flat = await call('GET', `/organization/${organizationId}/`)
    expect(rows(flat, 'memberships')).toHaveLength(currentCount)
    expect(rows(flat, 'inactive_memberships')).toHaveLength(held.length - currentCount)
    expect(rows(flat, 'memberships')[0]).toMatchObject({ user_id: ada, user_email: 'ada.archer@acme.example' })
    const query = '_expand=memberships__user,inactive_memberships__user&_fields=memberships'
    const expanded = await call('GET', `/organization/${organizationId}/?${query}`)
    expect(rows(expanded, 'memberships')[0]).toMatchObject({ id: adaMembership, user: { id: ada } })
    expect(expanded.json).not.toHaveProperty('inactive_memberships')
    expect((await call('GET', '/organization/orga_other/')).status).toBe(404)
  })

  test('a former member is not found as a user', async () => {
    const gone = held.find((person) => person.state === 'inactive')
    expect((await call('GET', `/user/${closeId('user', String(gone?.number))}/`)).status).toBe(404)
  })
})

describe('memberships', () => {
  test('DELETE makes a former member of a current one', async () => {
    expect((await call('DELETE', `/membership/${adaMembership}/`)).status).toBe(200)
    expect((await call('GET', `/user/${ada}/`)).status).toBe(404)
    const organization = await call('GET', `/organization/${organizationId}/`)
    expect(rows(organization, 'inactive_memberships').map((one) => one.user_id)).toContain(ada)
    expect((await call('DELETE', `/membership/${adaMembership}/`)).status).toBe(404)
  })

  test('PUT changes role and recording, and nothing else', async () => {
    const json = { role_id: 'superuser', auto_record_calls: 'enabled', user_id: karin }
    const answer = await call('PUT', `/membership/${adaMembership}/`, { json })
    const changed = { role_id: roles.superuser, auto_record_calls: 'enabled', user_id: ada }
    expect(answer).toMatchObject({ status: 200, json: changed })
    const organization = await call('GET', `/organization/${organizationId}/`)
    expect(rows(organization, 'memberships')[0]).toMatchObject(changed)
    for (const bad of [{ role_id: 'king' }, { auto_record_calls: true }]) {
      expect((await call('PUT', `/membership/${adaMembership}/`, { json: bad })).json).toHaveProperty('field-errors')
    }
    expect((await call('PUT', '/membership/memb_x/', { json })).status).toBe(404)
  })

  test('POST invites by token and by key, only into verified domains', async () => {
    const byKey = await call('POST', '/membership/', { json: { email: 'key@acme.example', role_id: 'user' } })
    expect(byKey).toMatchObject({ status: 200, json: { role_id: roles.user } })
    const json = { email: 'new@elsewhere.example', role_id: 'user' }
    expect(await call('POST', '/membership/', { json, headers: bearer })).toMatchObject({
      status: 400,
      json: { 'field-errors': { email: expect.any(String) } },
    })
  })

  test('POST restores a former member, and refuses a current one', async () => {
    const json = { email: 'new@acme.example', role_id: 'user' }
    const answer = await call('POST', '/membership/', { json, headers: bearer })
    expect(answer).toMatchObject({ status: 200, json: { role_id: roles.user, organization_id: organizationId } })
    const userId = isRecord(answer.json) ? answer.json.user_id : ''
    expect((await call('GET', `/user/${userId}/`)).json).toMatchObject({ email: 'new@acme.example', first_name: '' })
    const again = await call('POST', '/membership/', { json, headers: bearer })
    expect(again).toMatchObject({ status: 400, json: { 'field-errors': { email: expect.any(String) } } })
    await call('DELETE', `/membership/${adaMembership}/`)
    const back = { email: 'ada.archer@acme.example', role_id: roles.admin }
    expect((await call('POST', '/membership/', { json: back, headers: bearer })).json).toHaveProperty('user_id', ada)
    expect((await call('GET', `/user/${ada}/`)).status).toBe(200)
    const bad = await call('POST', '/membership/', { json: {}, headers: bearer })
    expect(bad.json).toMatchObject({ 'field-errors': { email: expect.any(String), role_id: expect.any(String) } })
  })

  test('a colleague who may not manage the organization is refused', async () => {
    const headers = basic('sandbox-close-colleague')
    expect((await call('DELETE', `/membership/${adaMembership}/`, { headers })).status).toBe(403)
    expect((await call('PUT', `/membership/${adaMembership}/`, { headers, json: {} })).status).toBe(403)
    const oauth = { authorization: 'Bearer sandbox-close-colleague-access' }
    expect((await call('POST', '/membership/', { headers: oauth, json: {} })).status).toBe(403)
  })

  test('a user itself cannot be changed', async () => {
    const answer = await call('PUT', `/user/${ada}/`, { json: { first_name: 'Adele' } })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET')
  })
})

describe('refusals', () => {
  test.each([
    ['no login', {}],
    ['a wrong key', basic('wrong')],
    ['a password beside the key', basic('sandbox-close-key', 'x')],
    ['the key as a token', { authorization: 'Bearer sandbox-close-key' }],
    ['the token as a key', basic('sandbox-close-access')],
  ])('%s is 401', async (_name, headers) => {
    expect(await call('GET', '/user/', { headers })).toMatchObject({ status: 401, json: { error: 'Unauthorized' } })
  })

  test('a path without its slash, or unknown, is 404 with the recorded sentence', async () => {
    for (const path of ['/user', '/me', '/users/', `/user/${ada}`]) {
      const answer = await call('GET', path)
      expect(answer).toMatchObject({ status: 404, json: { error: expect.stringContaining('URL was not found') } })
    }
    expect((await call('GET', '/user/user_nobody/')).status).toBe(404)
  })

  test('another host is not served, and consent has a separate host', async () => {
    expect((await call('GET', '/user/', { host: 'api.close.io' })).status).toBe(421)
    expect((await call('GET', '/user/', { host: 'app.close.com' })).status).toBe(404)
  })

  test('limits count by group and key, and are reported with semicolons', async () => {
    const first = await call('GET', '/me/')
    expect(first.headers.get('ratelimit')).toBe('limit=240; remaining=239; reset=2')
    visitor.control.limitRate({ limit: 1, windowMs: 5000 })
    await call('GET', '/me/')
    const refused = await call('GET', '/me/')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('ratelimit')).toBe('limit=1; remaining=0; reset=5')
    expect(refused.headers.get('ratelimit-reset')).toBe('5')
    expect(refused.headers.get('retry-after')).toBe(null)
    expect((await call('GET', '/user/')).status).toBe(200)
    expect((await call('GET', '/me/', { headers: bearer })).status).toBe(200)
    visitor.advance(5000)
    expect((await call('GET', '/me/')).status).toBe(200)
  })
})

describe('OAuth', () => {
  const client = { client_id: 'sandbox-close-client', client_secret: 'sandbox-close-client-secret' }
  const token = (form: Record<string, string>): Promise<Answer> => visitor.send('POST', '/oauth2/token/', { form })
  const refresh = (refresh_token: string): Promise<Answer> =>
    token({ ...client, grant_type: 'refresh_token', refresh_token })

  test('an access token is valid for an hour, and a refresh token once', async () => {
    visitor.advance(3_600_000)
    expect((await call('GET', '/me/', { headers: bearer })).status).toBe(401)
    const answer = await refresh('sandbox-close-refresh')
    expect(answer.json).toEqual({
      token_type: 'Bearer',
      access_token: 'sandbox-close-access-1',
      expires_in: 3600,
      refresh_token: 'sandbox-close-refresh-2',
      scope: 'all.full_access offline_access',
      organization_id: organizationId,
      user_id: karin,
    })
    const headers = { authorization: 'Bearer sandbox-close-access-1' }
    expect((await call('GET', '/me/', { headers })).status).toBe(200)
    expect(await refresh('sandbox-close-refresh')).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('a code becomes a token; without offline_access there is no refresh token', async () => {
    const consent = async (scope: string): Promise<string> => {
      const query = `client_id=${client.client_id}&redirect_uri=https%3A%2F%2Fapp.example%2Fback&state=s${scope}`
      const answer = await visitor.send('GET', `/oauth2/authorize/?${query}`, { host: 'app.close.com' })
      return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
    }
    const redeem = async (scope: string): Promise<unknown> =>
      (await token({ ...client, grant_type: 'authorization_code', code: await consent(scope) })).json
    expect(await redeem('')).toMatchObject({ refresh_token: expect.any(String), user_id: karin })
    const short = await redeem('&scope=all.full_access')
    expect(short).toMatchObject({ scope: 'all.full_access', expires_in: 3600 })
    expect(short).not.toHaveProperty('refresh_token')
  })

  test('the client is in a form body, at a path with a slash', async () => {
    expect((await token({ grant_type: 'refresh_token', refresh_token: 'x' })).status).toBe(401)
    expect((await visitor.send('POST', '/oauth2/token/', { json: client })).status).toBe(400)
    expect((await visitor.send('POST', '/oauth2/token', { form: client })).status).toBe(404)
    expect((await token(client)).json).toEqual({ error: 'invalid_request' })
  })
})
