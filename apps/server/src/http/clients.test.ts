import { request as openRequest } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

/** HTTP requests in the forms of real clients. */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_CORS_ORIGINS: 'https://app.example.com' } })
})
afterAll(() => server.stop())

const users = '/unified/crm/users'

interface Bytes {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Sends a request whose target and headers no client library changes. */
const send = (method: string, target: string, headers: Readonly<Record<string, string>> = {}): Promise<Bytes> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.origin)
    const all = { authorization: 'Bearer demo-token', ...headers }
    const outgoing = openRequest({ hostname, port, method, path: target, headers: all, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end()
  })

/** Sends a head of exactly these lines, and returns the answer. */
const exchange = async (method: string, target: string, lines: readonly string[]): Promise<string> => {
  const { hostname, port, host } = new URL(server.origin)
  const head = [`Host: ${host}`, 'Authorization: Bearer demo-token', 'Connection: close', ...lines]
  const socket = connect(Number(port), hostname)
  socket.write(`${method} ${target} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
  return text(socket)
}

describe('HEAD', () => {
  it.each(['/healthz', '/readyz', '/openapi.json', '/ping', '/integration', '/errors/user-not-found'])(
    '%s answers like GET, without the body',
    async (path) => {
      const [head, get] = [await send('HEAD', path), await send('GET', path)]
      expect(head.status).toBe(200)
      expect(head.body).toHaveLength(0)
      for (const name of ['content-type', 'content-length']) expect(head.headers[name]).toBe(get.headers[name])
    },
  )

  it.each(['', '&truto_response_format=raw', '&truto_response_format=stream'])(
    'answers for lists too: %s',
    async (more) => {
      const { status, body } = await send('HEAD', `${users}?${server.account('pipedrive')}&limit=2${more}`)
      expect([status, body.length]).toEqual([200, 0])
    },
  )

  it('of a whole list as lines reads no further than its first page', async () => {
    const vendor = server.sandbox.control('pipedrive')
    vendor.clearRequests()
    const headers = { accept: 'application/x-ndjson' }
    const { status, body } = await send('HEAD', `${users}?${await server.freshAccount('pipedrive')}`, headers)
    expect([status, body.length]).toEqual([200, 0])
    expect(vendor.requests()).toHaveLength(1)
  })

  it('answers 404, 401 and 405 as GET does, and is named beside GET', async () => {
    expect((await send('HEAD', `${users}/99999?${server.account('pipedrive')}`)).status).toBe(404)
    expect((await send('HEAD', '/ping', { authorization: 'Bearer none' })).status).toBe(401)
    expect((await send('PUT', '/ping')).headers.allow).toBe('GET, HEAD')
  })
})

describe('a request target', () => {
  it('may be absolute', async () => {
    expect((await send('GET', `${server.origin}/ping`)).status).toBe(200)
    expect((await send('GET', `http://api.example.com${users}?${server.account('pipedrive')}&limit=1`)).status).toBe(
      200,
    )
  })

  it('names the same resource with one slash at its end, and another one with two', async () => {
    expect((await send('GET', `${users}/?${server.account('pipedrive')}&limit=1`)).status).toBe(200)
    expect((await send('GET', `${users}/1/?${server.account('pipedrive')}`)).status).toBe(200)
    expect((await send('GET', '/ping//')).status).toBe(404)
  })
})

describe('a media type', () => {
  const patch = (type: string) =>
    server.call('PATCH', `${users}/1`, {
      query: server.account('pipedrive'),
      rawBody: '{"is_active":true}',
      headers: { 'content-type': type },
    })

  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf8',
    'application/json;charset="UTF-8"',
    'application/json; odata=verbose',
    'application/json; version=1; charset=utf-8',
    'application/json;',
  ])('of a body is JSON: %s', async (type) => {
    expect((await patch(type)).status).toBe(200)
  })

  it.each(['application/json; charset=iso-8859-1', 'text/json', 'application/xml', 'application/jsonp'])(
    'of a body is refused: %s',
    async (type) => {
      expect((await patch(type)).status).toBe(415)
    },
  )

  it.each([
    'application/json;odata=verbose',
    'application/json; version=1; q=0.5',
    'text/html, application/json;q=0.9',
    '*/*;q=0.1',
  ])('in Accept is JSON: %s', async (accept) => {
    const { status, headers } = await send('GET', '/ping', { accept })
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  })

  it.each([
    ['and no length, as curl without -d', 'PATCH', () => `${users}/1?${server.account('pipedrive')}`, []],
    ['and no length on a create', 'POST', () => `${users}?${server.account('pipedrive')}`, []],
    ['and no length on an import', 'POST', () => '/integrated-account', []],
    ['and the length 0', 'PATCH', () => `${users}/1?${server.account('pipedrive')}`, ['Content-Length: 0']],
  ])('of %s without a body is a 400', async (_name, method, target, lines) => {
    const answer = await exchange(method, target(), ['Content-Type: application/json', ...lines])
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('"type":"/errors/invalid-request"')
  })
})

