import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bootstrap } from '../src/bootstrap.ts'
import { readConfig } from '../src/config.ts'
import { createLogger } from '../src/logging.ts'
import { start } from '../src/main.ts'
import { startFailure } from '../src/start-failure.ts'
import { onThisMachine } from './support/on-this-machine.ts'
import { inheritedEnvironment, startScript } from './support/start-script.ts'

/**
 * The server in a separate process, as `npm start` runs it. A process takes seconds to start: tests of a single sentence call
 * the start in this process; one test shows that the sentence is written to stderr with status 1.
 */

let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-main-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Process {
  readonly child: ChildProcess
  readonly output: () => string
  readonly errors: () => string
  /** The status that it ends with; `null` when a signal ended it. */
  readonly ended: Promise<number | null>
}

const recorder = join(import.meta.dirname, 'support/record-modules.ts')

/** Runs it, and records which modules it loads. */
const run = (environment: Record<string, string>, ...command: string[]): Process => {
  const child = spawn(process.execPath, ['--import', recorder, startScript, ...command], {
    env: {
      ...inheritedEnvironment(),
      DATA_DIR: folder,
      PORT: '0',
      LOADED_MODULES: join(folder, 'modules'),
      ...environment,
    },
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
  const ended = once(child, 'close').then(([status]) => status as number | null)
  return { child, output: () => output, errors: () => errors, ended }
}

const originOf = async (started: Process): Promise<string> =>
  vi.waitFor(
    () => {
      const [origin] = /http:\/\/\S+:\d+/.exec(started.output()) ?? []
      if (origin === undefined) throw new Error(`It does not listen: ${started.errors()}`)
      return origin
    },
    { timeout: 25_000, interval: 20 },
  )

/** The modules of the process that ended last: packages' names, and files below the root. */
const loadedModules = (): string => readFileSync(join(folder, 'modules'), 'utf8')

const demo = { ROLLCALL_DEMO: '1' }
const keys = `main:${randomBytes(32).toString('base64')}`

test.each([0, 30])(
  'a server whose output no longer has a reader answers %d calls, and ends with status 0 by SIGTERM',
  {
    timeout: 60_000,
  },
  async (calls) => {
    const started = run({ ROLLCALL_KEYS: keys })
    const origin = await originOf(started)
    started.child.stdout?.destroy()
    for (let call = 0; call < calls; call += 1) expect((await fetch(`${origin}/unified/crm/users`)).status).toBe(401)
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
    expect(started.errors()).toBe('')
  },
)

test('a demo prints a call to try, ends with status 0 by SIGTERM and by SIGINT, and has its data when it starts again', {
  timeout: 60_000,
}, async () => {
  const startedMs = performance.now()
  const first = run(demo)
  const origin = await originOf(first)
  expect((await fetch(`${origin}/readyz`)).status).toBe(200)
  expect(performance.now() - startedMs).toBeLessThan(onThisMachine(10_000))
  await vi.waitFor(() => expect(first.output()).toContain('limit=3'))
  const [, token = '', address = ''] = /curl -H 'Authorization: Bearer ([^']+)' '([^']+)'/.exec(first.output()) ?? []
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } })
  expect([answer.status, await answer.json()]).toMatchObject([200, { result_count: 3 }])

  const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' }
  const body =
    '{"integration":"pipedrive","tenant_id":"kept","authentication_method":"api_key","context":{"api_key":"x","company_domain":"acme"}}'
  expect((await fetch(`${origin}/integrated-account`, { method: 'POST', headers, body })).status).toBe(201)
  const before = await (await fetch(`${origin}/integrated-account`, { headers })).json()
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(first.errors()).toBe('')
  expect(loadedModules()).toMatch(/\/apps\/sandbox\/.*\/graphql\//s)

  const againMs = performance.now()
  const second = run({ ...demo, ROLLCALL_FAVOURITE_COLOUR: 'blue', LOG_LEVEL: 'silent' })
  const again = await (await fetch(`${await originOf(second)}/integrated-account`, { headers })).json()
  expect(performance.now() - againMs).toBeLessThan(onThisMachine(10_000))
  const idsOf = (list: unknown) => (list as { result: { id: string }[] }).result.map(({ id }) => id).sort()
  expect(idsOf(again)).toEqual(idsOf(before))
  expect(second.output()).toContain(/^ {2}pipedrive +(\S+)/m.exec(first.output())?.[1] ?? 'no account')
  // With any level of the log.
  expect(second.errors()).toBe(
    'Rollcall has no variable ROLLCALL_FAVOURITE_COLOUR, so it is ignored; docs/operations.md lists all variables.\n',
  )
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
})

