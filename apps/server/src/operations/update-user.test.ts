import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '1500' } })
})
afterEach(() => {
  server.sandbox.control('pipedrive').clearFaults()
  server.sandbox.control('pipedrive').clearRequests()
})
afterAll(() => server.stop())

const vendor = () => server.sandbox.control('pipedrive')

const patch = (id: string, body: unknown, headers: Record<string, string> = {}, more = '') =>
  server.call('PATCH', `/unified/crm/users/${id}`, {
    query: `${server.account('pipedrive')}${more}`,
    body,
    headers,
  })

const writes = () =>
  vendor()
    .requests()
    .filter(({ method }) => method !== 'GET')

test('200: the user as the vendor has it after the change', async () => {
  const { status, json } = await patch('1', { is_active: false })
  expect(status).toBe(200)
  expect(json).toMatchObject({ id: '1', is_active: false, remote_data: { active_flag: false } })
  expect(json).not.toHaveProperty('warnings')
  expect((await patch('1', { is_active: true })).json).toHaveProperty('is_active', true)
})

test('200 lenient: fields that the provider cannot write are left out, with a warning', async () => {
  const { status, json } = await patch('2', { is_active: true, name: 'Nobody' })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    name: 'Ben Hansen',
    warnings: [{ code: 'field-not-supported', pointer: '/name', detail: expect.any(String) }],
  })
})

test('200 raw: the body of the vendor, the warnings in a header of ASCII', async () => {
  const { status, headers, json } = await patch('2', { is_active: true, name: 'Zoë' }, {}, '&truto_response_format=raw')
  expect(status).toBe(200)
  expect(json).toMatchObject({ data: { id: 2 } })
  expect(JSON.parse(String(headers['rollcall-warnings']))).toMatchObject([{ pointer: '/name' }])
})

test('422 strict: nothing is written when a field cannot be', async () => {
  const { status, headers, json } = await patch('2', { is_active: false, name: 'X' }, { prefer: 'handling=strict' })
  expect(status).toBe(422)
  expect(headers).not.toHaveProperty('rollcall-warnings')
  expect(json).toMatchObject({
    type: '/errors/field-not-supported',
    errors: [{ pointer: '/name' }],
    writable_fields: expect.arrayContaining(['is_active']),
  })
  expect(writes()).toEqual([])
})

test('200: a requested handling is named as applied', async () => {
  const { headers } = await patch('2', { is_active: true }, { prefer: 'handling=strict, wait=1' })
  expect(headers['preference-applied']).toBe('handling=strict, wait=1')
})

test("422: the account's own handling is used where the request has none", async () => {
  const query = await server.freshAccount('pipedrive')
  const [, id = ''] = query.split('=')
  await server.store.accounts.update(server.environmentId, id, { handling: 'strict' })
  const body = { is_active: true, name: 'X' }
  expect((await server.call('PATCH', '/unified/crm/users/2', { query, body })).status).toBe(422)
  const lenient = await server.call('PATCH', '/unified/crm/users/2', {
    query,
    body,
    headers: { prefer: 'handling=lenient' },
  })
  expect(lenient.status).toBe(200)
})

test('422 lenient: no field is left to write', async () => {
  expect((await patch('2', { name: 'X' })).json).toHaveProperty('type', '/errors/field-not-supported')
  expect(writes()).toEqual([])
})

test('400: a forbidden key of remote_data is refused at its place, before any call', async () => {
  server.sandbox.control('salesforce').clearRequests()
  const { status, json } = await server.call('PATCH', '/unified/crm/users/0055g00000AbcDEAAZ', {
    query: server.account('salesforce'),
    body: { remote_data: { Id: '0055g00000AbcDFAAZ' } },
  })
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/invalid-request', errors: [{ pointer: '/remote_data/Id' }] })
  expect(server.sandbox.control('salesforce').requests()).toEqual([])
})

test('404: a user that the vendor does not have', async () => {
  expect((await patch('99999', { is_active: true })).json).toHaveProperty('type', '/errors/user-not-found')
})

test('500: an unknown outcome is reported as such, so that no client repeats it', async () => {
  vendor().fault({ match: { method: 'PUT' }, drop: 'before-answer' })
  const { status, json } = await patch('3', { is_active: true })
  expect(status).toBe(500)
  expect(json).toHaveProperty('type', '/errors/outcome-unknown')
  expect(writes()).toHaveLength(1)
})

