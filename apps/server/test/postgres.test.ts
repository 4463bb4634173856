import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  countStatements,
  type PostgresServer,
  startPostgresServer,
} from '../../../packages/store/src/testing/postgres-server.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

/** The server on PostgreSQL, and without it. */

let postgres: PostgresServer
let server: TestServer
let query: string
beforeAll(async () => {
  postgres = await startPostgresServer()
  const databaseUrl = await postgres.createDatabase('rollcall')
  server = await startTestServer({ config: { databaseUrl, demo: undefined } })
  query = server.account('pipedrive')
})
afterAll(async () => {
  await server.stop()
  await postgres.remove()
})

const path = '/unified/crm/users/4'

test('a warm GET runs no SQL', async () => {
  expect((await server.call('GET', path, { query })).status).toBe(200)
  const statements = countStatements()
  try {
    for (let sent = 0; sent < 10; sent += 1) expect((await server.call('GET', path, { query })).status).toBe(200)
    expect(statements.count()).toBe(0)
    await server.call('GET', '/integrated-account')
    expect(statements.count()).toBeGreaterThan(0)
  } finally {
    statements.stop()
  }
})

test('while PostgreSQL cannot be reached, accounts in memory work and all else is a 503; everything works again afterwards', async () => {
  const change = { query, body: { is_active: true } }
  const withKey = (key: string) => ({ ...change, headers: { 'idempotency-key': key } })
  expect((await server.call('GET', path, { query })).status).toBe(200)
  const vendor = server.sandbox.control('pipedrive')
  // A write is under way when the database fails: it is made, and its end is noted later.
  vendor.fault({ latency_ms: 400, times: 1 })
  const underWay = server.call('PATCH', path, { ...change, headers: { 'x-request-id': 'under-way' } })
  await vi.waitFor(() => expect(vendor.status().waiting).toBe(1))
  await postgres.stop()
  try {
    expect((await underWay).status).toBe(200)
    vendor.clearRequests()
    expect((await server.call('GET', path, { query })).status).toBe(200)
    expect((await server.call('GET', '/readyz', { token: null })).status).toBe(200)
    expect((await server.call('GET', '/healthz', { token: null })).status).toBe(200)
    const refusedWrite = await server.call('PATCH', path, { ...change, headers: { 'x-request-id': 'refused' } })
    expect([refusedWrite.status, refusedWrite.json]).toMatchObject([
      503,
      { type: '/errors/store-unavailable', detail: 'The audit log cannot be written now, so nothing was changed.' },
    ])
    expect(vendor.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    const refused = [
      await server.call('GET', '/integrated-account'),
      await server.call('GET', path, { query: server.account('hubspot') }),
      await server.call('PATCH', path, withKey('while-gone')),
    ]
    for (const { status, headers, json } of refused) {
      expect(json).toMatchObject({ type: '/errors/store-unavailable', detail: 'The database does not answer.' })
      expect([status, headers['retry-after']]).toEqual([503, '2'])
    }
  } finally {
    await postgres.start()
  }
  await vi.waitFor(async () => expect((await server.call('GET', '/integrated-account')).status).toBe(200), {
    timeout: 20_000,
  })
  expect((await server.call('GET', path, { query: server.account('hubspot') })).status).not.toBe(503)
  expect((await server.call('PATCH', path, withKey('back'))).status).toBe(200)
  await vi.waitFor(async () => {
    const { json } = await server.call('GET', '/log', { query: 'operation=updateUser' })
    const entries = Object(json).result as readonly { readonly request_id: string }[]
    const ended = (id: string) => entries.find(({ request_id: known }) => known === id)
    expect(ended('under-way')).toMatchObject({ outcome: 'succeeded', http_status_code: 200 })
    expect(ended('refused')).toMatchObject({ outcome: 'refused', problem: 'store-unavailable' })
  })
  const line = server.logs.find((text) => text.includes('the connection to PostgreSQL was lost'))
  expect(line).toBeDefined()
  expect(server.logs.join('')).not.toContain('rollcall:rollcall@')
})
