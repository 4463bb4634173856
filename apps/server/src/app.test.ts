import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const users = '/unified/crm/users'

/** One raw exchange on a bare socket. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.origin)
    const socket = connect(Number(port), hostname, () => socket.write(text))
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8')
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })

test('a valid request id of the caller is returned, another one is replaced', async () => {
  const kept = await server.call('GET', '/ping', { headers: { 'x-request-id': 'trace-1.2:3' } })
  expect(kept.headers['x-request-id']).toBe('trace-1.2:3')
  const replaced = await server.call('GET', '/ping', { headers: { 'x-request-id': 'a b' } })
  expect(replaced.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})

test('every answer has security headers and does not name the framework', async () => {
  const { headers } = await server.call('GET', '/ping')
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('etag')
})

test.each([
  ['a 200', 'GET /ping', '', 200],
  ['a 404', 'GET /nothing', '', 404],
  ['a page', 'GET /', 'accept: text/html\r\n', 200],
  ['a call of a page of another origin', 'GET /ping', 'origin: https://x.example\r\naccept-encoding: gzip\r\n', 200],
  ['a preflight', 'OPTIONS /ping', 'origin: https://x.example\r\naccess-control-request-method: GET\r\n', 204],
])(
  '%s has each header once, the id of the request and the security headers',
  async (_case, target, headers, status) => {
    const answer = await raw(
      `${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer demo-token\r\n${headers}\r\n`,
    )
    const [head = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const names = head
      .split('\r\n')
      .slice(1)
      .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
    expect(names).toEqual([...new Set(names)])
    expect(names).toEqual(expect.arrayContaining(['x-request-id', 'content-security-policy', 'vary']))
  },
)

test.each([
  ['no token', null],
  ['an unknown token', 'nobody-knows-me'],
  ['a mistyped token of ours', 'rollcall_12'],
])('%s is a 401 that states how to authenticate', async (_case, token) => {
  const { status, headers, json } = await server.call('GET', '/ping', { token })
  expect(status).toBe(401)
  expect(headers['www-authenticate']).toBe('Bearer realm="rollcall"')
  expect(headers['content-type']).toBe('application/problem+json')
  expect(json).toMatchObject({ type: '/errors/unauthenticated', statusCode: 401, error: 'Unauthorized' })
  expect(json).not.toHaveProperty('truto_is_remote_error')
})

test('an expired token is a 401', async () => {
  const { token } = await server.store.tokens.create(server.environmentId, { name: 'old', expiresAtMs: 1 })
  const { status, json } = await server.call('GET', '/ping', { token })
  expect(status).toBe(401)
  expect(json).toHaveProperty('detail', 'The API token has expired; send one that is valid.')
})

test.each(['/nope', '/unified/crm/users//', '/Unified/crm/users', '/unified/crm/contacts', '/ping/x'])(
  'the unknown path %s is a 404',
  async (path) => {
    const { status, json } = await server.call('GET', path)
    expect(status).toBe(404)
    expect(json).toMatchObject({ type: '/errors/not-found', instance: path })
  },
)

test('a method that the path does not have is a 405 with Allow, which has HEAD beside GET', async () => {
  const put = await server.call('PUT', users)
  expect(put.status).toBe(405)
  expect(put.headers.allow).toBe('GET, HEAD, POST')
  expect(put.json).toMatchObject({
    type: '/errors/method-not-allowed',
    detail: 'This path allows GET, HEAD and POST; use one of these methods.',
  })
  expect((await server.call('POST', '/healthz', { token: null })).headers.allow).toBe('GET, HEAD')
  expect((await server.call('PUT', `${users}/1`)).headers.allow).toBe('GET, HEAD, PATCH, DELETE')
})

test('an Accept that excludes the types of the operation is a 406', async () => {
  const { status, json } = await server.call('GET', '/ping', { headers: { accept: 'text/html' } })
  expect(status).toBe(406)
  expect(json).toMatchObject({
    type: '/errors/not-acceptable',
    errors: [{ header: 'Accept', detail: 'Accept must allow application/json, or be left out.' }],
  })
  const wild = await server.call('GET', '/ping', { headers: { accept: 'text/html;q=0.9, */*;q=0.1' } })
  expect(wild.status).toBe(200)
})

