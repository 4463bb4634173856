import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { operationOf } from '../../src/contract/specification.ts'
import { demoAccountId } from '../../src/demo-ids.ts'
import { type Sent, startTestServer, type TestServer } from '../support/test-server.ts'

/** What the messages of an agent may be, and what becomes of those that are none. */

const own = 'https://rollcall.example.com'
const app = 'https://app.example.com'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_CORS_ORIGINS: app } })
})
beforeEach(() => server.sandbox.control('pipedrive').clearRequests())
afterAll(() => server.stop())

const account = demoAccountId('pipedrive')
const json = { 'content-type': 'application/json' }
const send = (body: unknown, sent: Sent = {}) => server.call('POST', '/mcp', { body, ...sent })
const sendText = (rawBody: string, sent: Sent = {}) => server.call('POST', '/mcp', { rawBody, headers: json, ...sent })
const request = (method: string, params?: unknown) => ({
  jsonrpc: '2.0',
  id: 1,
  method,
  ...(params === undefined ? {} : { params }),
})
const callOf = (name: string, args: unknown) => request('tools/call', { name, arguments: args })

/** The vendor's calls that are no reads. */
const writes = () =>
  server.sandbox
    .control('pipedrive')
    .requests()
    .filter(({ method }) => method !== 'GET')

describe('what is not one message', () => {
  test.each<[what: string, text: string, status: number, code: number, id: unknown, sentence: RegExp]>([
    ['no JSON', '{"jsonrpc":', 400, -32700, null, /not valid JSON/],
    ['nothing', '', 400, -32600, null, /jsonrpc is required/],
    ['too deep JSON', `${'['.repeat(100)}${']'.repeat(100)}`, 400, -32700, null, /more than 64 levels/],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', 400, -32600, null, /batch .* one message/],
    ['an empty batch', '[]', 400, -32600, null, /batch/],
    ['a text', '"ping"', 400, -32600, null, /must be an object/],
    ['another version', '{"jsonrpc":"1.0","id":"x","method":"ping"}', 400, -32600, 'x', /jsonrpc must be 2\.0/],
    ['no method', '{"jsonrpc":"2.0","id":7}', 400, -32600, 7, /method is required, for example tools\/list/],
    ['a method that is a number', '{"jsonrpc":"2.0","id":7,"method":5}', 400, -32600, 7, /method must be a text/],
    ['an answer', '{"jsonrpc":"2.0","id":7,"result":{}}', 400, -32600, 7, /method is required/],
    ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', 400, -32600, null, /id must be/],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', 400, -32600, null, /id must be/],
    [
      'params that are a list',
      '{"jsonrpc":"2.0","id":7,"method":"ping","params":[1]}',
      400,
      -32600,
      7,
      /params must be/,
    ],
    ['a prototype', '{"jsonrpc":"2.0","id":7,"method":"ping","params":{"__proto__":{}}}', 400, -32600, 7, /__proto__/],
    ['too much', JSON.stringify(request('ping', { x: 'x'.repeat(300_000) })), 413, -32600, null, /larger than 256 kB/],
  ])('%s is an error of JSON-RPC, with the problem', async (_what, text, status, code, id, sentence) => {
    const received = await sendText(text)
    expect(received.status).toBe(status)
    expect(received.headers['content-type']).toMatch(/^application\/json/)
    expect(received.json).toMatchObject({
      jsonrpc: '2.0',
      id,
      error: { code, message: expect.stringMatching(sentence), data: { status, instance: '/mcp' } },
    })
  })

  test('what is wrong with the request itself is a problem, as everywhere', async () => {
    const expected = [
      [await send(request('ping'), { query: 'no_such=1' }), 400, 'invalid-request'],
      [await send(request('ping'), { headers: { 'mcp-protocol-version': '1999-01-01' } }), 400, 'invalid-request'],
      [await send(request('ping'), { headers: { 'mcp-session-id': 'x'.repeat(200) } }), 400, 'invalid-request'],
      [await send(request('ping'), { headers: { accept: 'text/event-stream' } }), 406, 'not-acceptable'],
      [await sendText('{}', { headers: { 'content-type': 'text/plain' } }), 415, 'unsupported-media-type'],
      [await send(request('ping'), { token: null }), 401, 'unauthenticated'],
      [await send(request('ping'), { token: 'rollcall_wrong' }), 401, 'unauthenticated'],
    ] as const
    for (const [received, status, slug] of expected) {
      expect(received.json).toMatchObject({ type: `/errors/${slug}`, status, instance: '/mcp' })
    }
  })
})

