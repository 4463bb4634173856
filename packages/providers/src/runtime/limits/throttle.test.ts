import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Limits, LimitWindow } from '../../contract.ts'
import { fakeClock, settled, startMs } from '../../testing/fake-clock.ts'
import { type CallContext, DeadlinePassed } from './context.ts'
import { type AcquireOptions, createThrottle, type Throttle } from './throttle.ts'

const limitsOf = (...windows: LimitWindow[]): Limits => ({ windows, defaultWaitSeconds: 1 })
const contextOf = (deadlineAtMs = Number.POSITIVE_INFINITY, signal = new AbortController().signal): CallContext => ({
  signal,
  deadlineAtMs,
})

/** Acquires a turn and records the result and its time, in the order of events. */
const recorder = (throttle: Throttle, now: () => number) => {
  const granted: { readonly name: string; readonly atMs: number; readonly release: () => void }[] = []
  const refused: { readonly name: string; readonly atMs: number; readonly failure: unknown }[] = []
  let asked = 0
  return {
    granted,
    refused,
    waiting: () => asked - granted.length - refused.length,
    names: () => granted.map(({ name }) => name),
    times: () => granted.map(({ atMs }) => atMs - startMs),
    acquire: (
      name: string,
      limits: Limits,
      context: CallContext = contextOf(),
      options?: AcquireOptions,
      key = 'a',
    ) => {
      asked += 1
      Promise.resolve(throttle.acquire(key, limits, context, options)).then(
        (release) => granted.push({ name, atMs: now(), release }),
        (failure: unknown) => refused.push({ name, atMs: now(), failure }),
      )
    },
  }
}

const setUp = (processes: () => number = () => 1) => {
  const clock = fakeClock()
  const throttle = createThrottle({ now: clock.now, setTimer: clock.setTimer, processes })
  return { clock, throttle, calls: recorder(throttle, clock.now) }
}

/** How often an account was used that was not in the throttle's memory; it is after that. */
const countFirstUses = (): (() => number) => {
  const set = vi.spyOn(Map.prototype, 'set')
  onTestFinished(() => set.mockRestore())
  return () =>
    set.mock.calls.filter(([, value]) => typeof value === 'object' && value !== null && 'budget' in value).length
}

test('the observer gets how long each request waited, whose limit it was, and the result', async () => {
  const clock = fakeClock()
  const waited: unknown[][] = []
  const observer = { waited: (...told: unknown[]) => void waited.push(told) }
  const throttle = createThrottle({ now: clock.now, setTimer: clock.setTimer, observer })
  const calls = recorder(throttle, clock.now)
  const limits = limitsOf({ requests: 1, seconds: 10 })
  const leaving = new AbortController()
  calls.acquire('free', limits, contextOf(), { provider: 'acme' })
  calls.acquire('second', limits, contextOf(), { provider: 'acme' })
  calls.acquire('leaving', limits, contextOf(undefined, leaving.signal), { provider: 'acme' })
  calls.acquire('too late', limits, contextOf(startMs + 5000), { provider: 'acme' })
  expect(throttle.waiting()).toBe(2)
  await clock.advance(4000)
  leaving.abort()
  await clock.advance(6000)
  expect(waited).toEqual([
    ['acme', 0, 'given_up'],
    ['acme', 4000, 'given_up'],
    ['acme', 10_000, 'sent'],
  ])
  expect(throttle.waiting()).toBe(0)
})

