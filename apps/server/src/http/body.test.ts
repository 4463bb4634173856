import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const patch = (
  rawBody: string | Uint8Array,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => server.call('PATCH', '/unified/crm/users/1', { query: server.account('pipedrive'), rawBody, headers })

test.each([
  ['broken', '{"name":'],
  ['not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ['nested deeper than 64 levels', `{"remote_data":${'['.repeat(64)}${']'.repeat(64)}}`],
])('a body that is %s is malformed JSON', async (_case, body) => {
  const { status, json } = await patch(body)
  expect(status).toBe(400)
  expect(json).toHaveProperty('type', '/errors/malformed-json')
  expect(JSON.stringify(json)).not.toContain('Unexpected')
})

test('a body above 256 kB is a 413, also one that is so large only after decompression', async () => {
  const large = JSON.stringify({ remote_data: { a: 'x'.repeat(256 * 1024) } })
  expect((await patch(large)).json).toHaveProperty('type', '/errors/payload-too-large')
  const packed = await patch(gzipSync(large), { 'content-type': 'application/json', 'content-encoding': 'gzip' })
  expect(packed.status).toBe(413)
})

test.each([
  [{ 'content-type': 'text/plain' }],
  [{ 'content-type': 'application/json; charset=iso-8859-1' }],
  [{ 'content-type': 'application/json', 'content-encoding': 'zstandard' }],
  [{}],
])('a body with the headers %j is a 415', async (headers: Record<string, string>) => {
  const { status, json } = await patch('{"is_active":true}', headers)
  expect(status).toBe(415)
  expect(json).toHaveProperty('type', '/errors/unsupported-media-type')
})

test.each([
  ['spaces', ' '.repeat(150_000)],
  ['semicolons', ';'.repeat(150_000)],
  ['an open quote', `; a="${'\\'.repeat(75_000)}`],
])('a content type with 150,000 characters of %s is answered like a short one', async (_what, rest) => {
  const { status } = await patch('{"is_active":true}', { 'content-type': `application/json;${rest}x` })
  expect(status).toBe(200)
})

test('a charset of UTF-8 is accepted in any spelling', async () => {
  const { status } = await patch('{"is_active":true}', { 'content-type': 'Application/JSON; Charset="UTF-8"' })
  expect(status).toBe(200)
})

test.each([
  ['no object', 'null', ''],
  ['a list', '[1]', ''],
  ['empty', '{}', ''],
  ['without a change', '{"remote_data":{}}', '/remote_data'],
  ['with an unknown field', '{"shoe/size":1}', '/shoe~1size'],
  ['with a wrong type', '{"is_active":"yes"}', '/is_active'],
  ['with a wrong e-mail', '{"email":"nobody"}', '/email'],
])('a body that is %s is refused at its place', async (_case, body, pointer) => {
  const before = server.sandbox.control('pipedrive').requests().length
  const { status, json } = await patch(body)
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/invalid-request' })
  expect((json as { errors: { pointer: string }[] }).errors.map((fault) => fault.pointer)).toContain(pointer)
  expect(server.sandbox.control('pipedrive').requests()).toHaveLength(before)
})

test('faults of query and body are reported together', async () => {
  const { json } = await server.call('PATCH', '/unified/crm/users/1', {
    query: 'lmit=1',
    body: { shoe: 1, is_active: 2 },
  })
  const { errors } = json as { errors: { parameter?: string; pointer?: string }[] }
  expect(errors.map(({ parameter, pointer }) => parameter ?? pointer).sort()).toEqual([
    '/is_active',
    '/shoe',
    'integrated_account_id',
    'lmit',
  ])
})

test('null is a body, and not an empty one', async () => {
  const { status, json } = await server.call('POST', '/link-token', {
    rawBody: 'null',
    headers: { 'content-type': 'application/json' },
  })
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ pointer: '' }] })
})
