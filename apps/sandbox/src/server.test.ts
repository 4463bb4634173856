import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { toy, toyKey } from './testing/toy.ts'
import { type Visitor, visit } from './testing/visitor.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(toy)
})
afterEach(() => visitor.close())

const headers = toyKey

describe('hosts', () => {
  test('a host of the vendor is served, whatever its case', async () => {
    const answer = await visitor.send('GET', '/users/7', { headers, host: 'EU.toy.example:443' })
    expect(answer).toMatchObject({ status: 200, json: { id: '7', host: 'eu.toy.example' } })
  })

  test('another host gets 421 and the list of real ones', async () => {
    const answer = await visitor.send('GET', '/users', { headers, host: 'us.toy.example' })
    expect(answer.status).toBe(421)
    expect(answer.text).toContain('Toy does not answer at us.toy.example')
    expect(answer.text).toContain('acme.toy.example, eu.toy.example, login.toy.example')
  })

  test('a host serves only the routes of its group', async () => {
    expect((await visitor.send('GET', '/users', { headers, host: 'login.toy.example' })).status).toBe(404)
    expect((await visitor.send('POST', '/token', { host: 'acme.toy.example' })).status).toBe(404)
  })

  test('without a host every group is served, and links name the sandbox', async () => {
    expect((await visitor.send('POST', '/token', { host: null })).json).toEqual({ error: 'invalid_client' })
    const answer = await visitor.send('GET', '/users', { headers, host: null })
    expect(answer.json).toMatchObject({ next: `${visitor.origin}/toy/users?page=2` })
  })

  test('with a host links name the real host', async () => {
    const answer = await visitor.send('GET', '/users', { headers })
    expect(answer.json).toMatchObject({ count: 400, next: 'https://acme.toy.example/users?page=2' })
  })
})

describe('answers', () => {
  test('an unknown path is answered by the vendor, an unknown vendor by the sandbox', async () => {
    expect((await visitor.send('GET', '/nothing', { headers })).json).toEqual({ error: 'nothing here' })
    const answer = await fetch(`${visitor.origin}/other/users`)
    expect([answer.status, await answer.text()]).toEqual([404, "This sandbox has no vendor 'other'.\n"])
  })

  test('another method of a known path gets 405 with Allow', async () => {
    const answer = await visitor.send('DELETE', '/users', { headers })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })

  test('a defect of a simulator is a visible error', async () => {
    const answer = await visitor.send('GET', '/broken')
    expect(answer.status).toBe(500)
    expect(answer.text).toContain('sandbox defect: Error: a mistake in the simulator')
  })
})

describe('faults', () => {
  test('answer in place of the vendor, as often as requested', async () => {
    visitor.control.fault({ status: 503, headers: { 'Retry-After': '3' }, body: { down: true }, times: 1 })
    const answer = await visitor.send('POST', '/users', { headers })
    expect(answer).toMatchObject({ status: 503, json: { down: true } })
    expect(answer.headers.get('retry-after')).toBe('3')
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect((await visitor.send('POST', '/users', { headers })).json).toEqual({ writes: 1 })
  })

  test('affect only the calls that match, after the exempt ones', async () => {
    visitor.control.fault({ match: { method: 'post', path: '/users' }, status: 500 })
    visitor.control.fault({ match: { path: '/users/*9' }, status: 502 })
    visitor.control.fault({ match: { contains: 'cursor=2' }, status: 504, after: 1 })
    const status = async (method: string, path: string): Promise<number> =>
      (await visitor.send(method, path, { headers })).status
    expect(await status('POST', '/users')).toBe(500)
    expect(await status('GET', '/users/19')).toBe(502)
    expect(await status('GET', '/users/18')).toBe(200)
    expect(await status('GET', '/users?cursor=2')).toBe(200)
    expect(await status('GET', '/users?cursor=2')).toBe(504)
    visitor.control.clearFaults()
    expect(await status('POST', '/users')).toBe(201)
  })

  test('can replace the body of the vendor’s answer', async () => {
    visitor.control.fault({
      match: { method: 'POST' },
      body: '<html>',
      headers: { 'content-type': 'text/html' },
      times: 1,
    })
    const answer = await visitor.send('POST', '/users', { headers })
    expect(answer).toMatchObject({ status: 201, text: '<html>' })
    expect(answer.headers.get('x-toy')).toBe('yes')
    expect((await visitor.send('GET', '/users', { headers })).json).toMatchObject({ writes: 1 })
  })

  test('cut a body to a complete answer of fewer bytes', async () => {
    visitor.control.fault({ truncate_bytes: 5 })
    const answer = await visitor.send('GET', '/users', { headers })
    expect([answer.status, answer.text, answer.headers.get('content-length')]).toEqual([200, '{"cou', '5'])
  })

  test('drop the connection before the answer, although the vendor has acted', async () => {
    visitor.control.fault({ drop: 'before-answer', times: 1 })
    await expect(visitor.send('POST', '/users', { headers })).rejects.toThrow('fetch failed')
    expect((await visitor.send('GET', '/users', { headers })).json).toMatchObject({ writes: 1 })
    expect(visitor.control.requests()[0]).toMatchObject({ method: 'POST', status: null })
  })

  test.each(['after-headers', 'mid-body'] as const)('drop the connection %s', async (drop) => {
    visitor.control.fault({ drop, times: 1 })
    const response = await fetch(`${visitor.origin}/toy/users`, { headers })
    expect(response.status).toBe(200)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(20)
    await expect(response.text()).rejects.toThrow('terminated')
  })

  test('a latency ends when the client disconnects', async () => {
    visitor.control.fault({ latency_ms: 3_600_000, times: 1 })
    const aborter = new AbortController()
    const call = fetch(`${visitor.origin}/toy/users`, { signal: aborter.signal })
    await vi.waitFor(() => expect(visitor.control.status().waiting).toBe(1))
    aborter.abort()
    await expect(call).rejects.toThrow('aborted')
    await vi.waitFor(() => expect(visitor.control.status().waiting).toBe(0))
  })

  test('a short latency only delays', async () => {
    visitor.control.fault({ latency_ms: 1 })
    expect((await visitor.send('GET', '/users', { headers })).status).toBe(200)
  })

  test('closing ends hanging calls and idle connections at once', async () => {
    visitor.control.fault({ hang: true })
    const idle = connect(Number(new URL(visitor.origin).port), '127.0.0.1')
    const ended = new Promise((resolve) => idle.once('close', resolve))
    const call = visitor.send('GET', '/users').catch((error: unknown) => error)
    await vi.waitFor(() => expect(visitor.control.status().waiting).toBe(1))
    await visitor.close()
    expect(await call).toBeInstanceOf(TypeError)
    await ended
    expect(visitor.control.status().waiting).toBe(0)
  })
})