describe('windows', () => {
  test('a thousand requests against 100 in 10 s are sent as fast as that allows, in order', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 100, seconds: 10 })
    for (let index = 0; index < 1000; index += 1) calls.acquire(String(index), limits)
    await clock.advance(100_000)
    expect(calls.names()).toEqual(Array.from({ length: 1000 }, (_, index) => String(index)))
    expect(calls.times()).toEqual(Array.from({ length: 1000 }, (_, index) => Math.floor(index / 100) * 10_000))
    expect(clock.timers.size).toBe(0)
  })

  test('all windows apply at once', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 2, seconds: 1 }, { requests: 5, seconds: 60 })
    for (let index = 0; index < 7; index += 1) calls.acquire(String(index), limits)
    await clock.advance(120_000)
    expect(calls.times()).toEqual([0, 0, 1000, 1000, 2000, 60_000, 60_000])
  })

  test('each request is sent at the first instant that order and windows allow, for any arrivals', async () => {
    const window = fc.record({ requests: fc.integer({ min: 1, max: 6 }), seconds: fc.integer({ min: 1, max: 8 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(window, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 40 }),
        async (windows, gaps) => {
          const { clock, calls } = setUp()
          const expected: number[] = []
          let arrivedMs = 0
          for (const [index, gap] of gaps.entries()) {
            await clock.advance(gap)
            arrivedMs += gap
            calls.acquire(String(index), limitsOf(...windows))
            let turn = Math.max(arrivedMs, expected[index - 1] ?? 0)
            for (const { requests, seconds } of windows) {
              turn = Math.max(turn, (expected[index - requests] ?? Number.NEGATIVE_INFINITY) + seconds * 1000)
            }
            expected.push(turn)
          }
          await clock.advance(1_000_000)
          expect(calls.times()).toEqual(expected)
          expect(calls.names()).toEqual(gaps.map((_, index) => String(index)))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a large window is never exceeded, and late by a hundredth at most', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 1000, seconds: 60 })
    for (let index = 0; index < 3000; index += 1) {
      calls.acquire(String(index), limits)
      if (index % 10 === 0) await clock.advance(200)
    }
    await clock.advance(200_000)
    const times = calls.times()
    expect(times).toHaveLength(3000)
    for (let index = 1000; index < 3000; index += 1) {
      expect((times[index] ?? 0) - (times[index - 1000] ?? 0)).toBeGreaterThanOrEqual(60_000)
    }
    expect(times.at(-1)).toBeLessThan(20_000 + 2 * 60_600)
  })

  test('an equal limits object that is new keeps the account’s log', async () => {
    const { clock, calls } = setUp()
    for (const name of ['a', 'b']) calls.acquire(name, limitsOf({ requests: 1, seconds: 5 }))
    await clock.advance(10_000)
    expect(calls.times()).toEqual([0, 5000])
  })

  test('the published budget is divided by the live processes', async () => {
    const { clock, calls } = setUp(() => 4)
    for (let index = 0; index < 6; index += 1) calls.acquire(String(index), limitsOf({ requests: 10, seconds: 1 }))
    await clock.advance(10_000)
    expect(calls.times()).toEqual([0, 0, 1000, 1000, 2000, 2000])
    const fewer = setUp(() => 4)
    for (let index = 0; index < 3; index += 1) fewer.calls.acquire(String(index), limitsOf({ requests: 2, seconds: 1 }))
    await fewer.clock.advance(10_000)
    expect(fewer.calls.times()).toEqual([0, 2000, 4000])
  })

  test('a process that starts or ends changes the share of an account in use, and sent requests still count', async () => {
    let processes = 1
    const { clock, calls } = setUp(() => processes)
    const limits = limitsOf({ requests: 4, seconds: 10 })
    for (const name of ['a', 'b', 'c']) calls.acquire(name, limits)
    await clock.advance(1000)
    processes = 2
    // Three requests were sent in a window of two: the next is sent when the first ones are out of the window.
    calls.acquire('d', limits)
    await clock.advance(1000)
    processes = 1
    calls.acquire('e', limits)
    await clock.advance(20_000)
    expect(calls.names()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(calls.times()).toEqual([0, 0, 0, 2000, 10_000])
  })

  test('the remaining requests that the vendor reports are divided by the live processes, and are at least one', async () => {
    const { clock, throttle, calls } = setUp(() => 4)
    const limits = limitsOf({ requests: 1000, seconds: 10 })
    calls.acquire('first', limits)
    await clock.advance(0)
    throttle.observe('a', limits, { remaining: 9, limit: 1000, resetSeconds: 10 })
    for (const name of ['a', 'b', 'c', 'd']) calls.acquire(name, limits)
    await clock.advance(0)
    expect(calls.names()).toEqual(['first', 'a', 'b', 'c'])
    await clock.advance(10_000)
    throttle.observe('a', limits, { remaining: 1, limit: 1000, resetSeconds: 10 })
    for (const name of ['e', 'f']) calls.acquire(name, limits)
    await clock.advance(0)
    expect(calls.names()).toEqual(['first', 'a', 'b', 'c', 'd', 'e'])
  })

  test('a clock that is set back does not block the account', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 1, seconds: 5 })
    calls.acquire('a', limits)
    await clock.advance(1000)
    clock.set(startMs - 3_600_000)
    calls.acquire('b', limits)
    await clock.advance(5000)
    expect(calls.names()).toEqual(['a', 'b'])
  })
})

