import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { demoAccountId } from '../../src/demo-ids.ts'
import { onThisMachine } from '../support/on-this-machine.ts'
import { startTestServer } from '../support/test-server.ts'
import { type FakeVendor, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** A write with an `Idempotency-Key` happens once, also when the server is killed in the middle of it. */

const deadlineMs = 2000
let vendor: FakeVendor
let folder: Awaited<ReturnType<typeof dataFolder>>
let rollcall: RollcallProcess
const start = () =>
  startRollcall({
    dataDirectory: folder.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, ROLLCALL_DEADLINE_MS: String(deadlineMs) },
  })
beforeAll(async () => {
  vendor = await startVendor(() => undefined)
  folder = await dataFolder()
  rollcall = await start()
})
afterAll(async () => {
  await rollcall.stop()
  await vendor.close()
  await folder.dispose()
})
beforeEach(() => vendor.clear())
afterEach(() => vendor.answer(() => undefined))

const path = '/unified/crm/users'
const query = demoQuery('pipedrive')
const body = { email: 'ann@acme.example' }
const ok = (call: VendorCall): void => call.json({ success: true, data: pipedriveUser(vendor.calls.length) })
const create = (key: string, changes: object = {}) =>
  rollcall.ask('POST', path, { query, body, headers: { 'idempotency-key': key }, ...changes })

/** The first call that the vendor gets. */
const asked = (): Promise<VendorCall> =>
  vi.waitFor(() => {
    const [call] = vendor.calls
    if (call === undefined) throw new Error('The vendor was not asked.')
    return call
  })

test('a repeat gets the same bytes without a vendor call', async () => {
  vendor.answer(ok)
  const first = await create('same')
  const again = await create('same')
  expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
  expect(vendor.calls).toHaveLength(1)
})

test('a permanent refusal is repeated too', async () => {
  vendor.answer((call) => call.json({ error: 'The e-mail is taken.' }, 400))
  const first = await create('refused')
  vendor.answer(ok)
  expect(await create('refused')).toMatchObject({ status: 400, text: first.text })
  expect(vendor.calls).toHaveLength(1)
})

test('the same key with another body or query is refused', async () => {
  vendor.answer(ok)
  await create('reused')
  const others = [
    await create('reused', { body: { email: 'other@acme.example' } }),
    await create('reused', { query: `${query}&truto_ignore_remote_data=true` }),
  ]
  for (const { status, json } of others) {
    expect([status, json]).toMatchObject([422, { type: '/errors/idempotency-key-reused' }])
  }
  expect(vendor.calls).toHaveLength(1)
})

test('a repeat of a running request waits for its answer, or until its own deadline', async () => {
  const first = create('running')
  const call = await asked()
  const patient = create('running')
  const hasty = await create('running', { headers: { 'idempotency-key': 'running', prefer: 'wait=1' } })
  expect(hasty).toMatchObject({ status: 409, json: { type: '/errors/idempotency-in-progress' } })
  expect(hasty.tookMs).toBeGreaterThan(980)
  expect(hasty.tookMs).toBeLessThan(1000 + onThisMachine(500))
  ok(call)
  expect((await patient).text).toBe((await first).text)
  expect(vendor.calls).toHaveLength(1)
})

test('a broken change frees the key, an unknown outcome does not', async () => {
  const change = () =>
    rollcall.ask('PATCH', `${path}/1`, { query, body: { is_active: true }, headers: { 'idempotency-key': 'broken' } })
  vendor.answer((call) => call.json({}, 503))
  expect((await change()).status).toBe(502)
  vendor.answer((call) => call.json({ success: true, data: pipedriveUser(1) }))
  expect((await change()).status).toBe(200)
  expect(vendor.calls).toHaveLength(2)

  vendor.clear()
  vendor.answer((call) => call.json({}, 503))
  for (let repeat = 0; repeat < 2; repeat += 1) {
    expect(await create('unknown')).toMatchObject({ status: 500, json: { type: '/errors/outcome-unknown' } })
  }
  expect(vendor.calls).toHaveLength(1)
})

