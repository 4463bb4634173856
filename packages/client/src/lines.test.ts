import { describe, expect, it, vi } from 'vitest'
import { createClient, ProblemError, UnreadableLinesError } from './index.ts'
import { collect, problemAnswer, problemOf, scriptedFetch } from './testing/scripted-fetch.ts'

const params = { query: { integrated_account_id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11' } }
const encoder = new TextEncoder()

const linesAnswer = (chunks: (string | Uint8Array)[], cancel: () => void = () => undefined): Response => {
  const rest = chunks.map((chunk) => (typeof chunk === 'string' ? encoder.encode(chunk) : chunk))
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = rest.shift()
      if (chunk === undefined) controller.close()
      else controller.enqueue(chunk)
    },
    cancel,
  })
  return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8' } })
}

const setUp = (...steps: Parameters<typeof scriptedFetch>) => {
  const { fetch, requests } = scriptedFetch(...steps)
  return { client: createClient({ baseUrl: 'https://rollcall.test', token: 'made-up', fetch, retries: 0 }), requests }
}

describe('the lines of a list', () => {
  it('are users', async () => {
    const { client, requests } = setUp(linesAnswer(['{"id":"1","name":"Ann"}\n{"id":"2"}\n']))
    expect(await collect(client.userLines({ params }))).toEqual([{ id: '1', name: 'Ann' }, { id: '2' }])
    expect(requests[0]?.headers.get('Accept')).toBe('application/x-ndjson')
    expect(requests[0]?.url).toBe(
      'https://rollcall.test/unified/crm/users?integrated_account_id=6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11',
    )
  })

  it('are read from pieces of any size, also cut within a character', async () => {
    const bytes = encoder.encode('{"id":"1","name":"Zoë 李"}\r\n\n{"id":"2"}')
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
    const { client } = setUp(linesAnswer(single))
    expect(await collect(client.userLines({ params }))).toEqual([{ id: '1', name: 'Zoë 李' }, { id: '2' }])
  })

  it('may be none', async () => {
    const { client } = setUp(linesAnswer([]))
    expect(await collect(client.userLines({ params }))).toEqual([])
  })

  it('may lack the id, when it was excluded', async () => {
    const { client } = setUp(linesAnswer(['{"name":"Ann"}\n']))
    expect(await collect(client.userLines({ params }))).toEqual([{ name: 'Ann' }])
  })

  it('arrive before the answer has ended', async () => {
    const { client } = setUp(() => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(encoder.encode('{"id":"1"}\n{"id"')),
      })
      return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } })
    })
    const users = client.userLines({ params })
    expect((await users.next()).value).toEqual({ id: '1' })
    await users.return()
  })

  it('end with the problem of a list that broke off, after the users before it', async () => {
    const error = problemOf('/errors/provider-timeout', 504)
    const { client } = setUp(linesAnswer(['{"id":"1"}\n', `${JSON.stringify({ error })}\n`]))
    const users = client.userLines({ params })
    expect((await users.next()).value).toEqual({ id: '1' })
    const failure = await users.next().catch((caught: unknown) => caught)
    expect(failure).toBeInstanceOf(ProblemError)
    expect(failure).toMatchObject({ problem: error })
  })

  it('fail with the problem of a list that never began', async () => {
    const { client } = setUp(problemAnswer('/errors/account-not-found', 404))
    await expect(collect(client.userLines({ params }))).rejects.toMatchObject({
      name: 'ProblemError',
      problem: { type: '/errors/account-not-found' },
    })
  })

  it('fail with the failure of the connection', async () => {
    const lost = new TypeError('terminated')
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(encoder.encode('{"id":"1"}\n')),
      pull: (controller) => controller.error(lost),
    })
    const { client } = setUp(new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } }))
    const users = client.userLines({ params })
    await expect(collect(users)).rejects.toBe(lost)
  })

  it.each([
    ['a line that is cut', '{"id":"1"}\n{"id":"2', 'not JSON'],
    ['a line that is no object', '[]\n', 'neither a user nor a problem'],
    ['an error that is no problem', '{"error":"oops"}\n', 'neither a user nor a problem'],
  ])('refuse %s', async (_name, text, message) => {
    const { client } = setUp(linesAnswer([text]))
    await expect(collect(client.userLines({ params }))).rejects.toThrow(message)
  })

  it('refuse an answer that is not NDJSON, and close it', async () => {
    const cancel = vi.fn()
    const { client } = setUp(new Response(new ReadableStream({ cancel }), { headers: { 'Content-Type': 'text/html' } }))
    const failure = collect(client.userLines({ params }))
    await expect(failure).rejects.toThrow(UnreadableLinesError)
    await expect(failure).rejects.toThrow('text/html')
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('close the connection when the caller stops early', async () => {
    const cancel = vi.fn()
    const { client } = setUp(linesAnswer(['{"id":"1"}\n', '{"id":"2"}\n', '{"id":"3"}\n'], cancel))
    for await (const { id } of client.userLines({ params })) {
      if (id === '1') break
    }
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('end with the reason of an abort, and close the connection', async () => {
    const reason = new Error('enough')
    const controller = new AbortController()
    const cancel = vi.fn()
    const { client } = setUp(linesAnswer(['{"id":"1"}\n', '{"id":"2"}\n', '{"id":"3"}\n'], cancel))
    const walk = async () => {
      for await (const _user of client.userLines({ params, signal: controller.signal })) controller.abort(reason)
    }
    await expect(walk()).rejects.toBe(reason)
    expect(cancel).toHaveBeenCalledOnce()
  })
})

describe('the lines of a search for a person', () => {
  const search = { params: { query: { email: 'ann.lee@example.com', tenant_id: 'acme' } } }
  const account = { id: '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11', tenant_id: 'acme', provider: 'hubspot' }
  const hit = { account, outcome: 'found', users: [{ id: '1' }] }

  it('are a result for each account', async () => {
    const { client, requests } = setUp(linesAnswer([`${JSON.stringify(hit)}\n`]))
    expect(await collect(client.personLines(search))).toEqual([hit])
    expect(requests[0]?.headers.get('Accept')).toBe('application/x-ndjson')
    expect(requests[0]?.url).toBe('https://rollcall.test/unified/crm/people?email=ann.lee%40example.com&tenant_id=acme')
  })

  it('end with the problem of a search that broke off', async () => {
    const error = problemOf('/errors/store-unavailable', 503)
    const { client } = setUp(linesAnswer([`${JSON.stringify({ error })}\n`]))
    await expect(collect(client.personLines(search))).rejects.toMatchObject({ name: 'ProblemError', problem: error })
  })

  it('fail with the problem of a search that never began', async () => {
    const { client } = setUp(problemAnswer('/errors/invalid-request', 400))
    await expect(collect(client.personLines(search))).rejects.toMatchObject({
      name: 'ProblemError',
      problem: { type: '/errors/invalid-request' },
    })
  })

  it('are not users', async () => {
    const { client } = setUp(linesAnswer(['{"id":"1"}\n']))
    await expect(collect(client.personLines(search))).rejects.toThrow('neither a result nor a problem')
  })
})