test('a request that need not wait gets its turn at once, one that has to gets a promise', () => {
  const { throttle } = setUp()
  const limits = limitsOf({ requests: 1, seconds: 10 })
  expect(throttle.acquire('a', limits, contextOf())).toBeTypeOf('function')
  expect(throttle.acquire('a', limits, contextOf())).toBeInstanceOf(Promise)
})

describe('accounts', () => {
  test('never wait for one another', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 1, seconds: 10 })
    for (const name of ['a1', 'a2', 'a3']) calls.acquire(name, limits, contextOf(), {}, 'a')
    for (const name of ['b1', 'b2']) calls.acquire(name, limits, contextOf(), {}, 'b')
    await clock.advance(0)
    expect(calls.names()).toEqual(['a1', 'b1'])
    await clock.advance(10_000)
    expect(calls.names()).toEqual(['a1', 'b1', 'a2', 'b2'])
  })

  test('a free slot makes no timer and no new promise', () => {
    const { clock, throttle } = setUp()
    const limits = limitsOf({ requests: 5, seconds: 10 })
    const context = contextOf()
    expect(throttle.acquire('a', limits, context)).toBe(throttle.acquire('a', limits, context))
    expect(clock.timers.size).toBe(0)
  })

  test('an account of a vendor without published windows is not kept for long', async () => {
    const firstUses = countFirstUses()
    const { clock, calls } = setUp()
    const acquire = (key: string) => calls.acquire('x', limitsOf(), contextOf(), {}, key)
    acquire('a')
    acquire('a')
    expect(firstUses()).toBe(1)
    await settled()
    for (const { release } of calls.granted) release()
    await clock.advance(61_000)
    acquire('b')
    acquire('a')
    expect(firstUses()).toBe(3)
  })

  test('idle ones are forgotten, busy, waiting and paused ones are not', async () => {
    const firstUses = countFirstUses()
    const { clock, throttle, calls } = setUp()
    const limits = limitsOf({ requests: 1, seconds: 10 })
    const acquire = (key: string, options: AcquireOptions = {}) => calls.acquire(key, limits, contextOf(), options, key)
    acquire('idle')
    await clock.advance(61_000)
    throttle.pause('paused', clock.now() + 100_000)
    const acquireBusy = () => calls.acquire('busy', limitsOf(), contextOf(), {}, 'busy')
    acquireBusy()
    await settled()
    expect(firstUses()).toBe(3)
    await clock.advance(61_000)
    acquire('new')
    expect(firstUses()).toBe(4)
    // `busy` has a request under way that is not answered.
    acquireBusy()
    throttle.pause('paused', clock.now() + 100_000)
    expect(firstUses()).toBe(4)
    acquire('idle')
    expect(firstUses()).toBe(5)
    await clock.advance(20_000)
    for (const { release } of calls.granted) release()
    // A limit that was learned from the pause is kept for ten minutes.
    await clock.advance(700_000)
    acquire('newer')
    throttle.pause('paused', clock.now() + 1000)
    acquireBusy()
    expect(firstUses()).toBe(8)
  })
})

