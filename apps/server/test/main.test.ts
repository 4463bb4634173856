import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** The server as a process of its own, as `npm start` runs it. */

let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-main-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const script = join(import.meta.dirname, '../start.js')

interface Process {
  readonly child: ChildProcess
  readonly output: () => string
  readonly errors: () => string
  /** The status that it ends with; `null` when a signal ended it. */
  readonly ended: Promise<number | null>
}

const run = (environment: Record<string, string>, ...command: string[]): Process => runNode([], environment, command)

/** Runs it with options of Node's own. */
const runNode = (
  options: readonly string[],
  environment: Record<string, string>,
  command: readonly string[] = [],
): Process => {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [...options, script, ...command], {
    env: { PATH, DATA_DIR: folder, PORT: '0', ...environment },
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

const demo = { ROLLCALL_DEMO: '1' }

test('a demo says how to try it, and the command that it prints works', { timeout: 60_000 }, async () => {
  const started = run(demo)
  await originOf(started)
  await vi.waitFor(() => expect(started.output()).toContain('limit=3'))
  const [, token = '', address = ''] = /curl -H 'Authorization: Bearer ([^']+)' '([^']+)'/.exec(started.output()) ?? []
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ result_count: 3 })
  expect(started.errors()).toBe('')
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it with status 0, and a second start finds its data',
  { timeout: 60_000 },
  async (signal) => {
    const first = run(demo)
    const origin = await originOf(first)
    const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' }
    const body =
      '{"integration":"pipedrive","tenant_id":"kept","authentication_method":"api_key","context":{"api_key":"x","company_domain":"acme"}}'
    expect((await fetch(`${origin}/integrated-account`, { method: 'POST', headers, body })).status).toBe(201)
    const before = await (await fetch(`${origin}/integrated-account`, { headers })).json()
    first.child.kill(signal)
    expect(await first.ended).toBe(0)
    const second = run(demo)
    const again = await (await fetch(`${await originOf(second)}/integrated-account`, { headers })).json()
    const idsOf = (list: unknown) => (list as { result: { id: string }[] }).result.map(({ id }) => id).sort()
    expect(idsOf(again)).toEqual(idsOf(before))
    expect(second.output()).toContain(/^ {2}pipedrive +(\S+)/m.exec(first.output())?.[1] ?? 'no account')
  },
)

test('running calls end before the process does', { timeout: 60_000 }, async () => {
  const vendor = createServer((socket) => {
    socket.once('data', () => {
      started.child.kill('SIGTERM')
      const body = '{"success":true,"data":{"id":1,"name":"Ann","email":"a@b.c"}}'
      setTimeout(() => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`), 300)
    })
  })
  vendor.listen(0, '127.0.0.1')
  await once(vendor, 'listening')
  const { port } = vendor.address() as AddressInfo
  const started = run({ ...demo, ROLLCALL_VENDOR_ORIGIN: `http://127.0.0.1:${port}` })
  const origin = await originOf(started)
  const [, id = ''] = await vi.waitFor(() => /^ {2}pipedrive +(\S+)/m.exec(started.output()) ?? ['', ''])
  const answer = await fetch(`${origin}/unified/crm/users/1?integrated_account_id=${id}`, {
    headers: { authorization: 'Bearer demo-token' },
  })
  expect([answer.status, await answer.json()]).toMatchObject([200, { name: 'Ann' }])
  expect(await started.ended).toBe(0)
  vendor.close()
})

test('a port in use, told in one sentence', { timeout: 60_000 }, async () => {
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const started = run({ ...demo, PORT: String(port) })
  expect(await started.ended).toBe(1)
  expect(started.errors()).toBe(`Port ${port} is in use; set PORT to another one.\n`)
  other.close()
})

test('a data folder that cannot be used, told in one sentence', { timeout: 60_000 }, async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const started = run({ ...demo, DATA_DIR: join(file, 'data') })
  expect(await started.ended).toBe(1)
  expect(started.errors()).toMatch(/^[^\n]*data[^\n]*\.\n$/)
})

test.each([
  [{ ...demo, HOST: '0.0.0.0' }, 'HOST'],
  [{ ROLLCALL_VENDOR_ORIGIN: 'http://example.com', ROLLCALL_KEYS: 'a:b' }, 'ROLLCALL_VENDOR_ORIGIN'],
  [{ ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:9', ROLLCALL_KEYS: 'a:b' }, 'ROLLCALL_ALLOW_VENDOR_ORIGIN=1'],
  [{}, 'npm run bootstrap'],
  [{ ROLLCALL_KEYS: 'a:tooshort' }, 'ROLLCALL_KEYS'],
])('%j is refused in one sentence', { timeout: 60_000 }, async (environment, word) => {
  const started = run(environment)
  expect(await started.ended).toBe(1)
  expect(started.errors()).toMatch(/^[^\n]+\.\n$/)
  expect(started.errors()).toContain(word)
})

test('bootstrap makes key, environment and token, and a server starts with them', { timeout: 60_000 }, async () => {
  const made = run({}, 'bootstrap')
  expect(await made.ended).toBe(0)
  const [, keys = ''] = /ROLLCALL_KEYS='([^']+)'/.exec(made.output()) ?? []
  const [token = ''] = /rollcall_[0-9a-f]{72}/.exec(made.output()) ?? []
  const started = run({ ROLLCALL_KEYS: keys })
  const origin = await originOf(started)
  const ping = await fetch(`${origin}/ping`, { headers: { authorization: `Bearer ${token}` } })
  expect(ping.status).toBe(200)
  expect((await fetch(`${origin}/ping`, { headers: { authorization: 'Bearer demo-token' } })).status).toBe(401)
  started.child.kill('SIGTERM')
  expect(await started.ended).toBe(0)
  expect(started.output()).not.toContain(token)

  const withoutKeys = run({}, 'bootstrap')
  expect(await withoutKeys.ended).toBe(1)
  expect(withoutKeys.errors()).toMatch(/^[^\n]*set ROLLCALL_KEYS[^\n]*\.\n$/)
  const second = run({ ROLLCALL_KEYS: keys }, 'bootstrap')
  expect(await second.ended).toBe(1)
  expect(second.errors()).toMatch(/^[^\n]*--another-token[^\n]*\.\n$/)
  const another = run({ ROLLCALL_KEYS: keys }, 'bootstrap', '--another-token')
  expect(await another.ended).toBe(0)
  expect(another.output()).toMatch(/rollcall_[0-9a-f]{72}/)
  expect(another.output()).not.toContain(token)
})

const keys = `main:${randomBytes(32).toString('base64')}`
const warned = (started: Process): readonly unknown[] =>
  started
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): { level: number; msg: string } => JSON.parse(line))
    .filter(({ level }) => level === 40)
    .map(({ msg }) => msg)

test('vendor calls that go to another server, and a way in without TLS, are logged once at each start', {
  timeout: 60_000,
}, async () => {
  const environment = {
    ROLLCALL_KEYS: keys,
    ROLLCALL_VENDOR_ORIGIN: 'http://127.0.0.1:9',
    ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
    HOST: '0.0.0.0',
  }
  for (let round = 0; round < 2; round += 1) {
    const started = run(environment)
    await vi.waitFor(() => expect(started.output()).toContain('Rollcall listens on http'), { timeout: 25_000 })
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
    expect(warned(started)).toEqual([
      expect.stringContaining('ROLLCALL_VENDOR_ORIGIN'),
      expect.stringContaining('without TLS'),
    ])
  }
})

test('a misspelled variable is named at the start, also where it makes the start fail', {
  timeout: 60_000,
}, async () => {
  const sentence = /^Rollcall has no variable ROLLCALL_KEY, so it is ignored; the nearest one is ROLLCALL_KEYS\.\n/
  const failed = run({ ROLLCALL_KEY: keys })
  expect(await failed.ended).toBe(1)
  expect(failed.errors()).toMatch(sentence)
  expect(failed.errors()).not.toContain(keys)
  const made = run({ ROLLCALL_KEY: keys }, 'bootstrap')
  expect(await made.ended).toBe(0)
  expect(made.errors()).toMatch(sentence)
  const started = run({
    ...demo,
    ROLLCALL_KEY: keys,
    ROLLCALL_FAVOURITE_COLOUR: 'blue',
    DATA_DIR: join(folder, 'demo'),
    LOG_LEVEL: 'silent',
  })
  await originOf(started)
  expect(started.errors()).toMatch(sentence)
  expect(started.errors()).toContain(
    'ROLLCALL_FAVOURITE_COLOUR, so it is ignored; the README lists those that it has.\n',
  )
})

const recorder = join(import.meta.dirname, 'support/record-modules.ts')

/** What a server has loaded between its start and its stop: packages' names, and files below the root. */
const modulesOf = async (environment: Record<string, string>): Promise<string> => {
  const file = join(folder, 'modules')
  const started = runNode(['--import', recorder], { ...environment, LOADED_MODULES: file })
  await originOf(started)
  started.child.kill('SIGTERM')
  await started.ended
  return readFileSync(file, 'utf8')
}

test('production loads nothing of the sandbox, which a demo does', { timeout: 60_000 }, async () => {
  const production = await modulesOf({ ROLLCALL_KEYS: keys, LOG_LEVEL: 'silent' })
  expect(production).toContain('/apps/server/src/main.ts')
  expect(production).not.toMatch(/\/apps\/sandbox\/|\/demo\.ts|\/graphql\/|\/testing\//)
  expect(await modulesOf(demo)).toMatch(/\/apps\/sandbox\/.*\/graphql\//s)
})

test('an unknown command is refused in one sentence', { timeout: 60_000 }, async () => {
  const started = run(demo, 'dance')
  expect(await started.ended).toBe(2)
  expect(started.errors()).toMatch(/^Unknown command 'dance'; `rollcall --help` lists the commands[^\n]*\.\n$/)
})

test('a second server or bootstrap on the same folder names the first, which goes on; a killed one blocks nobody', {
  timeout: 60_000,
}, async () => {
  const key = `main:${randomBytes(32).toString('base64')}`
  const production = { ROLLCALL_KEYS: key }
  expect(await run(production, 'bootstrap').ended).toBe(0)
  const first = run(production)
  const origin = await originOf(first)
  const sentence = `The data folder ${folder} is in use by the process ${first.child.pid}, and one folder serves one server; stop that process, or set DATA_DIR to another folder.\n`
  for (const command of [[], ['bootstrap'], ['bootstrap', '--another-token']]) {
    const second = run(production, ...command)
    expect(await second.ended).toBe(1)
    expect(second.errors()).toBe(sentence)
    expect(second.output()).toBe('')
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
