import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '1500' } })
})
afterEach(() => {
  vendor().clearFaults()
  vendor().clearRequests()
})
afterAll(() => server.stop())

const vendor = () => server.sandbox.control('hubspot')
const writes = () =>
  vendor()
    .requests()
    .filter(({ method }) => method === 'POST')

const create = (body: unknown, headers: Record<string, string> = {}, more = '') =>
  server.call('POST', '/unified/crm/users', { query: `${server.account('hubspot')}${more}`, body, headers })

const ann = (name: string) => ({ first_name: 'Ann', last_name: 'Lee', email: `${name}@acme.example` })

test('201: the created user, which the list has afterwards', async () => {
  const { status, json } = await create(ann('ann.one'))
  expect(status).toBe(201)
  expect(json).toMatchObject({ id: expect.any(String), email: 'ann.one@acme.example', remote_data: expect.any(Object) })
  const found = await server.call('GET', '/unified/crm/users', {
    query: `${server.account('hubspot')}&email=ann.one@acme.example`,
  })
  expect(found.json).toMatchObject({ result_count: 1 })
})

test('201 lenient: the fields that the provider cannot write are in the warnings', async () => {
  const { status, json } = await create({ ...ann('ann.two'), is_active: true })
  expect(status).toBe(201)
  expect(json).toMatchObject({ warnings: [{ code: 'field-not-supported', pointer: '/is_active' }] })
})

test('raw: the answer of the vendor that holds the record; normalized: every field', async () => {
  // HubSpot's creation returns only an id, so the record is in the body of the read after it, with its own status.
  const raw = await create(ann('ann.three'), {}, '&truto_response_format=raw')
  expect([raw.status, raw.headers['content-security-policy']]).toEqual([200, "sandbox; default-src 'none'"])
  expect(raw.json).toMatchObject({ email: 'ann.three@acme.example' })
  const { json } = await create(ann('ann.four'), {}, '&truto_response_format=normalized')
  expect(json).toMatchObject({ email: 'ann.four@acme.example', is_active: expect.anything() })
  expect(json).not.toHaveProperty('remote_data')
})

test('400: the fields that the vendor needs are named in Truto’s form', async () => {
  const { status, json } = await create({ first_name: 'Ann' })
  expect(status).toBe(400)
  expect(json).toMatchObject({
    type: '/errors/invalid-request',
    errors: [{ pointer: '/email' }],
    truto_error_insight: { missing_required_body_fields: { value: ['email'] } },
  })
  expect(json).not.toHaveProperty('truto_is_remote_error')
  expect(writes()).toEqual([])
})

test('409: the vendor reports a conflict', async () => {
  await create(ann('ann.five'))
  const { status, json } = await create(ann('ann.five'))
  expect(status).toBe(409)
  expect(json).toMatchObject({ type: '/errors/provider-conflict', truto_is_remote_error: true, remote_status: 409 })
})

test('422 strict: nothing is created when anything cannot be written', async () => {
  const { status } = await create({ ...ann('ann.six'), is_active: true }, { prefer: 'handling=strict' })
  expect(status).toBe(422)
  expect(writes()).toEqual([])
})

test.each([
  ['an error of the vendor', { status: 503, body: 'oops' }],
  ['an answer that is not understood', { status: 200, body: '<p>' }],
  ['a lost connection', { drop: 'before-answer' as const }],
  ['a deadline that passed', { hang: true }],
])('500: after %s the outcome is unknown, and the creation is sent only once', async (_case, fault) => {
  vendor().fault({ match: { method: 'POST' }, ...fault })
  const { status, json } = await create(ann('ann.seven'))
  expect(status).toBe(500)
  expect(json).toHaveProperty('type', '/errors/outcome-unknown')
  expect(writes().length).toBeLessThanOrEqual(1)
})

test('a repeat with the same key creates no second user', async () => {
  const headers = { 'idempotency-key': 'ann-eight' }
  const [first, second] = await Promise.all([create(ann('ann.eight'), headers), create(ann('ann.eight'), headers)])
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.text).toBe(first.text)
  expect(writes()).toHaveLength(1)
})

test('two accounts may use the same key, for separate creations', async () => {
  const headers = { 'idempotency-key': 'ann-shared' }
  const first = await create(ann('ann.shared'), headers)
  const second = await server.call('POST', '/unified/crm/users', {
    query: await server.freshAccount('hubspot'),
    body: ann('ann.other'),
    headers,
  })
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.json).toHaveProperty('email', 'ann.other@acme.example')
})

test('400: an idempotency key that is empty or too long', async () => {
  for (const key of ['', 'x'.repeat(256)]) {
    const { status, json } = await create(ann('ann.nine'), { 'idempotency-key': key })
    expect(status).toBe(400)
    expect(json).toMatchObject({ errors: [{ header: 'Idempotency-Key' }] })
  }
})

test('501: where the provider cannot create users', async () => {
  const { status, json } = await server.call('POST', '/unified/crm/users', {
    query: server.account('capsule'),
    body: ann('ann.ten'),
  })
  expect(status).toBe(501)
  expect(json).toHaveProperty('type', '/errors/operation-not-supported')
})