const misspelled = 'Rollcall has no variable ROLLCALL_KEY, so it is ignored; the nearest one is ROLLCALL_KEYS.\n'

test('a start that fails prints one sentence and ends with status 1; a misspelled variable is named before it', {
  timeout: 60_000,
}, async () => {
  const started = run({ ROLLCALL_KEY: keys })
  expect(await started.ended).toBe(1)
  const [first = '', second = '', ...more] = started.errors().split(/(?<=\n)/)
  expect(first).toBe(misspelled)
  expect(second).toMatch(/^ROLLCALL_KEYS is not set[^\n]*npm run bootstrap[^\n]*\.\n$/)
  expect(more).toEqual([])
  expect(started.output()).toBe('')
  expect(started.errors()).not.toContain(keys)
})

/** The output of a refused start, after which the process ends with status 1. */
const refusal = async (environment: Record<string, string>): Promise<string> => {
  try {
    await start(readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ...environment }))
  } catch (error) {
    return startFailure(error)
  }
  throw new Error('It started.')
}

describe('refused in one sentence', () => {
  test('a port in use', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await refusal({ ...demo, PORT: String(port) })).toBe(`Port ${port} is in use; set PORT to another one.`)
    other.close()
  })

  test('a data folder that cannot be used', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(await refusal({ ...demo, DATA_DIR: join(file, 'data') })).toMatch(/^[^\n]*data[^\n]*\.$/)
  })

  test.each([
    [{ ...demo, HOST: '0.0.0.0' }, 'HOST'],
    [{ ROLLCALL_VENDOR_ORIGIN: 'http://example.com', ROLLCALL_KEYS: 'a:b' }, 'ROLLCALL_VENDOR_ORIGIN'],
    [{ ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:9', ROLLCALL_KEYS: 'a:b' }, 'ROLLCALL_ALLOW_VENDOR_ORIGIN=1'],
    [{ ROLLCALL_KEYS: 'a:tooshort' }, 'ROLLCALL_KEYS'],
  ])('%j', async (environment, word) => {
    const sentence = await refusal(environment)
    expect(sentence).toMatch(/^[^\n]+\.$/)
    expect(sentence).toContain(word)
  })
})

