import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeVendor, idIn, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, importAccount, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** Reads are repeated where that is safe, writes never. */

let vendor: FakeVendor
let rollcall: RollcallProcess
let zoho: string
let folder: Awaited<ReturnType<typeof dataFolder>>
beforeAll(async () => {
  vendor = await startVendor(() => undefined)
  folder = await dataFolder()
  rollcall = await startRollcall({
    dataDirectory: folder.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin },
  })
  const token = { access_token: 'zoho', expires_in: 3600 }
  zoho = await importAccount(rollcall, 'zoho-crm', 'oauth2', { oauth: { token } })
})
afterAll(async () => {
  await rollcall.stop()
  await vendor.close()
  await folder.dispose()
})
beforeEach(() => vendor.clear())

const users = '/unified/crm/users'
const query = demoQuery('pipedrive')

const serve = (call: VendorCall): void => {
  if (call.path.endsWith('/users')) call.json({ success: true, data: [pipedriveUser(1)] })
  else call.json({ success: true, data: pipedriveUser(idIn(call.path)) })
}

type Fault = (call: VendorCall) => void
const faults: Readonly<Record<string, Fault>> = {
  'a 500': (call) => call.json({ error: 'broken' }, 500),
  'a 503': (call) => call.json({ error: 'busy' }, 503),
  'a dropped connection': ({ response }) => void response.destroy(),
  'an answer that breaks off': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"success":')
    response.socket?.end()
  },
}
const named = (name: string): Fault => faults[name] ?? (() => undefined)

/** The first call gets the fault, and all others get `then`. */
const once = (fault: Fault, then: Fault = serve): void => {
  let isFirst = true
  vendor.answer((call) => {
    const answer = isFirst ? fault : then
    isFirst = false
    answer(call)
  })
}

test.each(Object.keys(faults))('a read survives %s', async (name) => {
  for (const path of [`${users}/1`, users]) {
    vendor.clear()
    once(named(name))
    expect((await rollcall.ask('GET', path, { query })).status).toBe(200)
    expect(vendor.calls).toHaveLength(2)
  }
})

test('a read that always fails is tried three times', async () => {
  vendor.answer((call) => call.json({ error: 'broken' }, 500))
  expect(await rollcall.ask('GET', `${users}/1`, { query })).toMatchObject({
    status: 502,
    json: { type: '/errors/provider-error', remote_status: 500 },
  })
  expect(vendor.calls).toHaveLength(3)
})

const created = { method: 'POST', path: users, body: { email: 'ann@acme.example' } }
const changed = { method: 'PATCH', path: `${users}/1`, body: { is_active: false } }

test.each([
  ['a creation', created, 'a 500', 500, 'outcome-unknown'],
  ['a creation', created, 'a 503', 500, 'outcome-unknown'],
  ['a creation', created, 'a dropped connection', 500, 'outcome-unknown'],
  ['a creation', created, 'an answer that breaks off', 500, 'outcome-unknown'],
  ['a change', changed, 'a 500', 502, 'provider-error'],
  ['a change', changed, 'a 503', 502, 'provider-error'],
  ['a change', changed, 'a dropped connection', 500, 'outcome-unknown'],
  ['a change', changed, 'an answer that breaks off', 500, 'outcome-unknown'],
] as const)('%s %j is sent once after every fault: %s', async (_, { method, path, body }, fault, status, slug) => {
  once(named(fault))
  expect(await rollcall.ask(method, path, { query, body })).toMatchObject({ status, json: { type: `/errors/${slug}` } })
  expect(vendor.calls.map((call) => call.method)).toEqual([method === 'POST' ? 'POST' : 'PUT'])
})

test.each(['a 500', 'a dropped connection'])('a deletion is sent once after every fault: %s', async (fault) => {
  once(named(fault))
  expect((await rollcall.ask('DELETE', `${users}/7`, { query: zoho })).status).toBeGreaterThanOrEqual(500)
  expect(vendor.calls.map(({ method }) => method)).toEqual(['DELETE'])
})

test.each([created, changed])(
  'a 429 on a write is reported, with the time to wait: %j',
  async ({ method, path, body }) => {
    const account = await importAccount(rollcall, 'pipedrive', 'api_key', { api_key: 'k', company_domain: 'acme' })
    once((call) => call.json({ error: 'too many' }, 429, { 'retry-after': '3' }))
    const answer = await rollcall.ask(method, path, { query: account, body })
    expect(answer).toMatchObject({ status: 429, json: { type: '/errors/provider-rate-limited', remote_status: 429 } })
    expect(answer.headers['retry-after']).toBe('3')
    expect(vendor.calls).toHaveLength(1)
  },
)

test('a vendor that cannot be reached got no request: writes are repeated, and reported as not applied', async () => {
  const lonely = await dataFolder()
  const nobody = await startVendor(() => undefined)
  await nobody.close()
  const server = await startRollcall({
    dataDirectory: lonely.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: nobody.origin },
  })
  for (const { method, path, body } of [created, changed]) {
    expect(await server.ask(method, path, { query, body })).toMatchObject({
      status: 502,
      json: { type: '/errors/provider-unavailable' },
    })
  }
  await server.stop()
  await lonely.dispose()
})
