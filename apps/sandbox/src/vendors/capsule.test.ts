import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { capsule } from './capsule.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(capsule)
})
afterEach(() => visitor.close())

const own = { authorization: 'Bearer sandbox-capsule-token' }
const app = { client_id: 'sandbox-capsule-client', client_secret: 'sandbox-capsule-client-secret' }

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/api/v2${path}`, { headers: own, ...options })

const putParty = (number: number, party: unknown): Promise<Answer> =>
  call('PUT', `/parties/${11_000 + number}`, { json: { party } })

const putUser = (number: number, user: unknown): Promise<Answer> => call('PUT', `/users/${number}`, { json: { user } })

const users = (answer: Answer): Record<string, unknown>[] => {
  const list = isRecord(answer.json) && Array.isArray(answer.json.users) ? answer.json.users : []
  return list.filter(isRecord)
}

const token = (json: Record<string, string>): Promise<Answer> =>
  visitor.send('POST', '/oauth/token', { json: { ...app, ...json } })

describe('listing', () => {
  test.each([
    ['?embed=party&perPage=100', 4],
    ['', 8],
    ['?perPage=399', 4],
    ['?perPage=150&page=x', 4],
  ])('the links of %s list every user', async (query, pages) => {
    const seen: unknown[] = []
    let count = 0
    let next: string | undefined = `https://api.capsulecrm.com/api/v2/users${query}`
    while (next !== undefined) {
      const answer: Answer = await call('GET', next.replace('https://api.capsulecrm.com/api/v2', ''))
      seen.push(...users(answer).map((user) => user.id))
      count += 1
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
    }
    expect(seen).toEqual(people.map((person) => person.number))
    expect(count).toBe(pages)
  })

  test('a page after the last one is empty and has no link', async () => {
    const answer = await call('GET', '/users?page=9')
    expect(answer.json).toEqual({ users: [] })
    expect(answer.headers.get('link')).toBeNull()
  })

  test('without a named host the link stays on the sandbox', async () => {
    const answer = await call('GET', '/users?perPage=1', { host: null })
    expect(answer.headers.get('link')).toBe(`<${visitor.origin}/capsule/api/v2/users?perPage=1&page=2>; rel="next"`)
  })
})

describe('one user', () => {
  test('has neither e-mail nor dates', async () => {
    expect((await call('GET', '/users/1')).json).toEqual({
      user: {
        id: 1,
        locale: 'en_US',
        currency: 'EUR',
        status: 'ACTIVE',
        deleted: false,
        loggedIn: false,
        party: {
          id: 11_001,
          type: 'person',
          firstName: 'Ada',
          lastName: 'Archer',
          pictureURL: expect.stringMatching(/^https:/),
        },
        username: 'ada.archer',
        timezone: 'America/New_York',
        lastLoginAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        name: 'Ada Archer',
        taskReminder: true,
      },
    })
  })

  test('gets them with the embedded party', async () => {
    expect((await call('GET', '/users/7?embed=party')).json).toMatchObject({
      user: {
        party: {
          id: 11_007,
          firstName: expect.any(String),
          createdAt: '2023-01-09T12:34:30Z',
          updatedAt: expect.stringMatching(/Z$/),
          organisation: null,
          emailAddresses: [
            { id: 20_007, type: 'Work', address: expect.stringMatching(/@acme\.example$/) },
            { id: 25_007, type: 'Home', address: 'person.7@home.example' },
          ],
        },
      },
    })
  })

  test('may have no name, no e-mail, or be inactive by either flag', async () => {
    const user = async (number: number) => (await call('GET', `/users/${number}?embed=party`)).json
    expect(await user(19)).toMatchObject({ user: { name: null, party: { firstName: null, lastName: null } } })
    expect(await user(20)).toMatchObject({ user: { username: 'user20', party: { emailAddresses: [] } } })
    expect(await user(13)).toMatchObject({ user: { status: 'ACTIVE', deleted: true } })
    expect(await user(18)).toMatchObject({ user: { status: 'INACTIVE', deleted: false } })
    expect(await user(17)).toMatchObject({ user: { status: 'INVITED', lastLoginAt: null } })
  })

  test('current is the token’s own user, and me is unknown', async () => {
    expect((await call('GET', '/users/current?embed=party')).json).toMatchObject({
      user: { id: 11, loggedIn: true, party: { id: 11_011, emailAddresses: [{ id: 20_011 }] } },
    })
    expect(await call('GET', '/users/me')).toMatchObject({
      status: 404,
      json: { message: 'Could not find resource' },
    })
    expect(await call('GET', '/users/9999')).toMatchObject({ status: 404, json: { message: 'user not found' } })
  })
})

