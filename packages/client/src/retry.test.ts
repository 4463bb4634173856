import { describe, expect, it, vi } from 'vitest'
import type { RetryPolicy, Timing } from './retry.ts'
import { realTiming, withRetries } from './retry.ts'
import type { Step } from './testing/scripted-fetch.ts'
import { problemAnswer, scriptedFetch } from './testing/scripted-fetch.ts'

const url = 'https://rollcall.test/unified/crm/users'
const keyed = { 'Idempotency-Key': 'key-1' }
const networkFailure = new TypeError('fetch failed')

/** A clock that only waits move. */
const fakeTiming = (random = 1) => {
  const pauses: number[] = []
  let nowMs = Date.parse('2026-03-01T12:00:00Z')
  const timing: Timing = {
    now: () => nowMs,
    random: () => random,
    async wait(durationMs, signal) {
      signal.throwIfAborted()
      pauses.push(durationMs)
      nowMs += durationMs
    },
  }
  return { timing, pauses }
}

const setUp = (steps: Step[], policy: Partial<RetryPolicy> = {}, random = 1) => {
  const { fetch, requests } = scriptedFetch(...steps)
  const { timing, pauses } = fakeTiming(random)
  return {
    send: withRetries(fetch, { retries: 3, budgetMs: 60_000, timeoutMs: 30_000, ...policy }, timing),
    requests,
    pauses,
  }
}

const ok = (): Response => Response.json({ id: '7' })

const post = (headers: Record<string, string> = {}): Request =>
  new Request(url, { method: 'POST', body: '{"name":"Ann"}', headers })

describe('a read', () => {
  it.each([408, 425, 429, 502, 503, 504])('is repeated after a %i', async (status) => {
    const { send, requests } = setUp([new Response(null, { status }), ok()])
    expect((await send(new Request(url))).status).toBe(200)
    expect(requests).toHaveLength(2)
  })

  it.each([200, 400, 401, 403, 404, 409, 422, 500, 501])('is not repeated after a %i', async (status) => {
    const { send, requests } = setUp([new Response(null, { status })])
    expect((await send(new Request(url))).status).toBe(status)
    expect(requests).toHaveLength(1)
  })

  it('is repeated after a network failure', async () => {
    const { send, requests } = setUp([networkFailure, networkFailure, ok()])
    expect((await send(new Request(url))).status).toBe(200)
    expect(requests).toHaveLength(3)
  })

  it('fails with the last network failure', async () => {
    const { send, requests } = setUp([networkFailure, networkFailure], { retries: 1 })
    await expect(send(new Request(url))).rejects.toBe(networkFailure)
    expect(requests).toHaveLength(2)
  })

  it('is not repeated after a failure that is not of the network', async () => {
    const fault = new RangeError('a fault in the given fetch')
    const { send, requests } = setUp([fault])
    await expect(send(new Request(url))).rejects.toBe(fault)
    expect(requests).toHaveLength(1)
  })

  it('returns the last answer, with its body unread, when the tries are used up', async () => {
    const busy = () => problemAnswer('/errors/overloaded', 503)
    const { send, requests } = setUp([busy, busy, busy, busy])
    const response = await send(new Request(url))
    expect(requests).toHaveLength(4)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ type: '/errors/overloaded' })
  })

  it('is tried once without retries', async () => {
    const { send, requests } = setUp([problemAnswer('/errors/overloaded', 503)], { retries: 0 })
    expect((await send(new Request(url))).status).toBe(503)
    expect(requests).toHaveLength(1)
  })

  it('is not repeated for an answer that stays too large', async () => {
    const { send, requests } = setUp([problemAnswer('/errors/provider-response-too-large', 502)])
    const response = await send(new Request(url))
    expect(await response.json()).toMatchObject({ type: '/errors/provider-response-too-large' })
    expect(requests).toHaveLength(1)
  })

  it('cancels the body of an answer that it does not return', async () => {
    const cancel = vi.fn()
    const { send } = setUp([new Response(new ReadableStream({ cancel }), { status: 503 }), ok()])
    await send(new Request(url))
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('is repeated when the body of the answer broke off', async () => {
    const broken = () => new ReadableStream({ start: (controller) => controller.error(networkFailure) })
    const { send } = setUp([new Response(broken(), { status: 503 }), new Response(broken(), { status: 502 }), ok()])
    expect((await send(new Request(url))).status).toBe(200)
  })
})

