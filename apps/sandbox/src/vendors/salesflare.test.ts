import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { salesflare } from './salesflare.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(salesflare)
})
afterEach(() => visitor.close())

const key = { authorization: 'Bearer sandbox-salesflare-token' }
const members = people.filter((person) => person.email !== null)

const call = (path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send('GET', path, { headers: key, ...options })

const rows = async (path: string): Promise<readonly unknown[]> => {
  const answer = await call(path)
  expect(answer.status).toBe(200)
  return Array.isArray(answer.json) ? answer.json : []
}

describe('reading', () => {
  test('a list is a bare array of ten, or of the requested number', async () => {
    expect(await rows('/users')).toHaveLength(10)
    expect(await rows('/users?limit=100')).toHaveLength(100)
    expect(await rows('/users?limit=100&offset=300')).toHaveLength(members.length - 300)
    expect(await rows('/users?limit=100&offset=1000')).toHaveLength(0)
  })

  test('one user has the recorded fields, and no split name', async () => {
    const answer = await call('/users/10001')
    expect(answer.json).toEqual({
      id: 10_001,
      name: 'Ada Archer',
      email: 'ada.archer@acme.example',
      domain: 'acme.example',
      picture: 'https://lib.example/users/1.png',
      type: 'user',
      disabled: false,
      creation_date: '2023-01-03T08:52:30.000Z',
      modification_date: '2023-01-20T08:53:31.000Z',
      team: { id: 501, name: 'Acme' },
      addresses: [],
      phone_numbers: [{ id: 1, type: 'work', number: '+15551000001' }],
      positions: [{ id: 1, organisation: 'Acme', role: 'Sales Manager' }],
      social_profiles: [{ id: 1, type: 'linkedin', username: 'p1', url: 'https://example.com/in/p1' }],
      tags: [],
      data_sources: [],
    })
  })

  test('me is the owner of the key, with split names and secrets of the team', async () => {
    expect((await call('/me')).json).toMatchObject({
      id: 10_011,
      firstname: expect.any(String),
      is_admin: true,
      team: { id: 501, stripe_customer_id: expect.any(String) },
    })
  })

  test('disabled users are listed unless only enabled ones are requested', async () => {
    expect((await call('/users/10013')).json).toMatchObject({ disabled: true })
    const enabled = members.filter((person) => person.state !== 'inactive').length
    expect(await rows('/users?limit=1000&onlyEnabled=true')).toHaveLength(enabled)
    expect(await rows('/users?limit=1000&onlyEnabled=false')).toHaveLength(members.length)
  })
})

describe('filters and sorting', () => {
  test('ids are repeated', async () => {
    expect(await rows('/users?id=10002&id=10001')).toMatchObject([{ id: 10_001 }, { id: 10_002 }])
  })

  test('a part of the name or e-mail is enough', async () => {
    expect(await rows('/users?name=ADA%20ARCH')).toMatchObject([{ id: 10_001 }])
    expect(await rows('/users?email=A.ARCHER%40')).toMatchObject([{ id: 10_001 }])
    expect(await rows('/users?search=ada.archer%40')).toMatchObject([{ id: 10_001 }])
  })

  test('keys sort ascending, or descending with that suffix', async () => {
    const newest = Math.max(...members.map((person) => person.updatedAt.getTime()))
    const [first] = await rows('/users?limit=1&order_by=modification_date%20desc')
    expect(first).toMatchObject({ modification_date: new Date(newest).toISOString() })
    const [oldest] = await rows('/users?limit=1&order_by=creation_date&order_by=name')
    expect(oldest).toMatchObject({ id: 10_001 })
    expect(await rows('/users?id=10001&id=10002&order_by=id+desc')).toMatchObject([{ id: 10_002 }, { id: 10_001 }])
  })

  test.each(['limit=0', 'limit=x', 'offset=-1', 'id=1,2', 'onlyEnabled=1', 'order_by=shoe_size', 'page=2'])(
    'refuses %s with the reason',
    async (query) => {
      expect(await call(`/users?${query}`)).toMatchObject({
        status: 400,
        json: {
          statusCode: 400,
          error: 'Bad Request',
          validation: { source: 'query', errors: [{ path: [expect.any(String)] }] },
        },
      })
    },
  )
})

describe('refusals', () => {
  test.each(['Bearer wrong', 'Basic sandbox-salesflare-token', 'sandbox-salesflare-token'])(
    '%s is 401',
    async (value) => {
      expect(await call('/me', { headers: { authorization: value } })).toMatchObject({
        status: 401,
        json: { statusCode: 401, error: 'Unauthorized' },
      })
    },
  )

  test('an unknown id or path is 404 as recorded, a wrong id is 400', async () => {
    const recorded = { statusCode: 404, error: 'Not Found', message: 'Not Found' }
    expect(await call('/users/1')).toMatchObject({ status: 404, json: recorded })
    expect((await call('/nothing')).json).toEqual(recorded)
    expect(await call('/users/ada')).toMatchObject({ status: 400, json: { validation: { source: 'params' } } })
  })

  test('nothing can be written', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await visitor.send(method, '/users/10001', { headers: key, json: {} })).status).toBe(404)
    }
  })

  test('over the limit it is 429, without the time to wait', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 1000 })
    expect((await call('/me')).status).toBe(200)
    const answer = await call('/me')
    expect(answer).toMatchObject({ status: 429, json: { statusCode: 429, error: 'Too Many Requests' } })
    expect(answer.headers.has('retry-after')).toBe(false)
  })

  test('another host is not served', async () => {
    expect((await call('/me', { host: 'app.salesflare.com' })).status).toBe(421)
  })
})
