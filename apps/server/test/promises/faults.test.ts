import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeVendor, idIn, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** After an unexpected fault the process runs until its running calls have ended, and logs the fault. */

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

const rejection = 'an unhandled rejection'
const exception = 'an exception occurred outside a request'

/** Each kind ends one process, and the others follow while its calls end. */
test.each([
  [
    rejection,
    [
      'a rejection of an async function',
      'a rejection',
      'a rejection with a text',
      'a rejection with nothing',
      'an exception',
    ],
    [rejection, rejection, rejection, rejection, exception],
  ],
  [
    exception,
    [
      'an exception',
      'an exception that is no error',
      'an exception that cannot be read',
      'an error event that nobody listens to',
      'a rejection',
    ],
    [exception, exception, exception, exception, rejection],
  ],
])(
  '%s, and others after it, are logged as fatal without secrets, and running calls are answered before the process ends with status 1',
  {
    timeout: 60_000,
  },
  async (_kind, faults, said) => {
    const server = await start(faults.join())
    const running = [1, 2, 3].map((id) => server.ask('GET', `${path}/${id}`, { query }))
    await soon(() => expect(vendor.calls).toHaveLength(3))
    for (const [index, fault] of faults.entries()) {
      server.child.kill('SIGUSR2')
      if (index === 0) await takesNoMore(server.origin)
      await soon(() => expect(fatalLines(server.output()), fault).toHaveLength(index + 1))
    }
    vendor.calls.forEach(answer)
    for (const { status } of await Promise.all(running)) expect(status).toBe(200)
    expect(await server.ended).toBe(1)
    const lines = fatalLines(server.output())
    expect(lines).toEqual(said.map((sentence) => expect.objectContaining({ msg: expect.stringContaining(sentence) })))
    // The fault is in the log: the error, its message and its causes.
    if (faults[0] === 'a rejection of an async function') {
      expect(lines[0]).toMatchObject({
        err: { name: 'Error', message: 'outer', cause: { message: 'Bearer [token] [token]' } },
      })
    }
    expect(server.output()).not.toContain('made-up-secret')
    expect(server.output()).not.toContain('rollcall_0123')
  },
)

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

test('endless exceptions do not fill the log, and running calls are still answered', {
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
  expect(failure).toMatch(/The server does not start: \{"level":60,[^\n]*an exception occurred outside a request/)
  expect(failure).not.toContain('made-up-secret')
})
