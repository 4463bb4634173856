import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import type { Limits } from '../../contract.ts'
import { fakeClock, startMs } from '../../testing/fake-clock.ts'
import { accountOf, acmeWith, contextOf, dependenciesOf } from '../../testing/made-up-vendor.ts'
import type { OutgoingRequest } from '../calls/exchange.ts'
import { createEngine } from '../users.ts'
import { createThrottle } from './throttle.ts'

/** Many reads at once against a vendor that enforces a limit which it does not publish, on a clock that tests move. */

interface Load {
  /** How the vendor describes its limit: `Retry-After`, headers with the instant of the reset, or not at all. */
  readonly signal: 'retry-after' | 'reset' | 'silent'
  readonly calls: number
  /** The requests of an account that the vendor accepts in a window; windows start at multiples of their length. */
  readonly limit: number
  readonly windowMs: number
  readonly accounts: number
  readonly answerMs: number
  /** The longest time, as a multiple of the least that the vendor's windows allow; absent: 1.1. */
  readonly mayTake?: number
}

const silentWaitSeconds = 2

const limitsOf = (signal: Load['signal']): Limits => ({
  windows: [],
  defaultWaitSeconds: silentWaitSeconds,

  ...(signal === 'reset' ? { headers: { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' } } : {}),
})

const run = async ({ signal, calls, limit, windowMs, accounts, answerMs }: Load) => {
  const clock = fakeClock()
  const taken = new Map<string, number>()
  let refused = 0
  const answer = ({ headers, url }: OutgoingRequest) => {
    const nowMs = clock.now()
    const endMs = nowMs - (nowMs % windowMs) + windowMs
    const key = `${headers['x-api-key']} ${endMs}`
    const count = taken.get(key) ?? 0
    const isTaken = count < limit || headers['x-api-key'] === 'calm'
    if (isTaken) taken.set(key, count + 1)
    else refused += 1
    const state = {
      'x-limit': String(limit),
      'x-remaining': String(limit - (taken.get(key) ?? 0)),
      'x-reset': String(endMs / 1000),
    }
    const wait = isTaken ? {} : { 'retry-after': String(Math.ceil((endMs - nowMs) / 1000)) }
    return {
      status: isTaken ? 200 : 429,
      headers: {
        'content-type': 'application/json',
        ...(signal === 'reset' ? state : {}),
        ...(signal === 'retry-after' ? wait : {}),
      },
      body: Buffer.from(JSON.stringify(isTaken ? { id: url.pathname.split('/').at(-1) } : { error: 'too many' })),
    }
  }
  const transport = {
    send: async (request: OutgoingRequest) => {
      const response = answer(request)
      await new Promise<void>((resolve) => void clock.setTimer(resolve, answerMs))
      return response
    },
    stream: () => Promise.reject(new Error('This vendor does not stream.')),
  }
  const throttle = createThrottle({ now: clock.now, setTimer: clock.setTimer })
  const engine = createEngine({
    ...dependenciesOf(transport, { throttle, now: clock.now }),
    cursorKeys: [Buffer.alloc(32, 7)],
  })
  const adapter = acmeWith({}, { limits: limitsOf(signal) })
  const read = async (account: string, id: number): Promise<number> => {
    const credential = { kind: 'api_key', apiKey: account } as const
    const beganMs = clock.now()
    await engine(adapter, accountOf({ id: account, credential })).get(
      String(id),
      {},
      contextOf(undefined, Number.POSITIVE_INFINITY),
    )
    return clock.now() - beganMs
  }
  const endedMs: number[] = Array.from({ length: accounts }, () => 0)
  const order: number[] = []
  const busy = Array.from({ length: calls }, async (_, index) => {
    await read(`busy-${index % accounts}`, index + 1)
    order.push(index)
    endedMs[index % accounts] = clock.now() - startMs
  })
  let isDone = false
  const all = Promise.all(busy).finally(() => {
    isDone = true
  })
  // An account that stays below every limit reads once in each tenth of a window.
  const calm: Promise<number>[] = []
  for (let step = 0; step < 1000 && !isDone; step += 1) {
    calm.push(read('calm', step + 1))
    await clock.advance(windowMs / 10)
  }
  await all
  const windows = Math.ceil(calls / accounts / limit)
  return { endedMs, refused, order, calmMs: await Promise.all(calm), idealMs: (windows - 1) * windowMs + answerMs }
}

test.each<Load>([
  { signal: 'retry-after', calls: 300, limit: 100, windowMs: 1000, accounts: 1, answerMs: 5 },
  { signal: 'reset', calls: 300, limit: 100, windowMs: 1000, accounts: 1, answerMs: 5 },
  { signal: 'silent', calls: 300, limit: 100, windowMs: silentWaitSeconds * 1000, accounts: 1, answerMs: 5 },
  { signal: 'retry-after', calls: 1000, limit: 100, windowMs: 10_000, accounts: 1, answerMs: 5 },
  { signal: 'reset', calls: 1000, limit: 100, windowMs: 10_000, accounts: 1, answerMs: 5 },
  { signal: 'retry-after', calls: 1000, limit: 100, windowMs: 10_000, accounts: 1, answerMs: 150 },
  {
    signal: 'silent',
    calls: 1000,
    limit: 100,
    windowMs: silentWaitSeconds * 1000,
    accounts: 1,
    answerMs: 150,
    mayTake: 2,
  },
  { signal: 'retry-after', calls: 400, limit: 50, windowMs: 1000, accounts: 4, answerMs: 5 },
])(
  '$calls calls of $accounts accounts end as soon as the vendor can accept them, $signal, answered in $answerMs ms',
  async (load) => {
    const { endedMs, refused, order, calmMs, idealMs } = await run(load)
    for (const ended of endedMs) expect(ended).toBeLessThanOrEqual(idealMs * (load.mayTake ?? 1.1))
    // A burst is not sent as a whole: the requests in flight when the limit is reached are refused, and a few when a higher
    // limit is tried.
    expect(refused).toBeLessThanOrEqual(
      Math.max(20 * load.accounts, load.calls * (load.mayTake === undefined ? 0.05 : 0.06)),
    )
    expect(order).toHaveLength(load.calls)
    // Another account waits only for its own answer.
    expect(new Set(calmMs)).toEqual(new Set([load.answerMs]))
  },
)