describe('a message', () => {
  test('is answered under the id that it has, a text or a number', async () => {
    for (const id of ['a', '', 0, -1, 9_007_199_254_740_991]) {
      const { json: answer } = await send({ ...request('ping'), id })
      expect(answer).toEqual({ jsonrpc: '2.0', id, result: {} })
    }
  })

  test('without an id is a notification: a 202 without a body, whatever it says', async () => {
    for (const method of ['notifications/initialized', 'notifications/no-such', 'tools/call', 'ping']) {
      const { status, text, headers } = await send({ jsonrpc: '2.0', method, params: { name: 'update_user' } })
      expect([status, text, headers['content-type']]).toEqual([202, '', undefined])
    }
    expect(server.sandbox.control('pipedrive').requests()).toEqual([])
  })

  test.each<[message: object, code: number, sentence: RegExp]>([
    [request('tools/lists'), -32601, /no method "tools\/lists"; the nearest one is tools\/list\./],
    [request('resources/list'), -32601, /the methods are initialize, ping, tools\/list, tools\/call/],
    [request('constructor'), -32601, /no method/],
    [request('__proto__'), -32601, /no method/],
    [request('tools/call'), -32602, /parameters of tools\/call .*params: /],
    [request('tools/call', { arguments: {} }), -32602, /params\.name: /],
    [request('tools/call', { name: 5 }), -32602, /params\.name: /],
    [callOf('list_users', []), -32602, /params\.arguments: /],
    [callOf('list_users', 'all'), -32602, /params\.arguments: /],
    [request('tools/call', { name: 'list_users', _meta: 5 }), -32602, /params\._meta: /],
    [request('tools/call', { name: 'list_users', task: { ttl: 1 } }), -32602, /no tasks/],
    [request('tools/list', { cursor: 'abc' }), -32602, /one page/],
    [request('initialize'), -32602, /parameters of initialize/],
    [callOf('listUsers', {}), -32602, /no tool listUsers; the nearest one is list_users\./],
    [callOf('delete_user', {}), -32602, /no tool delete_user/],
    [callOf('__proto__', {}), -32602, /no tool __proto__/],
    [callOf('x'.repeat(100_000), {}), -32602, /no tool "x+…"; tools\/list has them all/],
  ])('%j has no result, and the answer has the reason', async (message, code, sentence) => {
    const { status, json: answer, text } = await send(message)
    expect(status).toBe(200)
    expect(answer).toMatchObject({ id: 1, error: { code, message: expect.stringMatching(sentence) } })
    expect(text.length).toBeLessThan(1000)
  })

  test('with members of the protocol that this server does not use is answered all the same', async () => {
    const _meta = { progressToken: 1, 'io.modelcontextprotocol/related-task': { taskId: 'made-up' } }
    const { json: answer } = await send(request('tools/call', { ...callOf('get_user', { id: '1' }).params, _meta }))
    expect(answer).toMatchObject({ id: 1 })
    const listed = await send(request('tools/list', { _meta: { progressToken: 'a' } }))
    expect(listed.json).toMatchObject({ result: { tools: expect.arrayContaining([]) } })
  })

  test('of an older version of the protocol is taken; the contract has the versions of the SDK', async () => {
    const params = { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'x', version: '1' } }
    expect((await send(request('initialize', params))).json).toMatchObject({
      result: { protocolVersion: '2024-11-05' },
    })
    const newer = await send(request('initialize', { ...params, protocolVersion: '2099-01-01' }))
    expect(newer.json).toMatchObject({ result: { protocolVersion: SUPPORTED_PROTOCOL_VERSIONS[0] } })
    const { parameters = [] } = operationOf('sendMcpMessage').operation
    const [, version] = parameters
    expect(version).toEqual({ $ref: '#/components/parameters/McpProtocolVersion' })
    for (const known of SUPPORTED_PROTOCOL_VERSIONS) {
      expect((await send(request('ping'), { headers: { 'mcp-protocol-version': known } })).status).toBe(200)
    }
  })
})

