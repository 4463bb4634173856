import { demoAccount } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** What a server reports to Prometheus and its log. */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const scrape = async (): Promise<ReadonlyMap<string, number>> => {
  const { text } = await server.call('GET', '/metrics')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

/** The increase of a sample during some work. */
const risen = async (work: () => Promise<unknown>) => {
  const before = await scrape()
  await work()
  const after = await scrape()
  return (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0)
}

const lastLine = (operation: string): Record<string, unknown> => {
  const lines = server.logs.map((line): Record<string, unknown> => JSON.parse(line))
  return lines.findLast((line) => line.operation === operation) ?? {}
}

test('a read counts as a request of its operation, and its vendor calls by provider and outcome', async () => {
  const query = `${server.account('pipedrive')}&limit=1`
  const by = await risen(() => server.call('GET', '/unified/crm/users', { query }))
  expect(by('rollcall_requests_total{operation="listUsers",status="2xx"}')).toBe(1)
  expect(by('rollcall_request_duration_seconds_count{operation="listUsers"}')).toBe(1)
  expect(by('rollcall_request_duration_seconds_bucket{operation="listUsers",le="+Inf"}')).toBe(1)
  const calls = by('rollcall_vendor_calls_total{provider="pipedrive",outcome="success"}')
  expect(calls).toBeGreaterThan(0)
  expect(by('rollcall_vendor_call_duration_seconds_count{provider="pipedrive"}')).toBe(calls)
  expect(lastLine('listUsers')).toMatchObject({
    level: 30,
    msg: 'request',
    status: 200,
    tokenId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    accountId: server.account('pipedrive').split('=')[1],
    vendorCalls: calls,
    vendorMs: expect.any(Number),
    durationMs: expect.any(Number),
  })
  expect(lastLine('listUsers')).not.toHaveProperty('address')
})

test('a vendor’s answer becomes an outcome, and a 5xx of the server a line at the level error', async () => {
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ times: 10, status: 500, body: { success: false, error: 'made up' } })
  const query = `${server.account('pipedrive')}&limit=1`
  const by = await risen(() => server.call('GET', '/unified/crm/users', { query }))
  vendor.clearFaults()
  expect(by('rollcall_vendor_calls_total{provider="pipedrive",outcome="server_error"}')).toBe(3)
  expect(by('rollcall_requests_total{operation="listUsers",status="5xx"}')).toBe(1)
  expect(lastLine('listUsers')).toMatchObject({ level: 50, msg: 'request failed', status: 502, vendorCalls: 3 })
})

test('a 4xx is a line at the level info; a request without an operation counts as none', async () => {
  const by = await risen(() => server.call('GET', '/nothing-here'))
  expect(by('rollcall_requests_total{operation="none",status="4xx"}')).toBe(1)
  const line = server.logs.map((text) => JSON.parse(text)).findLast(({ path }) => path === '/nothing-here')
  expect(line).toMatchObject({ level: 30, status: 404, vendorCalls: 0 })
})

test('a search for a person and a connection count their vendor calls too', async () => {
  await server.call('GET', '/unified/crm/people', { query: 'email=nobody@acme.example' })
  expect(lastLine('findPeople').vendorCalls).toBeGreaterThan(20)
})

test('a refresh of a token counts by provider and outcome, and is a vendor call', async () => {
  const { authentication_method, context } = demoAccount('salesforce')
  const body = { integration: 'salesforce', tenant_id: 'refreshed', authentication_method, context }
  const { json } = await server.call('POST', '/integrated-account', { body })
  const id = String(Object(json).id)
  const by = await risen(() => server.call('POST', '/integrated-account/refresh-credentials', { body: { id } }))
  expect(by('rollcall_token_refreshes_total{provider="salesforce",outcome="refreshed"}')).toBe(1)
  expect(by('rollcall_vendor_calls_total{provider="salesforce",outcome="success"}')).toBe(1)
})

test('attempts with a token that is not valid are counted', async () => {
  const by = await risen(() => server.call('GET', '/ping', { token: 'wrong' }))
  expect(by('rollcall_failed_authentications_total')).toBe(1)
  expect(by('rollcall_requests_total{operation="none",status="4xx"}')).toBe(1)
})

test('no sample has a label with an unlimited number of values: no id, no address, no path', async () => {
  await server.call('GET', '/unified/crm/users/a-user-of-mine', { query: server.account('salesforce') })
  const { text, headers } = await server.call('GET', '/metrics', {
    headers: { accept: 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1' },
  })
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, name]) => name))
  expect([...labels].sort()).toEqual(['le', 'operation', 'outcome', 'provider', 'stat', 'status'])
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|a-user-of-mine|127\.0\.0\.1|demo-token/)
})

test('running and waiting calls are gauges, which fall again', async () => {
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ times: 1, latency_ms: 300 })
  const pending = server.call('GET', '/unified/crm/users', { query: `${server.account('pipedrive')}&limit=1` })
  await vi.waitFor(async () => expect((await scrape()).get('rollcall_calls_in_flight')).toBe(2))
  await pending
  vendor.clearFaults()
  const quiet = await scrape()
  // The scrape itself.
  expect([quiet.get('rollcall_calls_in_flight'), quiet.get('rollcall_requests_in_flight')]).toEqual([1, 1])
  expect(quiet.get('rollcall_calls_maximum')).toBe(1000)
  expect(quiet.get('rollcall_throttle_waiting')).toBe(0)
  expect(quiet.get('rollcall_webhook_pending')).toBe(0)
  expect(quiet.get('rollcall_event_loop_lag_seconds{stat="p99"}')).toBeGreaterThanOrEqual(0)
})

test('the metrics are for admins of an environment', async () => {
  const { token } = await server.store.tokens.create(server.environmentId, { name: 'reads', scopes: ['read'] })
  expect((await server.call('GET', '/metrics', { token })).status).toBe(403)
  expect((await server.call('GET', '/metrics', { token: null })).status).toBe(401)
})
