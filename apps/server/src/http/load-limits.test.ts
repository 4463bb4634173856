import { once } from 'node:events'
import { request as openRequest } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { systemClock } from '../clock.ts'

const servers: TestServer[] = []
const start = async (options: Parameters<typeof startTestServer>[0]): Promise<TestServer> => {
  const server = await startTestServer(options)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
})

test('beyond the limit of simultaneous calls, a call is a 503 with the time to wait', async () => {
  const server = await start({ environment: { ROLLCALL_MAXIMUM_CALLS: '2' } })
  const vendor = server.sandbox.control('pipedrive')
  const get = () => server.call('GET', '/unified/crm/users/1', { query: server.account('pipedrive') })
  vendor.fault({ latency_ms: 400, times: 2 })
  const slow = [get(), get()]
  await vi.waitFor(() => expect(vendor.status().waiting).toBe(2))
  const refused = await get()
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5'])
  expect(refused.json).toMatchObject({ type: '/errors/overloaded', instance: '/unified/crm/users/1' })
  expect((await server.call('GET', '/healthz', { token: null })).status).toBe(200)
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200])
  await vi.waitFor(async () => expect((await get()).status).toBe(200))
})

test('a caller that disconnects frees its slot', async () => {
  const server = await start({ environment: { ROLLCALL_MAXIMUM_CALLS: '1' } })
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ hang: true, times: 1 })
  const headers = { authorization: 'Bearer demo-token' }
  const impatient = new AbortController()
  const address = `${server.origin}/unified/crm/users/1?${server.account('pipedrive')}`
  const gone = fetch(address, { headers, signal: impatient.signal })
  await vi.waitFor(() => expect(vendor.status().waiting).toBe(1))
  impatient.abort()
  await expect(gone).rejects.toThrow()
  await vi.waitFor(async () => expect((await server.call('GET', '/ping')).status).toBe(200))
})

/** Begins a PATCH whose body of 20 bytes never arrives as a whole. */
const beginBody = (server: TestServer) => {
  const outgoing = openRequest(`${server.origin}/unified/crm/users/1?${server.account('pipedrive')}`, {
    method: 'PATCH',
    agent: false,
    headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json', 'content-length': '20' },
  })
  outgoing.on('error', () => undefined)
  outgoing.write('{"is_active"')
  return outgoing
}

/** A clock on which the test ends the 15 seconds for a body; how many bodies are waited for. */
const heldClock = () => {
  const waiting = new Map<AbortSignal, () => void>()
  const clock = {
    ...systemClock,
    wait: (milliseconds: number, signal: AbortSignal): Promise<void> => {
      if (milliseconds !== 15_000) return systemClock.wait(milliseconds, signal)
      return new Promise((resolve, reject) => {
        waiting.set(signal, resolve)
        signal.addEventListener('abort', () => {
          waiting.delete(signal)
          reject(signal.reason)
        })
      })
    },
  }
  return { clock, waiting, pass: () => [...waiting.values()].forEach((resolve) => void resolve()) }
}

test('twenty slow bodies take none of twenty slots, and each gets a 408 after 15 seconds', async () => {
  const { clock, waiting, pass } = heldClock()
  const server = await start({ environment: { ROLLCALL_MAXIMUM_CALLS: '20' }, clock })
  const slow = Array.from({ length: 20 }, () => beginBody(server))
  const answers = slow.map((outgoing) => once(outgoing, 'response'))
  await vi.waitFor(() => expect(waiting.size).toBe(20))
  const query = server.account('pipedrive')
  expect((await server.call('GET', '/unified/crm/users/1', { query })).status).toBe(200)
  expect((await server.call('PATCH', '/unified/crm/users/1', { query, body: { is_active: true } })).status).toBe(200)
  pass()
  for (const [incoming] of await Promise.all(answers)) {
    expect([incoming.statusCode, incoming.headers.connection]).toEqual([408, 'close'])
    expect(JSON.parse(String((await incoming.toArray()).join('')))).toMatchObject({ type: '/errors/request-timeout' })
  }
  expect(server.sandbox.control('pipedrive').requests().length).toBeLessThan(10)
})

test('a body that breaks off frees everything: nothing waits, and every slot is free', async () => {
  const { clock, waiting } = heldClock()
  const server = await start({ environment: { ROLLCALL_MAXIMUM_CALLS: '1' }, clock })
  const slow = Array.from({ length: 5 }, () => beginBody(server))
  await vi.waitFor(() => expect(waiting.size).toBe(5))
  for (const outgoing of slow) outgoing.destroy()
  await vi.waitFor(() => expect(waiting.size).toBe(0))
  expect((await server.call('GET', '/ping')).status).toBe(200)
  expect((await server.call('GET', '/ping')).status).toBe(200)
})

test('each token has its own limit for 10 seconds, and a 429 names the time that is left', async () => {
  let nowMs = 1_800_000_003_000
  const clock = { ...systemClock, now: () => nowMs }
  const server = await start({ environment: { ROLLCALL_RATE_LIMIT: '2' }, clock })
  const { token } = await server.store.tokens.create(server.environmentId, { name: 'other' })
  const ping = (as = 'demo-token') => server.call('GET', '/ping', { token: as })
  expect([(await ping()).status, (await ping()).status]).toEqual([200, 200])
  const refused = await ping()
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '7'])
  expect(refused.json).toMatchObject({ type: '/errors/rate-limited' })
  expect(refused.json).not.toHaveProperty('truto_is_remote_error')
  expect((await ping(token)).status).toBe(200)
  expect((await server.call('GET', '/healthz', { token: null })).status).toBe(200)
  nowMs += 7000
  expect((await ping()).status).toBe(200)
})
