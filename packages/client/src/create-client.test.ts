import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it, vi } from 'vitest'
import { createClient } from './index.ts'
import { localServer } from './testing/local-server.ts'
import { pageAnswer, problemOf, scriptedFetch } from './testing/scripted-fetch.ts'

const accountId = '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11'
const query = { integrated_account_id: accountId }

describe('a client of a server', () => {
  it('sends path, query, token and headers in the form that the server reads', async () => {
    await using server = await localServer((_request, response) => response.end('{"id":"a/b"}'))
    const headers = { 'User-Agent': 'a-test' }
    const client = createClient({ baseUrl: `${server.baseUrl}/prefix/`, token: 'made-up', headers })
    const { data } = await client.GET('/unified/crm/users/{id}', {
      params: {
        path: { id: 'a/b c@x' },
        query: {
          ...query,
          truto_exclude_fields: ['urls', 'email'],
          remote_query: { a: { b: ['+'] } },
          truto_ignore_remote_data: undefined,
        },
        header: { Prefer: 'handling=strict' },
      },
    })
    expect(data?.id).toBe('a/b')
    expect(server.requests[0]?.url).toBe(
      `/prefix/unified/crm/users/a%2Fb%20c%40x?integrated_account_id=${accountId}` +
        '&truto_exclude_fields=urls&truto_exclude_fields=email&remote_query[a][b][0]=%2B',
    )
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer made-up',
      prefer: 'handling=strict',
      'user-agent': 'a-test',
    })
  })

  it('writes JSON with its key, and reads the warnings', async () => {
    const warnings = [{ code: 'field-not-supported', pointer: '/name', detail: 'No.' }]
    const bodies: Promise<string>[] = []
    await using server = await localServer((request, response) => {
      bodies.push(text(request))
      response.end(JSON.stringify({ id: '7', warnings }))
    })
    const client = createClient({ baseUrl: server.baseUrl, token: 'made-up' })
    const { data } = await client.PATCH('/unified/crm/users/{id}', {
      params: { path: { id: '7' }, query, header: { 'Idempotency-Key': 'key-1' } },
      body: { name: 'Zoë', remote_data: { Region: 'North' } },
    })
    expect(data?.warnings?.[0]?.pointer).toBe('/name')
    expect(server.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'key-1',
    })
    expect(JSON.parse((await bodies[0]) ?? '')).toEqual({ name: 'Zoë', remote_data: { Region: 'North' } })
  })

  it('repeats a write with a key until the server answers', async () => {
    const bodies: Promise<string>[] = []
    const busy = [
      { status: 503, problem: problemOf('/errors/overloaded', 503) },
      { status: 409, problem: problemOf('/errors/idempotency-in-progress', 409) },
    ]
    await using server = await localServer((request, response) => {
      bodies.push(text(request))
      const step = busy.shift()
      response.writeHead(step?.status ?? 201, { 'Content-Type': 'application/json', 'Retry-After': '0' })
      response.end(JSON.stringify(step?.problem ?? { id: '7' }))
    })
    const client = createClient({ baseUrl: server.baseUrl, token: 'made-up' })
    const { data, response } = await client.POST('/unified/crm/users', {
      params: { query, header: { 'Idempotency-Key': 'key-1' } },
      body: { name: 'Ann' },
    })
    expect(response.status).toBe(201)
    expect(data?.id).toBe('7')
    expect(await Promise.all(bodies)).toEqual(Array(3).fill('{"name":"Ann"}'))
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1'])
  })

  it('repeats a read on a new connection when the server closes one', async () => {
    await using server = await localServer((request, response) => {
      if (server.requests.length === 1) request.socket.destroy()
      else response.end('{"id":"7"}')
    })
    vi.spyOn(Math, 'random').mockReturnValue(0)
    try {
      const client = createClient({ baseUrl: server.baseUrl, token: 'made-up', retries: 1 })
      const { data } = await client.GET('/unified/crm/users/me', { params: { query } })
      expect(data?.id).toBe('7')
      expect(server.requests).toHaveLength(2)
    } finally {
      vi.restoreAllMocks()
    }
  })

  it('aborts a call without an answer', async () => {
    const controller = new AbortController()
    await using server = await localServer(() => controller.abort(new Error('enough')))
    const client = createClient({ baseUrl: server.baseUrl, token: 'made-up' })
    const call = client.GET('/unified/crm/users/me', { params: { query }, signal: controller.signal })
    await expect(call).rejects.toThrow('enough')
    expect(server.requests).toHaveLength(1)
  })

  it('ends a call whose answer does not begin in time, with its connection', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await localServer(({ socket }) => {
      once(socket, 'close').then(() => closed.resolve(), closed.reject)
    })
    const client = createClient({ baseUrl: server.baseUrl, token: 'made-up', timeoutMs: 20, retries: 0 })
    const call = client.GET('/unified/crm/users/me', { params: { query } })
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
    await closed.promise
  })

  it('ends a list of lines, a hanging page and a pause between tries when the caller aborts', async () => {
    const line = '{"id":"1"}\n'
    await using lines = await localServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' }).write(line)
    })
    await using hanging = await localServer(() => undefined)
    await using busy = await localServer((_request, response) => {
      response.writeHead(503, { 'Retry-After': '30' }).end()
    })
    const walk = async (users: AsyncIterable<{ id: string }>) => {
      for await (const user of users) expect(user.id).toBe('1')
    }
    const options = () => ({ params: { query }, signal: AbortSignal.timeout(100) })
    const walks = [
      walk(createClient({ baseUrl: lines.baseUrl }).userLines(options())),
      walk(createClient({ baseUrl: hanging.baseUrl }).users(options())),
      walk(createClient({ baseUrl: busy.baseUrl }).users(options())),
    ]
    for (const outcome of await Promise.allSettled(walks)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'TimeoutError' } })
    }
  })

  it('closes the connection of a list of lines that is left early', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await localServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' }).write('{"id":"1"}\n')
      once(response, 'close').then(() => closed.resolve(), closed.reject)
    })
    const client = createClient({ baseUrl: server.baseUrl, token: 'made-up' })
    for await (const { id } of client.userLines({ params: { query } })) {
      expect(id).toBe('1')
      break
    }
    await closed.promise
  })

  it('never treats a list of lines that was cut off as a whole one', async () => {
    await using server = await localServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
      response.write('{"id":"1"}\n', () => response.destroy())
    })
    const client = createClient({ baseUrl: server.baseUrl, token: 'made-up' })
    const walk = async () => {
      for await (const { id } of client.userLines({ params: { query } })) expect(id).toBe('1')
    }
    await expect(walk()).rejects.toThrow(TypeError)
  })
})

