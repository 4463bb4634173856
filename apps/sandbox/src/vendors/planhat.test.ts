import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { planhat } from './planhat.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(planhat)
})
afterEach(() => visitor.close())

const key = { authorization: 'Bearer sandbox-planhat-token' }
const members = people.filter((person) => person.email !== null).length

const idOf = (number: number): string => `5d8b8f2c4e5f6a0001a1${number.toString(16).padStart(4, '0')}`
const ada = idOf(1)
const newcomer = { email: 'new@acme.example', firstName: 'Nina', lastName: 'New', nickName: 'Nina' }

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, path, { headers: key, ...options })

describe('reading', () => {
  test('a list is a bare array of 100, and continues by offset until a page has fewer', async () => {
    expect((await call('GET', '/users')).json).toHaveProperty('length', 100)
    expect((await call('GET', '/users?limit=200&offset=200')).json).toHaveProperty('length', members - 200)
    expect((await call('GET', '/users?limit=200&offset=1000')).json).toEqual([])
  })

  test('one user has the documented fields', async () => {
    expect((await call('GET', `/users/${ada}`)).json).toMatchObject({
      _id: ada,
      firstName: 'Ada',
      lastName: 'Archer',
      nickName: 'Ada',
      email: 'ada.archer@acme.example',
      inactive: false,
      removed: false,
      roles: ['5d8b8f2c4e5f6a0001c00002'],
      externalId: 'u-1',
      createDate: '2023-01-03T08:52:30.000Z',
      createdAt: '2023-01-03T08:52:30.000Z',
      updatedAt: '2023-01-20T08:53:31.000Z',
      image: { path: '' },
      custom: {},
    })
  })

  test('lists show whole roles, single users their ids', async () => {
    expect((await call('GET', '/users?limit=1')).json).toMatchObject([{ roles: [{ name: 'Customer Success' }] }])
  })

  test('old rows have only one date, and some have no inactive flag', async () => {
    const old = await call('GET', `/users/${idOf(14)}`)
    expect(old.json).toHaveProperty('createDate')
    expect(old.json).not.toHaveProperty('updatedAt')
    expect((await call('GET', `/users/${idOf(19)}`)).json).not.toHaveProperty('inactive')
    expect((await call('GET', `/users/${idOf(18)}`)).json).toMatchObject({ inactive: true, removed: true })
  })

  test('a user is found by the external id, and by the whole e-mail', async () => {
    expect((await call('GET', '/users/extid-u-1')).json).toMatchObject({ _id: ada })
    expect((await call('GET', '/users?email=ada.archer@acme.example')).json).toMatchObject([{ _id: ada }])
    expect((await call('GET', '/users?email=ada')).json).toEqual([])
  })
})