test('bootstrap makes key, environment and token, and a server without the sandbox starts with them', {
  timeout: 60_000,
}, async () => {
  const made = run({ ROLLCALL_KEY: keys }, 'bootstrap')
  expect(await made.ended).toBe(0)
  expect(made.errors()).toBe(misspelled)
  const [, madeKeys = ''] = /ROLLCALL_KEYS='([^']+)'/.exec(made.output()) ?? []
  const [token = ''] = /rollcall_[0-9a-f]{72}/.exec(made.output()) ?? []
  const started = run({ ROLLCALL_KEYS: madeKeys })
  const origin = await originOf(started)
  const ping = await fetch(`${origin}/ping`, { headers: { authorization: `Bearer ${token}` } })
  expect(ping.status).toBe(200)
  expect((await fetch(`${origin}/ping`, { headers: { authorization: 'Bearer demo-token' } })).status).toBe(401)
  started.child.kill('SIGTERM')
  expect(await started.ended).toBe(0)
  expect(started.output()).not.toContain(token)
  const lines = [...started.output().matchAll(/^\{.*\}$/gm)].map(([line]): Record<string, unknown> => JSON.parse(line))
  expect(lines.filter(({ msg }) => msg !== 'request')).toMatchObject([
    { level: 30, msg: 'starting', node: process.version, store: 'sqlite' },
    { level: 30, msg: 'listening', origin },
    { level: 30, msg: 'stopping: no more calls are accepted, the running ones end', signal: 'SIGTERM' },
    { level: 30, msg: 'stopped', status: 0, upSeconds: expect.any(Number) },
  ])
  expect(loadedModules()).toContain('/apps/server/src/main.ts')
  expect(loadedModules()).not.toMatch(/\/apps\/sandbox\/|\/demo\.ts|\/graphql\/|\/testing\/|opentelemetry|\/tracing\//)

  const config = readConfig({ DATA_DIR: folder })
  const configWithKeys = readConfig({ DATA_DIR: folder, ROLLCALL_KEYS: madeKeys })
  await expect(bootstrap(config, { wantsAnotherToken: false })).rejects.toThrow(/^[^\n]*set ROLLCALL_KEYS[^\n]*\.$/)
  const again = bootstrap(configWithKeys, { wantsAnotherToken: false })
  await expect(again).rejects.toThrow(/^[^\n]*--another-token[^\n]*\.$/)
  const another = await bootstrap(configWithKeys, { wantsAnotherToken: true })
  expect(another.text).toMatch(/rollcall_[0-9a-f]{72}/)
  expect(another.text).not.toContain(token)
})

test('a command that is refused ends with status 2 and its sentence', { timeout: 60_000 }, async () => {
  const unknown = run(demo, 'dance')
  expect(await unknown.ended).toBe(2)
  expect(unknown.errors()).toMatch(/^Unknown command 'dance'; `rollcall --help` lists the commands[^\n]*\.\n$/)
})

test('vendor calls to another server, and listening without TLS, are logged once at each start', async () => {
  const config = readConfig({
    DATA_DIR: folder,
    PORT: '0',
    ROLLCALL_KEYS: keys,
    ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:9',
    ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
    HOST: '0.0.0.0',
  })
  for (let round = 0; round < 2; round += 1) {
    const lines: string[] = []
    const destination = { write: (line: string) => lines.push(line) }
    const running = await start(config, createLogger({ level: config.logLevel, destination }))
    await running.stop()
    const warned = lines
      .map((line): { level: number; msg: string } => JSON.parse(line))
      .filter(({ level }) => level === 40)
      .map(({ msg }) => msg)
    expect(warned).toEqual([expect.stringContaining('ROLLCALL_VENDOR_ORIGIN'), expect.stringContaining('without TLS')])
  }
})

test('a second server or bootstrap on the same folder names the first, which keeps running; a killed one blocks no start', {
  timeout: 60_000,
}, async () => {
  const production = { ROLLCALL_KEYS: keys }
  const config = readConfig({ DATA_DIR: folder, ...production })
  await bootstrap(config, { wantsAnotherToken: false })
  const first = run(production)
  const origin = await originOf(first)
  const sentence = `The data folder ${folder} is in use by the process ${first.child.pid}, and one folder serves one server; stop that process, or set DATA_DIR to another folder.`
  expect(await refusal(production)).toBe(sentence)
  for (const wantsAnotherToken of [false, true]) {
    await expect(bootstrap(config, { wantsAnotherToken })).rejects.toThrow(sentence)
  }
  expect((await fetch(`${origin}/readyz`)).status).toBe(200)
  first.child.kill('SIGKILL')
  await first.ended

  const both = [run(production), run(production)]
  const [status] = await Promise.race(both.map(async (each) => [await each.ended]))
  expect(status).toBe(1)
  const winner = both.find(({ child }) => child.exitCode === null)
  const loser = both.find(({ child }) => child.exitCode !== null)
  expect(loser?.errors()).toContain(`is in use by the process ${winner?.child.pid},`)
  if (winner !== undefined) expect((await fetch(`${await originOf(winner)}/readyz`)).status).toBe(200)
})
