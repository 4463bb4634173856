import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInFull } from '../support/in-full.ts'
import { type Answer, ask, open } from './ask.ts'
import { type FakeVendor, idIn, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** A server with a heap of 512 MB, with many simultaneous calls of a vendor whose answers have 19 MB. */

const callers = isInFull ? 20 : 12
const users = '/unified/crm/users'
const query = demoQuery('pipedrive')

const listOf = (data: readonly object[]): Buffer =>
  Buffer.from(
    JSON.stringify({ success: true, data, additional_data: { pagination: { more_items_in_collection: false } } }),
  )

/** Answers of 19 MB: long texts, and as many small values as fit. */
const lists: Readonly<Record<string, Buffer>> = {
  'long texts': listOf(Array.from({ length: 500 }, (_, at) => pipedriveUser(at + 1, { note: 'é'.repeat(19_000) }))),
  'small objects': listOf(
    Array.from({ length: 500 }, (_, at) => pipedriveUser(at + 1, { note: Array.from({ length: 12_500 }, () => ({})) })),
  ),
}
const largeUser = (id: number): Buffer =>
  Buffer.from(JSON.stringify({ success: true, data: pipedriveUser(id, { note: 'x'.repeat(19_000_000) }) }))

let vendor: FakeVendor
let rollcall: RollcallProcess
let folder: Awaited<ReturnType<typeof dataFolder>>
let page = lists['long texts']
let isLarge = true

const answer = (call: VendorCall): void => {
  call.response.writeHead(200, { 'content-type': 'application/json' })
  const id = idIn(call.path)
  if (!isLarge) call.response.end(listOf([pipedriveUser(1)]))
  else if (Number.isNaN(id)) call.response.end(page)
  else call.response.end(largeUser(id))
}

beforeAll(async () => {
  vendor = await startVendor(answer)
  folder = await dataFolder()
  rollcall = await startRollcall({
    dataDirectory: folder.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, NODE_OPTIONS: '--max-old-space-size=512' },
  })
})
afterAll(async () => {
  await rollcall.stop()
  await vendor.close()
  await folder.dispose()
})

/** The answer is a success or a typed problem, with Retry-After where the memory was used up. */
const expectTyped = ({ status, headers, json, text }: Answer): void => {
  expect([200, 422, 502, 503], text.slice(0, 300)).toContain(status)
  if (status === 200) return
  expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(json).toMatchObject({ status })
  if (status === 503) expect([json, headers['retry-after']]).toMatchObject([{ type: '/errors/overloaded' }, '5'])
}

/** The server runs, and has the memory again. */
const expectRoom = async (): Promise<void> => {
  isLarge = false
  try {
    const { status, json } = await ask(rollcall.origin, 'GET', users, { query })
    expect([status, json]).toMatchObject([200, { result_count: 1 }])
    expect(rollcall.child.exitCode).toBeNull()
  } finally {
    isLarge = true
  }
}

const cases: readonly (readonly [what: string, method: string, path: string, asked: object])[] = [
  ['sorted lists', 'GET', users, { query: `${query}&sort_by[name]=asc` }],
  ['emulated filters', 'GET', users, { query: `${query}&is_active=true&limit=1000` }],
  ['lists without limit', 'GET', users, { query: `${query}&truto_ignore_limit=true` }],
  ['raw lists', 'GET', users, { query: `${query}&truto_response_format=raw` }],
  ['lines', 'GET', users, { query, headers: { accept: 'application/x-ndjson' } }],
  ['single users', 'GET', `${users}/7`, { query }],
  ['changes that are read back', 'PATCH', `${users}/7`, { query, body: { is_active: true } }],
]

/** Emulated filters and lists without limit read their pages like sorted lists. */
const ofObjects = ['sorted lists', 'raw lists', 'lines']

test.each(
  Object.keys(lists).flatMap((kind) =>
    cases
      .filter(([what, , path]) => kind === 'long texts' || (path === users && (isInFull || ofObjects.includes(what))))
      .map((one) => [kind, ...one] as const),
  ),
)(
  'of %s, many %s at once end with typed answers, and the server keeps running',
  { timeout: 120_000 },
  async (kind, what, method, path, asked) => {
    page = lists[kind]
    const answers = await Promise.all(Array.from({ length: callers }, () => ask(rollcall.origin, method, path, asked)))
    const statuses = answers.map(({ status }) => status)
    process.stdout.write(`${kind}, ${what}: ${statuses.join(' ')}\n`)
    if (method === 'GET') for (const one of answers) expectTyped(one)
    else for (const { status } of answers) expect([200, 500, 503]).toContain(status)
    // Six million objects in one page need more memory than there is, also without other calls.
    if (page === lists['long texts']) expect(statuses).toContain(200)
    await expectRoom()
  },
)

test('lines whose readers pause keep their memory, further calls are refused, and the memory is free again when they end', {
  timeout: 120_000,
}, async () => {
  page = lists['long texts']
  const asked = { query, headers: { accept: 'application/x-ndjson' } }
  const slow = Array.from({ length: callers }, () => open(rollcall.origin, 'GET', users, asked))
  const heads = await Promise.all(slow.map(({ answered }) => answered))
  expect(new Set(heads.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 503]))
  for (const { leave } of slow) leave()
  await pause(0)
  await expect.poll(async () => (await ask(rollcall.origin, 'GET', users, asked)).status, { timeout: 20_000 }).toBe(200)
  await expectRoom()
})