describe('a value from Python', () => {
  const list = (query: string) => server.call('GET', users, { query: `${server.account('pipedrive')}&${query}` })

  it.each([
    'created_at[gte]=2001-01-01T00:00:00',
    'created_at[gte]=2001-01-01T00:00:00.123456',
    'created_at[gte]=2001-01-01',
    'created_at[gte]=2001-01-01%2000:00:00',
    'created_at[gte]=2001-01-01&updated_at[lt]=2100-01-01T00:00:00',
  ])('is a time in UTC: %s', async (query) => {
    expect((await list(`limit=3&${query}`)).status).toBe(200)
  })

  it('is the same instant as the one with a zone', async () => {
    const { json: all } = await list('limit=1000')
    const created = String(Reflect.get(Object(Reflect.get(Object(all), 'result'))[3], 'created_at'))
    const [withZone, without] = [
      await list(`limit=1000&created_at[gte]=${created}`),
      await list(`limit=1000&created_at[gte]=${created.replace('Z', '')}`),
    ]
    expect(without.json).toEqual(withZone.json)
  })

  it.each(['created_at[gte]=2001-13-01', 'created_at[gte]=yesterday', 'created_at[gte]=20010101'])(
    'is not a time: %s',
    async (query) => {
      expect((await list(query)).status).toBe(400)
    },
  )

  it.each(['is_active=True', 'is_active=FALSE', 'truto_ignore_remote_data=True'])('is a boolean: %s', async (query) => {
    expect((await list(`limit=1&${query}`)).status).toBe(200)
  })

  it.each(['next_cursor=None', 'next_cursor=', 'limit=', 'email=', 'name=', 'is_active='])(
    'counts as absent: %s',
    async (query) => {
      const { status, json } = await list(query)
      // Each cursor is sealed anew.
      const usersIn = (page: unknown): unknown => Reflect.get(Object(page), 'result')
      expect([status, usersIn(json)]).toEqual([200, usersIn((await list('limit=100')).json)])
    },
  )
})

describe('a page of another origin', () => {
  const preflight = (origin: string) =>
    send('OPTIONS', users, {
      origin,
      authorization: '',
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,content-type',
    })

  it('may call where its origin is allowed', async () => {
    const { status, headers } = await preflight('https://app.example.com')
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      vary: expect.stringContaining('Origin'),
    })
    expect(headers['access-control-allow-headers']).toContain('Authorization')
    const answer = await send('GET', '/ping', { origin: 'https://app.example.com' })
    expect(answer.headers['access-control-allow-origin']).toBe('https://app.example.com')
  })

  it.each(['https://evil.example', 'https://app.example.com.evil.test', 'null'])(
    'may not call from %s, and gets no 401',
    async (origin) => {
      const { status, headers } = await preflight(origin)
      expect(status).toBe(204)
      expect(headers).not.toHaveProperty('access-control-allow-origin')
      expect((await send('GET', '/ping', { origin })).headers).not.toHaveProperty('access-control-allow-origin')
    },
  )
})

describe('compression', () => {
  const target = () => `${users}?${server.account('pipedrive')}&limit=100`

  it('is used for large JSON of this server where it is requested', async () => {
    const plain = await send('GET', target())
    const { headers, body } = await send('GET', target(), { 'accept-encoding': 'gzip, br' })
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: expect.stringContaining('Accept-Encoding') })
    const usersIn = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8')).result
    expect(usersIn(gunzipSync(body))).toEqual(usersIn(plain.body))
    expect(plain.headers).not.toHaveProperty('content-encoding')
    expect(plain.headers.vary).toBe('Origin, Accept-Encoding')
  })

  it.each([
    ['small JSON', () => '/ping', {}],
    ['raw', () => `${target()}&truto_response_format=raw`, {}],
    ['stream', () => `${target()}&truto_response_format=stream`, {}],
    ['lines', () => target(), { accept: 'application/x-ndjson' }],
    ['who refuses it', () => target(), { 'accept-encoding': 'gzip;q=0' }],
  ])('is not used for %s', async (_name, path, headers) => {
    const answer = await send('GET', path(), { 'accept-encoding': 'gzip', ...headers })
    expect(answer.status).toBe(200)
    expect(answer.headers).not.toHaveProperty('content-encoding')
  })
})

test('a long number of a caller keeps its digits in the request to the vendor', async () => {
  const vendor = server.sandbox.control('pipedrive')
  vendor.clearRequests()
  const { status, text } = await server.call('PATCH', `${users}/1`, {
    query: server.account('pipedrive'),
    rawBody: '{"is_active":true,"remote_data":{"hr_number":7615917337495251231}}',
    headers: { 'content-type': 'application/json' },
  })
  expect([200, 422], text).toContain(status)
  expect(text).not.toContain('7615917337495251000')
})