describe('a write', () => {
  const retryable: [string, Step][] = [
    ['a 429', () => problemAnswer('/errors/provider-rate-limited', 429)],
    ['a 502', () => problemAnswer('/errors/provider-error', 502)],
    ['a 502 that is a page of a proxy', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['a 503', () => problemAnswer('/errors/overloaded', 503)],
    ['a 504', () => problemAnswer('/errors/provider-timeout', 504)],
    ['a network failure', networkFailure],
    ['a repeat that is still running', () => problemAnswer('/errors/idempotency-in-progress', 409)],
  ]

  it.each(retryable)('without a key is sent once, even after %s', async (_name, step) => {
    const { send, requests } = setUp([step])
    await send(post()).catch(() => undefined)
    expect(requests).toHaveLength(1)
  })

  it.each(retryable)('with a key is sent again after %s', async (_name, step) => {
    const { send, requests } = setUp([step, ok()])
    expect((await send(post(keyed))).status).toBe(200)
    expect(requests).toHaveLength(2)
  })

  it('is repeated byte for byte under the same key', async () => {
    const { send, requests } = setUp([() => problemAnswer('/errors/overloaded', 503), ok()])
    await send(new Request(url, { method: 'PATCH', body: '{"name":"Zoë"}', headers: keyed }))
    const bodies = await Promise.all(requests.map((request) => request.text()))
    expect(bodies).toEqual(['{"name":"Zoë"}', '{"name":"Zoë"}'])
    expect(requests.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['key-1', 'key-1'])
    expect(requests.map(({ method }) => method)).toEqual(['PATCH', 'PATCH'])
  })

  it('is never repeated when its outcome is unknown', async () => {
    for (const status of [500, 502]) {
      const { send, requests } = setUp([problemAnswer('/errors/outcome-unknown', status)])
      expect((await send(post(keyed))).status).toBe(status)
      expect(requests).toHaveLength(1)
    }
  })

  it('that was applied in part is reported to the caller instead of repeated', async () => {
    const { send, requests } = setUp([problemAnswer('/errors/partially-applied', 502)])
    expect(await (await send(post(keyed))).json()).toMatchObject({ type: '/errors/partially-applied' })
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['/errors/provider-conflict', 409],
    ['/errors/account-not-ready', 409],
    ['/errors/account-needs-reauth', 401],
    ['/errors/idempotency-key-reused', 422],
  ] as const)('is not repeated after %s', async (type, status) => {
    const { send, requests } = setUp([problemAnswer(type, status)])
    expect(await (await send(post(keyed))).json()).toMatchObject({ type })
    expect(requests).toHaveLength(1)
  })

  it('that deletes is sent once, since it has no key', async () => {
    const { send, requests } = setUp([problemAnswer('/errors/overloaded', 503)])
    await send(new Request(url, { method: 'DELETE', headers: keyed }))
    expect(requests).toHaveLength(1)
  })
})

describe('the pause', () => {
  const busy = () => new Response(null, { status: 503 })

  it('doubles with each try up to a longest one', async () => {
    const { send, pauses } = setUp([busy, busy, busy, busy, busy, busy, ok()], { retries: 6 })
    await send(new Request(url))
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000])
  })

  it('is shortened at random to no less than half', async () => {
    const { send, pauses } = setUp([busy, busy, ok()], {}, 0)
    await send(new Request(url))
    expect(pauses).toEqual([250, 500])
  })

  it('is that of Retry-After, in seconds, or a little more', async () => {
    const limited = () => new Response(null, { status: 429, headers: { 'Retry-After': '10' } })
    for (const [random, pauseMs] of [[0, 10_000] as const, [1, 11_000] as const]) {
      const { send, pauses } = setUp([limited, ok()], {}, random)
      await send(new Request(url))
      expect(pauses).toEqual([expect.closeTo(pauseMs)])
    }
  })

  it('is that of Retry-After as a date', async () => {
    const headers = { 'Retry-After': 'Sun, 01 Mar 2026 12:00:20 GMT' }
    const { send, pauses } = setUp([new Response(null, { status: 503, headers }), ok()], {}, 0)
    await send(new Request(url))
    expect(pauses).toEqual([20_000])
  })

  it('is not made when it would end beyond the budget: the answer is returned at once', async () => {
    const limited = new Response(null, { status: 429, headers: { 'Retry-After': '3600' } })
    const { send, requests, pauses } = setUp([limited])
    expect((await send(new Request(url))).headers.get('Retry-After')).toBe('3600')
    expect(requests).toHaveLength(1)
    expect(pauses).toEqual([])
  })

  it('counts towards one budget for all tries', async () => {
    const limited = () => new Response(null, { status: 429, headers: { 'Retry-After': '10' } })
    const { send, requests } = setUp([limited, limited, limited, ok()], { retries: 9, budgetMs: 25_000 }, 0)
    expect((await send(new Request(url))).status).toBe(429)
    expect(requests).toHaveLength(3)
  })
})