describe('changing a user', () => {
  test('writes preferences and ignores read-only fields', async () => {
    const change = {
      username: 'ada',
      locale: 'es_ES',
      currency: 'USD',
      timezone: 'Asia/Tokyo',
      taskReminder: false,
      clickToCallPreference: 'TEL',
      emailPreference: null,
    }
    const answer = await putUser(1, { ...change, name: 'Else', status: 'INACTIVE', deleted: true })
    const expected = { user: { ...change, name: 'Ada Archer', status: 'ACTIVE', deleted: false } }
    expect(answer).toMatchObject({ status: 200, json: expected })
    expect((await call('GET', '/users/1')).json).toMatchObject(expected)
  })

  test.each([
    [{ username: 'BEN.hansen' }, 'username', 'username must be unique'],
    [{ username: '' }, 'username', 'username is required'],
    [{ locale: 'de_DE' }, 'locale', 'locale is invalid'],
    [{ currency: 'euro' }, 'currency', 'currency is invalid'],
    [{ timezone: 'Mars/Base' }, 'timezone', 'timezone is invalid'],
    [{ timezone: 5 }, 'timezone', 'timezone is invalid'],
    [{ taskReminder: 'no' }, 'taskReminder', 'taskReminder is invalid'],
  ])('refuses %j', async (change, field, message) => {
    expect(await putUser(1, change)).toMatchObject({
      status: 422,
      json: { message: 'Validation Failed', errors: [{ message, resource: 'user', field }] },
    })
  })

  test('requires the body in its envelope, and an existing user', async () => {
    expect((await call('PUT', '/users/1', { json: { username: 'x' } })).status).toBe(400)
    expect((await putUser(9999, { locale: 'en_GB' })).status).toBe(404)
  })
})

describe('changing a party', () => {
  test('changes the user’s name and its date', async () => {
    const answer = await putParty(2, { firstName: 'Benjamin', jobTitle: '' })
    expect(answer).toMatchObject({
      status: 200,
      json: { party: { firstName: 'Benjamin', lastName: 'Hansen', jobTitle: null, updatedAt: '2026-06-01T12:00:00Z' } },
    })
    expect((await call('GET', '/users/2?embed=party')).json).toMatchObject({
      user: { name: 'Benjamin Hansen', username: 'ben.hansen', party: { updatedAt: '2026-06-01T12:00:00Z' } },
    })
    expect((await call('GET', '/parties/11002')).json).toMatchObject({ party: { firstName: 'Benjamin' } })
  })

  const work = { id: 20_002, type: 'Work', address: 'ben.hansen@acme.example' }
  test.each([
    ['an id replaces', [{ id: 20_002, address: 'b@acme.example' }], [{ ...work, address: 'b@acme.example' }]],
    ['no id adds', [{ address: 'b@acme.example' }], [work, { id: 40_001, type: null, address: 'b@acme.example' }]],
    ['_delete removes', [{ id: 20_002, _delete: true }], []],
    ['_destroy is passed over', [{ id: 20_002, _destroy: true }], [work]],
    ['an empty list changes nothing', [], [work]],
    [
      'all at once',
      [
        { id: 20_002, _delete: true },
        { type: 'Home', address: 'b@acme.example' },
      ],
      [{ id: 40_001, type: 'Home', address: 'b@acme.example' }],
    ],
  ])('in emailAddresses %s', async (_rule, emailAddresses, expected) => {
    expect((await putParty(2, { emailAddresses })).status).toBe(200)
    const answer = await call('GET', '/users/2?embed=party')
    expect(answer.json).toHaveProperty('user.party.emailAddresses', expected)
  })

  test('the other lists follow the same rule', async () => {
    expect((await putParty(1, { phoneNumbers: [{ id: 30_001, _delete: true }] })).status).toBe(200)
    expect((await call('GET', '/parties/11001')).json).toMatchObject({ party: { phoneNumbers: [] } })
  })

  test.each([
    [{ emailAddresses: [{ address: 'nobody' }] }, 'emailAddresses'],
    [{ emailAddresses: ['b@acme.example'] }, 'emailAddresses'],
    [{ emailAddresses: 'b@acme.example' }, 'emailAddresses'],
    [{ firstName: 5 }, 'firstName'],
  ])('refuses %j and changes nothing', async (party, field) => {
    const before = (await call('GET', '/parties/11002')).json
    expect(await putParty(2, party)).toMatchObject({ status: 422, json: { errors: [{ resource: 'party', field }] } })
    expect((await call('GET', '/parties/11002')).json).toEqual(before)
  })

  test('an unknown item is 404, and nothing changes', async () => {
    const before = (await call('GET', '/parties/11002')).json
    for (const item of [
      { id: 1, address: 'b@acme.example' },
      { id: 1, _delete: true },
    ]) {
      expect(await putParty(2, { firstName: 'Bea', emailAddresses: [item] })).toMatchObject({
        status: 404,
        json: { message: 'Could not find resource' },
      })
    }
    expect((await call('GET', '/parties/11002')).json).toEqual(before)
  })

  test('requires the body in its envelope, and an existing party', async () => {
    expect((await call('PUT', '/parties/11002', { json: { firstName: 'x' } })).status).toBe(400)
    expect(await putParty(9999, { firstName: 'x' })).toMatchObject({
      status: 404,
      json: { message: 'party not found' },
    })
    expect((await call('GET', '/parties/x')).status).toBe(404)
  })
})

