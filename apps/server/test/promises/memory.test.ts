import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { isInFull } from '../support/in-full.ts'
import { open } from './ask.ts'
import { type FakeVendor, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** A server whose memory does not grow with the size of streamed answers. */

const megabyte = 1024 * 1024
const allowedGrowth = 100 * megabyte
/** The difference between two equal runs. */
const noise = 24 * megabyte

let vendor: FakeVendor
let rollcall: RollcallProcess
let folder: Awaited<ReturnType<typeof dataFolder>>
beforeAll(async () => {
  vendor = await startVendor(() => undefined)
  folder = await dataFolder()
  rollcall = await startRollcall({
    dataDirectory: folder.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin },
    // V8 enlarges its young generation once, by 48 MB, in any of the runs: here it has its full size from the start.
    nodeOptions: ['--min-semi-space-size=16'],
  })
})
afterAll(async () => {
  await rollcall.stop()
  await vendor.close()
  await folder.dispose()
})
beforeEach(() => vendor.clear())

const users = '/unified/crm/users'
const query = demoQuery('pipedrive')
const lines = { query, headers: { accept: 'application/x-ndjson' } }
const bytes = { query: `${query}&truto_response_format=stream` }

const pageSize = 500
/** Additional members of a user, as in real records. */
const more = { note: 'x'.repeat(300) }

/** The same for every page; a page has its own ids. */
const users500 = JSON.stringify(Array.from({ length: pageSize }, () => pipedriveUser(-1, more))).split('"id":-1')

/** Pages of 500 users, until `total` of them. */
const paged =
  (total: number) =>
  (call: VendorCall): void => {
    const start = Number(call.query.get('start') ?? 0)
    const next = start + pageSize
    const data = users500.reduce((text, part, index) => `${text}"id":${start + index}${part}`)
    const pagination = { more_items_in_collection: next < total, next_start: next }
    call.response.writeHead(200, { 'content-type': 'application/json' })
    call.response.end(`{"success":true,"data":${data},"additional_data":${JSON.stringify({ pagination })}}`)
  }

const chunk = Buffer.alloc(64 * 1024, 'x')

/** An answer of this many bytes, sent only as fast as it is read; how many were written to the network. */
const large = (total: number, sent: { bytes: number }) => async (call: VendorCall) => {
  call.response.writeHead(200, { 'content-type': 'application/json' })
  while (sent.bytes < total && !call.response.destroyed) {
    sent.bytes += chunk.length
    if (!call.response.write(chunk)) await Promise.race([once(call.response, 'drain'), call.brokenOff])
  }
  call.response.end()
}

/** The memory before the measurement, after the measured code has run once and the heap is stable. */
const settled = async (work: () => Promise<unknown>): Promise<number> => {
  await work()
  await work()
  rollcall.resetPeak()
  return rollcall.residentBytes()
}

const drained = async (asked: object): Promise<number> => {
  let received = 0
  for await (const part of await open(rollcall.origin, 'GET', users, asked).answered) {
    received += (part as Buffer).length
  }
  return received
}

/** Reads an answer in small pieces: one turn of the event loop for each. */
const sipped = async (asked: object): Promise<number> => {
  const incoming = await open(rollcall.origin, 'GET', users, asked).answered
  let received = 0
  for await (const part of incoming) {
    received += (part as Buffer).length
    for (let sip = 0; sip < 20; sip += 1) await turn()
  }
  return received
}

const newline = 10

const linesOf = async (): Promise<number> => {
  let count = 0
  for await (const part of await open(rollcall.origin, 'GET', users, lines).answered) {
    const bytes = part as Buffer
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1
  }
  return count
}

/** The highest increase of the memory while some work runs. */
const growthOf = async (before: number, work: () => Promise<void>): Promise<number> => {
  rollcall.resetPeak()
  await work()
  return rollcall.peakResidentBytes() - before
}

const expectBounded = (what: string, short: number, long: number, allowed = allowedGrowth, doubt = noise): void => {
  const [shown, shownLong] = [short, long].map((bytes) => (bytes / megabyte).toFixed(1))
  process.stdout.write(`${what}: +${shown} MB, longer: +${shownLong} MB\n`)
  expect(long).toBeLessThan(allowed)
  expect(long).toBeLessThan(Math.max(short, 0) + doubt)
}

