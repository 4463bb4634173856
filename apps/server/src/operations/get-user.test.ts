import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '1500' } })
})
afterEach(() => server.sandbox.control('pipedrive').clearFaults())
afterAll(() => server.stop())

const get = (id: string, more = '', headers: Record<string, string> = {}) =>
  server.call('GET', `/unified/crm/users/${id}`, { query: `${server.account('pipedrive')}${more}`, headers })

const vendor = () => server.sandbox.control('pipedrive')

test('200: a bare user with the record of the vendor, and the state of its rate limit', async () => {
  const { status, headers, json } = await get('1')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
  expect(headers['ratelimit-remaining']).toMatch(/^\d+$/)
  expect(json).toMatchObject({
    id: '1',
    name: 'Ada Archer',
    email: 'ada.archer@acme.example',
    is_active: true,
    created_at: '2023-01-03T08:52:30.000Z',
    remote_data: { id: 1, active_flag: true },
  })
  expect(json).not.toHaveProperty('first_name')
})

test('200: the vendor gets a request for this user with the credential of the account', async () => {
  vendor().clearRequests()
  await get('1')
  expect(vendor().requests()).toMatchObject([{ method: 'GET', path: '/api/v1/users/1' }])
})

test('200 normalized: every field, folded, without the record of the vendor', async () => {
  const { json } = await get('21', '&truto_response_format=normalized')
  expect(json).toEqual({
    id: '21',
    name: 'Upper Case',
    first_name: null,
    last_name: null,
    email: 'upper.case@acme.example',
    is_active: true,
    created_at: expect.any(String),
    updated_at: expect.any(String),
    urls: null,
  })
})

test('200 raw: the body of the vendor byte for byte, with headers that protect browsers', async () => {
  const { status, headers, text, json } = await get('1', '&truto_response_format=raw', { accept: 'text/plain' })
  expect(status).toBe(200)
  expect(json).toMatchObject({ success: true, data: { id: 1, name: 'Ada Archer' } })
  expect(text.startsWith('{"success":true')).toBe(true)
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining('application/json'),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  })
})

test('200 raw: the content type and language are the only headers of the vendor', async () => {
  vendor().fault({
    status: 201,
    headers: { 'content-type': 'text/x-odd', 'set-cookie': 'a=b', 'x-internal': '1' },
    body: 'odd',
  })
  const { status, headers, text } = await get('1', '&truto_response_format=stream')
  expect([status, text]).toEqual([201, 'odd'])
  expect(headers['content-type']).toBe('text/x-odd')
  expect(headers).not.toHaveProperty('set-cookie')
  expect(headers).not.toHaveProperty('x-internal')
})

test('200 stream: the bytes of the vendor', async () => {
  const { status, json } = await get('1', '&truto_response_format=stream')
  expect(status).toBe(200)
  expect(json).toMatchObject({ success: true, data: { id: 1 } })
})

test.each([
  'truto_exclude_fields[]=id&truto_exclude_fields[]=email',
  'truto_exclude_fields[0]=id&truto_exclude_fields[1]=email',
  'truto_exclude_fields%5B0%5D=id&truto_exclude_fields%5B1%5D=email',
  'truto_exclude_fields=id&truto_exclude_fields=email',
  'truto_exclude_fields=id,email',
  'truto_exclude_fields=id%2Cemail',
  'truto_exclude_fields[]=id&truto_exclude_fields=email',
])('200: %s leaves both fields out', async (spelling) => {
  const { json } = await get('1', `&${spelling}`)
  expect(json).not.toHaveProperty('id')
  expect(json).not.toHaveProperty('email')
  expect(json).toHaveProperty('name', 'Ada Archer')
})

test('200: truto_ignore_remote_data leaves the record of the vendor out', async () => {
  expect((await get('1', '&truto_ignore_remote_data=true')).json).not.toHaveProperty('remote_data')
  expect((await get('1', '&truto_ignore_remote_data=false')).json).toHaveProperty('remote_data')
})