const keyed = (key: string, body: unknown, more = '') => patch('4', body, { 'idempotency-key': key }, more)

test('a repeat with the same key gets the same bytes without a call to the vendor', async () => {
  const first = await keyed('same', { is_active: true })
  const calls = vendor().requests().length
  const again = await keyed('same', { is_active: true })
  expect([again.status, again.text, again.headers['content-type']]).toEqual([
    200,
    first.text,
    first.headers['content-type'],
  ])
  expect(vendor().requests()).toHaveLength(calls)
})

test('another order of members is the same request, and another query is not', async () => {
  await keyed('order', { is_active: true, remote_data: { a: 1 } })
  expect((await keyed('order', { remote_data: { a: 1 }, is_active: true })).status).toBe(200)
  const other = await keyed('order', { is_active: true, remote_data: { a: 1 } }, '&truto_ignore_remote_data=true')
  expect(other.json).toMatchObject({ type: '/errors/idempotency-key-reused', errors: [{ header: 'Idempotency-Key' }] })
})

test('422: the same key with another body', async () => {
  await keyed('other', { is_active: true })
  const { status, json } = await keyed('other', { is_active: false })
  expect(status).toBe(422)
  expect(json).toHaveProperty('type', '/errors/idempotency-key-reused')
})

test('a permanent refusal is kept, and a failure of the vendor frees the key', async () => {
  const refused = await keyed('lasting', { name: 'X' })
  expect((await keyed('lasting', { name: 'X' })).text).toBe(refused.text)
  vendor().fault({ match: { method: 'PUT' }, status: 429, headers: { 'retry-after': '1' }, times: 1 })
  const query = await server.freshAccount('pipedrive')
  const send = () =>
    server.call('PATCH', '/unified/crm/users/4', {
      query,
      body: { is_active: true },
      headers: { 'idempotency-key': 'free' },
    })
  expect((await send()).status).toBe(429)
  await vi.waitFor(async () => expect((await send()).status).toBe(200), { timeout: 5000, interval: 300 })
})

test('under an unknown outcome a repeat gets the same 500 without a call', async () => {
  vendor().fault({ match: { method: 'PUT' }, drop: 'before-answer', times: 1 })
  expect((await keyed('lost', { is_active: true })).json).toHaveProperty('type', '/errors/outcome-unknown')
  const calls = vendor().requests().length
  expect((await keyed('lost', { is_active: true })).json).toHaveProperty('type', '/errors/outcome-unknown')
  expect(vendor().requests()).toHaveLength(calls)
})

test('a repeat waits for the first one, and is a 409 at its own deadline', async () => {
  vendor().fault({ match: { method: 'PUT' }, latency_ms: 1200, times: 1 })
  const first = keyed('running', { is_active: true })
  await vi.waitFor(() => expect(vendor().status().waiting).toBe(1))
  const impatient = patch('4', { is_active: true }, { 'idempotency-key': 'running', prefer: 'wait=0' })
  const patient = keyed('running', { is_active: true })
  expect((await impatient).json).toHaveProperty('type', '/errors/idempotency-in-progress')
  expect((await patient).text).toBe((await first).text)
  expect(writes()).toHaveLength(1)
})

test('a write runs to its end when its caller disconnects', async () => {
  vendor().fault({ match: { method: 'PUT' }, latency_ms: 300, times: 1 })
  const gone = fetch(`${server.origin}/unified/crm/users/5?${server.account('pipedrive')}`, {
    method: 'PATCH',
    body: '{"is_active":false}',
    headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json', 'idempotency-key': 'gone' },
    signal: AbortSignal.timeout(100),
  })
  await expect(gone).rejects.toThrow()
  const { status, json } = await patch('5', { is_active: false }, { 'idempotency-key': 'gone' })
  expect(status).toBe(200)
  expect(json).toHaveProperty('is_active', false)
  expect(writes()).toHaveLength(1)
})

test.each([
  ['If-Match', '"1"'],
  ['If-Match', '*'],
  ['If-Unmodified-Since', 'Thu, 26 Nov 2026 00:00:00 GMT'],
])('501: a condition is refused, before any call: %s', async (name, value) => {
  const { status, json } = await patch('1', { is_active: true }, { [name]: value })
  expect(status).toBe(501)
  expect(json).toMatchObject({ type: '/errors/operation-not-supported', errors: [{ header: name }] })
  expect(vendor().requests()).toEqual([])
})