describe('refusals', () => {
  test('a wrong token is challenged', async () => {
    const answer = await call('GET', '/users', { headers: { authorization: 'Bearer wrong' } })
    expect(answer).toMatchObject({ status: 401, json: { message: expect.any(String) } })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    const basic = { authorization: `Basic ${Buffer.from('sandbox-capsule-token:x').toString('base64')}` }
    expect((await call('GET', '/users', { headers: basic })).status).toBe(401)
  })

  test.each([
    ['PUT', '/users/1', 'user_preference'],
    ['PUT', '/parties/11001', 'write'],
  ])('%s %s needs the scope %s', async (method, path, scope) => {
    const answer = await call(method, path, { headers: { authorization: 'Bearer sandbox-capsule-reader' }, json: {} })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toBe(`Bearer error="insufficient_scope", scope="${scope}"`)
  })

  test('users can be neither created nor deleted', async () => {
    expect(await call('POST', '/users', { json: {} })).toMatchObject({
      status: 405,
      json: { message: 'Method not allowed' },
    })
    expect((await call('DELETE', '/users/1')).status).toBe(405)
    expect(await visitor.send('GET', '/api/v1/users', { headers: own })).toMatchObject({
      status: 404,
      json: { message: 'Could not find resource' },
    })
  })

  test('the limit is reported on every answer, and its end on a 429 without Retry-After', async () => {
    const answer = await call('GET', '/users/1')
    expect(answer.headers.get('x-ratelimit-limit')).toBe('4000')
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('3999')
    visitor.control.limitRate({ limit: 1, windowMs: 3_600_000 })
    await call('GET', '/users/1')
    // Another token of the same user counts with it.
    const refused = await call('GET', '/users/1', { headers: { authorization: 'Bearer sandbox-capsule-access' } })
    expect([refused.status, refused.json]).toEqual([429, { error: 'rate limit reached' }])
    expect(refused.headers.get('retry-after')).toBeNull()
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-06-01T13:00:00Z') / 1000))
    expect((await token({ grant_type: 'refresh_token', refresh_token: 'sandbox-capsule-refresh' })).status).toBe(200)
  })

  test('another host is not served', async () => {
    expect((await call('GET', '/users', { host: 'acme.capsulecrm.com' })).status).toBe(421)
  })
})

describe('OAuth', () => {
  test('after a week the token is refreshed, and the refresh token with it', async () => {
    const old = { authorization: 'Bearer sandbox-capsule-access' }
    expect((await call('GET', '/users/current', { headers: old })).status).toBe(200)
    visitor.advance(7 * 86_400_000)
    expect((await call('GET', '/users/current', { headers: old })).status).toBe(401)
    const terms = { grant_type: 'refresh_token', refresh_token: 'sandbox-capsule-refresh' }
    const answer = await token(terms)
    expect(answer.json).toEqual({
      access_token: 'sandbox-capsule-access-1',
      refresh_token: 'sandbox-capsule-refresh-2',
      token_type: 'bearer',
      expires_in: 604_800,
      scope: 'read write user_preference',
      subdomain: 'acme',
    })
    const headers = { authorization: 'Bearer sandbox-capsule-access-1' }
    expect((await call('GET', '/users/current', { headers })).status).toBe(200)
    expect(await token(terms)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('the client is in the body, as form or JSON, never in Basic', async () => {
    const refresh = { grant_type: 'refresh_token', refresh_token: 'sandbox-capsule-refresh' }
    const basic = `Basic ${Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64')}`
    const send = (options: Visit) => visitor.send('POST', '/oauth/token', options)
    expect((await send({ form: refresh, headers: { authorization: basic } })).status).toBe(401)
    expect((await send({ form: { ...refresh, ...app } })).status).toBe(200)
  })

  test('authorise, in British spelling, returns a code that becomes a token of its scopes', async () => {
    const asked =
      'client_id=sandbox-capsule-client&redirect_uri=https%3A%2F%2Fapp.example%2F&scope=read%20write&state=s'
    expect((await visitor.send('GET', `/oauth/authorize?${asked}`)).status).toBe(404)
    const consent = await visitor.send('GET', `/oauth/authorise?${asked}`)
    const back = new URL(consent.headers.get('location') ?? '').searchParams
    expect(back.get('state')).toBe('s')
    const terms = {
      grant_type: 'authorization_code',
      code: back.get('code') ?? '',
      redirect_uri: 'https://app.example/',
    }
    expect((await token(terms)).json).toMatchObject({ scope: 'read write', subdomain: 'acme' })
    expect((await token(terms)).status).toBe(400)
  })
})
