import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createSandbox, demoAccount, type Sandbox, type SandboxSlug } from '@rollcall/sandbox'
import { generateKey } from '@rollcall/store'
import { Agent, request } from 'undici'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type PostgresServer, runOn, startPostgresServer } from '../../../packages/store/src/testing/postgres-server.ts'
import { onThisMachine } from './support/on-this-machine.ts'
import { inheritedEnvironment, startScript } from './support/start-script.ts'

/** Four processes on one port and one PostgreSQL, as `npm run serve` starts them. */

const children: ChildProcess[] = []
let postgres: PostgresServer
let sandbox: Sandbox<SandboxSlug>
let vendorOrigin = ''
let folder = ''
let agent: Agent

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-processes-'))
  postgres = await startPostgresServer()
  sandbox = createSandbox()
  vendorOrigin = (await sandbox.listen()).origin
  agent = new Agent()
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})
afterAll(async () => {
  await agent.destroy()
  await sandbox.close()
  await postgres.remove()
  rmSync(folder, { recursive: true, force: true })
})

const run = (environment: Readonly<Record<string, string>>, ...command: string[]) => {
  const child = spawn(process.execPath, [startScript, ...command], {
    env: { ...inheritedEnvironment(), DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', ...environment },
  })
  children.push(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  const ended = once(child, 'close').then(([status]): unknown => status)
  return { child, output: () => output, errors: () => errors, ended }
}

interface Serving extends ReturnType<typeof run> {
  readonly url: string
  readonly origin: string
  readonly call: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<{ status: number; json: unknown }>
}

let databases = 0

/** A new installation, served by this many processes. */
const serve = async (processes: number, environment: Readonly<Record<string, string>> = {}): Promise<Serving> => {
  databases += 1
  const url = await postgres.createDatabase(`processes_${databases}`)
  const made = run({ DATABASE_URL: url }, 'bootstrap')
  expect(await made.ended, made.errors()).toBe(0)
  const [, keys = ''] = /ROLLCALL_KEYS='([^']+)'/.exec(made.output()) ?? []
  const [, token = ''] = /^ {2}(rollcall_\S+)$/m.exec(made.output()) ?? []
  const served = run({
    DATABASE_URL: url,
    ROLLCALL_KEYS: keys,
    WEB_CONCURRENCY: String(processes),
    ROLLCALL_VENDOR_ORIGIN: vendorOrigin,
    ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
    ...environment,
  })
  const origin = await vi.waitFor(
    () => {
      const [found] = /http:\/\/\S+:\d+/.exec(served.output()) ?? []
      if (found === undefined) throw new Error(`It does not listen: ${served.errors()}${served.output()}`)
      return found
    },
    { timeout: 100_000, interval: 50 },
  )
  const call: Serving['call'] = async (method, path, body) => {
    const { statusCode, body: answer } = await request(`${origin}${path}`, {
      method,
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: statusCode, json: await answer.json() }
  }
  return { ...served, url, origin, call }
}

const idOf = (json: unknown): string => String(Reflect.get(Object(json), 'id'))

const importExpired = async ({ call }: Serving): Promise<string> => {
  const { authentication_method, context } = demoAccount('outreach')
  const oauth: object = Object(Reflect.get(Object(context), 'oauth'))
  const token: object = Object(Reflect.get(oauth, 'token'))
  const client = { id: 'app', secret: 'app-secret', ...Reflect.get(oauth, 'client') }
  const expired = { ...context, oauth: { ...oauth, client, token: { ...token, expires_in: 0 } } }
  const { status, json } = await call('POST', '/integrated-account', {
    integration: 'outreach',
    tenant_id: 'acme',
    authentication_method,
    context: expired,
  })
  expect(json).toMatchObject({ status: 'active' })
  expect(status).toBe(201)
  return idOf(json)
}

/** How long each of 200 simultaneous callers waits, in order, and how often a token was requested of the vendor. */
const burst = async (serving: Serving): Promise<{ readonly medianMs: number; readonly refreshes: number }> => {
  const control = sandbox.control('outreach')
  control.reset()
  const id = await importExpired(serving)
  const path = `/unified/crm/users?integrated_account_id=${id}&limit=1`
  control.clearRequests()
  control.fault({ match: { path: '/oauth/token' }, latency_ms: 150 })
  const timesMs: number[] = []
  const statuses = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const startedMs = performance.now()
      const { status } = await serving.call('GET', path)
      timesMs.push(performance.now() - startedMs)
      return status
    }),
  )
  expect(statuses).toEqual(Array.from({ length: 200 }, () => 200))
  const refreshes = control.requests().filter((sent) => sent.path === '/oauth/token').length
  // The refresh token of the last answer is valid, and the old one is not: so the new one was stored.
  expect((await serving.call('POST', '/integrated-account/refresh-credentials', { id })).status).toBe(200)
  return { medianMs: timesMs.sort((left, right) => left - right)[100] ?? Number.NaN, refreshes }
}

