import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, isForOthers, readConfig, readConnection, unknownVariables, variables } from './config.ts'

describe('without any variable', () => {
  test('the server listens on the loopback, uses ./data, waits 25 s and is lenient', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDirectory: resolve('./data'),
      demo: undefined,
      vendorOrigin: undefined,
      databaseUrl: undefined,
      processes: 1,
      processIndex: undefined,
      tracing: undefined,
      metrics: undefined,
      usesProxy: false,
      deadlineMs: 25_000,
      sandboxPort: 0,
      keys: undefined,
      handling: 'lenient',
      allowsRoleChanges: false,
      logLevel: 'info',
      checksAnswers: false,
      maximumCalls: 1000,
      trustedProxies: [],
      corsOrigins: [],
      publicUrl: undefined,
      connectRedirects: [],
      linkTokenHours: 168,
      allowsPrivateWebhooks: false,
      outboxRetentionDays: 7,
      rateLimit: 0,
      failedAuthenticationLimit: 30,
      logRetentionDays: 365,
      idempotencyRetentionHours: 24,
      consoleDirectory: expect.stringMatching(/apps\/console\/dist$/),
      warnings: [],
      fileWarnings: [],
    })
  })

  test('the configuration cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true)
    expect(Object.isFrozen(readConfig({}).warnings)).toBe(true)
  })
})

test('an empty variable is as if it were not set', () => {
  expect(readConfig({ PORT: '', HOST: ' ', ROLLCALL_DEMO: '', ROLLCALL_KEYS: '' })).toEqual(readConfig({}))
})

test('every variable is used', () => {
  expect(
    readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: '/var/lib/rollcall',
      ROLLCALL_VENDOR_ORIGIN: 'http://localhost:9090/',
      ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
      ROLLCALL_DEADLINE_MS: '1500',
      SANDBOX_PORT: '9091',
      ROLLCALL_KEYS: 'a:b',
      ROLLCALL_HANDLING: 'strict',
      ROLLCALL_ALLOW_ROLE_CHANGES: '1',
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
    allowsRoleChanges: true,
    logLevel: 'silent',
  })
})

test('trusted proxies are networks, and an address is a network of one', () => {
  expect(readConfig({ ROLLCALL_TRUSTED_PROXIES: '127.0.0.1, ::1,10.0.0.0/8' }).trustedProxies).toEqual([
    '127.0.0.1/32',
    '::1/128',
    '10.0.0.0/8',
  ])
})

test('traces are sent to the named collector, all of them unless a share is set', () => {
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/' }).tracing).toEqual({
    url: 'http://127.0.0.1:4318/v1/traces',
    serviceName: 'rollcall',
    ratio: 1,
  })
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example/x', OTEL_SERVICE_NAME: 'crm' }
  expect(readConfig({ ...environment, OTEL_TRACES_SAMPLER_ARG: '0.1' }).tracing).toEqual({
    url: 'https://otel.example/x/v1/traces',
    serviceName: 'crm',
    ratio: 0.1,
  })
})

