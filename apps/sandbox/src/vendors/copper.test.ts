import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { copper } from './copper.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(copper)
})
afterEach(() => visitor.close())

const seats = people.filter((person) => person.email !== null).length
const type = { 'content-type': 'application/json' }
const key = {
  ...type,
  'x-pw-accesstoken': 'sandbox-copper-token',
  'x-pw-application': 'developer_api',
  'x-pw-useremail': 'karin.rossi@acme.example',
}
const search = '/developer_api/v1/users/search'
const redirectUri = 'https://rollcall.example/callback?from=copper'

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/developer_api/v1${path}`, { headers: key, ...options })

const rows = (answer: Answer): readonly unknown[] => {
  expect(answer.status).toBe(200)
  return Array.isArray(answer.json) ? answer.json : []
}

const consent = (change: Record<string, string> = {}): Promise<Answer> => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'sandbox-copper-client',
    redirect_uri: redirectUri,
    scope: 'developer/v1/all',
    state: 'a "state"',
    ...change,
  })
  return visitor.send('GET', `/oauth/authorize?${query}`, { host: 'app.copper.com' })
}

const token = (form: Record<string, string>): Promise<Answer> => {
  const client = { client_id: 'sandbox-copper-client', client_secret: 'sandbox-copper-client-secret' }
  return visitor.send('POST', '/oauth/token', { host: 'app.copper.com', form: { ...client, ...form } })
}

describe('reading', () => {
  test('a search is a bare array of 20, the first ten plain, and continues until a short page', async () => {
    const first = await call('POST', '/users/search', { json: {} })
    expect(rows(first)).toHaveLength(20)
    expect(first.json).toHaveProperty('0', {
      id: 159_001,
      name: 'Ada Archer',
      email: 'ada.archer@acme.example',
      groups: [{ id: 2, name: 'Support' }],
    })
    expect(rows(await call('POST', '/users/search', { json: { page_number: 2, page_size: 200 } }))).toHaveLength(
      seats - 200,
    )
    expect(rows(await call('POST', '/users/search', { json: { page_number: 3, page_size: 200 } }))).toEqual([])
    expect(rows(await visitor.send('POST', search, { headers: key }))).toHaveLength(20)
  })

  test('the total is in a header and is too high', async () => {
    const answer = await call('POST', '/users/search', { json: {} })
    expect(Number(answer.headers.get('x-pw-total'))).toBeGreaterThan(seats)
  })

  test('sorting is accepted and has no effect', async () => {
    const answer = await call('POST', '/users/search', { json: { sort_by: 'name', sort_direction: 'desc' } })
    expect(answer.json).toHaveProperty('0.id', 159_001)
  })

  test('one user, and the own user; some have no groups at all', async () => {
    expect((await call('GET', '/users/159004')).json).toMatchObject({ id: 159_004, groups: [] })
    expect((await call('GET', '/users/159005')).json).not.toHaveProperty('groups')
    expect((await call('GET', '/users/me')).json).toMatchObject({ id: 159_011, email: 'karin.rossi@acme.example' })
  })
})

describe('refusals', () => {
  test.each([
    [{ pageSize: 5 }, 'Unrecognized attributes specified: pageSize'],
    [{ page_size: 201 }, 'page_size must be between 1 and 200'],
    [{ page_size: '20' }, 'page_size must be between 1 and 200'],
    [{ page_number: 0 }, 'page_number must be 1 or more'],
    [[], 'Body is not a JSON object'],
  ])('a search with %j is 422', async (json, what) => {
    const message = `Invalid input: Validation errors: Base: ${what}`
    const answer = await call('POST', '/users/search', { json })
    expect(answer).toMatchObject({ status: 422, json: { success: false, status: 422, message } })
  })

  test.each([
    ['x-pw-accesstoken', 'wrong'],
    ['x-pw-accesstoken', 'sandbox-copper-access'],
    ['x-pw-application', 'my_app'],
    ['x-pw-useremail', 'ada.archer@acme.example'],
    ['content-type', 'text/plain'],
  ])('%s: %s is 401', async (name, value) => {
    const answer = await call('GET', '/users/me', { headers: { ...key, [name]: value } })
    expect(answer).toMatchObject({ status: 401, json: { success: false, status: 401, message: expect.any(String) } })
  })

  test('the key is not a bearer token, and an expired key is 401', async () => {
    const headers = { ...type, authorization: 'Bearer sandbox-copper-token' }
    expect((await call('GET', '/users/me', { headers })).status).toBe(401)
    visitor.control.expireTokens()
    expect((await call('GET', '/users/me')).status).toBe(401)
  })

  test('an unknown user is 404, and so is an unknown path', async () => {
    for (const [method, path] of [
      ['GET', '/users/159999'],
      ['GET', '/users/159020'],
      ['GET', '/users/ada'],
      ['GET', '/users'],
      ['PUT', '/users/159001'],
      ['GET', '/teams'],
    ] as const) {
      expect(await call(method, path)).toMatchObject({ status: 404, json: { error: 'not_found' } })
    }
  })

  test('another host is not served', async () => {
    expect((await call('GET', '/users/me', { host: 'api.copper.co' })).status).toBe(421)
  })

  test('over the limit it is 429, and no header reports it', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 60_000 })
    expect((await call('GET', '/users/me')).status).toBe(200)
    const answer = await call('GET', '/users/me')
    expect(answer).toMatchObject({ status: 429, json: { success: false, status: 429 } })
    expect([...answer.headers.keys()].filter((name) => /rate|retry/.test(name))).toEqual([])
  })
})

describe('OAuth', () => {
  test('the code is sent by a form that posts itself, and gets a token without expiry and without refresh', async () => {
    const page = await consent()
    expect(page.status).toBe(200)
    expect(page.text).toContain('method="post" action="https://rollcall.example/callback?from=copper"')
    expect(page.text).toContain('name="state" value="a &quot;state&quot;"')
    const [, code = ''] = /name="code" value="([^"]+)"/.exec(page.text) ?? []
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
    const answer = await token(form)
    const scope = 'developer/v1/all'
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', scope })
    expect(await token(form)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('a bearer token is sent without the X-PW headers, and does not expire', async () => {
    visitor.advance(5 * 365 * 86_400_000)
    const headers = { ...type, authorization: 'Bearer sandbox-copper-access' }
    expect((await call('GET', '/users/me', { headers })).json).toMatchObject({ id: 159_011 })
  })

  test('a wrong secret, a refresh, JSON instead of a form, and another scope are refused', async () => {
    expect(await token({ client_secret: 'wrong' })).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
    expect((await token({ grant_type: 'refresh_token', refresh_token: 'x' })).json).toEqual({
      error: 'unsupported_grant_type',
    })
    expect((await visitor.send('POST', '/oauth/token', { host: 'app.copper.com', json: {} })).status).toBe(400)
    expect((await consent({ scope: 'all' })).status).toBe(400)
    expect((await consent({ response_type: 'token' })).status).toBe(400)
    expect((await consent({ client_id: 'nobody' })).status).toBe(400)
  })
})