describe('the options', () => {
  it('use the platform’s present fetch at the time of each call', async () => {
    const client = createClient({ baseUrl: 'https://rollcall.test', token: 'made-up' })
    const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ environment: 'test' }))
    try {
      await client.GET('/ping')
      expect(fetch).toHaveBeenCalledOnce()
    } finally {
      vi.restoreAllMocks()
    }
  })

  it('limit the retries by number and by time', async () => {
    const limited = () => new Response(null, { status: 429, headers: { 'Retry-After': '2' } })
    for (const options of [{ retries: 0 }, { retryBudgetMs: 1_000 }]) {
      const { fetch, requests } = scriptedFetch(limited)
      const client = createClient({ baseUrl: 'https://rollcall.test', token: 'made-up', fetch, ...options })
      const { response } = await client.GET('/unified/crm/users', { params: { query } })
      expect(response.status).toBe(429)
      expect(requests).toHaveLength(1)
    }
  })
})

describe('the formats', () => {
  it('answer normalized users under their own name', async () => {
    const { fetch, requests } = scriptedFetch(Response.json({ id: '7', urls: null }))
    const client = createClient({ baseUrl: 'https://rollcall.test', token: 'made-up', fetch })
    const { data } = await client.normalized.GET('/unified/crm/users/{id}', { params: { path: { id: '7' }, query } })
    expect(data?.urls).toBeNull()
    expect(requests[0]?.url).toContain('truto_response_format=normalized')
  })
})

describe('middleware', () => {
  it('sees every call of every kind, once each', async () => {
    const busy = new Response(null, { status: 503, headers: { 'Retry-After': '0' } })
    const ok = () => Response.json({ id: '7' })
    const { fetch, requests } = scriptedFetch(busy, ok, ok, ok, pageAnswer([], null))
    const client = createClient({ baseUrl: 'https://rollcall.test', token: 'made-up', fetch })
    const onRequest = vi.fn(({ request }: { request: Request }) => request.headers.set('X-Trace', 'a'))
    client.use({ onRequest: (call) => void onRequest(call) })
    const params = { path: { id: '7' }, query }
    await client.GET('/unified/crm/users/{id}', { params })
    await client.normalized.GET('/unified/crm/users/{id}', { params })
    await client.raw('/unified/crm/users/{id}', { params })
    await client.users({ params: { query } }).next()
    expect(onRequest).toHaveBeenCalledTimes(4)
    expect(requests.map(({ headers }) => headers.get('X-Trace'))).toEqual(['a', 'a', 'a', 'a', 'a'])
  })
})