test('the metrics are served where their port is set, on the next port for the next process', () => {
  const environment = { ROLLCALL_METRICS_PORT: '9464', ROLLCALL_METRICS_HOST: '0.0.0.0' }
  expect(readConfig(environment).metrics).toEqual({ port: 9464, host: '0.0.0.0' })
  expect(readConfig({ ...environment, ROLLCALL_PROCESS_INDEX: '2' })).toMatchObject({
    processIndex: 2,
    metrics: { port: 9466 },
  })
  expect(readConfig({ ROLLCALL_METRICS_PORT: '0', ROLLCALL_PROCESS_INDEX: '2' }).metrics?.port).toBe(0)
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
  { ROLLCALL_ALLOW_VENDOR_ORIGIN: 'yes' },
  { ROLLCALL_BEHIND_TLS: 'yes' },
  { ROLLCALL_TRUSTED_PROXIES: 'proxy.example' },
  { ROLLCALL_TRUSTED_PROXIES: '127.0.0.1,10.0.0' },
  { ROLLCALL_TRUSTED_PROXIES: '10.0.0.0/33' },
  { ROLLCALL_TRUSTED_PROXIES: '0.0.0.0/0' },
  { ROLLCALL_TRUSTED_PROXIES: '::/0' },
  { ROLLCALL_METRICS_PORT: 'any' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4318' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_SAMPLER_ARG: '1.5' },
  { ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:1' },
  { ROLLCALL_ALLOW_VENDOR_ORIGIN: '0', ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:1' },
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

test('a demo keeps its data in its own folder, and opens it only with its own key', () => {
  expect(readConfig({ ROLLCALL_DEMO: '1', DATA_DIR: '/var/lib/rollcall' }).dataDirectory).toBe('/var/lib/rollcall/demo')
  expect(readConfig({ ROLLCALL_DEMO: '1', ROLLCALL_KEYS: 'a:b' }).keys).toBeUndefined()
})

describe('risky settings are reported', () => {
  const vendor = { ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:9090' }

  test('the replacement of all vendors is reported', () => {
    const { warnings } = readConfig({ ...vendor, ROLLCALL_ALLOW_VENDOR_ORIGIN: '1' })
    expect(warnings).toEqual([
      expect.stringMatching(/^[^\n]*http:\/\/127\.0\.0\.1:9090[^\n]*ROLLCALL_VENDOR_ORIGIN[^\n]*\.$/),
    ])
  })

  test.each(['0.0.0.0', '::', '192.0.2.7', 'rollcall.example'])('listening on %s without TLS is reported', (host) => {
    const { warnings } = readConfig({ HOST: host })
    expect(warnings).toEqual([expect.stringMatching(/^[^\n]* without TLS[^\n]*ROLLCALL_BEHIND_TLS=1\.$/)])
    expect(warnings[0]).toContain(host)
  })

  test.each([
    {},
    { HOST: 'localhost' },
    { HOST: '::1' },
    { HOST: '127.0.0.2' },
    { HOST: '0.0.0.0', ROLLCALL_BEHIND_TLS: '1' },
    { ROLLCALL_DEMO: '1', ...vendor },
    { ROLLCALL_ALLOW_VENDOR_ORIGIN: '1' },
  ])('%j is not risky', (environment: Record<string, string>) => {
    expect(readConfig(environment).warnings).toEqual([])
  })
})

describe('a variable that Rollcall does not have', () => {
  test.each([
    ['ROLLCALL_KEY', 'ROLLCALL_KEYS'],
    ['ROLLCALL_KESY', 'ROLLCALL_KEYS'],
    ['rollcall_keys', 'ROLLCALL_KEYS'],
    ['ROLCALL_KEYS', 'ROLLCALL_KEYS'],
    ['ROLL_CALL_DEMO', 'ROLLCALL_DEMO'],
    ['ROLLCALLDEMO', 'ROLLCALL_DEMO'],
    ['ROLLCALL_DEADLINE', 'ROLLCALL_DEADLINE_MS'],
    ['ROLLCALL_MAX_CALLS', 'ROLLCALL_MAXIMUM_CALLS'],
    ['ROLLCALL_RATELIMIT', 'ROLLCALL_RATE_LIMIT'],
    ['ROLLCALL_VENDOR_ORGIN', 'ROLLCALL_VENDOR_ORIGIN'],
    ['ROLLCALL_PORT', 'PORT'],
    ['ROLLCALL_DATA_DIR', 'DATA_DIR'],
    ['ROLLCALL_LOGLEVEL', 'LOG_LEVEL'],
  ])('%s is named with %s', (name, nearest) => {
    expect(unknownVariables({ [name]: 'x' })).toEqual([
      `Rollcall has no variable ${name}, so it is ignored; the nearest one is ${nearest}.`,
    ])
  })

  test.each(Object.keys(variables).filter((name) => name.startsWith('ROLLCALL_')))(
    '%s with any one letter left out is named with it',
    (name) => {
      for (let index = 0; index < name.length; index += 1) {
        const misspelt = name.slice(0, index) + name.slice(index + 1)
        expect(unknownVariables({ [misspelt]: 'x' })).toEqual([expect.stringContaining(` is ${name}.`)])
      }
    },
  )

  test.each(['ROLLCALL', 'ROLLCALL_', 'ROLLCALL_FAVOURITE_COLOUR', 'ROLLCALL_X'])('%s is named without one', (name) => {
    expect(unknownVariables({ [name]: 'x' })).toEqual([
      `Rollcall has no variable ${name}, so it is ignored; docs/operations.md lists all variables.`,
    ])
  })

  test('several are each named, without their values', () => {
    const sentences = unknownVariables({ ROLLCALL_KEY: 'hidden', ROLLCALL_DEEMO: 'hidden', PATH: '/bin' })
    expect(sentences).toHaveLength(2)
    expect(sentences.join()).not.toContain('hidden')
  })

  test('those of other programs, and those of Rollcall, are not named', () => {
    const others = { PATH: '/bin', PORTS: '1', KEYS: 'x', DEMO: '1', CALLS: '3', npm_package_name: 'rollcall' }
    const own = Object.fromEntries(Object.keys(variables).map((name) => [name, 'x']))
    expect(unknownVariables({ ...others, ...own })).toEqual([])
  })
})

test.each([
  ['its owner alone', { mode: 0o100600, uid: 1000, gid: 1000 }, false],
  ['the group of its owner', { mode: 0o100640, uid: 1000, gid: 1000 }, true],
  ['everybody', { mode: 0o100444, uid: 0, gid: 1000 }, true],
  ["root's file for the own group, as Kubernetes makes it", { mode: 0o100440, uid: 0, gid: 1000 }, false],
  ["root's file that the own group may change", { mode: 0o100460, uid: 0, gid: 1000 }, true],
  ["root's file for another group", { mode: 0o100440, uid: 0, gid: 50 }, true],
])('a file with a secret that %s can read', (_who, stats, expected) => {
  expect(isForOthers(stats, { uid: 1000, gid: 1000 })).toBe(expected)
})

test('operations lists every variable, the README those of a first installation, with the texts of the generator', () => {
  const namesIn = (page: string): readonly string[] => {
    const text = readFileSync(join(import.meta.dirname, '../../..', page), 'utf8')
    const [, rows = ''] = /^\| Variable \| Meaning \| Default \|\n\|---\|---\|---\|\n((?:\|.*\n)+)/m.exec(text) ?? []
    return [...rows.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name)
  }
  expect(namesIn('docs/operations.md')).toEqual(Object.keys(variables))
  const first = namesIn('README.md')
  expect(first).toContain('ROLLCALL_KEYS')
  expect(first.length).toBeLessThan(10)
})

describe('a PostgreSQL database', () => {
  const url = 'postgres://ann:hidden@db.example:5432/rollcall?sslmode=verify-full'

  test('replaces SQLite, and any number of processes share it', () => {
    expect(readConfig({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url, processes: 1 })
    expect(readConfig({ DATABASE_URL: url.replace('postgres', 'postgresql'), WEB_CONCURRENCY: '4' }).processes).toBe(4)
    expect(readConfig({ DATABASE_URL: url, WEB_CONCURRENCY: 'auto' }).processes).toBe(availableParallelism())
    expect(readConfig({})).toMatchObject({ databaseUrl: undefined, processes: 1 })
    expect(readConfig({ WEB_CONCURRENCY: '1' }).processes).toBe(1)
  })

  test.each(['mysql://ann:hidden@db/rollcall', 'hidden', 'postgres://db.example', 'postgres://db.example/'])(
    'is named by its address, which no sentence repeats: %s',
    (value) => {
      expect(() => readConfig({ DATABASE_URL: value })).toThrow(/^DATABASE_URL must be the address of a PostgreSQL/)
      expect(() => readConfig({ DATABASE_URL: value })).not.toThrow(/hidden/)
    },
  )

  test('is not for a demo', () => {
    expect(() => readConfig({ ROLLCALL_DEMO: '1', DATABASE_URL: url })).toThrow(/^A demo keeps its data in DATA_DIR/)
  })

  test('is needed for more than one process, and the error says why', () => {
    expect(() => readConfig({ WEB_CONCURRENCY: '2' })).toThrow(
      'WEB_CONCURRENCY asks for 2 processes, but a SQLite store can be served by one process only',
    )
  })

  test.each(['0', '-1', '2.5', 'many', '257'])('accepts a whole number of processes or auto, not %s', (value) => {
    expect(() => readConfig({ DATABASE_URL: url, WEB_CONCURRENCY: value })).toThrow(/^WEB_CONCURRENCY must be/)
  })
})

describe('webhooks', () => {
  test('are sent to the public internet only, unless the configuration allows more, with a warning; a demo allows it', () => {
    const open = readConfig({ ROLLCALL_ALLOW_PRIVATE_WEBHOOKS: '1', ROLLCALL_OUTBOX_RETENTION_DAYS: '30' })
    expect(open).toMatchObject({ allowsPrivateWebhooks: true, outboxRetentionDays: 30 })
    expect(open.warnings).toEqual([expect.stringContaining('ROLLCALL_ALLOW_PRIVATE_WEBHOOKS')])
    expect(readConfig({ ROLLCALL_DEMO: '1' })).toMatchObject({ allowsPrivateWebhooks: true, warnings: [] })
    const closed = readConfig({ ROLLCALL_DEMO: '1', ROLLCALL_ALLOW_PRIVATE_WEBHOOKS: '0' })
    expect(closed.allowsPrivateWebhooks).toBe(false)
  })

  test.each([
    ['ROLLCALL_ALLOW_PRIVATE_WEBHOOKS', 'localhost'],
    ['ROLLCALL_OUTBOX_RETENTION_DAYS', '0'],
    ['ROLLCALL_OUTBOX_RETENTION_DAYS', '366'],
  ])('%s cannot be %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })
})

describe('the hosted page', () => {
  test('has a public origin, and sends customers to origins and single pages', () => {
    const config = readConfig({
      ROLLCALL_PUBLIC_URL: 'https://Rollcall.example.com/',
      ROLLCALL_CONNECT_REDIRECTS:
        'https://app.example.com/, http://localhost:3000 ,https://other.example.com/connected',
      ROLLCALL_LINK_TOKEN_HOURS: '1',
    })
    expect(config).toMatchObject({
      publicUrl: 'https://rollcall.example.com',
      connectRedirects: ['https://app.example.com', 'http://localhost:3000', 'https://other.example.com/connected'],
      linkTokenHours: 1,
    })
  })

  test.each([
    ['ROLLCALL_PUBLIC_URL', 'https://rollcall.example.com/path'],
    ['ROLLCALL_PUBLIC_URL', 'rollcall.example.com'],
    ['ROLLCALL_CONNECT_REDIRECTS', 'app.example.com'],
    ['ROLLCALL_CONNECT_REDIRECTS', 'javascript:alert(1)'],
    ['ROLLCALL_CONNECT_REDIRECTS', 'https://ann:secret@app.example.com'],
    ['ROLLCALL_CONNECT_REDIRECTS', 'https://app.example.com/?a=1'],
    ['ROLLCALL_LINK_TOKEN_HOURS', '0'],
  ])('%s cannot be %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })
})

test.each([
  [{ HTTPS_PROXY: 'http://proxy.example:3128' }, true],
  [{ https_proxy: 'http://proxy.example:3128' }, true],
  [{ HTTPS_PROXY: '' }, false],
])('the environment %j names a proxy: %s', (environment, usesProxy) => {
  expect(readConfig({ ...environment }).usesProxy).toBe(usesProxy)
})

describe('secrets that files hold', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-config-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, text: string, mode = 0o600): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    chmodSync(path, mode)
    return path
  }

  test('replace the variable, without the line break at their end', () => {
    const config = readConfig({
      ROLLCALL_KEYS_FILE: file('keys', 'a:b\n'),
      DATABASE_URL_FILE: file('url', 'postgres://user:password@host/database\r\n', 0o400),
    })
    expect(config).toMatchObject({
      keys: 'a:b',
      databaseUrl: 'postgres://user:password@host/database',
      warnings: [],
      fileWarnings: [],
    })
    expect(readConnection({ ROLLCALL_URL: 'https://x.example/', ROLLCALL_TOKEN_FILE: file('token', 't\n') })).toEqual({
      url: 'https://x.example',
      token: 't',
      warnings: [],
    })
  })

  test('must not be set twice', () => {
    const twice = { ROLLCALL_KEYS: 'a:b', ROLLCALL_KEYS_FILE: file('twice', 'a:b') }
    expect(() => readConfig(twice)).toThrow('ROLLCALL_KEYS and ROLLCALL_KEYS_FILE are both set; leave one of them out.')
  })

  test('must exist, and must not be empty', () => {
    expect(() => readConfig({ DATABASE_URL_FILE: join(folder, 'none') })).toThrow(
      /^The file .*none, which DATABASE_URL_FILE names, cannot be read \(ENOENT\); check its name/,
    )
    const path = file('empty', '\n')
    expect(() => readConfig({ ROLLCALL_KEYS_FILE: path })).toThrow(
      `The file ${path}, which ROLLCALL_KEYS_FILE names, is empty; write the value of ROLLCALL_KEYS into it.`,
    )
  })

  test('that others can read cause a warning, without their content', () => {
    const path = file('open', 'a:secret', 0o644)
    const { warnings, fileWarnings } = readConfig({ ROLLCALL_KEYS_FILE: path })
    expect(warnings).toEqual([
      `The file ${path}, which ROLLCALL_KEYS_FILE names, can be read or changed by other users (its mode is 644); run \`chmod 600 ${path}\`.`,
    ])
    expect(fileWarnings).toEqual(warnings)
    expect(readConfig({ ROLLCALL_KEYS_FILE: path, CREDENTIALS_DIRECTORY: folder }).warnings).toEqual([])
  })

  test('are not read in a demo, which has its own key', () => {
    expect(readConfig({ ROLLCALL_DEMO: '1', ROLLCALL_KEYS_FILE: join(folder, 'none') }).keys).toBeUndefined()
  })
})

describe('the server that commands are sent to', () => {
  test('is undefined without an address', () => {
    expect(readConnection({ ROLLCALL_TOKEN: 't' })).toBeUndefined()
  })

  test('is that of the command line rather than that of the environment, and may have a path', () => {
    const environment = { ROLLCALL_URL: 'https://a.example', ROLLCALL_TOKEN: 't' }
    expect(readConnection(environment, 'https://b.example/rollcall/')?.url).toBe('https://b.example/rollcall')
  })

  test.each(['b.example', 'ftp://b.example', 'https://user:password@b.example', 'https://b.example?x=1'])(
    'is not %s',
    (address) => {
      expect(() => readConnection({ ROLLCALL_TOKEN: 't' }, address)).toThrow(ConfigError)
    },
  )

  test('causes a warning where the token would be sent without TLS', () => {
    expect(readConnection({ ROLLCALL_TOKEN: 't' }, 'http://b.example')?.warnings).toEqual([
      'The token is sent to http://b.example without TLS, so the network can read it; use https.',
    ])
    expect(readConnection({ ROLLCALL_TOKEN: 't' }, 'http://127.0.0.1:8080')?.warnings).toEqual([])
  })
})
