import { demoAccount } from '@rollcall/sandbox'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { PythonError, PythonProgram, type PythonQuery } from './python-program.ts'

/** Every call of Truto's Python SDK that is about users, accounts and integrations, in all its forms. */

let server: TestServer
let api: PythonProgram
beforeAll(async () => {
  server = await startTestServer()
  api = new PythonProgram({ baseUrl: server.origin, token: 'demo-token' })
}, 60_000)
afterEach(() => {
  server.sandbox.control('hubspot').clearFaults()
  api.sent.length = 0
})
afterAll(() => server.stop())

const account = () => server.account('hubspot').split('=')[1] ?? ''
const query = (more: PythonQuery = {}): PythonQuery => ({ integrated_account_id: account(), ...more })
const list = (more: PythonQuery = {}) => api.unifiedApi.list('crm', 'users', query(more))
const textsOf = (users: readonly unknown[], field: string) =>
  users.map((user) => String(Reflect.get(Object(user), field)))
const idsOf = (users: readonly unknown[]) => textsOf(users, 'id')
const statusOf = async (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => 200,
    (error: unknown) => {
      if (error instanceof PythonError) return error.status
      throw error
    },
  )

describe('unified_api.list', () => {
  test('walks to the end, each user once, with a cursor from page two on', async () => {
    const ids = idsOf(await list({ limit: 60 }).toArray())
    expect(api.sent[0]).not.toContain('next_cursor')
    expect(api.sent[1]).toContain('&limit=60&next_cursor=')
    expect(ids).toEqual(idsOf(await list({ limit: 1000 }).toArray()))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('returns a page at a time', async () => {
    const pages = list({ limit: 2 })
    const [first, second] = [await pages.nextPage(), await pages.nextPage()]
    expect([first.length, second.length]).toEqual([2, 2])
    expect(idsOf(first)).not.toEqual(idsOf(second))
  })

  test('accepts None as a cursor that a program does not have yet', async () => {
    const users = await list({ limit: 2, next_cursor: null }).nextPage()
    expect(api.sent[0]).toContain('next_cursor=None')
    expect(idsOf(users)).toEqual(idsOf(await list({ limit: 2 }).nextPage()))
  })

  test.each<[string, PythonQuery]>([
    ['a time without a zone', { created_at: { gte: new Date('2001-01-01T00:00:00Z') } }],
    ['a time with parts of seconds', { created_at: { gt: new Date('2001-01-01T00:00:00.125Z') } }],
    ['a bare date', { created_at: { gte: { date: '2001-01-01' } } }],
    ['both bounds', { created_at: { gte: { date: '2001-01-01' }, lte: new Date('2100-01-01T00:00:00Z') } }],
    ['a bound of the last change', { updated_at: { lt: new Date('2100-01-01T00:00:00Z') } }],
  ])('reads %s as UTC', async (_name, bounds) => {
    const all = textsOf(await list({ limit: 1000 }).toArray(), 'created_at')
    expect(await list({ limit: 1000, ...bounds }).toArray()).toHaveLength(all.length)
  })

  test('compares a time without a zone as the same instant in UTC', async () => {
    const created = textsOf(await list({ limit: 1000 }).toArray(), 'created_at')
    const bound = new Date(created.toSorted()[Math.floor(created.length / 2)] ?? '')
    const later = await list({ limit: 1000, created_at: { gte: bound } }).toArray()
    expect(api.sent.at(-1)).not.toContain('Z&')
    expect(later).toHaveLength(created.filter((time) => new Date(time) >= bound).length)
  })

  test.each<[string, PythonQuery]>([
    ['a boolean', { is_active: true }],
    ['a boolean as str() writes it', { is_active: 'True' }],
    ['a flag as str() writes it', { truto_ignore_remote_data: 'True', is_active: 'TRUE' }],
  ])('accepts %s', async (_name, more) => {
    const users = await list({ limit: 3, ...more }).nextPage()
    expect(textsOf(users, 'is_active')).toEqual(['true', 'true', 'true'])
    expect(users.every((user) => 'remote_data' in Object(user))).toBe(!('truto_ignore_remote_data' in more))
  })

  test.each(['limit', 'email', 'name', 'is_active', 'next_cursor'])('treats an empty %s as absent', async (name) => {
    const users = await list({ [name]: '', truto_ignore_remote_data: true }).nextPage()
    expect(idsOf(users)).toEqual(idsOf(await list().nextPage()))
  })

  test('accepts lists in empty brackets, an order in brackets, spaces as plus signs', async () => {
    const users = await list({
      truto_exclude_fields: ['name', 'urls'],
      truto_ignore_remote_data: true,
      name: 'Ada Archer',
      sort_by: { created_at: 'asc' },
    }).toArray()
    expect(api.sent[0]).toContain('truto_exclude_fields%5B%5D=name&truto_exclude_fields%5B%5D=urls')
    expect(api.sent[0]).toContain('name=Ada+Archer')
    expect(users).toHaveLength(1)
    for (const field of ['name', 'urls', 'remote_data']) expect(users[0]).not.toHaveProperty(field)
  })

  test('sends a nested remote_query with lists to the vendor', async () => {
    server.sandbox.control('hubspot').clearRequests()
    await list({ limit: 1, remote_query: { foo: 'bar', n: { x: [1] } } }).nextPage()
    const [{ query: sent = '' } = {}] = server.sandbox.control('hubspot').requests()
    expect(decodeURIComponent(sent)).toMatch(/foo=bar&n\[x\]\[(?:0|)\]=1/)
  })

  test.each(['unified', 'normalized'])(
    'reads the format %s, which is large and therefore compressed',
    async (format) => {
      expect(await list({ limit: 50, truto_response_format: format }).nextPage()).toHaveLength(50)
    },
  )
})

describe('unified_api', () => {
  test('creates, gets, updates and deletes a user', async () => {
    const body = { first_name: 'Ann', last_name: 'Lee', email: 'ann.python@acme.example' }
    const created = await api.unifiedApi.create('crm', 'users', body, query())
    expect(created).toMatchObject({ email: body.email, remote_data: expect.any(Object) })
    const [id = ''] = idsOf([created])
    expect(await api.unifiedApi.get('crm', 'users', id, query())).toHaveProperty('email', body.email)
    const updated = await api.unifiedApi.update('crm', 'users', id, { first_name: 'Anna' }, query())
    expect(updated).toMatchObject({ id, first_name: 'Anna' })
    expect(await api.unifiedApi.delete('crm', 'users', id, query())).toEqual({ id })
    expect(api.sent.at(-1)).toMatch(/^DELETE \/unified\/crm\/users\/[^?]+\?integrated_account_id=/)
  })

  test('reads meta and the own user as users of these names', async () => {
    expect(await api.unifiedApi.get('crm', 'users', 'meta/update', query())).toMatchObject({ method: 'update' })
    expect(await api.unifiedApi.get('crm', 'users', 'me', query())).toHaveProperty('id')
  })

  test('sends an id unencoded: one with an at sign is an id, one with a slash is another path', async () => {
    expect(await statusOf(api.unifiedApi.get('crm', 'users', 'ann@acme.example', query()))).toBe(404)
    expect(await statusOf(api.unifiedApi.get('crm', 'users', 'a/b', query()))).toBe(404)
  })

  test('reads a failure by its status alone, and never repeats', async () => {
    for (const status of [400, 403, 429, 503]) {
      api.sent.length = 0
      server.sandbox.control('hubspot').fault({ status, headers: { 'retry-after': '60' }, body: { message: 'no' } })
      const fresh = (await server.freshAccount('hubspot')).split('=')[1] ?? ''
      const call = api.unifiedApi.get('crm', 'users', '1', { integrated_account_id: fresh })
      const seen = await statusOf(call)
      expect([seen, api.sent.length]).toEqual([status === 503 ? 502 : status, 1])
      server.sandbox.control('hubspot').clearFaults()
    }
    expect(await statusOf(list({ limit: 0 }).nextPage())).toBe(400)
    expect(await statusOf(list({ created_at: { gte: null } }).nextPage())).toBe(400)
  })
})

describe('integrated_accounts', () => {
  const data = () => {
    const { authentication_method, context } = demoAccount('hubspot')
    return { integration: 'hubspot', tenant_id: 'python', authentication_method, context }
  }

  test('imports, lists, gets and deletes an account', async () => {
    const imported = await api.integratedAccounts.import(data())
    const [id = ''] = idsOf([imported])
    expect(imported).toMatchObject({ tenant_id: 'python', status: 'active' })
    expect(idsOf(await api.integratedAccounts.list({ tenant_id: 'python' }).toArray())).toEqual([id])
    expect(idsOf(await api.integratedAccounts.list({ integration: { name: 'hubspot' } }).toArray())).toContain(id)
    expect(await api.integratedAccounts.get(id)).toMatchObject({ id, tenant_id: 'python' })
    expect(await api.integratedAccounts.delete(id)).toEqual({ id })
    expect(await statusOf(api.integratedAccounts.get(id))).toBe(404)
  })

  test('walks all accounts, with a bare question mark where there is no query', async () => {
    const all = await api.integratedAccounts.list().toArray()
    expect(api.sent[0]).toBe('GET /integrated-account?')
    expect(idsOf(await api.integratedAccounts.list({ limit: 7 }).toArray())).toEqual(idsOf(all))
  })

  test('changes an account and makes a token of it; a key is not refreshed, and there are no post-install actions', async () => {
    expect(await statusOf(api.integratedAccounts.update(account(), { tenant_id: 'demo' }))).toBe(200)
    expect(await statusOf(api.integratedAccounts.createIntegratedAccountToken(account()))).toBe(200)
    expect(await statusOf(api.integratedAccounts.refreshCredentials(account()))).toBe(501)
    expect(await statusOf(api.integratedAccounts.runPostInstallActions(account()))).toBe(405)
  })
})

test('integrations are listed and read, and a ping with a bare question mark is answered', async () => {
  const names = idsOf(await api.integrations.list({ limit: 10 }).toArray())
  expect(names).toHaveLength(25)
  expect(await api.integrations.get('hubspot')).toMatchObject({ name: 'hubspot', label: 'HubSpot' })
  expect(await statusOf(api.ping())).toBe(200)
  expect(api.sent.at(-1)).toBe('GET /ping?')
})
