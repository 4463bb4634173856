import { randomUUID } from 'node:crypto'
import { request as openRequest } from 'node:http'
import { demoAccount } from '@rollcall/sandbox'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { type FakeVendor, pipedriveUser, startVendor } from '../promises/fake-vendor.ts'
import { type Sent, startTestServer, type TestServer } from '../support/test-server.ts'
import { call, openMcpClient } from './mcp-client.ts'

/** What a call of a tool sends to a vendor, and how it ends when its caller cancels it. */

let vendor: FakeVendor
let server: TestServer
let account: string
beforeAll(async () => {
  vendor = await startVendor(() => undefined)
  // No deadline ends what a cancellation has to end.
  server = await startTestServer({
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, ROLLCALL_DEADLINE_MS: '600000' },
  })
  account = server.account('pipedrive').replace('integrated_account_id=', '')
})
beforeEach(() => {
  vendor.clear()
  // Unanswered calls hang.
  vendor.answer(() => undefined)
})
afterAll(async () => {
  await server.stop()
  await vendor.close()
})

const toolCall = (id: number | string, name: string, args: object) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: { integrated_account_id: account, ...args } },
})

const cancelled = (requestId: unknown) => ({
  jsonrpc: '2.0',
  method: 'notifications/cancelled',
  params: { requestId },
})

const send = (body: unknown, session?: string, sent: Sent = {}) =>
  server.call('POST', '/mcp', { body, headers: session === undefined ? {} : { 'mcp-session-id': session }, ...sent })

/** The call that hangs at the vendor. */
const hanging = async () => {
  await vi.waitFor(() => expect(vendor.calls).toHaveLength(1))
  const [first] = vendor.calls
  if (first === undefined) throw new Error('No call came.')
  return first
}

test('numbers keep their digits, to the vendor and back', async () => {
  const long = '7615917337495251231'
  vendor.answer(({ json }) => json({ success: true, data: pipedriveUser(1, { hr_number: JSON.rawJSON(long) }) }))
  const args = `{"integrated_account_id":"${account}","id":"1","body":{"is_active":true,"remote_data":{"hr_number":${long}}}}`
  const { status, text } = await server.call('POST', '/mcp', {
    rawBody: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"update_user","arguments":${args}}}`,
    headers: { 'content-type': 'application/json' },
  })
  expect(status).toBe(200)
  expect(vendor.calls.find(({ method }) => method === 'PUT')?.body).toContain(`"hr_number":${long}`)
  // Once in the text of the result, once in its values.
  expect(text.split(long)).toHaveLength(3)
})

test('a credential that the vendor repeats is in no result, and no token in any', async () => {
  const { api_key: key = '' } = demoAccount('pipedrive').context as { api_key?: string }
  expect(key.length).toBeGreaterThan(8)
  for (const status of [200, 422]) {
    vendor.answer(({ json }) =>
      json({ success: status === 200, error: key, data: pipedriveUser(1, { note: key }) }, status),
    )
    const { text } = await send(toolCall(1, 'get_user', { id: '1' }))
    expect(text).toContain('[redacted]')
    expect(text).not.toContain(key)
    expect(text).not.toContain('demo-token')
  }
})

describe('a call that was cancelled ends at the vendor too:', () => {
  test("the SDK's client cancels it", async () => {
    const client = await openMcpClient(server.origin)
    const controller = new AbortController()
    const listed = call(client, 'list_users', { integrated_account_id: account }, controller.signal)
    const { brokenOff } = await hanging()
    controller.abort('not needed any more')
    await expect(listed).rejects.toThrow('not needed any more')
    await brokenOff
    // The client goes on with the same connection.
    vendor.answer(({ json }) => json({ success: true, data: pipedriveUser(1) }))
    const one = await call(client, 'get_user', { integrated_account_id: account, id: '1' })
    expect(one.structuredContent).toHaveProperty('id', '1')
  })

  test('the caller closes the connection', async () => {
    const { hostname, port } = new URL(server.origin)
    const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' }
    const outgoing = openRequest({ hostname, port, path: '/mcp', method: 'POST', headers, agent: false })
    outgoing.on('error', () => undefined)
    outgoing.end(JSON.stringify(toolCall(1, 'list_users', {})))
    const { brokenOff } = await hanging()
    outgoing.destroy()
    await brokenOff
  })

  test('and its own request is answered with an error', async () => {
    const session = randomUUID()
    const answer = send(toolCall('a', 'list_users', {}), session)
    const { brokenOff } = await hanging()
    expect((await send(cancelled('a'), session)).status).toBe(202)
    await brokenOff
    expect(await answer).toMatchObject({
      status: 200,
      json: { id: 'a', error: { code: -32000, message: 'The call was cancelled.' } },
    })
  })
})

test('only its own token and session cancel a call, by its id and the type of that', async () => {
  const session = randomUUID()
  const answer = send(toolCall(1, 'get_user', { id: '1' }), session)
  const { json } = await hanging()
  const other = await server.store.tokens.create(server.environmentId, { name: 'other' })
  await send(cancelled(1), session, { token: other.token, headers: { 'mcp-session-id': session } })
  await send(cancelled(1), randomUUID())
  await send(cancelled(1))
  await send(cancelled(2), session)
  await send(cancelled('1'), session)
  await send(cancelled(null), session)
  await send({ jsonrpc: '2.0', method: 'notifications/cancelled' }, session)
  json({ success: true, data: pipedriveUser(1) })
  expect((await answer).json).toMatchObject({ result: { structuredContent: { id: '1' } } })
  // It has ended: there is nothing left to cancel.
  expect((await send(cancelled(1), session)).status).toBe(202)
})

test('the answer to initialize has a session, a new one each time; nothing is kept for it', async () => {
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } }
  const initialize = () => send({ jsonrpc: '2.0', id: 1, method: 'initialize', params })
  const [first, second] = [await initialize(), await initialize()]
  expect(first.headers['mcp-session-id']).toMatch(/^[\w-]{36}$/)
  expect(second.headers['mcp-session-id']).not.toBe(first.headers['mcp-session-id'])
  expect((await send({ jsonrpc: '2.0', id: 1, method: 'ping' }, 'one-of-my-own')).json).toMatchObject({ result: {} })
})

test('a message and the call in it take one place among the running calls, and one of the token', async () => {
  const atMs = systemClock.now()
  const small = await startTestServer({
    // Always within one window of the limit.
    clock: { ...systemClock, now: () => atMs },
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, ROLLCALL_MAXIMUM_CALLS: '1', ROLLCALL_RATE_LIMIT: '3' },
  })
  try {
    vendor.answer(({ json }) => json({ success: true, data: pipedriveUser(1) }))
    const ask = () => small.call('POST', '/mcp', { body: toolCall(1, 'get_user', { id: '1' }) })
    for (let count = 0; count < 3; count += 1) {
      expect((await ask()).json).toMatchObject({ result: { structuredContent: { id: '1' } } })
    }
    const limited = await ask()
    const rest = await small.call('GET', '/unified/crm/users/1', { query: small.account('pipedrive') })
    expect([limited.status, rest.status]).toEqual([429, 429])
    expect(limited.json).toEqual({ ...(rest.json as object), instance: '/mcp' })
    expect(limited.headers).toHaveProperty('retry-after')
  } finally {
    await small.stop()
  }
})
