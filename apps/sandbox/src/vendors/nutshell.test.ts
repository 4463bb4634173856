import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { nutshell } from './nutshell.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(nutshell)
})
afterEach(() => visitor.close())

const basic = (login: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(login).toString('base64')}`,
})

const key = basic('karin.rossi@acme.example:sandbox-nutshell-key')

const call = (path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send('GET', `/rest${path}`, { headers: key, ...options })

describe('reading', () => {
  test('all users are in one answer, with a total and no next', async () => {
    const answer = await call('/users')
    expect(answer.status).toBe(200)
    expect(answer.json).toHaveProperty('users.length', people.length)
    expect(answer.json).toHaveProperty('meta', { instanceId: '379104', siteId: '6smEpVK1', total: people.length })
  })

  test('one user is an array of one, with seconds for a date and without a last name', async () => {
    const answer = await call('/users/1-users')
    expect(answer).toMatchObject({
      status: 200,
      json: {
        meta: { instanceId: '379104' },
        users: [
          {
            type: 'users',
            id: '1-users',
            name: 'Ada Archer',
            firstName: 'Ada',
            emails: ['ada.archer@acme.example'],
            modifiedTime: Date.parse('2023-01-20T08:53:31Z') / 1000,
            isEnabled: true,
            isAdministrator: false,
            initials: 'AA',
            permissions: { canAccessSetup: false, canAccessCrm: true },
          },
        ],
      },
    })
    expect(answer.text).not.toMatch(/lastName|createdTime/)
  })

  test('some are disabled, without a name, without an e-mail or with two', async () => {
    expect((await call('/users/13-users')).json).toHaveProperty('users.0.isEnabled', false)
    expect((await call('/users/19-users')).json).toHaveProperty(
      'users.0',
      expect.objectContaining({ name: null, firstName: null }),
    )
    expect((await call('/users/20-users')).json).toHaveProperty('users.0.emails', [])
    expect((await call('/users/38-users')).json).toHaveProperty('users.0.emails.length', 2)
  })

  test('with the paging of other collections there is a next page, to the end', async () => {
    const first = await call('/users?page[limit]=300')
    expect(first.json).toMatchObject({
      meta: { next: 'https://app.nutshell.com/rest/users?page[limit]=300&page[page]=1', total: 400 },
    })
    const last = await call('/users?page[limit]=300&page[page]=1')
    expect(last.json).toHaveProperty('users.length', 100)
    expect(last.json).not.toHaveProperty('meta.next')
    expect(last.json).toHaveProperty('meta.previous')
  })

  test('an impersonating key works with any user', async () => {
    const headers = basic('ada.archer@acme.example:sandbox-nutshell-impersonating-key')
    expect((await call('/users', { headers })).status).toBe(200)
  })
})

describe('refusals', () => {
  test.each([
    ['page[page]=-1', 'Invalid page number: -1'],
    ['page[limit]=10001', 'Invalid page limit: 10001'],
    ['page[limit]=0', 'Invalid page limit: 0'],
  ])('%s is 400, with the errors beside an empty list', async (query, detail) => {
    const answer = await call(`/users?${query}`)
    expect(answer).toMatchObject({ status: 400, json: { users: [], errors: [{ detail, status: '400', code: null }] } })
  })

  test.each(['karin.rossi@acme.example:wrong', 'ada.archer@acme.example:sandbox-nutshell-key', ':'])(
    'the login %s is 401',
    async (login) => {
      expect(await call('/users', { headers: basic(login) })).toMatchObject({ status: 401, json: { code: 401 } })
    },
  )

  test('a bearer token and an expired key are 401', async () => {
    expect((await call('/users', { headers: { authorization: 'Bearer sandbox-nutshell-key' } })).status).toBe(401)
    visitor.control.expireTokens()
    expect((await call('/users')).status).toBe(401)
  })

  test.each(['/users/999-users', '/users/1', '/users/1-contacts', '/people'])('%s is 404 as a page', async (path) => {
    const answer = await call(path)
    expect(answer).toMatchObject({ status: 404, json: undefined })
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain('An Error Occurred: Not Found')
  })

  test('nothing can be written, and another host is not served', async () => {
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      expect((await visitor.send(method, '/rest/users', { headers: key })).status).toBe(405)
    }
    expect((await call('/users', { host: 'api.nutshell.com' })).status).toBe(421)
  })

  test('no limit is published, but one can be set', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 1000 })
    expect((await call('/users/1-users')).status).toBe(200)
    expect((await call('/users/1-users')).status).toBe(429)
  })
})
