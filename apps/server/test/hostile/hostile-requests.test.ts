import type { Problem } from '@rollcall/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { hostileBodies } from './hostile-bodies.ts'
import { hostileQueries } from './hostile-queries.ts'
import { accountMark, type HostileRequest, users } from './hostile-request.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterEach(() => server.sandbox.control('hubspot').clearRequests())
afterAll(() => server.stop())

const send = ({ method, path, query, rawBody, headers = {} }: HostileRequest) =>
  server.call(method, path, {
    ...(query === undefined ? {} : { query: query.replace(accountMark, server.account('hubspot')) }),
    ...(rawBody === undefined ? {} : { rawBody }),
    headers,
  })

const placesOf = ({ errors = [] }: Problem): string[] =>
  errors.map(({ parameter, pointer, header }) => parameter ?? pointer ?? header ?? '?')

test.each([...hostileQueries, ...hostileBodies])('$title: a $status that names the faults', async (request) => {
  const { status, headers, text, json } = await send(request)
  expect([status, headers['content-type']]).toEqual([request.status, 'application/problem+json'])
  expect(server.sandbox.control('hubspot').requests()).toEqual([])
  if (status === 405) expect(headers.allow).toMatch(/GET/)
  if (request.method === 'HEAD') return expect(text).toBe('')
  const problem = json as Problem
  expect(problem).toMatchObject({ type: `/errors/${request.slug}`, status, detail: expect.stringMatching(/\S.*\.$/) })
  expect([...new Set(placesOf(problem))].sort()).toEqual([...(request.faults ?? [])].sort())
  expect(text.length).toBeLessThan(20_000)
})

test.each([
  ['parameters', { query: Array.from({ length: 1500 }, (_, index) => `unknown${index}=1`).join('&') }],
  [
    'fields',
    { rawBody: JSON.stringify(Object.fromEntries(Array.from({ length: 9000 }, (_, index) => [`f${index}`, 1]))) },
  ],
  ['NULs', { rawBody: JSON.stringify({ remote_data: { list: Array.from({ length: 9000 }, () => '\0') } }) }],
])('of thousands of faulty %s the first 50 are named, and the message counts the rest', async (_case, sent) => {
  const method = 'rawBody' in sent ? 'POST' : 'GET'
  const { status, json } = await server.call(method, users, {
    query: server.account('hubspot'),
    ...sent,
    headers: { 'content-type': 'application/json' },
  })
  expect(status).toBe(400)
  const { errors, detail } = json as Problem
  expect(errors).toHaveLength(50)
  expect(detail).toMatch(/There are \d{4} more faults\.$/)
})

test('no request changed the prototype of all objects', () => {
  expect(Object.getOwnPropertyNames(Object.prototype).filter((name) => /^[a-z]$|polluted|name/.test(name))).toEqual([])
})