test('a caller that disconnects gets the answer with the repeat', async () => {
  const first = create('gone').catch(() => undefined)
  const call = await asked()
  const repeated = create('gone')
  ok(call)
  await first
  expect((await repeated).status).toBe(201)
  expect(vendor.calls).toHaveLength(1)
})

test('SIGKILL in the middle of a write: the repeat reports an unknown outcome, without a vendor call', {
  timeout: 20_000,
}, async () => {
  vendor.answer(ok)
  const before = await create('before the crash')
  vendor.clear()
  vendor.answer(() => undefined)
  const lost = create('crashed').catch(() => 'lost')
  await asked()
  await rollcall.stop('SIGKILL')
  expect(await lost).toBe('lost')
  rollcall = await start()
  vendor.answer(ok)
  expect(await create('crashed')).toMatchObject({ status: 500, json: { type: '/errors/outcome-unknown' } })
  expect((await create('before the crash')).text).toBe(before.text)
  expect(vendor.calls).toHaveLength(1)
  // The audit log has the lost write, without its end.
  const { json } = await rollcall.ask('GET', '/log', { query: 'operation=createUser&outcome=running' })
  expect(json).toMatchObject({ result: [{ integration: 'pipedrive', fields: ['email'], http_status_code: null }] })
})

test('SIGTERM in the middle of a write: the write ends, and the repeat gets the same bytes after the restart', {
  timeout: 20_000,
}, async () => {
  const first = create('stopped')
  const call = await asked()
  rollcall.child.kill('SIGTERM')
  await vi.waitFor(() => expect(fetch(`${rollcall.origin}/healthz`)).rejects.toThrow())
  ok(call)
  const { status, text } = await first
  expect(status).toBe(201)
  expect(await rollcall.ended).toBe(0)
  rollcall = await start()
  expect((await create('stopped')).text).toBe(text)
  expect(vendor.calls).toHaveLength(1)
})

test('SIGTERM while a vendor never answers: the caller gets the outcome, and so does the repeat', {
  timeout: 20_000,
}, async () => {
  const first = create('hanging')
  await asked()
  rollcall.child.kill('SIGTERM')
  expect(await first).toMatchObject({ status: 500, json: { type: '/errors/outcome-unknown' } })
  expect(await rollcall.ended).toBe(0)
  rollcall = await start()
  expect(await create('hanging')).toMatchObject({ status: 500, json: { type: '/errors/outcome-unknown' } })
  expect(vendor.calls).toHaveLength(1)
})

test('two environments never share a key', { timeout: 20_000 }, async () => {
  vendor.answer(ok)
  const server = await startTestServer({ environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin } })
  try {
    const other = await server.store.environments.create({ name: 'other' })
    const { token } = await server.store.tokens.create(other.id, { name: 'other' })
    const context = { api_key: 'k', company_domain: 'acme' }
    const imported = { integration: 'pipedrive', tenant_id: 'other', authentication_method: 'api_key', context }
    const { json } = await server.call('POST', '/integrated-account', { body: imported, token })
    const headers = { 'idempotency-key': 'shared' }
    const own = await server.call('POST', path, { query, body, headers })
    const theirs = await server.call('POST', path, {
      query: `integrated_account_id=${String(Object(json).id)}`,
      body,
      headers,
      token,
    })
    expect([own.status, theirs.status]).toEqual([201, 201])
    expect(theirs.text).not.toBe(own.text)
    expect(vendor.calls).toHaveLength(2)
    const foreign = await server.call('POST', path, {
      query: `integrated_account_id=${demoAccountId('pipedrive')}`,
      body,
      headers,
      token,
    })
    expect(foreign.status).toBe(404)
    expect(vendor.calls).toHaveLength(2)
  } finally {
    await server.stop()
  }
})