describe('deadlines and callers that disconnect', () => {
  test('a request whose turn would be after its deadline is refused at once, with the time to wait', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 2, seconds: 10 })
    for (let index = 0; index < 5; index += 1) calls.acquire(String(index), limits, contextOf(startMs + 15_000))
    await settled()
    expect(calls.names()).toEqual(['0', '1'])
    expect(calls.waiting()).toBe(2)
    expect(calls.refused).toEqual([
      {
        name: '4',
        atMs: startMs,
        failure: expect.objectContaining({ slug: 'provider-rate-limited', options: { retryAfterSeconds: 20 } }),
      },
    ])
    await clock.advance(10_000)
    expect(calls.names()).toEqual(['0', '1', '2', '3'])
  })

  test('with deadlines, every request is either refused on arrival or sent before its deadline', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 12_000 })), { maxLength: 40 }),
        async (arrivals) => {
          const { clock, calls } = setUp()
          const limits = limitsOf({ requests: 2, seconds: 3 }, { requests: 5, seconds: 20 })
          const facts = new Map<string, { readonly arrivedMs: number; readonly deadlineAtMs: number }>()
          for (const [index, [gap, patience]] of arrivals.entries()) {
            await clock.advance(gap)
            const deadlineAtMs = clock.now() + patience
            facts.set(String(index), { arrivedMs: clock.now(), deadlineAtMs })
            calls.acquire(String(index), limits, contextOf(deadlineAtMs))
            await settled()
          }
          await clock.advance(100_000)
          expect(calls.granted.length + calls.refused.length).toBe(arrivals.length)
          for (const { name, atMs } of calls.refused) expect(atMs).toBe(facts.get(name)?.arrivedMs)
          for (const { name, atMs } of calls.granted) expect(atMs).toBeLessThan(facts.get(name)?.deadlineAtMs ?? 0)
          expect(clock.timers.size).toBe(0)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a request that is cancelled while it waits takes no slot, and those after it move up', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 1, seconds: 10 })
    const leaving = new AbortController()
    calls.acquire('first', limits)
    calls.acquire('leaves', limits, contextOf(Number.POSITIVE_INFINITY, leaving.signal))
    calls.acquire('stays', limits)
    leaving.abort(new Error('gone'))
    // A request that arrives now gets the turn that became free.
    calls.acquire('comes', limits, contextOf(startMs + 25_000))
    await clock.advance(30_000)
    expect(calls.names()).toEqual(['first', 'stays', 'comes'])
    expect(calls.times()).toEqual([0, 10_000, 20_000])
    expect(calls.refused).toMatchObject([{ name: 'leaves', atMs: startMs, failure: { slug: 'provider-unavailable' } }])
    expect(calls.waiting()).toBe(0)
  })

  test('the timer is cancelled with the last request that waits', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 1, seconds: 10 })
    const leaving = new AbortController()
    calls.acquire('first', limits)
    for (const name of ['x', 'y']) calls.acquire(name, limits, contextOf(Number.POSITIVE_INFINITY, leaving.signal))
    expect(clock.timers.size).toBe(1)
    leaving.abort()
    await settled()
    expect(clock.timers.size).toBe(0)
    expect(calls.refused.map(({ name }) => name)).toEqual(['x', 'y'])
  })

  test('a deadline that passes while a request waits is a rate limit, not a timeout of the vendor', async () => {
    const { clock, calls } = setUp()
    const controller = new AbortController()
    for (let index = 0; index < 8; index += 1) calls.acquire('holds', limitsOf())
    for (let index = 0; index < 20; index += 1) calls.acquire('before', limitsOf())
    calls.acquire('waits', limitsOf(), contextOf(startMs + 1000, controller.signal))
    await clock.advance(1000)
    controller.abort(new DeadlinePassed())
    await settled()
    expect(calls.refused).toMatchObject([
      { name: 'waits', failure: { slug: 'provider-rate-limited', options: { retryAfterSeconds: 1 } } },
    ])
  })

  test('a request without time or caller is refused before anything else', async () => {
    const firstUses = countFirstUses()
    const { calls } = setUp()
    const limits = limitsOf({ requests: 1, seconds: 10 })
    calls.acquire('gone', limits, contextOf(0, AbortSignal.abort(new Error('gone'))))
    calls.acquire('late', limits, contextOf(0, AbortSignal.abort(new DeadlinePassed())))
    await settled()
    expect(calls.refused).toMatchObject([
      { failure: { slug: 'provider-unavailable' } },
      { failure: { slug: 'provider-timeout' } },
    ])
    expect(firstUses()).toBe(0)
  })
})