test('200: remote_query is sent to the vendor at its full depth', async () => {
  vendor().clearRequests()
  await get('1', '&remote_query[a]=x%26y&remote_query[b][c]=1')
  expect(vendor().requests()[0]?.query).toBe('a=x%26y&b%5Bc%5D=1')
})

test('200: a token of one account needs no integrated_account_id', async () => {
  const accountId = server.account('pipedrive').split('=')[1]
  const { token } = await server.store.tokens.create(server.environmentId, { name: 'one', accountId })
  const own = await server.call('GET', '/unified/crm/users/1', { token })
  expect(own.json).toHaveProperty('name', 'Ada Archer')
  const other = await server.call('GET', '/unified/crm/users/1', { token, query: server.account('hubspot') })
  expect(other.json).toHaveProperty('type', '/errors/account-not-found')
})

test('200: a followed preference is named as applied', async () => {
  const { headers } = await get('1', '', { prefer: 'wait=1, handling=strict' })
  expect(headers['preference-applied']).toBe('wait=1')
})

/** The account of the contract's examples. */
const exampleId = '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11'

test.each([
  [
    '',
    [{ parameter: 'integrated_account_id', detail: `integrated_account_id is required, for example ${exampleId}.` }],
  ],
  [
    'integrated_account_id=x',
    [
      {
        parameter: 'integrated_account_id',
        detail: `integrated_account_id must be a UUID, such as ${exampleId}, but "x" was sent.`,
      },
    ],
  ],
])('400: the query "%s"', async (query, errors) => {
  const { status, json } = await server.call('GET', '/unified/crm/users/1', { query })
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/invalid-request', errors })
})

test('400: a forbidden key of remote_query is refused by name, before any call', async () => {
  vendor().clearRequests()
  const { status, json } = await get('1', '&remote_query[api_token]=x')
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ parameter: 'remote_query[api_token]' }] })
  expect(vendor().requests()).toEqual([])
})

test('400: an id above 512 characters, and exclusion from bytes', async () => {
  expect((await get('x'.repeat(513))).status).toBe(400)
  const { json } = await get('1', '&truto_response_format=raw&truto_exclude_fields=id')
  expect(json).toMatchObject({ errors: [{ parameter: 'truto_exclude_fields' }] })
})

test.each([400, 402, 410, 413, 415, 422, 423])('%i of the vendor is passed on, with its answer', async (remote) => {
  vendor().fault({ status: remote, body: { success: false, error: 'no such luck' } })
  const { status, json } = await get('1')
  expect(status).toBe(remote)
  expect(json).toMatchObject({
    type: '/errors/provider-rejected',
    statusCode: remote,
    truto_is_remote_error: true,
    remote_status: remote,
    raw_response: { error: 'no such luck' },
    truto_error_insight: { remote_error: { description: expect.any(String) } },
  })
})

test('401: the vendor refuses the credential, and later calls are refused without a vendor call', async () => {
  const { json: created } = await server.call('POST', '/integrated-account', {
    body: {
      integration: 'pipedrive',
      tenant_id: 'broken',
      authentication_method: 'api_key',
      context: { api_key: 'nobody', company_domain: 'acme' },
    },
  })
  const { id } = created as { id: string }
  const query = `integrated_account_id=${id}`
  const refused = await server.call('GET', '/unified/crm/users/1', { query })
  expect(refused.status).toBe(401)
  expect(refused.headers).toHaveProperty('www-authenticate')
  expect(refused.json).toMatchObject({ type: '/errors/account-needs-reauth', truto_is_remote_error: true })
  vendor().clearRequests()
  const again = await server.call('GET', '/unified/crm/users/1', { query })
  expect(again.json).toMatchObject({
    type: '/errors/account-needs-reauth',
    truto_is_remote_error: true,
    truto_error_insight: { remote_error: {} },
  })
  expect(vendor().requests()).toEqual([])
})

test('403: the vendor forbids it', async () => {
  vendor().fault({ status: 403, body: { success: false, error: 'Scope and URL mismatch' } })
  const { status, json } = await get('1')
  expect(status).toBe(403)
  expect(json).toMatchObject({ type: '/errors/provider-forbidden', remote_status: 403 })
})

