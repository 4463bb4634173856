import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { type Clock, systemClock } from '../clock.ts'
import { createLogger } from '../logging.ts'
import { countFailedAuthentications } from './failed-authentications.ts'

/** A clock that the test moves. */
const startMs = Date.parse('2026-11-22T10:00:00.000Z')
const time = { ms: startMs }
const clock: Clock = { ...systemClock, now: () => time.ms }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clock, environment: { ROLLCALL_FAILED_AUTHENTICATION_LIMIT: '3' } })
})
afterAll(() => server.stop())

const ping = (token: string | null) => server.call('GET', '/ping', { token })

test('after its failures of a minute an address gets a 429 for each further one, and is served with a valid token', async () => {
  for (const token of ['wrong', 'rollcall_123', 'wrong']) expect((await ping(token)).status).toBe(401)
  time.ms += 15_000
  const limited = await ping('wrong')
  expect([limited.status, limited.headers['retry-after'], limited.json]).toMatchObject([
    429,
    '45',
    { type: '/errors/rate-limited', detail: expect.stringContaining('a request with a valid token is still served.') },
  ])
  expect((await ping('demo-token')).status).toBe(200)
  expect((await ping('wrong')).status).toBe(429)
  // There was no attempt.
  expect((await ping(null)).status).toBe(401)
})

test('a token that has expired counts too, and its 429 is the same as that of any other', async () => {
  const { token } = await server.store.tokens.create(server.environmentId, { name: 'old', expiresAtMs: startMs })
  const [expired, wrong] = [await ping(token), await ping('wrong')]
  expect(expired.status).toBe(429)
  expect(expired.json).toEqual(wrong.json)
})

test('the next minute begins at zero, and the log has their number, with no address and no token', async () => {
  time.ms = startMs + 60_000
  expect((await ping('wrong')).status).toBe(401)
  const lines = server.logs.filter((line) => line.includes('failed authentications of a minute'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ failed: 7, limited: 4, total: 7 }])
  expect(lines.join('')).not.toMatch(/127\.0\.0\.1|wrong|rollcall_/)
})

test('behind a trusted proxy each caller has its own limit, and its line of the log has its address', async () => {
  const behind = await startTestServer({
    clock,
    environment: { ROLLCALL_FAILED_AUTHENTICATION_LIMIT: '1', ROLLCALL_TRUSTED_PROXIES: '127.0.0.1' },
  })
  onTestFinished(() => behind.stop())
  const from = async (forwarded: string) =>
    (await behind.call('GET', '/ping', { token: 'wrong', headers: { 'x-forwarded-for': forwarded } })).status
  expect(await from('198.51.100.7')).toBe(401)
  expect(await from('198.51.100.8')).toBe(401)
  expect(await from('198.51.100.7')).toBe(429)
  // A caller that lists other addresses before its own is still identified by its own.
  expect(await from('198.51.100.9, 198.51.100.7')).toBe(429)
  expect(await from('2001:db8:1:2::1')).toBe(401)
  expect(await from('2001:db8:1:2:ffff::9')).toBe(429)
  expect(behind.logs.map((line) => JSON.parse(line)).filter(({ path }) => path === '/ping')).toMatchObject(
    ['198.51.100.7', '198.51.100.8', '198.51.100.7', '198.51.100.7', '2001:db8:1:2::1', '2001:db8:1:2:ffff::9'].map(
      (address) => ({ address, msg: 'request' }),
    ),
  )
})

test('without the setting a forged header neither gets a new limit nor uses up that of another', async () => {
  const plain = await startTestServer({ clock, environment: { ROLLCALL_FAILED_AUTHENTICATION_LIMIT: '1' } })
  onTestFinished(() => plain.stop())
  const statuses: number[] = []
  for (const forwarded of ['198.51.100.7', '198.51.100.8', '127.0.0.1']) {
    const headers = { 'x-forwarded-for': forwarded }
    statuses.push((await plain.call('GET', '/ping', { token: 'wrong', headers })).status)
  }
  expect(statuses).toEqual([401, 429, 429])
  expect(plain.logs.join('')).not.toContain('198.51.100')
})

const lines: string[] = []
const logger = createLogger({ level: 'warn', destination: { write: (line: string) => lines.push(line) } })
const isLimited = (failures: ReturnType<typeof countFailedAuthentications>, address: string | undefined): boolean => {
  try {
    failures.note(address)
    return false
  } catch {
    return true
  }
}

test('addresses are counted separately: an IPv4 one in either spelling, an IPv6 network as one', () => {
  const failures = countFailedAuthentications(1, { clock, logger })
  expect(isLimited(failures, '192.0.2.1')).toBe(false)
  expect(isLimited(failures, '::ffff:192.0.2.1')).toBe(true)
  expect(isLimited(failures, '192.0.2.2')).toBe(false)
  expect(isLimited(failures, '2001:db8:1:2::1')).toBe(false)
  expect(isLimited(failures, '2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(true)
  expect(isLimited(failures, '2001:db8:1:3::1')).toBe(false)
  expect(isLimited(failures, '::1')).toBe(false)
  expect(isLimited(failures, 'fe80::1%eth0')).toBe(false)
  expect(isLimited(failures, undefined)).toBe(false)
  expect(failures.total).toBe(9)
})

test('more addresses than are distinguished share one count, so that memory is limited', () => {
  const failures = countFailedAuthentications(2, { clock, logger })
  for (let index = 0; index < 10_000; index += 1) failures.note(`10.${index >> 8}.${index & 255}.1`)
  expect(['198.51.100.1', '198.51.100.2', '198.51.100.3'].map((address) => isLimited(failures, address))).toEqual([
    false,
    false,
    true,
  ])
  expect(isLimited(failures, '10.0.0.1')).toBe(false)
})

test('0 sets no limit', () => {
  const failures = countFailedAuthentications(0, { clock, logger })
  for (let index = 0; index < 1000; index += 1) failures.note('192.0.2.1')
  expect(failures.total).toBe(1000)
})
