import { providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

test.each(providerSlugs)('200: what %s supports, connected or not', async (provider) => {
  const { status, json } = await server.call('GET', `/unified/crm/users/${provider}/meta/list`)
  expect(status).toBe(200)
  expect(json).toMatchObject({ provider, method: 'list', supported: true })
})

test('400: an unknown provider and an unknown operation, both at once', async () => {
  const { status, json } = await server.call('GET', '/unified/crm/users/acme/meta/shout')
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ parameter: 'provider' }, { parameter: 'method' }] })
})

test('401: without a token', async () => {
  expect((await server.call('GET', '/unified/crm/users/hubspot/meta/list', { token: null })).status).toBe(401)
})
