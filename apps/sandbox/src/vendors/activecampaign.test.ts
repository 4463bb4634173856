import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { activecampaign } from './activecampaign.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(activecampaign)
})
afterEach(() => visitor.close())

const key = { 'api-token': 'sandbox-activecampaign-token' }
const held = people.filter((person) => person.email !== null && person.state !== 'inactive').length
const newcomer = {
  username: 'nina',
  email: 'nina.new@acme.example',
  firstName: 'Nina',
  lastName: 'New',
  group: 4,
  password: 'made-up-password-1',
}

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/api/3${path}`, { headers: key, ...options })

const idsOf = (answer: Answer): unknown[] => {
  const list = isRecord(answer.json) && Array.isArray(answer.json.users) ? answer.json.users : []
  return list.filter(isRecord).map((user) => user.id)
}

describe('reading', () => {
  test('a page has 20 users unless the request says otherwise, and the total as a string', async () => {
    const answer = await call('GET', '/users')
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ meta: { total: String(held) } })
    expect(answer.json).toHaveProperty('users.length', 20)
    expect(answer.json).toHaveProperty('users.0.firstName', 'Ada')
    expect(answer.json).toHaveProperty('users.10.id', '1')
  })

  test('limit and offset list every user once; a page never has more than 100', async () => {
    const seen = new Set<unknown>()
    const sizes: number[] = []
    for (let offset = 0; sizes.at(-1) !== 0; offset += 100) {
      const ids = idsOf(await call('GET', `/users?limit=500&offset=${offset}`))
      sizes.push(ids.length)
      for (const id of ids) seen.add(id)
    }
    expect(seen.size).toBe(held)
    expect(Math.max(...sizes)).toBe(100)
  })

  test('filters and orders are ignored, since they are not documented for users', async () => {
    const answer = await call('GET', '/users?filters[email]=nobody@acme.example&orders[email]=DESC')
    expect(answer.json).toHaveProperty('users.0.firstName', 'Ada')
    expect(answer.json).toHaveProperty('meta.total', String(held))
  })

  test('one user has the recorded fields, with dates in the account’s offset', async () => {
    expect((await call('GET', '/users/2')).json).toEqual({
      user: {
        username: 'ada.archer',
        firstName: 'Ada',
        lastName: 'Archer',
        email: 'ada.archer@acme.example',
        phone: '+15551000001',
        signature: null,
        lang: 'english',
        localZoneid: 'America/New_York',
        cdate: '2023-01-03T02:52:30-06:00',
        udate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[56]:00$/),
        password_updated_utc_timestamp: '0000-00-00 00:00:00',
        mfaEnabled: '0',
        links: expect.objectContaining({ lists: 'https://acme.api-us1.com/api/3/users/2/lists' }),
        id: '2',
      },
    })
  })

  test('me is the owner of the key, which opened the account and therefore has no dates', async () => {
    expect((await call('GET', '/users/me')).json).toMatchObject({
      user: { id: '1', firstName: 'Karin', cdate: null, udate: null },
    })
  })

  test('an e-mail and a username find their user', async () => {
    expect((await call('GET', '/users/email/plus.address%2Bcrm%40acme.example')).json).toHaveProperty(
      'user.firstName',
      'Plus',
    )
    expect((await call('GET', '/users/email/upper.case%40acme.example')).json).toHaveProperty('user.lastName', 'Case')
    expect((await call('GET', '/users/username/ada.archer')).json).toHaveProperty('user.id', '2')
  })

  test('there is no inactive user, and missing names are empty texts', async () => {
    const nameless = await call('GET', '/users/email/nameless%40acme.example')
    expect(nameless.json).toMatchObject({ user: { firstName: '', lastName: '' } })
    const gone = people.find((person) => person.state === 'inactive' && person.email !== null)
    expect((await call('GET', `/users/email/${gone?.email}`)).status).toBe(404)
  })
})

describe('writing', () => {
  test('PUT answers with the old date of change, the next GET with the new one', async () => {
    const before = await call('GET', '/users/3')
    const user = { firstName: 'Benny', email: 'benny@acme.example' }
    const answer = await call('PUT', '/users/3', { json: { user: { ...user, group: 4 } } })
    expect(answer.json).toMatchObject({
      userGroups: [{ userid: '3', groupid: '4', id: '503', user: '3', group: '4' }],
      userConversationsPermissions: [{ user: '3' }],
      user: { ...user, lastName: 'Hansen', userGroup: '503', userConversationsPermission: '503' },
    })
    const user3 = isRecord(before.json) ? before.json.user : undefined
    expect(answer.json).toHaveProperty('user.udate', isRecord(user3) ? user3.udate : '')
    expect((await call('GET', '/users/3')).json).toMatchObject({
      user: { ...user, udate: '2026-06-01T07:00:00-05:00' },
    })
  })

  test('PUT refuses a body without its envelope, an e-mail in use and a text that is not an e-mail', async () => {
    expect(await call('PUT', '/users/3', { json: { firstName: 'Benny' } })).toMatchObject({ status: 400, json: {} })
    const taken = await call('PUT', '/users/3', { json: { user: { email: 'ADA.archer@acme.example', group: 4 } } })
    expect(taken).toMatchObject({
      status: 422,
      json: { errors: [{ code: 'duplicate', source: { pointer: '/data/attributes/email' } }] },
    })
    const bad = await call('PUT', '/users/3', { json: { user: { email: 'none', group: 4 } } })
    expect(bad).toMatchObject({ status: 422, json: { errors: [{ title: 'The user email is not valid.' }] } })
    expect((await call('GET', '/users/3')).json).toHaveProperty('user.firstName', 'Ben')
  })

  test('PUT without the group is refused with the recorded sentence; the user’s own link names the group', async () => {
    const refused = await call('PUT', '/users/3', { json: { user: { firstName: 'Benny' } } })
    expect(refused.status).toBe(422)
    expect(refused.json).toEqual({
      errors: [
        {
          title: 'The user group was not provided.',
          detail: '',
          code: 'field_missing',
          error: 'user_group_was_not_provided',
          source: { pointer: '/data/attributes/group' },
        },
      ],
    })
    expect((await call('GET', '/users/3/userGroup')).json).toMatchObject({
      userGroup: { userid: '3', groupid: '4', id: '503', group: '4', user: '3' },
    })
    expect((await call('GET', '/users/9999/userGroup')).status).toBe(404)
  })

  test('POST makes a user, whose first answer lacks some fields', async () => {
    const answer = await call('POST', '/users', { json: { user: newcomer } })
    expect(answer).toMatchObject({ status: 201, json: { user: { id: '402', cdate: '2026-06-01T07:00:00-05:00' } } })
    expect(answer.json).not.toHaveProperty('user.phone')
    expect(answer.json).not.toHaveProperty('user.mfaEnabled')
    expect((await call('GET', '/users/402')).json).toMatchObject({ user: { username: 'nina', phone: '' } })
    expect((await call('POST', '/users', { json: { user: newcomer } })).status).toBe(422)
  })

  test('POST names each field that is missing', async () => {
    const { password: _password, ...rest } = newcomer
    const answer = await call('POST', '/users', { json: { user: rest } })
    expect(answer).toMatchObject({
      status: 422,
      json: {
        errors: [
          {
            title: 'The user password was not provided.',
            detail: '',
            code: 'field_missing',
            error: 'user_password_was_not_provided',
            source: { pointer: '/data/attributes/password' },
          },
        ],
      },
    })
    expect((await call('POST', '/users', { body: 'no json' })).status).toBe(400)
  })

  test('DELETE answers 200 with an empty object, and the user is gone', async () => {
    expect(await call('DELETE', '/users/3')).toMatchObject({ status: 200, text: '{}' })
    expect((await call('GET', '/users/3')).status).toBe(404)
    expect((await call('GET', '/users')).json).toHaveProperty('meta.total', String(held - 1))
  })

  test('a key is deleted with its user', async () => {
    await call('DELETE', '/users/1')
    expect((await call('GET', '/users')).status).toBe(403)
  })
})

describe('refusals', () => {
  test('a missing or wrong key is 403, and the other places for a key do not count', async () => {
    const forbidden = { status: 403, json: { message: 'Forbidden' } }
    expect(await call('GET', '/users', { headers: {} })).toMatchObject(forbidden)
    expect(await call('GET', '/users', { headers: { 'api-token': 'wrong' } })).toMatchObject(forbidden)
    const bearer = { authorization: 'Bearer sandbox-activecampaign-token' }
    expect(await call('GET', '/users', { headers: bearer })).toMatchObject(forbidden)
  })

  test('a group without the permission reads, but a write is 403 in JSON called plain text', async () => {
    const headers = { 'api-token': 'sandbox-activecampaign-colleague' }
    expect((await call('GET', '/users/me', { headers })).json).toHaveProperty('user.firstName', 'Ada')
    const answer = await call('PUT', '/users/3', { headers, json: { user: { firstName: 'Benny' } } })
    expect(answer).toMatchObject({ status: 403, json: { errors: [{ status: 403, title: 'Forbidden' }] } })
    expect(answer.headers.get('content-type')).toBe('text/plain')
  })

  test.each(['GET', 'PUT', 'DELETE'])('%s of an unknown user is 404 with a sentence', async (method) => {
    const answer = await call(method, '/users/9999', method === 'PUT' ? { json: { user: {} } } : {})
    expect(answer).toMatchObject({ status: 404, json: { message: 'No Result found for User with id 9999' } })
  })

  test('another account’s host, another path and another method are not served', async () => {
    expect((await call('GET', '/users', { host: 'other.api-us1.com' })).status).toBe(421)
    expect((await call('GET', '/user')).status).toBe(404)
    expect((await call('PATCH', '/users/3')).headers.get('allow')).toBe('GET, PUT, DELETE')
  })

  test('over five calls a second of the whole account it is 429 with Retry-After', async () => {
    const answer = await call('GET', '/users/2')
    expect(answer.headers.get('ratelimit-limit')).toBe('5')
    expect(answer.headers.get('ratelimit-remaining')).toBe('4')
    visitor.control.limitRate({ limit: 1, windowMs: 1000 })
    await call('GET', '/users/2', { headers: { 'api-token': 'sandbox-activecampaign-colleague' } })
    const refused = await call('GET', '/users/2')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(refused.headers.get('ratelimit-remaining')).toBe('0')
    visitor.advance(1000)
    expect((await call('GET', '/users/2')).status).toBe(200)
  })

  test('a revoked key is 403', async () => {
    visitor.control.expireTokens()
    expect((await call('GET', '/users')).status).toBe(403)
  })
})
