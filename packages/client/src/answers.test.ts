import { describe, expect, it } from 'vitest'
import { createClient } from './index.ts'
import { problemAnswer, scriptedFetch } from './testing/scripted-fetch.ts'

const params = { path: { id: '7' }, query: { integrated_account_id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11' } }

const clientOf = (...steps: Parameters<typeof scriptedFetch>) =>
  createClient({ baseUrl: 'https://rollcall.test', fetch: scriptedFetch(...steps).fetch, retries: 0 })

describe('a failure', () => {
  it('is the problem that the server wrote', async () => {
    const client = clientOf(problemAnswer('/errors/user-not-found', 404, { 'X-Request-Id': 'request-1' }))
    const { data, error, response } = await client.GET('/unified/crm/users/{id}', { params })
    expect(data).toBeUndefined()
    expect(error?.type).toBe('/errors/user-not-found')
    expect(response.headers.get('X-Request-Id')).toBe('request-1')
  })

  it('keeps members that are newer than this client', async () => {
    const body = { type: '/errors/of-tomorrow', title: 'New', status: 418, more: [1] }
    const { error } = await clientOf(Response.json(body, { status: 418 })).GET('/unified/crm/users/{id}', { params })
    expect(error).toEqual(body)
  })

  it.each([
    ['a page', '<h1>Bad Gateway</h1>', 'text/html', '<h1>Bad Gateway</h1>'],
    ['nothing', '', undefined, ''],
    ['other JSON', '{"error":"no"}', 'application/json', '{"error":"no"}'],
    ['a cut problem', '{"type":"/errors/inter', 'application/problem+json', '{"type":"/errors/inter'],
  ])('is a problem too when a proxy answered %s', async (_name, body, kind, quoted) => {
    const headers = { 'Content-Length': String(body.length), 'X-Proxy': 'a', ...(kind ? { 'Content-Type': kind } : {}) }
    const answer = new Response(body, { status: 502, statusText: 'Bad Gateway', headers })
    const { error, response } = await clientOf(answer).GET('/unified/crm/users/{id}', { params })
    expect(error).toMatchObject({
      type: 'about:blank',
      title: 'Bad Gateway',
      status: 502,
      statusCode: 502,
      error: 'Bad Gateway',
      instance: '/unified/crm/users/7',
    })
    expect(error?.detail).toContain(quoted)
    expect(response.status).toBe(502)
    expect(response.headers.get('X-Proxy')).toBe('a')
  })

  it('quotes no more than the beginning of a foreign answer', async () => {
    const { error } = await clientOf(new Response('x'.repeat(5_000), { status: 500 })).GET('/ping')
    expect(error?.title).toBe('HTTP 500')
    expect(error?.detail?.length).toBeLessThan(400)
  })
})

describe('an answer that is text', () => {
  it('arrives as text', async () => {
    const yaml = new Response('openapi: 3.1.0\n', {
      headers: { 'Content-Type': 'application/yaml', 'Content-Length': '15' },
    })
    const page = new Response('# User not found', { headers: { 'Content-Type': 'text/markdown' } })
    const html = new Response('<h1>Connect</h1>', { headers: { 'Content-Type': 'text/html' } })
    const client = clientOf(yaml, page, html)
    expect((await client.GET('/openapi.yaml')).data).toBe('openapi: 3.1.0\n')
    const { data } = await client.GET('/errors/{slug}', { params: { path: { slug: 'user-not-found' } } })
    expect(data).toBe('# User not found')
    expect((await client.GET('/connect')).data).toBe('<h1>Connect</h1>')
  })
})

describe('an answer that is neither JSON nor a failure', () => {
  it('is refused instead of returned as a user', async () => {
    const page = new Response('<h1>Please log in</h1>', { headers: { 'Content-Type': 'text/html' } })
    await expect(clientOf(page).GET('/unified/crm/users/{id}', { params })).rejects.toThrow(SyntaxError)
  })

  it.each([{ 'Content-Length': '0' }, {}])('is refused when it is empty (%j)', async (headers) => {
    const call = clientOf(new Response('', { headers })).GET('/unified/crm/users/{id}', { params })
    await expect(call).rejects.toThrow('The answer 200 has no body.')
  })

  it('is no data where a message is taken that asks for no answer', async () => {
    const answer = new Response(null, { status: 202 })
    const body = { jsonrpc: '2.0', method: 'notifications/initialized' } as const
    const { data, error } = await clientOf(answer).POST('/mcp', { body })
    expect([data, error]).toEqual([undefined, undefined])
  })

  it('has no data where none is expected', async () => {
    const answer = new Response(null, { status: 204 })
    const { data, error } = await clientOf(answer).DELETE('/unified/crm/users/{id}', { params })
    expect([data, error]).toEqual([undefined, undefined])
  })
})