test.each([
  ['quick', drained],
  ['slow', sipped],
])(
  'a stream to a %s reader takes at most 100 MB, and no more for five times the bytes',
  {
    timeout: 120_000,
  },
  async (_, read) => {
    vendor.answer(async (call) => large(8 * megabyte, { bytes: 0 })(call))
    const before = await settled(() => read(bytes))
    const flow = (total: number) => async (): Promise<void> => {
      const sent = { bytes: 0 }
      vendor.answer(large(total, sent))
      expect(await read(bytes)).toBe(sent.bytes)
      expect(sent.bytes).toBeGreaterThanOrEqual(total)
    }
    const short = await growthOf(before, flow(40 * megabyte))
    expectBounded('stream', short, await growthOf(before, flow(200 * megabyte)))
  },
)

// The goal is 100 MB. The size to which V8 lets a heap grow differs from run to run: 83 to 140 MB were measured for
// the same code, so the tested promise is this one.
const allowedForLines = 160 * megabyte

/**
 * At 200,000 users the heap has its working size. Memory above 60 bytes that is kept for each user shows after that, or above
 * 160.
 */
const manyUsers = isInFull ? 1_000_000 : 500_000
/** The garbage collector lets a process that is busy for longer grow further: by up to 50 MB, measured on a fast machine. */
const noiseOfLines = 2 * noise

test('a list as NDJSON takes at most 160 MB, and no more for a list that is longer', { timeout: 120_000 }, async () => {
  // V8 lets the heap of a new process grow to its working size.
  vendor.answer(paged(40_000))
  const before = await settled(linesOf)
  const flow = (total: number) => async (): Promise<void> => {
    vendor.clear()
    vendor.answer(paged(total))
    expect(await linesOf()).toBe(total)
    expect(vendor.calls).toHaveLength(total / pageSize)
  }
  const short = await growthOf(before, flow(200_000))
  expectBounded('ndjson', short, await growthOf(before, flow(manyUsers)), allowedForLines, noiseOfLines)
})

test('no more pages are requested of the vendor while the reader pauses, and more when it continues', {
  timeout: 60_000,
}, async () => {
  vendor.answer(paged(200_000))
  const { answered, leave } = open(rollcall.origin, 'GET', users, lines)
  const incoming = await answered
  // The caller does not read: the answer is in the buffers of the network, which can grow to some 40 MB.
  let asked = -1
  await vi.waitFor(
    () => {
      const before = asked
      asked = vendor.calls.length
      expect(asked).toBe(before)
    },
    { timeout: 10_000, interval: 400 },
  )
  expect(asked).toBeLessThan(200)
  incoming.resume()
  await vi.waitFor(() => expect(vendor.calls.length).toBeGreaterThan(asked + 10), { timeout: 10_000 })
  leave()
})

test('the vendor of a stream stops while the reader pauses', { timeout: 60_000 }, async () => {
  const sent = { bytes: 0 }
  vendor.answer(large(200 * megabyte, sent))
  const { answered, leave } = open(rollcall.origin, 'GET', users, bytes)
  await answered
  let seen = -1
  await vi.waitFor(
    () => {
      const before = seen
      seen = sent.bytes
      expect(seen).toBe(before)
    },
    { timeout: 10_000, interval: 400 },
  )
  expect(seen).toBeLessThan(100 * megabyte)
  leave()
})

test.each([
  ['a list', { query }, users],
  ['one user', { query }, `${users}/1`],
  ['lines', lines, users],
  ['a stream', bytes, users],
] as const)('a caller that disconnects from %s ends the vendor call at once', async (_, asked, path) => {
  vendor.answer(() => undefined)
  const { leave } = open(rollcall.origin, 'GET', path, asked)
  const call = await vi.waitFor(() => {
    const [first] = vendor.calls
    if (first === undefined) throw new Error('The vendor was not asked.')
    return first
  })
  const leftMs = performance.now()
  leave()
  await call.brokenOff
  expect(performance.now() - leftMs).toBeLessThan(500)
})

test('a caller that disconnects in the middle ends the stream', { timeout: 20_000 }, async () => {
  const sent = { bytes: 0 }
  vendor.answer(large(200 * megabyte, sent))
  const stream = open(rollcall.origin, 'GET', users, bytes)
  await once(await stream.answered, 'readable')
  stream.leave()
  await vendor.calls[0]?.brokenOff

  vendor.clear()
  vendor.answer(paged(200_000))
  const list = open(rollcall.origin, 'GET', users, lines)
  await once(await list.answered, 'readable')
  list.leave()
  let asked = -1
  await vi.waitFor(
    () => {
      const before = asked
      asked = vendor.calls.length
      expect(asked).toBe(before)
    },
    { timeout: 10_000, interval: 300 },
  )
  expect(asked).toBeLessThan(200)
})