describe('an aborted call', () => {
  const reason = new Error('enough')

  it('is not sent', async () => {
    const { send, requests } = setUp([ok()])
    await expect(send(new Request(url, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
    expect(requests).toHaveLength(0)
  })

  it('is not repeated, although the abort looks like a network failure', async () => {
    const controller = new AbortController()
    const step = () => {
      controller.abort(reason)
      throw networkFailure
    }
    const { send, requests } = setUp([step])
    await expect(send(new Request(url, { signal: controller.signal }))).rejects.toBe(networkFailure)
    expect(requests).toHaveLength(1)
  })

  it('ends its pause at once', async () => {
    const controller = new AbortController()
    const { fetch, requests } = scriptedFetch(new Response(null, { status: 503, headers: { 'Retry-After': '30' } }))
    const wait = vi.fn<Timing['wait']>((durationMs, signal) => {
      const waited = realTiming.wait(durationMs, signal)
      controller.abort(reason)
      return waited
    })
    const send = withRetries(fetch, { retries: 3, budgetMs: 60_000, timeoutMs: 30_000 }, { ...realTiming, wait })
    await expect(send(new Request(url, { signal: controller.signal }))).rejects.toBe(reason)
    expect(wait).toHaveBeenCalledOnce()
    expect(requests).toHaveLength(1)
  })
})

describe('an answer that does not begin in time', () => {
  /** Never answers, and fails like `fetch` when it is aborted. */
  const never = ({ signal }: Request) =>
    new Promise<Response>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })

  it('ends the try, and a read is repeated', async () => {
    const { send, requests, pauses } = setUp([never, ok()], { timeoutMs: 5 })
    expect((await send(new Request(url))).status).toBe(200)
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, false])
    expect(pauses).toEqual([500])
  })

  it('fails a read with a TimeoutError when the tries are used up', async () => {
    const { send, requests } = setUp([never, never], { timeoutMs: 5, retries: 1 })
    await expect(send(new Request(url))).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'The answer did not begin within 5 ms.',
    })
    expect(requests).toHaveLength(2)
  })

  it('repeats a write with a key, with its body, and no other', async () => {
    const keyedWrite = setUp([never, ok()], { timeoutMs: 5 })
    expect((await keyedWrite.send(post(keyed))).status).toBe(200)
    expect(await keyedWrite.requests[1]?.text()).toBe('{"name":"Ann"}')
    const write = setUp([never], { timeoutMs: 5 })
    await expect(write.send(post())).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(write.requests).toHaveLength(1)
  })

  it('is a TimeoutError, whatever the given fetch throws when it is aborted', async () => {
    const step = ({ signal }: Request) =>
      new Promise<Response>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('socket closed')), { once: true })
      })
    const { send } = setUp([step], { timeoutMs: 5, retries: 0 })
    await expect(send(new Request(url))).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('applies only to the beginning: a body may take longer, until the caller aborts', async () => {
    vi.useFakeTimers()
    try {
      const controller = new AbortController()
      const { send, requests } = setUp([ok()], { timeoutMs: 5 })
      await send(new Request(url, { signal: controller.signal }))
      expect(vi.getTimerCount()).toBe(0)
      await vi.advanceTimersByTimeAsync(10)
      expect(requests[0]?.signal.aborted).toBe(false)
      controller.abort(new Error('enough'))
      expect(requests[0]?.signal.reason).toEqual(new Error('enough'))
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([Number.POSITIVE_INFINITY, 2 ** 31])('is waited for with a limit of %s', async (timeoutMs) => {
    const { send } = setUp([() => new Promise((resolve) => setTimeout(() => resolve(ok()), 5))], { timeoutMs })
    expect((await send(new Request(url))).status).toBe(200)
  })
})

describe('the real clock', () => {
  it('waits for the requested time and then removes its listener', async () => {
    vi.useFakeTimers()
    try {
      const controller = new AbortController()
      const forget = vi.spyOn(controller.signal, 'removeEventListener')
      const waited = realTiming.wait(1_000, controller.signal)
      await vi.advanceTimersByTimeAsync(1_000)
      await waited
      expect(forget).toHaveBeenCalledOnce()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('leaves no timer when it is stopped', async () => {
    vi.useFakeTimers()
    try {
      const controller = new AbortController()
      const waited = realTiming.wait(1_000, controller.signal)
      controller.abort(new Error('enough'))
      await expect(waited).rejects.toThrow('enough')
      await expect(realTiming.wait(1_000, controller.signal)).rejects.toThrow('enough')
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