test.each(['99999', '%20', '..', '%2E%2E', 'find', 'me%00', 'a%2Fb%20c%40x'])('404: the id %s', async (id) => {
  const { status, json } = await get(id)
  expect(status).toBe(404)
  expect(json).toMatchObject({ type: '/errors/user-not-found', instance: `/unified/crm/users/${id}` })
})

test("404: an unknown account, and another environment's with the same bytes", async () => {
  const other = await server.store.environments.create({ name: 'other' })
  const { token } = await server.store.tokens.create(other.id, { name: 'other' })
  const foreign = await server.call('GET', '/unified/crm/users/1', { query: server.account('pipedrive'), token })
  expect(foreign.status).toBe(404)
  expect(foreign.json).toHaveProperty('type', '/errors/account-not-found')
  const unknownId = '00000000-0000-4000-8000-000000000000'
  const unknown = await server.call('GET', '/unified/crm/users/1', {
    query: `integrated_account_id=${unknownId}`,
    token,
  })
  const [, id = ''] = server.account('pipedrive').split('=')
  expect(foreign.text.replaceAll(id, unknownId)).toBe(unknown.text)
})

test('409: an account that is not active', async () => {
  const account = await server.store.accounts.create(server.environmentId, {
    provider: 'pipedrive',
    tenantId: 'new',
    method: 'api_key',
    credential: { kind: 'api_key', apiKey: 'x' },
    variables: {},
    status: 'connecting',
  })
  const { status, json } = await server.call('GET', '/unified/crm/users/1', {
    query: `integrated_account_id=${account.id}`,
  })
  expect(status).toBe(409)
  expect(json).toMatchObject({ type: '/errors/account-not-ready', detail: expect.stringContaining('connecting') })
})

test('429: the limit of the vendor, with whole seconds to wait', async () => {
  vendor().fault({
    status: 429,
    headers: { 'retry-after': '7', 'x-ratelimit-remaining': '0' },
    body: { error: 'slow' },
  })
  const query = await server.freshAccount('pipedrive')
  const { status, headers, json } = await server.call('GET', '/unified/crm/users/1', { query })
  expect(status).toBe(429)
  expect(headers['retry-after']).toMatch(/^\d+$/)
  expect(json).toMatchObject({ type: '/errors/provider-rate-limited', truto_error_insight: { rate_limit_error: {} } })
})

test.each([
  ['an error of its own', { status: 500, body: 'oops' }, 'provider-error'],
  [
    'something that is not JSON',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' },
    'provider-error',
  ],
  ['a truncated answer', { truncate_bytes: 20 }, 'provider-error'],
  ['another user', { status: 200, body: { success: true, data: { id: 2 } } }, 'provider-error'],
  ['a redirect', { status: 302, headers: { location: 'https://example.com' } }, 'provider-error'],
  ['a connection that breaks', { drop: 'mid-body' as const }, 'provider-error'],
])('502: the vendor answers with %s', async (_case, fault, slug) => {
  vendor().fault(fault)
  const { status, json } = await get('1')
  expect(status).toBe(502)
  expect(json).toHaveProperty('type', `/errors/${slug}`)
})

test('502 raw: an error of the vendor is a problem in every format', async () => {
  vendor().fault({ status: 500, body: 'oops' })
  const { status, headers } = await get('1', '&truto_response_format=raw')
  expect([status, headers['content-type']]).toEqual([502, 'application/problem+json'])
})

test.each(['unified', 'raw', 'stream'])('504 %s: a vendor that is silent ends with the deadline', async (format) => {
  vendor().fault({ hang: true })
  const startedMs = Date.now()
  const { status, json } = await get('1', `&truto_response_format=${format}`)
  expect(status).toBe(504)
  expect(json).toHaveProperty('type', '/errors/provider-timeout')
  expect(Date.now() - startedMs).toBeLessThan(2000)
})

test('504: the caller may set a shorter wait', async () => {
  vendor().fault({ hang: true })
  const startedMs = Date.now()
  const { status } = await get('1', '', { prefer: 'wait=1' })
  expect(status).toBe(504)
  expect(Date.now() - startedMs).toBeLessThan(1450)
})
