import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeVendor, idIn, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** The process survives what nobody foresaw for as long as its running calls take, and says what it was. */

let vendor: FakeVendor
let folder: Awaited<ReturnType<typeof dataFolder>>
let rollcall: RollcallProcess | undefined
beforeEach(async () => {
  vendor = await startVendor(() => undefined)
  folder = await dataFolder()
})
afterEach(async () => {
  await rollcall?.stop()
  await vendor.close()
  await folder.dispose()
})

const injector = join(import.meta.dirname, '../support/inject-fault.ts')
const start = async (fault: string, environment: Readonly<Record<string, string>> = {}): Promise<RollcallProcess> => {
  rollcall = await startRollcall({
    dataDirectory: folder.path,
    nodeOptions: ['--import', injector],
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, FAULT: fault, ...environment },
  })
  return rollcall
}

const path = '/unified/crm/users'
const query = demoQuery('pipedrive')
const answer = (call: VendorCall): void => call.json({ success: true, data: pipedriveUser(idIn(call.path)) })
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000 })
const takesNoMore = (origin: string) => soon(() => expect(fetch(`${origin}/healthz`)).rejects.toThrow())

interface FatalLine {
  readonly level: number
  readonly msg: string
  readonly err?: { readonly name: string; readonly message: string }
}
const fatalLines = (output: string): readonly FatalLine[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): FatalLine => JSON.parse(line))
    .filter(({ level }) => level === 60)

describe.each([
  ['a rejection', 'an unhandled rejection'],
  ['a rejection with a text', 'an unhandled rejection'],
  ['a rejection with nothing', 'an unhandled rejection'],
  ['a rejection of an async function', 'an unhandled rejection'],
  ['an exception', 'an exception outside a request'],
  ['an exception that is no error', 'an exception outside a request'],
  ['an exception that cannot be read', 'an exception outside a request'],
  ['an error event that nobody listens to', 'an exception outside a request'],
])('%s', (fault, said) => {
  test('is logged as fatal without secrets, and running calls are answered before the process ends with status 1', {
    timeout: 60_000,
  }, async () => {
    const server = await start(fault)
    const running = [1, 2, 3].map((id) => server.ask('GET', `${path}/${id}`, { query }))
    await soon(() => expect(vendor.calls).toHaveLength(3))
    server.child.kill('SIGUSR2')
    await takesNoMore(server.origin)
    vendor.calls.forEach(answer)
    for (const { status } of await Promise.all(running)) expect(status).toBe(200)
    expect(await server.ended).toBe(1)
    expect(fatalLines(server.output())).toEqual([expect.objectContaining({ msg: expect.stringContaining(said) })])
    expect(server.output()).not.toContain('made-up-secret')
    expect(server.output()).not.toContain('rollcall_0123')
  })
})

test('what it was is in the log: the error, its sentence and its causes', { timeout: 60_000 }, async () => {
  const server = await start('a rejection of an async function')
  server.child.kill('SIGUSR2')
  expect(await server.ended).toBe(1)
  expect(fatalLines(server.output())).toMatchObject([
    { err: { name: 'Error', message: 'outer', cause: { message: 'Bearer [token] [token]' } } },
  ])
})

test('a call whose vendor never answers ends at its deadline, and the process with it', {
  timeout: 60_000,
}, async () => {
  const server = await start('an exception', { ROLLCALL_DEADLINE_MS: '1500' })
  const running = server.ask('GET', `${path}/1`, { query })
  await soon(() => expect(vendor.calls).toHaveLength(1))
  server.child.kill('SIGUSR2')
  expect((await running).status).toBe(504)
  expect(await server.ended).toBe(1)
})

test.each(['a rejection', 'an exception'])(
  '%s again while calls end: logged too, and nothing hangs',
  {
    timeout: 60_000,
  },
  async (fault) => {
    const server = await start(fault)
    const running = server.ask('GET', `${path}/1`, { query })
    await soon(() => expect(vendor.calls).toHaveLength(1))
    for (const count of [1, 2, 3]) {
      server.child.kill('SIGUSR2')
      await soon(() => expect(fatalLines(server.output())).toHaveLength(count))
    }
    vendor.calls.forEach(answer)
    expect((await running).status).toBe(200)
    expect(await server.ended).toBe(1)
  },
)

test('exceptions without end fill no log, and running calls are answered all the same', {
  timeout: 60_000,
}, async () => {
  const server = await start('exceptions without end')
  const running = server.ask('GET', `${path}/1`, { query })
  await soon(() => expect(vendor.calls).toHaveLength(1))
  server.child.kill('SIGUSR2')
  await soon(() => expect(fatalLines(server.output())).toHaveLength(10))
  vendor.calls.forEach(answer)
  expect((await running).status).toBe(200)
  expect(await server.ended).toBe(1)
  expect(fatalLines(server.output())).toHaveLength(10)
})

test('a signal while calls end after a fault changes neither the calls nor the status; a second one ends at once', {
  timeout: 60_000,
}, async () => {
  const server = await start('an exception')
  const running = server.ask('GET', `${path}/1`, { query })
  await soon(() => expect(vendor.calls).toHaveLength(1))
  server.child.kill('SIGUSR2')
  await takesNoMore(server.origin)
  server.child.kill('SIGTERM')
  vendor.calls.forEach(answer)
  expect((await running).status).toBe(200)
  expect(await server.ended).toBe(1)

  const second = await start('an exception')
  const lost = second.ask('GET', `${path}/1`, { query }).catch(() => 'lost')
  await soon(() => expect(vendor.calls).toHaveLength(2))
  for (const signal of ['SIGUSR2', 'SIGTERM', 'SIGINT'] as const) second.child.kill(signal)
  expect(await second.ended).toBe(1)
  expect(await lost).toBe('lost')
})

test('a fault while calls end after a signal makes the status 1', { timeout: 60_000 }, async () => {
  const server = await start('a rejection')
  const running = server.ask('GET', `${path}/1`, { query })
  await soon(() => expect(vendor.calls).toHaveLength(1))
  server.child.kill('SIGTERM')
  await takesNoMore(server.origin)
  server.child.kill('SIGUSR2')
  await soon(() => expect(fatalLines(server.output())).toHaveLength(1))
  vendor.calls.forEach(answer)
  expect((await running).status).toBe(200)
  expect(await server.ended).toBe(1)
})

test('a fault during the start ends it with status 1', { timeout: 60_000 }, async () => {
  const failure = await start('an exception', { FAULT_AT_START: '1' }).catch((error: unknown) => String(error))
  expect(failure).toMatch(/The server does not start: \{"level":60,[^\n]*an exception outside a request/)
  expect(failure).not.toContain('made-up-secret')
})
