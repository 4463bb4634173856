import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { onepagecrm } from './onepagecrm.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(onepagecrm)
})
afterEach(() => visitor.close())

const ada = '5aba31e99007ba0f570c0001'
const ben = '5aba31e99007ba0f570c0002'
const own = '5aba31e99007ba0f570c000b'

const login = (user: string, password: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})
const key = login(own, 'sandbox+onepagecrm/key=')
const colleague = login(ada, 'sandbox-onepagecrm-colleague')
const teamSize = people.filter((person) => person.email !== null && person.state !== 'inactive').length

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/api/v3${path}`, { headers: key, ...options })

describe('reading', () => {
  test.each(['/users', '/users.json', '/users?page=2&per_page=1'])('%s is the whole team, wrapped', async (path) => {
    const answer = await call('GET', path)
    expect(answer).toMatchObject({ status: 200, json: { status: 0, message: 'OK', timestamp: 1_780_315_200 } })
    expect(answer.json).toHaveProperty('data.length', teamSize)
    expect(answer.json).toHaveProperty('data.0.user.first_name', 'Ada')
  })

  test('one user has the documented fields; those of the own record are not among them', async () => {
    expect((await call('GET', `/users/${ada}`)).json).toMatchObject({
      data: {
        user: {
          id: ada,
          first_name: 'Ada',
          last_name: 'Archer',
          email: 'ada.archer@acme.example',
          company_name: 'Acme',
          account_rights: ['activity', 'edit_target', 'pipeline', 'export', 'private_contacts'],
          photo_url: '',
          country_code: 'US',
        },
      },
    })
    expect((await call('GET', `/users/${ada}`)).json).not.toHaveProperty('data.user.bcc_email')
    expect((await call('GET', `/users/${own}`)).json).toHaveProperty('data.user.bcc_email')
  })

  test('removed members are not listed', async () => {
    expect((await call('GET', '/users/5aba31e99007ba0f570c000d')).status).toBe(404)
  })

  test('bootstrap is the caller, and a team without the caller', async () => {
    const answer = await call('GET', '/bootstrap')
    expect(answer.json).toMatchObject({ status: 0, data: { user_id: own, user: { user: { id: own } } } })
    expect(answer.json).toHaveProperty('data.team.length', teamSize - 1)
    expect(answer.json).toHaveProperty('tags')
  })
})

describe('writing', () => {
  test('names and company change, the e-mail does not', async () => {
    const change = { first_name: 'Benno', last_name: 'Hanson', company_name: 'Beta', email: 'else@acme.example' }
    const answer = await call('PUT', `/users/${ben}`, { json: change })
    expect(answer).toMatchObject({ status: 200, json: { status: 0, data: { user: { first_name: 'Benno' } } } })
    expect((await call('GET', `/users/${ben}`)).json).toMatchObject({
      data: {
        user: { first_name: 'Benno', last_name: 'Hanson', company_name: 'Beta', email: 'ben.hansen@acme.example' },
      },
    })
  })

  test('missing fields are kept with partial=true, and cleared without it', async () => {
    const json = { first_name: 'Benno' }
    expect((await call('PUT', `/users/${ben}?partial=true`, { json })).json).toMatchObject({
      data: { user: { first_name: 'Benno', last_name: 'Hansen', company_name: 'Acme' } },
    })
    expect((await call('PUT', `/users/${ben}`, { json })).json).toMatchObject({
      data: { user: { first_name: 'Benno', last_name: '' } },
    })
  })

  test('every user may change the own record, and only administrators those of others', async () => {
    const json = { first_name: 'A', last_name: 'B' }
    expect((await call('PUT', `/users/${ada}`, { json, headers: colleague })).status).toBe(200)
    const refused = await call('PUT', `/users/${ben}`, { json, headers: colleague })
    expect(refused).toMatchObject({ status: 403, json: { status: 403, error_name: 'forbidden' } })
    expect(refused.headers.get('content-type')).toContain('application/json')
  })

  test('the BCC address is made anew only for the own user', async () => {
    const before = (await call('GET', `/users/${own}`)).text
    expect((await call('PUT', `/users/${ben}`, { json: { bcc_email: 'true' } })).status).toBe(403)
    await call('PUT', `/users/${own}?partial=true`, { json: { bcc_email: 'true' } })
    expect((await call('GET', `/users/${own}`)).text).not.toBe(before)
  })

  test('a value that is not a text is refused by its name, and so is a missing body', async () => {
    expect(await call('PUT', `/users/${ben}`, { json: { first_name: 5 } })).toMatchObject({
      status: 400,
      json: { status: 400, errors: { first_name: 'first_name is invalid or missing' } },
    })
    expect((await call('PUT', `/users/${ben}`, { body: '{' })).status).toBe(400)
  })

  test('users cannot be created or deleted', async () => {
    expect((await call('POST', '/users', { json: {} })).status).toBe(405)
    expect((await call('DELETE', `/users/${ben}`)).headers.get('allow')).toBe('GET, PUT')
  })
})

describe('refusals', () => {
  test.each([login('0'.repeat(24), 'wrong'), login('ada', 'wrong'), { authorization: 'Bearer x' }])(
    'a wrong login is 401 with the published sentence (%#)',
    async (headers) => {
      expect(await call('GET', '/users', { headers })).toMatchObject({
        status: 401,
        json: { status: 401, message: 'Authorization data not found', error_name: 'authorization_data_not_found' },
      })
    },
  )

  test.each([login(own, 'wrong'), login(ada, 'sandbox+onepagecrm/key=')])(
    'for a wrong key the envelope has 400 under 401 (%#)',
    async (headers) => {
      expect(await call('GET', '/users', { headers })).toMatchObject({
        status: 401,
        json: { status: 400, error_name: 'invalid_login' },
      })
    },
  )

  test('an unknown id is 404, one of another form is 400', async () => {
    expect(await call('GET', '/users/5aba31e99007ba0f570cffff')).toMatchObject({ status: 404, json: { status: 404 } })
    expect((await call('GET', '/users/12')).status).toBe(400)
    expect((await call('GET', '/contacts')).status).toBe(404)
  })

  test('throttling is 403 in plain text, without headers', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 1000 })
    await call('GET', '/users')
    const answer = await call('GET', '/users', { headers: colleague })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(answer.headers.has('retry-after')).toBe(false)
  })

  test('another host is not served', async () => {
    expect((await call('GET', '/users', { host: 'www.onepagecrm.com' })).status).toBe(421)
  })
})
