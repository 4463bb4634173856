import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people, stableUuid } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { attio } from './attio.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(attio)
})
afterEach(() => visitor.close())

const key = { authorization: 'Bearer sandbox-attio-token' }
const oauthHost = 'app.attio.com'
const client = { client_id: 'sandbox-attio-client', client_secret: 'sandbox-attio-client-secret' }
const ada = stableUuid('attio-workspace-member-1')
const karin = stableUuid('attio-workspace-member-11')

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/v2${path}`, { headers: key, ...options })

const members = (answer: Answer): Record<string, unknown>[] => {
  const list = isRecord(answer.json) && Array.isArray(answer.json.data) ? answer.json.data : []
  return list.filter(isRecord)
}

describe('reading', () => {
  test('the whole workspace is in one answer, for any parameters', async () => {
    const held = people.filter((person) => person.email !== null && person.state !== 'invited').length
    const answer = await call('GET', '/workspace_members?limit=2&offset=1&email=x&sort=email')
    expect(members(answer)).toHaveLength(held)
    expect(Object.keys(isRecord(answer.json) ? answer.json : {})).toEqual(['data'])
    expect(members(answer)[0]).toMatchObject({ first_name: 'Ada', access_level: 'member' })
  })

  test('a member has the recorded fields: an id of two parts and nine fractional digits', async () => {
    expect((await call('GET', `/workspace_members/${ada}`)).json).toEqual({
      data: {
        id: { workspace_id: stableUuid('attio-workspace'), workspace_member_id: ada },
        first_name: 'Ada',
        last_name: 'Archer',
        avatar_url: null,
        email_address: 'ada.archer@acme.example',
        access_level: 'member',
        created_at: '2023-01-03T08:52:30.000000000Z',
      },
    })
  })

  test('suspended members stay in the list, and missing names are empty texts', async () => {
    const all = members(await call('GET', '/workspace_members'))
    expect(all.filter((member) => member.access_level === 'suspended').length).toBeGreaterThan(10)
    expect(all.filter((member) => member.access_level === 'admin')[0]).toHaveProperty('first_name', 'Karin')
    expect(all.find((member) => member.email_address === 'nameless@acme.example')).toMatchObject({
      first_name: '',
      last_name: '',
    })
    expect(all.every((member) => typeof member.first_name === 'string')).toBe(true)
  })

  test('self names the member that made the key, which is then found by id', async () => {
    const self = await call('GET', '/self')
    expect(self.json).toMatchObject({
      active: true,
      exp: null,
      workspace_slug: 'acme',
      authorized_by_workspace_member_id: karin,
    })
    expect((await call('GET', `/workspace_members/${karin}`)).json).toHaveProperty('data.first_name', 'Karin')
  })

  test('a key may have no owner: self then names no member', async () => {
    const answer = await call('GET', '/self', { headers: { authorization: 'Bearer sandbox-attio-anonymous' } })
    expect(answer.json).toHaveProperty('active', true)
    expect(answer.json).not.toHaveProperty('authorized_by_workspace_member_id')
  })
})

describe('refusals', () => {
  test('an unknown member is 404, a malformed id 400', async () => {
    expect(await call('GET', `/workspace_members/${stableUuid('nobody')}`)).toMatchObject({
      status: 404,
      json: { status_code: 404, type: 'invalid_request_error', code: 'not_found', message: expect.any(String) },
    })
    expect(await call('GET', '/workspace_members/17')).toMatchObject({
      status: 400,
      json: { status_code: 400, code: 'validation_type' },
    })
  })

  test('a bad token is 401, yet self says 200 and not active', async () => {
    const headers = { authorization: `Bearer ${'0f'.repeat(32)}` }
    expect(await call('GET', '/workspace_members', { headers })).toMatchObject({
      status: 401,
      json: { status_code: 401, type: 'auth_error' },
    })
    expect(await call('GET', '/self', { headers })).toMatchObject({ status: 200, json: { active: false } })
    visitor.control.expireTokens()
    expect((await call('GET', '/self')).json).toEqual({ active: false })
    expect((await call('GET', `/workspace_members/${ada}`)).status).toBe(401)
  })

  test('for a token in another form, or none, self answers 400', async () => {
    for (const headers of [{ authorization: 'Bearer wrong' }, { authorization: '' }]) {
      expect(await call('GET', '/self', { headers })).toMatchObject({
        status: 400,
        json: { status_code: 400, type: 'invalid_request_error', code: 'missing_value' },
      })
      expect((await call('GET', '/workspace_members', { headers })).status).toBe(401)
    }
  })

  test('without the scope it is 403', async () => {
    const headers = { authorization: 'Bearer sandbox-attio-records-only' }
    expect(await call('GET', '/workspace_members', { headers })).toMatchObject({
      status: 403,
      json: { status_code: 403, type: 'auth_error' },
    })
  })

  test.each(['POST', 'PATCH', 'PUT', 'DELETE'])('%s does not exist', async (method) => {
    const path = method === 'POST' ? '/workspace_members' : `/workspace_members/${ada}`
    expect(await call(method, path, method === 'DELETE' ? {} : { json: {} })).toMatchObject({
      status: 404,
      json: { code: 'not_found' },
    })
  })

  test('the path has an underscore, and other hosts are not served', async () => {
    expect((await call('GET', '/workspace-members')).status).toBe(404)
    expect((await call('GET', '/workspace_members', { host: oauthHost })).status).toBe(404)
    expect((await call('GET', '/workspace_members', { host: 'eu.attio.com' })).status).toBe(421)
  })

  test('over the limit it is 429 with a date in Retry-After, and no earlier answer reports the limit', async () => {
    const first = await call('GET', '/workspace_members')
    expect([...first.headers.keys()].filter((name) => name.includes('limit'))).toEqual([])
    visitor.control.limitRate({ limit: 1, windowMs: 1000 })
    visitor.advance(300)
    await call('GET', '/self')
    const refused = await call('GET', '/workspace_members')
    expect(refused).toMatchObject({
      status: 429,
      json: {
        status_code: 429,
        type: 'rate_limit_error',
        code: 'rate_limit_exceeded',
        message: 'Rate limit exceeded, please try again later',
      },
    })
    expect(refused.headers.get('retry-after')).toBe('Mon, 01 Jun 2026 12:00:01 GMT')
    visitor.advance(700)
    expect((await call('GET', '/workspace_members')).status).toBe(200)
  })
})

describe('OAuth', () => {
  const token = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
    visitor.send('POST', '/oauth/token', { host: oauthHost, form, headers })

  test('a code becomes a token without expiry and without refresh token', async () => {
    const query =
      'client_id=sandbox-attio-client&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fback&state=s'
    const consent = await visitor.send('GET', `/authorize?${query}`, { host: oauthHost })
    const location = new URL(consent.headers.get('location') ?? '')
    expect(location.searchParams.get('state')).toBe('s')
    const terms = { ...client, grant_type: 'authorization_code', code: location.searchParams.get('code') ?? '' }
    const answer = await token(terms)
    expect(answer.json).toEqual({ access_token: 'sandbox-attio-access-2', token_type: 'Bearer' })
    visitor.advance(10 * 365 * 86_400_000)
    const headers = { authorization: 'Bearer sandbox-attio-access-2' }
    expect((await call('GET', '/self', { headers })).json).toMatchObject({ active: true, scope: expect.any(String) })
    expect((await call('GET', '/workspace_members', { headers })).status).toBe(200)
    expect(await token(terms)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('the client is in a form body, and there is no refresh token', async () => {
    const basic = { authorization: `Basic ${Buffer.from(Object.values(client).join(':')).toString('base64')}` }
    expect((await token({ grant_type: 'authorization_code', code: 'x' }, basic)).status).toBe(401)
    const refresh = { grant_type: 'refresh_token', refresh_token: 'x' }
    expect(await token({ ...client, ...refresh })).toMatchObject({
      status: 400,
      json: { error: 'unsupported_grant_type' },
    })
    const inJson = await visitor.send('POST', '/oauth/token', { host: oauthHost, json: client })
    expect(inJson).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
  })

  test('the imported access token works like the key', async () => {
    const headers = { authorization: 'Bearer sandbox-attio-access' }
    expect((await call('GET', '/self', { headers })).json).toHaveProperty('authorized_by_workspace_member_id', karin)
  })
})
