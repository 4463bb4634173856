import { providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

test.each(providerSlugs)('200: all that %s can do', async (slug) => {
  const { status, json } = await server.call('GET', `/integration/${slug}/capabilities`)
  expect(status).toBe(200)
  expect(json).toMatchObject({ provider: slug, operations: { list: { supported: true } } })
})

test('400, 401: an unknown provider, no token', async () => {
  const unknown = await server.call('GET', '/integration/acme/capabilities')
  expect(unknown.json).toMatchObject({ errors: [{ parameter: 'slug' }] })
  expect((await server.call('GET', '/integration/hubspot/capabilities', { token: null })).status).toBe(401)
})
