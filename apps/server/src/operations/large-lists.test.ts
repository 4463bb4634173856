import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeVendor, pipedriveUser, startVendor } from '../../test/promises/fake-vendor.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

/** A list of five pages, 95 MB in all. */

const pages = 5
const perPage = 19

let vendor: FakeVendor
let server: TestServer
beforeAll(async () => {
  const note = 'x'.repeat(1_000_000)
  vendor = await startVendor((call) => {
    const start = Number(call.query.get('start') ?? 0)
    const data = Array.from({ length: perPage }, (_, index) => pipedriveUser(start + index + 1, { note }))
    const next = start + perPage
    const pagination = { more_items_in_collection: next < pages * perPage, next_start: next }
    call.json({ success: true, data, additional_data: { pagination } })
  })
  server = await startTestServer({ environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin } })
})
afterAll(async () => {
  await server.stop()
  await vendor.close()
})

const get = (more: string) =>
  server.call('GET', '/unified/crm/users', {
    query: `${server.account('pipedrive')}${more}&truto_ignore_remote_data=true`,
  })

// A list without limit is collected in the same way (`runtime/lists/list-promises.test.ts`).
test('a sorted list of more than 64 MB is a 422 that names NDJSON', async () => {
  const { status, json } = await get('&sort_by[name]=asc')
  expect([status, json]).toMatchObject([422, { type: '/errors/list-too-large' }])
  expect(json).toHaveProperty('detail', expect.stringMatching(/more than 64 MB of users\. .*application\/x-ndjson/))
  expect(vendor.calls).toHaveLength(4)
})

test('a page of more than 64 MB ends there, and the next one continues after it', async () => {
  const first = await get('&limit=1000')
  expect([first.status, first.json]).toMatchObject([200, { result_count: 4 * perPage }])
  const { next_cursor } = first.json as { next_cursor: string }
  const second = await get(`&limit=1000&next_cursor=${encodeURIComponent(next_cursor)}`)
  expect([second.status, second.json]).toMatchObject([200, { result_count: perPage, next_cursor: null }])
})
