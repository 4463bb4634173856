import { request as openRequest } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { contractOperations } from './document.ts'

/** HTTP in the forms of clients (RFC 9110, the Fetch standard), for every read of the contract. */

const page = 'https://app.example.com'

let server: TestServer
let user: string
let apiToken: string
let webhook: string
let accountToken: string
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_CORS_ORIGINS: page } })
  const { json } = await server.call('GET', '/unified/crm/users', { query: `${server.account('hubspot')}&limit=1` })
  user = String(Reflect.get(Object(Reflect.get(Object(json), 'result'))[0], 'id'))
  apiToken = (await server.store.tokens.create(server.environmentId, { name: 'reads' })).id
  const hook = { targetUrl: 'http://127.0.0.1:9/', events: [], isActive: true } as const
  webhook = (await server.store.webhooks.create(server.environmentId, hook)).id
  const accountId = server.account('hubspot').split('=')[1] ?? ''
  accountToken = (await server.store.tokens.create(server.environmentId, { name: 'one', accountId })).token
}, 60_000)
afterAll(() => server.stop())

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

const send = (method: string, target: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.origin)
    const token = target.includes('/integrated-account/me') ? accountToken : 'demo-token'
    const all = { authorization: `Bearer ${token}`, ...headers }
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

// The hosted page has its own tests: its reads belong to the session of a browser, and redirect.
const ofBrowsers = ['/connect', '/connect/session', '/connect/callback']
const reads = contractOperations.filter(({ method, path }) => method === 'GET' && !ofBrowsers.includes(path))

/** The parameters of a path: an account of the demo and its user, else the example of the contract. */
const pathOf = ({ path, parameters }: (typeof reads)[number]): string =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (name !== 'id') return String(parameters.find((parameter) => parameter.name === name)?.example)
    if (path.startsWith('/environment-integration')) return 'hubspot'
    if (path.startsWith('/api-token')) return apiToken
    if (path.startsWith('/webhook')) return webhook
    return path.startsWith('/integrated-account') ? (server.account('hubspot').split('=')[1] ?? '') : user
  })

const queryOf = ({ id, parameters }: (typeof reads)[number]): string => {
  // Without an account: the search has its own tests.
  if (id === 'findPeople') return '?email=nobody@acme.example&tenant_id=nobody'
  return parameters.some(({ name }) => name === 'integrated_account_id') ? `?${server.account('hubspot')}` : ''
}

/** Numbers, times and cursors differ from answer to answer. */
const shapeOf = (body: Buffer): string => body.toString('utf8').replaceAll(/"next_cursor":"[^"]*"|\d+/g, '')

test('the contract has the reads that these promises are about', () => {
  expect(reads.length).toBeGreaterThan(14)
})

describe.each(reads)('$path', (read) => {
  const target = () => `${pathOf(read)}${queryOf(read)}`

  test('HEAD answers like GET, without the body', async () => {
    const [get, head] = [await send('GET', target()), await send('HEAD', target())]
    expect([get.status, head.status, head.body.length]).toEqual([200, 200, 0])
    expect(head.headers['content-type']).toBe(get.headers['content-type'])
    expect((await send('PUT', target())).headers.allow).toContain('GET, HEAD')
  })

  test('one slash at the end and an absolute target name the same resource', async () => {
    const plain = shapeOf((await send('GET', target())).body)
    const slashed = await send('GET', `${pathOf(read).replace(/\/$/, '')}/${queryOf(read)}`)
    const absolute = await send('GET', `http://api.example.com${target()}`)
    expect([slashed.status, absolute.status]).toEqual([200, 200])
    expect([shapeOf(slashed.body), shapeOf(absolute.body)]).toEqual([plain, plain])
  })

  test.each([';charset=utf8', ';odata=verbose', ';version=1;q=0.9'])(
    'parameters of a type in Accept change nothing: %s',
    async (parameters) => {
      const type = String((await send('GET', target())).headers['content-type']).split(';')[0]
      const { status, headers } = await send('GET', target(), { accept: `text/x-other;q=0.1, ${type}${parameters}` })
      expect([status, String(headers['content-type']).split(';')[0]]).toEqual([200, type])
    },
  )

  test('a content type on a read is ignored, with any parameters', async () => {
    for (const type of ['application/json; charset=utf8', 'application/json;odata=verbose', 'text/plain']) {
      expect((await send('GET', target(), { 'content-type': type })).status).toBe(200)
    }
  })

  test('a preflight is answered without a token, and allows only the configured origins', async () => {
    const ask = {
      authorization: '',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    }
    const [allowed, other] = [
      await send('OPTIONS', target(), { ...ask, origin: page }),
      await send('OPTIONS', target(), { ...ask, origin: 'https://other.example' }),
    ]
    expect([allowed.status, other.status]).toEqual([204, 204])
    expect(allowed.headers['access-control-allow-origin']).toBe(page)
    expect(other.headers).not.toHaveProperty('access-control-allow-origin')
    for (const { headers } of [allowed, other]) expect(headers.vary).toContain('Origin')
  })

  test('large texts are compressed on request, with a Vary header', async () => {
    const plain = await send('GET', target())
    const packed = await send('GET', target(), { 'accept-encoding': 'gzip' })
    const isLargeJson = plain.body.length >= 4096 && String(plain.headers['content-type']).includes('json')
    const varies = String(plain.headers.vary).includes('Accept-Encoding')
    if (isLargeJson) expect(varies).toBe(true)
    expect(packed.headers['content-encoding']).toBe(varies ? 'gzip' : undefined)
    if (!varies) return
    expect(packed.headers.vary).toBe(plain.headers.vary)
    expect(shapeOf(gunzipSync(packed.body))).toBe(shapeOf(plain.body))
  })
})

test('a large problem is compressed too', async () => {
  const query = `${server.account('freshsales')}&truto_exclude_fields=x`
  const headers = { 'accept-encoding': 'gzip' }
  const small = await send('GET', `/unified/crm/users?${query}`, headers)
  expect([small.status, small.headers['content-encoding']]).toEqual([400, undefined])
  const large = await send('GET', `/unified/crm/users/999999999?${server.account('freshsales')}`, headers)
  expect([large.status, large.headers['content-encoding']]).toEqual([404, 'gzip'])
  expect(JSON.parse(gunzipSync(large.body).toString('utf8'))).toMatchObject({ type: '/errors/user-not-found' })
})
