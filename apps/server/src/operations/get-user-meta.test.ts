import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const meta = (method: string, query = server.account('pipedrive')) =>
  server.call('GET', `/unified/crm/users/meta/${method}`, { query })

test.each(['list', 'get', 'create', 'update', 'me'])(
  '200: what the provider of the account supports of %s',
  async (method) => {
    server.sandbox.control('pipedrive').clearRequests()
    const { status, json } = await meta(method)
    expect(status).toBe(200)
    expect(json).toMatchObject({ method, provider: 'pipedrive', supported: true })
    expect(server.sandbox.control('pipedrive').requests()).toEqual([])
  },
)

test('200: an absent operation too, with the reason', async () => {
  const { status, json } = await meta('delete')
  expect(status).toBe(200)
  expect(json).toMatchObject({ supported: false, reason: expect.stringContaining('is_active') })
})

test('400: an unknown operation, a missing account', async () => {
  expect((await meta('shout')).json).toMatchObject({ errors: [{ parameter: 'method' }] })
  expect((await meta('list', '')).json).toMatchObject({ errors: [{ parameter: 'integrated_account_id' }] })
})

test('401, 404: without a token, without such an account', async () => {
  expect((await server.call('GET', '/unified/crm/users/meta/list', { token: null })).status).toBe(401)
  const unknown = await meta('list', 'integrated_account_id=00000000-0000-4000-8000-000000000000')
  expect(unknown.json).toHaveProperty('type', '/errors/account-not-found')
})

test('meta as an id of a user is still an id', async () => {
  const { json } = await server.call('GET', '/unified/crm/users/meta', { query: server.account('pipedrive') })
  expect(json).toHaveProperty('type', '/errors/user-not-found')
})
