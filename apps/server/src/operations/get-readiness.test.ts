import { StoreUnavailable } from '@rollcall/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
let isStopping = false
beforeAll(async () => {
  server = await startTestServer({ isStopping: () => isStopping })
})
afterAll(() => server.stop())

test('503 with seconds to wait while the process stops', async () => {
  isStopping = true
  const { status, headers, json } = await server.call('GET', '/readyz', { token: null })
  isStopping = false
  expect(status).toBe(503)
  expect(headers['retry-after']).toMatch(/^\d+$/)
  expect(json).toMatchObject({ type: '/errors/overloaded', detail: 'The server is stopping and accepts no new calls.' })
})

test('200 while the database cannot be reached, since accounts in memory can be used', async () => {
  const { ping } = server.store
  Object.assign(server.store, { ping: () => Promise.reject(new StoreUnavailable('The database does not answer.')) })
  expect((await server.call('GET', '/readyz', { token: null })).status).toBe(200)
  Object.assign(server.store, { ping })
})

test('503 when the store fails, while the health check answers 200', async () => {
  await server.store.close()
  expect((await server.call('GET', '/readyz', { token: null })).json).toMatchObject({
    detail: 'The store does not answer.',
  })
  expect((await server.call('GET', '/healthz', { token: null })).status).toBe(200)
})

test('500 without detail for a fault of the server, which is logged with its cause', async () => {
  const { status, json } = await server.call('GET', '/integrated-account')
  expect(status).toBe(500)
  expect(json).toEqual({
    type: '/errors/internal',
    title: 'The server failed',
    status: 500,
    instance: '/integrated-account',
    statusCode: 500,
    error: 'Internal Server Error',
    message: 'Internal Server Error',
  })
  const line = server.logs.map((text) => JSON.parse(text)).find(({ problem }) => problem === 'internal')
  expect(line).toMatchObject({ status: 500, err: { message: expect.any(String), stack: expect.any(String) } })
})
