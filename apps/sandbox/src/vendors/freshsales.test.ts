import { afterEach, beforeEach, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { freshsales } from './freshsales.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(freshsales)
})
afterEach(() => visitor.close())

const owners = people.filter((person) => person.email !== null && person.state !== 'invited').length
const path = '/crm/sales/api/selector/owners'
const classic = { host: 'acme.freshsales.io' }

const as = (authorization: string): Visit => ({ headers: { authorization } })

const call = (target = path, options: Visit = {}): Promise<Answer> =>
  visitor.send('GET', target, { ...as('Token token=sandbox-freshsales-token'), ...options })

test('all owners are in one answer, for any parameters, with the six recorded fields', async () => {
  const answer = await call(`${path}?page=2&per_page=5&sort=name`)
  expect(answer.status).toBe(200)
  expect(Object.keys(answer.json ?? {})).toEqual(['users'])
  expect(answer.json).toHaveProperty('users.length', owners)
  expect(answer.json).toHaveProperty('users.0', {
    id: 70_000_000_001,
    display_name: 'Ada Archer',
    email: 'ada.archer@acme.example',
    is_active: true,
    work_number: '+15551000001',
    mobile_number: null,
  })
})

test('deactivated people are listed, invited ones are not', async () => {
  const answer = await call()
  expect(answer.text).toContain('"id":70000000013,')
  expect(answer.text).toContain('"is_active":false')
  expect(answer.text).not.toContain('madonna@acme.example')
})

test('the older product has the same list without the prefix', async () => {
  expect((await call('/api/selector/owners', classic)).json).toHaveProperty('users.length', owners)
  expect((await call('/api/tasks', classic)).status).toBe(404)
})

test('user name and password work only for the older product', async () => {
  const basic = (login: string): Visit => as(`Basic ${Buffer.from(login).toString('base64')}`)
  const login = 'karin.rossi@acme.example:sandbox-freshsales-password'
  expect((await call('/api/selector/owners', { ...classic, ...basic(login) })).status).toBe(200)
  expect((await call('/api/selector/owners', { ...classic, ...basic('karin.rossi@acme.example:x') })).status).toBe(401)
  expect((await call(path, basic(login))).status).toBe(401)
  expect((await call(path, as(`Token token=${login}`))).status).toBe(401)
})

test('without the prefix the suite answers 200 with a page', async () => {
  const answer = await call('/api/selector/owners')
  expect(answer).toMatchObject({ status: 200, json: undefined })
  expect(answer.headers.get('content-type')).toContain('text/html')
})

test.each(['Bearer sandbox-freshsales-token', 'Token sandbox-freshsales-token', 'Token token=wrong', ''])(
  'the credential "%s" is 401',
  async (authorization) => {
    const answer = await call(path, as(authorization))
    expect(answer).toMatchObject({ status: 401, json: { login: 'failed', message: expect.any(String) } })
  },
)

test('a key without the right is 403', async () => {
  const answer = await call(path, as('Token token=sandbox-freshsales-colleague'))
  expect(answer).toMatchObject({ status: 403, json: { errors: { code: 403, message: [expect.any(String)] } } })
})

test('there is no call for one user or the own user, and no write', async () => {
  expect((await call(`${path}/70000000001`)).status).toBe(404)
  expect((await call('/crm/sales/api/users/me')).status).toBe(404)
  expect((await visitor.send('POST', path, { json: {} })).status).toBe(405)
})

test('another path gets the sign-in page, and another company is not served', async () => {
  const answer = await call('/crm/deals/api/selector/owners')
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe('https://acme.myfreshworks.com/login')
  expect((await call(path, { host: 'other.myfreshworks.com' })).status).toBe(421)
})

test('the hourly quota is the account’s, reported in headers, and refused without Retry-After', async () => {
  expect((await call()).headers.get('x-ratelimit-remaining')).toBe('4999')
  visitor.control.limitRate({ limit: 1, windowMs: 3_600_000 })
  expect((await call(path, as('Token token=sandbox-freshsales-colleague'))).status).toBe(403)
  const answer = await call()
  expect(answer).toMatchObject({ status: 429, json: { message: expect.any(String) } })
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('0')
  expect(answer.headers.get('x-ratelimit-reset')).toBe('3600')
  expect(answer.headers.has('retry-after')).toBe(false)
})
