import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { open } from './ask.ts'
import { type FakeVendor, idIn, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, startRollcall } from './rollcall-process.ts'

/** No process is left after a stop; `main.test.ts` tests how quickly it starts. */

let vendor: FakeVendor
let folder: Awaited<ReturnType<typeof dataFolder>>
beforeEach(async () => {
  vendor = await startVendor(() => undefined)
  folder = await dataFolder()
})
afterEach(async () => {
  await vendor.close()
  await folder.dispose()
})

const start = () =>
  startRollcall({ dataDirectory: folder.path, environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin } })
const path = '/unified/crm/users'
const query = demoQuery('pipedrive')
const answer = (call: VendorCall): void => call.json({ success: true, data: pipedriveUser(idIn(call.path)) })

test('SIGTERM: running calls end normally, also late ones, no new ones are accepted, and the process ends with the last of them', {
  timeout: 30_000,
}, async () => {
  const rollcall = await start()
  const running = Array.from({ length: 8 }, (_, index) => rollcall.ask('GET', `${path}/${index + 1}`, { query }))
  await vi.waitFor(() => expect(vendor.calls).toHaveLength(8))
  rollcall.child.kill('SIGTERM')
  await vi.waitFor(() => expect(fetch(`${rollcall.origin}/healthz`)).rejects.toThrow())
  const [late, ...early] = vendor.calls
  for (const call of early) answer(call)
  // Longer than an idle connection is kept.
  await pause(5200)
  if (late !== undefined) answer(late)
  for (const { status } of await Promise.all(running)) expect(status).toBe(200)
  const answeredMs = performance.now()
  expect(await rollcall.ended).toBe(0)
  // Although the callers keep their connections open.
  expect(performance.now() - answeredMs).toBeLessThan(1000)
})

test('a second signal ends it at once', { timeout: 30_000 }, async () => {
  const rollcall = await start()
  const { answered, leave } = open(rollcall.origin, 'GET', `${path}/1`, { query })
  const lost = answered.catch(() => 'lost')
  await vi.waitFor(() => expect(vendor.calls).toHaveLength(1))
  rollcall.child.kill('SIGTERM')
  await vi.waitFor(() => expect(fetch(`${rollcall.origin}/healthz`)).rejects.toThrow())
  rollcall.child.kill('SIGTERM')
  expect(await rollcall.ended).toBe(1)
  expect(await lost).toBe('lost')
  leave()
})

/** Processes that were started with this data folder in their environment. */
const processesOf = (dataDirectory: string): readonly string[] =>
  readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(dataDirectory)
    } catch {
      // It ended meanwhile, or belongs to another user.
      return false
    }
  })

test('npm start: a signal to npm alone ends all processes', { timeout: 60_000 }, async () => {
  const root = join(import.meta.dirname, '../../../..')
  const { PATH = '', HOME = '' } = process.env
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: {
      PATH: `${dirname(process.execPath)}:${PATH}`,
      HOME,
      PORT: '0',
      DATA_DIR: folder.path,
      ROLLCALL_VENDOR_ORIGIN: vendor.origin,
    },
  })
  const ended = once(child, 'close')
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  try {
    await vi.waitFor(() => expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+/), { timeout: 20_000, interval: 50 })
    expect(processesOf(folder.path).length).toBeGreaterThan(1)
    child.kill('SIGTERM')
    await ended
    await vi.waitFor(() => expect(processesOf(folder.path)).toEqual([]), { timeout: 5000 })
  } finally {
    for (const pid of processesOf(folder.path)) process.kill(Number(pid), 'SIGKILL')
  }
})