test('a query above 32 kB is a 414, one below is read', async () => {
  const long = await server.call('GET', users, { query: `name=${'x'.repeat(33 * 1024)}` })
  expect(long.status).toBe(414)
  expect(long.json).toHaveProperty('type', '/errors/uri-too-long')
  const short = await server.call('GET', users, { query: `name=${'x'.repeat(31 * 1024)}` })
  expect(short.status).toBe(400)
})

test('headers beyond the limit of Node are a 414 problem, and bytes that are not HTTP a 400 problem', async () => {
  const long = await raw(`GET /ping HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(200 * 1024)}\r\n\r\n`)
  expect(long).toMatch(/^HTTP\/1\.1 414 URI Too Long\r\n/)
  expect(long).toContain('"type":"/errors/uri-too-long"')
  const broken = await raw('HELLO\r\n\r\n')
  expect(broken).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(broken).toContain('application/problem+json')
})

test('all faults of a query are reported at once, each by name', async () => {
  const query = [
    server.account('pipedrive'),
    'limit=0',
    'lmit=5',
    'is_active=maybe',
    'email=ann+crm@acme.example',
    'name=a&name=b',
    'created_at[gte]=yesterday',
    'created_at[after]=2026-01-01T00:00:00Z',
    'updated_at=2026-01-01T00:00:00Z',
    'sort_by[shoe_size]=asc',
    'truto_exclude_fields=id,shoe_size',
    'truto_response_format=xml',
    'workspace[id]=%zz',
  ].join('&')
  const { status, json } = await server.call('GET', users, { query })
  expect(status).toBe(400)
  const { errors } = json as { errors: { parameter: string; detail: string }[] }
  expect(new Set(errors.map(({ parameter }) => parameter))).toEqual(
    new Set([
      'limit',
      'lmit',
      'is_active',
      'email',
      'name',
      'created_at[gte]',
      'created_at[after]',
      'updated_at',
      'sort_by[shoe_size]',
      'truto_exclude_fields',
      'truto_response_format',
      'workspace',
    ]),
  )
  expect(errors.find(({ parameter }) => parameter === 'email')?.detail).toContain('%2B')
})

test('at most 50 faults are listed, however many there are', async () => {
  const query = Array.from({ length: 300 }, (_, index) => `unknown${index}=1`).join('&')
  const { status, json } = await server.call('GET', users, { query })
  expect(status).toBe(400)
  expect((json as { errors: unknown[] }).errors).toHaveLength(50)
})

test.each([
  ['more than 32 levels', `remote_query${'[a]'.repeat(40)}=1`],
  ['more than 2,000 parameters', Array.from({ length: 2001 }, () => 'a=1').join('&')],
])('a query of %s is a 400', async (_case, query) => {
  const { status, json } = await server.call('GET', users, { query })
  expect(status).toBe(400)
  expect(json).toHaveProperty('type', '/errors/invalid-request')
})

test('a malformed percent sign in the path or the query is a 400', async () => {
  const inPath = await server.call('GET', `${users}/%zz`, { query: server.account('pipedrive') })
  expect(inPath.status).toBe(400)
  expect(inPath.json).toHaveProperty('type', '/errors/invalid-request')
  const inQuery = await server.call('GET', users, { query: `${server.account('pipedrive')}&name=%E0%A4%A` })
  expect(inQuery.json).toMatchObject({
    errors: [
      {
        parameter: 'name',
        detail: 'name has a percent sign that does not encode a character in UTF-8; write a percent sign as %25.',
      },
    ],
  })
})

test('a trailing question mark and a content type on GET are accepted', async () => {
  const { status } = await server.call('GET', '/ping?', { headers: { 'content-type': 'text/weird; x=1' } })
  expect(status).toBe(200)
})

test('a log line holds path, status and time, but no query, header or token', async () => {
  await server.call('GET', `${users}/rollcall_${'a'.repeat(72)}`, {
    query: `${server.account('pipedrive')}&remote_query[include]=secret-value`,
  })
  const line = server.logs.find((text) => text.includes('[token]')) ?? ''
  expect(JSON.parse(line)).toMatchObject({ method: 'GET', operation: 'getUser', path: `${users}/[token]` })
  const all = server.logs.join('')
  expect(all).not.toContain('secret-value')
  expect(all).not.toContain('demo-token')
  expect(all).not.toContain('a'.repeat(72))
})
