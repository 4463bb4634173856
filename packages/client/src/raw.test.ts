import { describe, expect, it } from 'vitest'
import { createClient } from './index.ts'
import { problemAnswer, scriptedFetch } from './testing/scripted-fetch.ts'

const query = { integrated_account_id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11' }
const params = { path: { id: '005' }, query }

const setUp = (...steps: Parameters<typeof scriptedFetch>) => {
  const { fetch, requests } = scriptedFetch(...steps)
  return { client: createClient({ baseUrl: 'https://rollcall.test', token: 'made-up', fetch, retries: 0 }), requests }
}

describe('a raw call', () => {
  it("returns the vendor's own response, with its body unread", async () => {
    const vendor = new Response('<user Id="005"/>', {
      status: 203,
      headers: { 'Content-Type': 'text/xml', Link: '<a>' },
    })
    const { client } = setUp(vendor)
    const response = await client.raw('/unified/crm/users/{id}', { params })
    expect(response.status).toBe(203)
    expect(response.headers.get('Content-Type')).toBe('text/xml')
    expect(response.headers.get('Link')).toBe('<a>')
    expect(response.bodyUsed).toBe(false)
    expect(await response.text()).toBe('<user Id="005"/>')
  })

  it.each(['raw', 'stream'] as const)('requests the format %s', async (format) => {
    const { client, requests } = setUp(Response.json({}))
    await client[format]('/unified/crm/users/{id}', { params })
    expect(requests[0]?.method).toBe('GET')
    expect(requests[0]?.url).toBe(
      `https://rollcall.test/unified/crm/users/005?integrated_account_id=${query.integrated_account_id}&truto_response_format=${format}`,
    )
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer made-up')
  })

  it('writes too', async () => {
    const { client, requests } = setUp(
      Response.json({ Id: '1' }, { status: 201 }),
      Response.json({}),
      Response.json({}),
    )
    const header = { 'Idempotency-Key': 'key-1' }
    await client.raw('/unified/crm/users', { method: 'POST', params: { query, header }, body: { name: 'Ann' } })
    await client.raw('/unified/crm/users/{id}', { method: 'PATCH', params, body: { is_active: false } })
    await client.raw('/unified/crm/users/{id}', { method: 'DELETE', params })
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'DELETE'])
    expect(requests[0]?.headers.get('Idempotency-Key')).toBe('key-1')
    expect(await requests[1]?.json()).toEqual({ is_active: false })
  })

  it('accepts an answer without a body', async () => {
    const { client } = setUp(new Response(null, { status: 204 }))
    const response = await client.raw('/unified/crm/users/{id}', { method: 'PATCH', params, body: { name: 'Ann' } })
    expect(response.status).toBe(204)
  })

  it('throws the problem of a call that failed', async () => {
    const { client } = setUp(problemAnswer('/errors/user-not-found', 404))
    await expect(client.raw('/unified/crm/users/{id}', { params })).rejects.toMatchObject({
      name: 'ProblemError',
      problem: { type: '/errors/user-not-found' },
    })
  })
})

describe('a streamed call', () => {
  it('arrives before the answer has ended', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(Uint8Array.of(1, 2)) })
    const { client } = setUp(new Response(body))
    const response = await client.stream('/unified/crm/users', { params: { query } })
    const reader = response.body?.getReader()
    expect(await reader?.read()).toEqual({ done: false, value: Uint8Array.of(1, 2) })
    await reader?.cancel()
  })
})