describe('arguments that mean harm', () => {
  const update = (args: object) => callOf('update_user', { integrated_account_id: account, ...args })
  const get = (args: object) => callOf('get_user', { integrated_account_id: account, ...args })
  const list = (args: object) => callOf('list_users', { integrated_account_id: account, ...args })

  test.each<[what: string, message: object, place: object]>([
    ['a name that is near', list({ emial: 'x' }), { parameter: 'emial', detail: /the nearest argument is email\.$/ }],
    ['a name that is not', list({ zzzzzzzz: 1 }), { parameter: 'zzzzzzzz', detail: /its inputSchema in tools\/list/ }],
    ['a text for a number', list({ limit: '5' }), { parameter: 'limit', detail: /whole number .* "5" was sent/ }],
    ['a fraction', list({ limit: 1.5 }), { parameter: 'limit', detail: /whole number/ }],
    ['a text for a boolean', list({ is_active: 'true' }), { parameter: 'is_active', detail: /must be true or false/ }],
    ['a number for a text', list({ name: 5 }), { parameter: 'name', detail: /must be a text .* a number was sent/ }],
    ['null', list({ email: null }), { parameter: 'email', detail: /null was sent/ }],
    ['an empty text', list({ email: '' }), { parameter: 'email', detail: /an empty text was sent/ }],
    ['a list for a text', list({ email: ['a@x.io'] }), { parameter: 'email', detail: /a list was sent/ }],
    ['an object for a list', list({ truto_exclude_fields: {} }), { parameter: 'truto_exclude_fields' }],
    ['two names in one', list({ truto_exclude_fields: ['id,name'] }), { parameter: 'truto_exclude_fields' }],
    ['a text for an object', list({ created_at: '2020-01-01' }), { parameter: 'created_at', detail: /an object/ }],
    ['a number in an object', list({ created_at: { gt: 5 } }), { parameter: 'created_at[gt]' }],
    ['brackets in a name', list({ remote_query: { 'a][b': '1' } }), { parameter: 'remote_query', detail: /brackets/ }],
    ['a null inside', list({ remote_query: { a: null } }), { parameter: 'remote_query', detail: /is null/ }],
    ['a format of bytes', list({ truto_response_format: 'raw' }), { parameter: 'truto_response_format' }],
    ['no id', get({}), { parameter: 'id', detail: /is required/ }],
    ['an empty id', get({ id: '' }), { parameter: 'id', detail: /is required/ }],
    ['an id that is a number', get({ id: 1 }), { parameter: 'id', detail: /a number was sent/ }],
    ['a second header', update({ id: '1', body: {}, Prefer: 'wait=1\r\nX-Evil: 1' }), { header: 'Prefer' }],
    [
      'a header in another script',
      update({ id: '1', body: {}, 'Idempotency-Key': 'ключ' }),
      { header: 'Idempotency-Key' },
    ],
    ['a header that is a list', update({ id: '1', body: {}, Prefer: ['wait=1'] }), { header: 'Prefer' }],
  ])('%s', async (_what, message, place) => {
    const { status, json: answer } = await send(message)
    expect(status).toBe(200)
    const { detail, ...where } = { detail: /\.$/, ...place }
    expect(answer).toMatchObject({
      result: {
        isError: true,
        structuredContent: {
          type: '/errors/invalid-request',
          status: 400,
          errors: [{ ...where, detail: expect.stringMatching(detail) }],
        },
      },
    })
    expect(writes()).toEqual([])
  })

  test.each([
    ['a prototype', '{"name":"list_users","arguments":{"__proto__":{"limit":1}}}', '/params/arguments'],
    [
      'a constructor',
      '{"name":"list_users","arguments":{"remote_query":{"constructor":"x"}}}',
      '/params/arguments/remote_query',
    ],
    ['a NUL', '{"name":"get_user","arguments":{"id":"\\u0000"}}', '/params/arguments/id'],
    ['half a character', '{"name":"list_users","arguments":{"name":"\\ud800"}}', '/params/arguments/name'],
    ['half a character in a name', '{"name":"list_users","arguments":{"\\udc00":1}}', '/params/arguments'],
  ])('%s is refused with the whole message', async (_what, params, pointer) => {
    const { status, json: answer } = await sendText(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`)
    expect(status).toBe(400)
    expect(answer).toMatchObject({ id: 1, error: { code: -32600, data: { errors: [{ pointer }] } } })
  })

  test('several faults come at once', async () => {
    const { json: answer } = await send(list({ limit: '5', emial: 'x', is_active: 1, remote_query: { '': 1 } }))
    const errors = (answer as { result: { structuredContent: { errors: object[] } } }).result.structuredContent.errors
    expect(errors).toHaveLength(4)
  })

  test.each([
    '../users/1',
    '..',
    '.',
    '%2e%2e',
    '%2F1',
    '1/../../ping',
    '1?integrated_account_id=x',
    '1#x',
    '1;x',
    ' ',
    '\\1',
    '1\r\nX-Evil: 1',
    'ä/ß',
    '__proto__',
    'x'.repeat(512),
  ])('an id is one segment of a path: %j', async (id) => {
    const { json: answer } = await send(get({ id }))
    const rest = await server.call('GET', `/unified/crm/users/${encodeURIComponent(id)}`, {
      query: `integrated_account_id=${account}`,
    })
    expect(rest.status).toBe(404)
    expect(answer).toMatchObject({ result: { isError: true, structuredContent: rest.json } })
  })

  test('an id that is longer than one may be is refused as by REST', async () => {
    const id = 'x'.repeat(513)
    const query = `integrated_account_id=${account}`
    const rest = await server.call('GET', `/unified/crm/users/${id}`, { query })
    expect(rest.status).toBe(400)
    expect((await send(get({ id }))).json).toMatchObject({ result: { structuredContent: rest.json } })
  })

  test('arguments that are longer than a query or a request line may be are refused as by REST', async () => {
    const long = { name: 'a'.repeat(40_000) }
    expect((await send(list(long))).json).toMatchObject({
      result: { isError: true, structuredContent: { type: '/errors/uri-too-long', status: 414 } },
    })
    const longer = { name: 'ä'.repeat(100_000) }
    expect((await send(list(longer))).json).toMatchObject({
      result: { isError: true, structuredContent: { type: '/errors/uri-too-long', status: 414 } },
    })
    const cursor = { next_cursor: 'x'.repeat(150_000) }
    expect((await send(list(cursor))).json).toMatchObject({ result: { isError: true } })
  })

  test('thousands of unknown arguments get a short answer', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`limi${index}`, 1]))
    const { text } = await send(list(many))
    expect(text.length).toBeLessThan(40_000)
  })

  test('deep arguments go as deep as a query and a body may', async () => {
    const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}"x"${'}'.repeat(levels)}`) as object
    for (const message of [list({ remote_query: deep(40) }), update({ id: '1', body: { remote_data: deep(55) } })]) {
      const { status, json: answer } = await send(message)
      expect(status).toBe(200)
      expect(answer).toMatchObject({ result: { isError: true } })
    }
    expect((await send(update({ id: '1', body: { remote_data: deep(70) } }))).json).toMatchObject({
      error: { code: -32700, message: expect.stringContaining('64 levels') },
    })
  })

  test('a plus sign, an ampersand and a percent sign are what they are', async () => {
    const { json: answer } = await send(list({ email: 'ann+crm@acme.example', name: 'a&limit=1%26', remote_query: {} }))
    expect(answer).toMatchObject({ result: { structuredContent: { result: [], result_count: 0 } } })
  })
})

