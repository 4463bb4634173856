import { describe, expect, it } from 'vitest'
import { LearnedLimit } from './learned-limit.ts'

/** A vendor that accepts `requests` in each window of `windowMs`, and reports how long to wait, rounded up to `roundMs`. */
interface Vendor {
  readonly requests: number
  readonly windowMs: number
  readonly isSliding?: boolean
  readonly offsetMs?: number
  /** The wait that it reports on a refusal; absent: the true one. */
  readonly says?: (waitMs: number) => number
}

const takes = (vendor: Vendor) => {
  const taken: number[] = []
  return (nowMs: number): { readonly waitMs: number } | undefined => {
    const { requests, windowMs, isSliding = false, offsetMs = 0, says = (waitMs) => waitMs } = vendor
    const startMs = isSliding ? nowMs - windowMs + 1 : nowMs - ((nowMs + offsetMs) % windowMs)
    const inWindow = taken.filter((atMs) => atMs >= startMs)
    if (inWindow.length < requests) {
      taken.push(nowMs)
      return undefined
    }
    const freeAtMs = isSliding ? (inWindow[0] ?? nowMs) + windowMs : startMs + windowMs
    return { waitMs: says(freeAtMs - nowMs) }
  }
}

/** Sends this many requests, the first at `startMs`, each as soon as the learned limit allows it. */
const run = (vendor: Vendor, calls: number, startMs = 0) => {
  const limit = new LearnedLimit()
  const ask = takes(vendor)
  let nowMs = startMs
  let pausedUntilMs = 0
  let left = calls
  let sent = 0
  const refusedIn: number[] = []
  while (left > 0) {
    nowMs = Math.max(nowMs, pausedUntilMs)
    // All requests that are allowed now are sent before the first answer arrives.
    let burst = 0
    while (burst < left && limit.freeAt(nowMs) <= nowMs) {
      limit.take(nowMs)
      burst += 1
    }
    sent += burst
    let refused = 0
    for (let index = 0; index < burst; index += 1) {
      const refusal = ask(nowMs)
      if (refusal === undefined) left -= 1
      else {
        refused += 1
        pausedUntilMs = Math.max(pausedUntilMs, nowMs + refusal.waitMs)
        limit.refuse(nowMs, nowMs + refusal.waitMs)
      }
    }
    if (burst > 0) refusedIn.push(refused)
    if (burst === 0) nowMs = limit.freeAt(nowMs)
  }
  return { tookMs: nowMs - startMs, sent, refusedIn, limit, nowMs }
}

const roundedUp = (waitMs: number): number => Math.ceil(waitMs / 1000) * 1000

describe('the limit of a vendor that published none', () => {
  it('is unknown before the first refusal', () => {
    const limit = new LearnedLimit()
    for (let index = 0; index < 10_000; index += 1) limit.take(0)
    expect(limit.freeAt(0)).toBe(0)
    expect(limit.isIdle(0)).toBe(true)
  })

  it('is learned from the first burst: a thousand calls go as fast as the vendor allows, few of them twice', () => {
    const { tookMs, sent } = run({ requests: 100, windowMs: 10_000, says: roundedUp }, 1000)
    expect(tookMs).toBe(90_000)
    expect(sent).toBeLessThan(1000 + 900 + 9 * 20)
  })

  it.each([
    ['a window that began before', { requests: 100, windowMs: 10_000, offsetMs: 3300, says: roundedUp }, 1000],
    ['a sliding window', { requests: 100, windowMs: 10_000, isSliding: true, says: roundedUp }, 1000],
    ['a short window', { requests: 20, windowMs: 1000, says: roundedUp }, 400],
    ['a vendor that does not say how long, guessed well', { requests: 80, windowMs: 2000, says: () => 2000 }, 800],
    ['a wait that is guessed too short', { requests: 100, windowMs: 10_000, says: () => 2000 }, 1000],
  ] as const)('is learned within a few windows: %s', (_, vendor, calls) => {
    const { tookMs, sent } = run(vendor, calls)
    const idealMs = (calls / vendor.requests - 1) * vendor.windowMs
    expect(tookMs).toBeLessThan(idealMs * 1.1 + 1000)
    expect(sent).toBeLessThan(calls * 2.6)
  })

  it('of a vendor that accepts nothing is tried with fewer requests each time', () => {
    const limit = new LearnedLimit()
    const bursts: number[] = []
    for (let nowMs = 0; nowMs < 9000; nowMs += 1000) {
      let burst = 0
      while (burst < 1000 && limit.freeAt(nowMs) <= nowMs) {
        limit.take(nowMs)
        burst += 1
      }
      for (let index = 0; index < burst; index += 1) limit.refuse(nowMs, nowMs + 1000)
      bursts.push(burst)
    }
    expect(bursts).toEqual([1000, 500, 250, 125, 62, 31, 15, 10, 10])
  })

  it('grows again when the vendor accepts more than before', () => {
    const { limit, nowMs } = run({ requests: 10, windowMs: 1000 }, 100)
    let sent = 0
    let atMs = nowMs
    const endMs = nowMs + 10_000
    while (atMs < endMs) {
      atMs = Math.max(atMs, limit.freeAt(atMs))
      limit.take(atMs)
      sent += 1
    }
    expect(sent).toBeGreaterThan(400)
  })

  it('is forgotten ten minutes after the last refusal', () => {
    const { limit, nowMs } = run({ requests: 10, windowMs: 1000 }, 100)
    for (let index = 0; index < 20; index += 1) limit.take(nowMs)
    expect(limit.freeAt(nowMs)).toBeGreaterThan(nowMs)
    expect(limit.isIdle(nowMs)).toBe(false)
    expect(limit.isIdle(nowMs + 601_000)).toBe(true)
    expect(limit.freeAt(nowMs + 601_000)).toBe(nowMs + 601_000)
  })

  it('does not block an account when the clock is set back', () => {
    const { limit, nowMs } = run({ requests: 10, windowMs: 1000 }, 100)
    expect(limit.freeAt(nowMs - 3_600_000)).toBe(nowMs - 3_600_000)
  })
})