describe('rate limits', () => {
  test('are reported but not enforced until they are turned on', async () => {
    for (let call = 0; call < 3; call += 1) {
      const answer = await visitor.send('GET', '/users', { headers })
      expect(answer.headers.get('x-toy-remaining')).toBe('99')
    }
  })

  test.each(['fixed', 'sliding'] as const)(
    'of a %s window refuse in the vendor’s words, by credential',
    async (kind) => {
      visitor.control.limitRate({ limit: 2, windowMs: 10_000, kind })
      const get = (key = headers) => visitor.send('GET', '/users', { headers: key })
      expect((await get()).headers.get('x-toy-remaining')).toBe('1')
      visitor.advance(4000)
      await get()
      const refused = await get()
      expect(refused).toMatchObject({ status: 429, json: { error: 'slow down' } })
      expect(refused.headers.get('x-toy-remaining')).toBe('0')
      expect(refused.headers.get('x-toy-reset')).toBe('6')
      expect((await get({ authorization: 'Bearer other' })).status).toBe(401)
      visitor.advance(6000)
      expect((await get()).headers.get('x-toy-remaining')).toBe(kind === 'fixed' ? '1' : '0')
      visitor.control.clearRateLimit()
      expect((await get()).headers.get('x-toy-remaining')).toBe('99')
    },
  )
})

describe('the journal', () => {
  test('notes calls and answers, without secrets', async () => {
    const path = '/users/toy-secret-key?api_token=abcd&page[size]=5&state=x&x=toy-secret-key'
    await visitor.send('GET', path, { headers })
    await visitor.send('POST', '/users', { headers: { authorization: 'Bearer stolen-token' }, json: { a: 1 } })
    await visitor.send('GET', '/users/stolen-token', { headers: { authorization: 'Bearer stolen-token' }, host: null })
    const [first, second, third] = visitor.control.requests()
    expect(first).toMatchObject({
      method: 'GET',
      path: '/users/REDACTED',
      query: 'api_token=REDACTED&page[size]=5&state=x&x=REDACTED',
      forwarded_host: 'acme.toy.example',
      status: 200,
      body_bytes: 0,
    })
    expect(first?.header_names).toContain('authorization')
    expect(second).toMatchObject({ method: 'POST', path: '/users', status: 401, body_bytes: 7 })
    expect(third).toMatchObject({ path: '/users/REDACTED', forwarded_host: null })
    expect(JSON.stringify(visitor.control.requests())).not.toMatch(/toy-secret-key|stolen-token|abcd/)
    visitor.control.clearRequests()
    expect(visitor.control.requests()).toEqual([])
  })
})