test('200 callers of an expired rotating token: one refresh, all answered, half of them in 400 ms', {
  timeout: 200_000,
}, async () => {
  const serving = await serve(4)
  const mediansMs: number[] = []
  // The first ones are slower, until all code is compiled.
  while (mediansMs.length < 8 && !mediansMs.some((ms) => ms <= onThisMachine(400))) {
    const { medianMs, refreshes } = await burst(serving)
    expect(refreshes).toBe(1)
    mediansMs.push(Math.round(medianMs))
  }
  process.stdout.write(`medians of 200 callers over four processes, in ms: ${mediansMs.join(', ')}\n`)
  expect(Math.min(...mediansMs)).toBeLessThanOrEqual(onThisMachine(400))
})

test('a killed one is replaced; a signal to the first ends all, with status 0', { timeout: 200_000 }, async () => {
  const serving = await serve(2)
  const pids = async (): Promise<number[]> => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(serving.child.pid)])
    return stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]))
  }
  const [first = 0, second = 0] = await pids()
  process.kill(first, 'SIGKILL')
  await vi.waitFor(async () => expect((await pids()).filter((pid) => pid !== first)).toHaveLength(2), {
    timeout: 50_000,
    interval: 100,
  })
  expect(await pids()).toContain(second)
  const answers = await Promise.all(Array.from({ length: 20 }, () => serving.call('GET', '/ping')))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
  serving.child.kill('SIGTERM')
  expect(await serving.ended).toBe(0)
  // The row of the killed one expires; the others have removed theirs.
  expect(await runOn(serving.url, 'select id from processes')).toHaveLength(1)
})

test('a fault at the start is printed once, with status 1', { timeout: 100_000 }, async () => {
  const url = new URL(postgres.url)
  url.pathname = '/missing'
  const started = run({ DATABASE_URL: url.href, ROLLCALL_KEYS: `main:${generateKey()}`, WEB_CONCURRENCY: '3' })
  expect(await started.ended).toBe(1)
  expect(started.errors().trim()).toMatch(
    /^The PostgreSQL database .* cannot be used: database "missing" does not exist\..*$/,
  )
})

test('several processes on SQLite are refused with the reason', async () => {
  const started = run({ ROLLCALL_KEYS: `main:${generateKey()}`, WEB_CONCURRENCY: '4' })
  expect(await started.ended).toBe(1)
  expect(started.errors()).toMatch(
    /^WEB_CONCURRENCY asks for 4 processes, but a SQLite store can be served by one process only;/,
  )
})

test('each process has a port for its metrics, and its index in every sample', {
  timeout: 120_000,
}, async () => {
  const serving = await serve(2, { ROLLCALL_METRICS_PORT: '0', LOG_LEVEL: 'info' })
  const lines = () =>
    [...serving.output().matchAll(/^\{.*\}$/gm)].map(([line]): Record<string, unknown> => JSON.parse(line))
  const origins = await vi.waitFor(
    () => {
      const found = lines().flatMap(({ msg, origin }) => (msg === 'metrics are served' ? [String(origin)] : []))
      expect(found).toHaveLength(2)
      return found
    },
    { timeout: 60_000, interval: 50 },
  )
  const indexes = await Promise.all(
    origins.map(async (origin) => {
      const text = await (await fetch(`${origin}/metrics`)).text()
      expect(text).toMatch(/^rollcall_processes\{process="[01]"\} 2$/m)
      return /\{process="(\d+)"/.exec(text)?.[1]
    }),
  )
  expect(indexes.sort()).toEqual(['0', '1'])
  serving.child.kill('SIGTERM')
  expect(await serving.ended).toBe(0)
  expect(lines().filter(({ msg }) => msg === 'stopped')).toHaveLength(3)
})