describe('the limits that a vendor reports', () => {
  const limits = limitsOf({ requests: 100, seconds: 10 })

  test('no request is sent before the reset when none remains', async () => {
    const { clock, throttle, calls } = setUp()
    throttle.observe('a', limits, { limit: 100, remaining: 0, resetSeconds: 7 })
    calls.acquire('waits', limits)
    calls.acquire('late', limits, contextOf(startMs + 5000))
    await clock.advance(6999)
    expect(calls.names()).toEqual([])
    expect(calls.refused).toMatchObject([{ name: 'late', failure: { options: { retryAfterSeconds: 7 } } }])
    await clock.advance(1)
    expect(calls.times()).toEqual([7000])
  })

  test('the remaining number of requests is sent before the reset, and all others at it', async () => {
    const { clock, throttle, calls } = setUp()
    throttle.observe('a', limits, { remaining: 2, resetSeconds: 5 })
    for (const name of ['1', '2', '3', '4']) calls.acquire(name, limits)
    await clock.advance(10_000)
    expect(calls.times()).toEqual([0, 0, 5000, 5000])
  })

  test('of two answers that overtake one another the lower remainder counts, until the reset', async () => {
    const { clock, throttle, calls } = setUp()
    throttle.observe('a', limits, { remaining: 1, resetSeconds: 5 })
    throttle.observe('a', limits, { remaining: 3, resetSeconds: 5 })
    for (const name of ['1', '2']) calls.acquire(name, limits)
    await clock.advance(5000)
    expect(calls.times()).toEqual([0, 5000])
    throttle.observe('a', limits, { remaining: 50, resetSeconds: 5 })
    calls.acquire('3', limits)
    await settled()
    expect(calls.times()).toEqual([0, 5000, 5000])
  })

  test('after a reset as many are sent as the vendor accepts in a window, until it reports what remains', async () => {
    const { clock, throttle, calls } = setUp()
    const reported = { limit: 3, resetSeconds: 5 }
    throttle.observe('a', limitsOf(), { ...reported, remaining: 0 })
    for (let index = 0; index < 10; index += 1) calls.acquire(String(index), limitsOf())
    await clock.advance(5000)
    expect(calls.times()).toEqual([5000, 5000, 5000])
    // The first answer does not include the two other requests.
    throttle.observe('a', limitsOf(), { ...reported, remaining: 2 })
    await clock.advance(4999)
    expect(calls.times()).toHaveLength(3)
    await clock.advance(1)
    expect(calls.times()).toHaveLength(6)
    // Without an answer no request waits for the reset, which is not known.
    await clock.advance(1000)
    expect(calls.times()).toHaveLength(9)
  })

  test('a limit of another window than the remainder delays no request', async () => {
    const { clock, throttle, calls } = setUp()
    throttle.observe('a', limitsOf(), { limit: 2, remaining: 1, resetSeconds: 1 })
    throttle.observe('a', limitsOf(), { limit: 2, remaining: 5000, resetSeconds: 3600 })
    for (let index = 0; index < 100; index += 1) calls.acquire(String(index), limitsOf())
    await clock.advance(0)
    expect(calls.names()).toHaveLength(100)
  })

  test('requests that wait are refused at once when the vendor’s report makes them too late', async () => {
    const { clock, throttle, calls } = setUp()
    const narrow = limitsOf({ requests: 1, seconds: 2 })
    calls.acquire('first', narrow)
    calls.acquire('patient', narrow, contextOf(startMs + 60_000))
    calls.acquire('hurried', narrow, contextOf(startMs + 10_000))
    await clock.advance(1000)
    throttle.observe('a', narrow, { remaining: 0, resetSeconds: 30 })
    await settled()
    expect(calls.refused).toMatchObject([{ name: 'hurried', atMs: startMs + 1000 }])
    await clock.advance(60_000)
    expect(calls.times()).toEqual([0, 31_000])
  })

  test('an answer without a report about now changes nothing', async () => {
    const { throttle, calls } = setUp()
    throttle.observe('a', limits, undefined)
    throttle.observe('a', limits, { remaining: 0 })
    throttle.observe('a', limits, { remaining: 0, resetSeconds: 0 })
    throttle.observe('a', limits, { limit: 1, resetSeconds: 50 })
    calls.acquire('goes', limits)
    await settled()
    expect(calls.names()).toEqual(['goes'])
  })

  test('a wait that was misread ends after a day', async () => {
    const { clock, throttle, calls } = setUp()
    throttle.observe('a', limits, { remaining: 0, resetSeconds: 1e9 })
    throttle.pause('a', startMs + 1e15)
    calls.acquire('goes', limits)
    await clock.advance(86_400_000)
    expect(calls.times()).toEqual([86_400_000])
  })
})

