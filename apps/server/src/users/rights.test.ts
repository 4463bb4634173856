import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

/** Rights of users: when `remote_data` may change them, and what the access line has of it. */

let closed: TestServer
let open: TestServer
beforeAll(async () => {
  closed = await startTestServer()
  open = await startTestServer({ environment: { ROLLCALL_ALLOW_ROLE_CHANGES: '1' } })
})
afterAll(() => Promise.all([closed.stop(), open.stop()]))

const roleId = '3011847'

const send = (server: TestServer, method: string, path: string, requestId: string, body: object, more = '') =>
  server.call(method, `/unified/crm/users${path}`, {
    query: `${server.account('hubspot')}${more}`,
    body,
    headers: { 'x-request-id': requestId },
  })

/** The id of a user that may be changed. */
const someId = async (server: TestServer): Promise<string> => {
  const { json } = await server.call('GET', '/unified/crm/users', { query: `${server.account('hubspot')}&limit=3` })
  return String(Reflect.get(Object(Object(json).result?.[1]), 'id'))
}

const accessLine = (server: TestServer, requestId: string): Record<string, unknown> =>
  server.logs
    .map((text): Record<string, unknown> => JSON.parse(text))
    .find((line) => line.requestId === requestId && line.status !== undefined) ?? {}

test.each([
  ['remote_data of an update', { remote_data: { properties: [{ role_id: roleId }] } }, ''],
  ['remote_query of an update', { first_name: 'Ann' }, `&remote_query[roleId]=${roleId}`],
])('400: rights in %s are refused at their place, before any call', async (_where, body, more) => {
  const id = await someId(closed)
  closed.sandbox.control('hubspot').clearRequests()
  const { status, json } = await send(closed, 'PATCH', `/${id}`, 'refused', body, more)
  expect(status).toBe(400)
  const place = more === '' ? { pointer: '/remote_data/properties/0/role_id' } : { parameter: 'remote_query[roleId]' }
  expect(json).toMatchObject({ type: '/errors/invalid-request', errors: [place] })
  expect(closed.sandbox.control('hubspot').requests()).toEqual([])
  expect(accessLine(closed, 'refused')).not.toHaveProperty('rights')
})

test('400: rights that the vendor does not require are refused on a creation', async () => {
  const body = { email: 'ann.rights@acme.example', remote_data: { superAdmin: true } }
  const { status, json } = await send(closed, 'POST', '', 'refused-creation', body)
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ pointer: '/remote_data/superAdmin' }] })
})

test('ROLLCALL_ALLOW_ROLE_CHANGES allows them, and the access line names them without their values', async () => {
  const query = open.account('salesforce')
  const list = await open.call('GET', '/unified/crm/users', { query })
  const ids: readonly string[] = Object(list.json).result.map((user: object) => String(Reflect.get(user, 'id')))
  const profileOf = async (id: string | undefined): Promise<string> => {
    const { json } = await open.call('GET', `/unified/crm/users/${id}`, { query })
    return String(Reflect.get(Object(Object(json).remote_data), 'ProfileId'))
  }
  const profileId = await profileOf(ids[0])
  let other = 1
  while ((await profileOf(ids[other])) === profileId) other += 1
  const { status, json } = await open.call('PATCH', `/unified/crm/users/${ids[other]}`, {
    query,
    body: { remote_data: { ProfileId: profileId } },
    headers: { 'x-request-id': 'allowed' },
  })
  expect(status).toBe(200)
  expect(json).toMatchObject({ remote_data: { ProfileId: profileId } })
  expect(accessLine(open, 'allowed')).toMatchObject({ method: 'PATCH', rights: ['ProfileId'] })
  expect(open.logs.join('')).not.toContain(profileId)
})

test('ROLLCALL_ALLOW_ROLE_CHANGES allows no password', async () => {
  const id = await someId(open)
  const { status, json } = await send(open, 'PATCH', `/${id}`, 'password', { remote_data: { newPassword: 'x' } })
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ pointer: '/remote_data/newPassword' }] })
})

test('the access line names the rights that a creation has to set, and none where none are set', async () => {
  const { status } = await closed.call('POST', '/unified/crm/users', {
    query: closed.account('zoho-crm'),
    body: {
      email: 'rights@acme.example',
      last_name: 'Lee',
      remote_data: { role: '554023000000015969', profile: '554023000000015972' },
    },
    headers: { 'x-request-id': 'required' },
  })
  expect(status).toBeLessThan(500)
  expect(accessLine(closed, 'required')).toMatchObject({ rights: ['role', 'profile'] })
  expect(closed.logs.join('')).not.toContain('554023000000015972')
  await send(closed, 'PATCH', `/${await someId(closed)}`, 'none', { first_name: 'Ann' })
  expect(accessLine(closed, 'none')).toMatchObject({ status: 200 })
  expect(accessLine(closed, 'none')).not.toHaveProperty('rights')
})
