import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeVendor, pipedriveUser, startVendor } from '../../test/promises/fake-vendor.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

/** Vendors whose JSON is nested 10,000 deep. */

let vendor: FakeVendor
let server: TestServer
let status = 200
beforeAll(async () => {
  vendor = await startVendor((call) => {
    const nested = `${'{"a":['.repeat(5000)}1${']}'.repeat(5000)}`
    const user = JSON.stringify(pipedriveUser(7, { nested: 'here' })).replace('"here"', nested)
    call.response.writeHead(status, { 'content-type': 'application/json' })
    call.response.end(`{"success":true,"data":${/users\/\d/.test(call.path) ? user : `[${user}]`}}`)
  })
  server = await startTestServer({ environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin } })
})
afterAll(async () => {
  await server.stop()
  await vendor.close()
})

const users = '/unified/crm/users'
const query = (more = '') => `${server.account('pipedrive')}${more}`

test.each([
  ['a list', users, ''],
  ['a sorted list', users, '&sort_by[name]=asc'],
  ['a raw list', users, '&truto_response_format=raw'],
  ['a user', `${users}/7`, ''],
  ['a raw user', `${users}/7`, '&truto_response_format=raw'],
])('%s is a 502 that describes the vendor’s answer', async (_what, path, more) => {
  status = 200
  const found = await server.call('GET', path, { query: query(more) })
  expect([found.status, found.json]).toMatchObject([502, { type: '/errors/provider-error' }])
  expect(found.json).toHaveProperty('detail', 'Pipedrive returned JSON with more than 500 levels of nesting.')
})

test('lines are a 502 too, before anything is written', async () => {
  status = 200
  const found = await server.call('GET', users, { query: query(), headers: { accept: 'application/x-ndjson' } })
  expect(found.status).toBe(502)
})

test('an error of the vendor that is so deep is a 502 too', async () => {
  status = 404
  const found = await server.call('GET', `${users}/7`, { query: query() })
  expect([found.status, found.json]).toMatchObject([502, { type: '/errors/provider-error' }])
})

test('of a change whose answer cannot be read is a 502: repeating the change of one user does no harm', async () => {
  status = 200
  const found = await server.call('PATCH', `${users}/7`, { query: query(), body: { is_active: true } })
  expect([found.status, found.json]).toMatchObject([502, { type: '/errors/provider-error', remote_status: 200 }])
})