describe('Origin', () => {
  test.each([undefined, app])('%s is accepted', async (origin) => {
    const headers = origin === undefined ? {} : { origin }
    expect((await send(request('ping'), { headers })).status).toBe(200)
  })

  test('of a page of the server itself is accepted', async () => {
    expect((await send(request('ping'), { headers: { origin: server.origin } })).status).toBe(200)
  })

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:9', 'http://localhost', own])(
    '%s is a 403, and nothing is done',
    async (origin) => {
      const message = callOf('update_user', { integrated_account_id: account, id: '1', body: { is_active: false } })
      const { status, json: answer } = await send(message, { headers: { origin } })
      expect(status).toBe(403)
      expect(answer).toMatchObject({ type: '/errors/forbidden', errors: [{ header: 'Origin' }] })
      expect(server.sandbox.control('pipedrive').requests()).toEqual([])
    },
  )

  test('a foreign name with this machine’s address is refused as an origin', async () => {
    const headers = { origin: 'http://evil.example:8080', host: 'evil.example:8080' }
    expect((await send(request('ping'), { headers })).status).toBe(403)
  })

  test('is that of ROLLCALL_PUBLIC_URL where it is set', async () => {
    const behindProxy = await startTestServer({ environment: { ROLLCALL_PUBLIC_URL: own } })
    try {
      const ask = (origin: string) => behindProxy.call('POST', '/mcp', { body: request('ping'), headers: { origin } })
      expect((await ask(own)).status).toBe(200)
      expect((await ask(behindProxy.origin)).status).toBe(403)
    } finally {
      await behindProxy.stop()
    }
  })
})

test.each(['GET', 'DELETE', 'PUT'])('%s is a 405: there is no stream and no session', async (method) => {
  const { status, headers } = await server.call(method, '/mcp', { headers: { accept: 'text/event-stream' } })
  expect([status, headers.allow]).toEqual([405, 'POST'])
})

test('attempts with tokens that are not valid count as everywhere', async () => {
  const strict = await startTestServer({ environment: { ROLLCALL_FAILED_AUTHENTICATION_LIMIT: '2' } })
  try {
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1) {
      statuses.push((await strict.call('POST', '/mcp', { body: request('ping'), token: 'rollcall_wrong' })).status)
    }
    expect(statuses).toEqual([401, 401, 429, 429])
    expect((await strict.call('POST', '/mcp', { body: request('ping') })).status).toBe(200)
  } finally {
    await strict.stop()
  }
})
