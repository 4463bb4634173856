import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const path = '/environment-integration'
const app = { integration: 'attio', client_id: 'made-up-client', client_secret: 'made-up-app-secret' }

test('an app is set, read, changed and deleted, and its secret is never returned', async () => {
  const made = await server.call('POST', path, { body: app })
  expect(made.status).toBe(201)
  expect(made.headers.location).toBe(`${path}/attio`)
  expect(made.json).toMatchObject({
    id: 'attio',
    environment_id: server.environmentId,
    integration: { id: 'attio', name: 'attio', category: 'crm' },
    client_id: 'made-up-client',
  })
  const again = await server.call('POST', path, { body: { ...app, client_id: 'another-client' } })
  expect(again).toMatchObject({ status: 201, json: { id: 'attio', client_id: 'another-client' } })
  const changed = await server.call('PATCH', `${path}/attio`, { body: { client_secret: ' made-up-new-secret ' } })
  expect(changed).toMatchObject({ status: 200, json: { client_id: 'another-client' } })
  expect(await server.store.oauthApps.client(server.environmentId, 'attio')).toEqual({
    id: 'another-client',
    secret: 'made-up-new-secret',
  })
  const read = await server.call('GET', `${path}/attio`)
  expect(read.json).toEqual(changed.json)
  for (const { text } of [made, again, changed, read, await server.call('GET', path)]) {
    expect(text).not.toMatch(/made-up-(?:app|new)-secret/)
  }
  expect(server.logs.join('')).not.toMatch(/made-up-(?:app|new)-secret/)
  expect(await server.call('DELETE', `${path}/attio`)).toMatchObject({ status: 200, json: { id: 'attio' } })
  for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', { client_id: 'x' }]] as const) {
    const { status, json } = await server.call(method, `${path}/attio`, body === undefined ? {} : { body })
    expect({ status, json }).toMatchObject({ status: 404, json: { type: '/errors/not-found' } })
  }
})

test('400: an app for a provider without OAuth, and a change without a field', async () => {
  const { status, json } = await server.call('POST', path, { body: { ...app, integration: 'planhat' } })
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ pointer: '/integration' }] })
  expect((await server.call('PATCH', `${path}/attio`, { body: {} })).status).toBe(400)
})

test('the list is in the order of the slugs, page by page', async () => {
  for (const integration of ['zoho-crm', 'attio', 'hubspot']) {
    await server.call('POST', path, { body: { ...app, integration } })
  }
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { json } = await server.call('GET', path, { query: `limit=1&next_cursor=${cursor}` })
    const page = json as { result: { id: string }[]; next_cursor: string | null; limit: number }
    expect(page.limit).toBe(1)
    seen.push(...page.result.map(({ id }) => id))
    cursor = page.next_cursor
  }
  expect(seen).toEqual([...seen].sort())
  expect(seen).toEqual(expect.arrayContaining(['attio', 'hubspot', 'zoho-crm']))
  expect((await server.call('GET', path, { query: 'next_cursor=made-up' })).json).toMatchObject({
    type: '/errors/invalid-cursor',
  })
})
