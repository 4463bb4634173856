import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('without anything said', () => {
  test('the server listens on the loopback, keeps ./data, waits 25 s and is lenient', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDirectory: resolve('./data'),
      demo: undefined,
      vendorOrigin: undefined,
      deadlineMs: 25_000,
      sandboxPort: 0,
      keys: undefined,
      handling: 'lenient',
      logLevel: 'info',
      checksAnswers: false,
      maximumCalls: 1000,
      rateLimit: 0,
    })
  })

  test('nobody can change it afterwards', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true)
  })
})

test('an empty variable is as if it were not set', () => {
  expect(readConfig({ PORT: '', HOST: ' ', ROLLCALL_DEMO: '', ROLLCALL_KEYS: '' })).toEqual(readConfig({}))
})

test('every variable is followed', () => {
  expect(
    readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: '/var/lib/rollcall',
      ROLLCALL_VENDOR_ORIGIN: 'http://localhost:9090/',
      ROLLCALL_DEADLINE_MS: '1500',
      SANDBOX_PORT: '9091',
      ROLLCALL_KEYS: 'a:b',
      ROLLCALL_HANDLING: 'strict',
      LOG_LEVEL: 'silent',
      ROLLCALL_MAXIMUM_CALLS: '20',
      ROLLCALL_RATE_LIMIT: '500',
    }),
  ).toMatchObject({
    maximumCalls: 20,
    rateLimit: 500,
    port: 0,
    host: '0.0.0.0',
    dataDirectory: '/var/lib/rollcall',
    vendorOrigin: 'http://localhost:9090',
    deadlineMs: 1500,
    sandboxPort: 9091,
    keys: 'a:b',
    handling: 'strict',
    logLevel: 'silent',
  })
})

test('a demo has its token and checks its answers', () => {
  expect(readConfig({ ROLLCALL_DEMO: '1' })).toMatchObject({ demo: { token: 'demo-token' }, checksAnswers: true })
  expect(readConfig({ ROLLCALL_DEMO: 'true', ROLLCALL_DEMO_TOKEN: 'mine' }).demo).toEqual({ token: 'mine' })
})

test.each([
  { PORT: '80a' },
  { PORT: '-1' },
  { PORT: '70000' },
  { ROLLCALL_DEMO: 'yes' },
  { ROLLCALL_DEMO: '1', HOST: '0.0.0.0' },
  { ROLLCALL_DEMO: '1', ROLLCALL_DEMO_TOKEN: 'two words' },
  { ROLLCALL_DEADLINE_MS: '0' },
  { ROLLCALL_DEADLINE_MS: '1.5' },
  { SANDBOX_PORT: 'any' },
  { ROLLCALL_HANDLING: 'mild' },
  { LOG_LEVEL: 'loud' },
  { ROLLCALL_VENDOR_ORIGIN: 'https://127.0.0.1:1' },
  { ROLLCALL_VENDOR_ORIGIN: 'http://example.com' },
  { ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1.example.com' },
  { ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:1/path' },
  { ROLLCALL_VENDOR_ORIGIN: 'http://user@127.0.0.1:1' },
  { ROLLCALL_VENDOR_ORIGIN: 'localhost:9090' },
])('%j is refused in one sentence that names the variable', (environment: Record<string, string>) => {
  const name = Object.keys(environment).at(-1) ?? ''
  const read = () => readConfig(environment)
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(new RegExp(`^[^\\n]*${name}[^\\n]*\\.$`))
})