describe('after a 429', () => {
  test('all requests wait for the end of the pause, also where no window is published', async () => {
    const { clock, throttle, calls } = setUp()
    throttle.pause('a', startMs + 3000)
    throttle.pause('a', startMs + 1000)
    calls.acquire('1', limitsOf())
    calls.acquire('other', limitsOf(), contextOf(), {}, 'b')
    await clock.advance(3000)
    expect(calls.names()).toEqual(['other', '1'])
    expect(calls.times()).toEqual([0, 3000])
  })

  test('a longer pause delays the requests that wait already', async () => {
    const { clock, throttle, calls } = setUp()
    throttle.pause('a', startMs + 1000)
    calls.acquire('1', limitsOf())
    throttle.pause('a', startMs + 5000)
    await clock.advance(10_000)
    expect(calls.times()).toEqual([5000])
  })

  test('the refused requests are sent in the order of their arrival, before those that arrived later', async () => {
    const { clock, throttle, calls } = setUp()
    const limits = limitsOf({ requests: 2, seconds: 1 })
    for (const place of [1, 2, 3, 4]) calls.acquire(String(place), limits, contextOf(), { place })
    await settled()
    throttle.pause('a', startMs + 4000)
    throttle.pause('a', startMs + 4000)
    calls.acquire('2 again', limits, contextOf(), { place: 2 })
    calls.acquire('1 again', limits, contextOf(), { place: 1 })
    calls.acquire('5', limits, contextOf(), { place: 5 })
    await clock.advance(10_000)
    expect(calls.names()).toEqual(['1', '2', '1 again', '2 again', '3', '4', '5'])
    expect(calls.times()).toEqual([0, 0, 4000, 4000, 5000, 5000, 6000])
  })

  test('a request that gets too late because of an earlier one is refused at once', async () => {
    const { clock, calls } = setUp()
    const limits = limitsOf({ requests: 1, seconds: 10 })
    calls.acquire('1', limits, contextOf(), { place: 1 })
    calls.acquire('2', limits, contextOf(startMs + 15_000), { place: 3 })
    await settled()
    calls.acquire('1 again', limits, contextOf(), { place: 1 })
    calls.acquire('too late', limits, contextOf(startMs + 10_000), { place: 2 })
    await settled()
    expect(calls.refused.map(({ name }) => name)).toEqual(['2', 'too late'])
    await clock.advance(20_000)
    expect(calls.names()).toEqual(['1', '1 again'])
    expect(calls.waiting()).toBe(0)
  })
})

describe('a vendor without published windows', () => {
  const ask = (calls: ReturnType<typeof setUp>['calls'], count: number, limits = limitsOf()) => {
    for (let index = 0; index < count; index += 1) calls.acquire(String(index), limits)
  }

  test('gets eight requests of a burst at once, then one more for each answer and one more for each round', async () => {
    const { calls } = setUp()
    ask(calls, 30)
    await settled()
    expect(calls.names()).toHaveLength(8)
    for (const { release } of [...calls.granted]) release()
    await settled()
    expect(calls.names()).toHaveLength(16)
    for (const { release } of calls.granted.slice(8)) release()
    await settled()
    expect(calls.names()).toHaveLength(25)
    expect(calls.names()).toEqual(Array.from({ length: 25 }, (_, index) => String(index)))
  })

  test('that does not answer gets one more in each 50 ms', async () => {
    const { clock, calls } = setUp()
    ask(calls, 30)
    await clock.advance(500)
    expect(calls.times()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500])
  })

  test('gets no more than eight at once after a refusal, however large its burst', async () => {
    const { clock, throttle, calls } = setUp()
    ask(calls, 60)
    await settled()
    for (const { release } of [...calls.granted]) release()
    await settled()
    // Sixteen were sent; the vendor answers eight and refuses two.
    for (let refusals = 0; refusals < 2; refusals += 1) throttle.pause('a', startMs + 1000)
    for (const { release } of calls.granted.slice(8)) release()
    await clock.advance(1000)
    expect(calls.names()).toHaveLength(16 + 8)
  })

  test('counts an answer once, also when it is reported twice', async () => {
    const { calls } = setUp()
    ask(calls, 30)
    await settled()
    calls.granted[0]?.release()
    calls.granted[0]?.release()
    await settled()
    expect(calls.names()).toHaveLength(9)
  })

  test('is limited by a published window only, where there is one', async () => {
    const { calls } = setUp()
    ask(calls, 30, limitsOf({ requests: 25, seconds: 10 }))
    await settled()
    expect(calls.names()).toHaveLength(25)
  })
})
