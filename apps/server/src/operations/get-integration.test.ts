import { providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

test('200: each provider as in the list', async () => {
  const { json } = await server.call('GET', '/integration')
  for (const slug of providerSlugs) {
    const one = await server.call('GET', `/integration/${slug}`)
    expect(one.status).toBe(200)
    expect(json).toMatchObject({ result: expect.arrayContaining([one.json]) })
  }
})

test('400, 401: an unknown provider, no token', async () => {
  expect((await server.call('GET', '/integration/acme')).json).toMatchObject({ errors: [{ parameter: 'slug' }] })
  expect((await server.call('GET', '/integration/hubspot', { token: null })).status).toBe(401)
})