describe('writing', () => {
  test('PUT changes only the sent fields and the date', async () => {
    const answer = await call('PUT', `/users/${ada}`, { json: { lastName: 'Ash', inactive: true } })
    expect(answer).toMatchObject({ status: 200, json: { firstName: 'Ada', lastName: 'Ash', inactive: true } })
    expect((await call('GET', `/users/${ada}`)).json).toMatchObject({
      lastName: 'Ash',
      email: 'ada.archer@acme.example',
      updatedAt: '2026-06-01T12:00:00.000Z',
    })
  })

  test('custom fields are replaced as a whole', async () => {
    await call('PUT', `/users/${ada}`, { json: { custom: { Desk: 1 } } })
    await call('PUT', `/users/${ada}`, { json: { custom: { Floor: 2 } } })
    expect((await call('GET', `/users/${ada}`)).json).toHaveProperty('custom', { Floor: 2 })
  })

  test('POST returns few fields, and a created user is inactive by default', async () => {
    const answer = await call('POST', '/users', { json: newcomer })
    expect(answer).toMatchObject({ status: 200, json: { _id: '6a1d77c04e5f6a0001b00001', email: newcomer.email } })
    expect(answer.json).not.toHaveProperty('inactive')
    expect((await call('GET', '/users/6a1d77c04e5f6a0001b00001')).json).toMatchObject({ ...newcomer, inactive: true })
    await call('POST', '/users', { json: { ...newcomer, email: 'b@acme.example', inactive: false } })
    expect((await call('GET', '/users?email=b@acme.example')).json).toMatchObject([{ inactive: false }])
  })

  test.each([
    { email: 'new@acme.example', firstName: 'Nina' },
    { ...newcomer, email: 'ADA.archer@acme.example' },
    { ...newcomer, email: 'nowhere' },
    { ...newcomer, inactive: 'no' },
    [],
  ])('POST refuses %j', async (json) => {
    expect(await call('POST', '/users', { json })).toMatchObject({
      status: 400,
      json: { message: expect.any(String) },
    })
  })

  test.each([{ email: 'ben.hansen@acme.example' }, { firstName: null }, { custom: null }, []])(
    'PUT refuses %j',
    async (json) => {
      expect((await call('PUT', `/users/${ada}`, { json })).status).toBe(400)
    },
  )

  test('an array upserts by id, external id or e-mail, and reports failures with 206', async () => {
    const json = [{ _id: ada, lastName: 'A' }, { externalId: 'u-2', lastName: 'B' }, newcomer, { email: 'x@y.example' }]
    const answer = await call('PUT', '/users', { json })
    expect(answer).toMatchObject({ status: 206, json: { created: 1, updated: 2, createdErrors: [{}] } })
    expect((await call('GET', `/users/${idOf(2)}`)).json).toMatchObject({ lastName: 'B' })
    const byEmail = await call('PUT', '/users/', { json: [{ email: newcomer.email, lastName: 'C' }] })
    expect(byEmail).toMatchObject({ status: 200, json: { updated: 1 } })
    expect((await call('PUT', '/users/', { json: { lastName: 'D' } })).status).toBe(400)
    expect((await call('PUT', '/users', { json: Array(5001).fill({}) })).status).toBe(400)
  })

  test('DELETE is an empty 200, and the user is removed', async () => {
    expect(await call('DELETE', `/users/${ada}`)).toMatchObject({ status: 200, text: '' })
    expect((await call('GET', `/users/${ada}`)).status).toBe(404)
  })
})

describe('refusals', () => {
  test('the token is sent as bearer, or as the user name of Basic without a password', async () => {
    const basic = (login: string): Visit => ({
      headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
    })
    expect((await call('GET', '/users', basic('sandbox-planhat-token:'))).status).toBe(200)
    expect((await call('GET', '/users', basic('sandbox-planhat-token:x'))).status).toBe(401)
    expect((await call('GET', '/users', { headers: {} })).status).toBe(401)
    expect((await call('GET', '/users', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
  })

  test('a service account without the permission is 403', async () => {
    const headers = { authorization: 'Bearer sandbox-planhat-restricted' }
    expect((await call('GET', '/users', { headers })).status).toBe(403)
  })

  test('an unknown id is 404 in plain text, an invalid id is 400, and a service account has no user', async () => {
    expect(await call('GET', `/users/${idOf(9999)}`)).toMatchObject({ status: 404, text: 'User not found' })
    expect((await call('PUT', '/users/extid-nobody', { json: {} })).status).toBe(404)
    expect((await call('GET', '/users/ada')).status).toBe(400)
    expect((await call('GET', '/myprofile')).status).toBe(404)
    expect((await call('PATCH', `/users/${ada}`, { json: {} })).status).toBe(405)
  })

  test('every answer reports the limit, and a call above it is 429', async () => {
    expect((await call('GET', '/users')).headers.get('x-rate-limit-remaining')).toBe('199')
    visitor.control.limitRate({ limit: 1, windowMs: 60_000 })
    await call('GET', '/users')
    const answer = await call('GET', '/users')
    expect(answer.status).toBe(429)
    expect(answer.headers.get('x-rate-limit-remaining')).toBe('0')
  })

  test('another cluster is not served', async () => {
    expect((await call('GET', '/users', { host: 'api-eu.planhat.com' })).status).toBe(421)
  })
})
