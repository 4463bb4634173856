import type { Limits, LimitWindow } from '../../contract.ts'
import type { RateLimitHint } from '../failures.ts'
import { Budget } from './budget.ts'
import type { CallContext } from './context.ts'
import { InFlight, type Release } from './in-flight.ts'
import { LearnedLimit } from './learned-limit.ts'
import { maximumWaitSeconds } from './rate-limits.ts'
import { createQueue, freeAt, gone, type Line } from './waiting-line.ts'

/**
 * The throttled client: one queue per account, first in first out, that keeps to every published window before the vendor
 * refuses, to the limits of the vendor's answers, and to those learned from its refusals.
 */

export interface AcquireOptions {
  /**
   * The place in the order of arrival, which a request keeps when the vendor refuses it and it has to be sent again;
   * absent: after all that wait.
   */
  readonly place?: number
  /** Whose limit it is, for the observer of waits. */
  readonly provider?: string
}

/** Called for every request that had to wait for its turn, when it got its turn or was cancelled. It must not throw. */
export interface WaitObserver {
  waited(provider: string, milliseconds: number, outcome: 'sent' | 'given_up'): void
}

export interface Throttle {
  /**
   * A function to be called once the answer of the request has arrived: at once, or when the request may be sent.
   * @throws ProviderFailure `provider-rate-limited` with `retryAfterSeconds`, at once when the turn would not come before
   * the deadline; `provider-unavailable` when the caller disconnects while it waits.
   */
  acquire(key: string, limits: Limits, context: CallContext, options?: AcquireOptions): Release | Promise<Release>
  /** Corrects the limits by an answer's headers: only the remaining number of requests is sent before the reset. */
  observe(key: string, limits: Limits, hint: RateLimitHint | undefined): void
  /** The vendor refused a request: none is sent before `untilMs`, milliseconds since the epoch; a day ahead at most. */
  pause(key: string, untilMs: number): void
  /** Requests that wait for their turn now, of all accounts. */
  waiting(): number
}

const sweepIntervalMs = 60_000

const sameWindows = (left: readonly LimitWindow[], right: readonly LimitWindow[]): boolean =>
  left === right ||
  (left.length === right.length &&
    left.every(
      (window, index) => window.requests === right[index]?.requests && window.seconds === right[index]?.seconds,
    ))

export const createThrottle = (options: {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Starts a timer and returns a function that cancels it; absent: Node's. */
  readonly setTimer?: (callback: () => void, delayMs: number) => () => void
  /** Live processes that share the vendor's limits; absent: 1. */
  readonly processes?: () => number
  /** Absent: no wait is measured. */
  readonly observer?: WaitObserver | undefined
}): Throttle => {
  const { now } = options
  const queue = createQueue(now, options.setTimer)
  const accounts = new Map<string, Line>()
  let sweptAtMs = 0

  const sweep = (nowMs: number): void => {
    sweptAtMs = nowMs
    for (const [key, account] of accounts) {
      const isQuiet = account.waiting.size === 0 && (account.inFlight?.active ?? 0) === 0
      if (isQuiet && account.budget.isIdle(nowMs) && account.learned.isIdle(nowMs)) accounts.delete(key)
    }
  }

  /** A caller that only pauses does not know `published`. */
  const accountOf = (key: string, published: readonly LimitWindow[] | undefined): Line => {
    const known = accounts.get(key)
    const processes = Math.max(1, options.processes?.() ?? 1)
    const isSame = known !== undefined && (published === undefined || sameWindows(known.published, published))
    if (isSame && known.processes === processes) return known
    const budget = new Budget(published ?? known?.published ?? [], processes)
    if (known !== undefined) {
      budget.copySignals(known.budget)
      if (isSame) budget.adopt(known.budget)
      const inFlight = (published ?? known.published).length > 0 ? undefined : (known.inFlight ?? new InFlight())
      Object.assign(known, { published: published ?? known.published, processes, budget, inFlight, plan: undefined })
      queue.settle(known, now())
      return known
    }
    const account: Line = {
      published: published ?? [],
      processes,
      budget,
      learned: new LearnedLimit(),
      waiting: new Set(),
      lastPlace: 0,
      plan: undefined,
      plannedMs: 0,
      inFlight: published === undefined || published.length === 0 ? new InFlight() : undefined,
      cancelTimer: undefined,
      timerAtMs: 0,
    }
    accounts.set(key, account)
    return account
  }

  const observed = (waiting: Promise<Release>, provider: string, startedMs: number): Promise<Release> => {
    const { observer } = options
    if (observer === undefined) return waiting
    return waiting.then(
      (release) => {
        observer.waited(provider, now() - startedMs, 'sent')
        return release
      },
      (error: unknown) => {
        observer.waited(provider, now() - startedMs, 'given_up')
        throw error
      },
    )
  }

  return {
    waiting: () => [...accounts.values()].reduce((sum, { waiting }) => sum + waiting.size, 0),
    acquire(key, limits, context, { place, provider = '' } = {}) {
      if (context.signal.aborted) return Promise.reject(gone(context.signal.reason))
      const nowMs = now()
      if (Math.abs(nowMs - sweptAtMs) >= sweepIntervalMs) sweep(nowMs)
      const account = accountOf(key, limits.windows)
      const ready = account.waiting.size === 0 && freeAt(account, nowMs) <= nowMs
      if (ready) return queue.take(account, nowMs)
      return observed(queue.wait(account, context, place, nowMs), provider, nowMs)
    },
    observe(key, limits, hint) {
      const { remaining, limit, resetSeconds = 0 } = hint ?? {}
      if (remaining === undefined || resetSeconds <= 0) return
      const nowMs = now()
      const account = accountOf(key, limits.windows)
      // The vendor counts the requests of all processes; this process may use its share.
      const share = (requests: number): number => Math.ceil(requests / account.processes)
      const state = { remaining: share(remaining), ...(limit === undefined ? {} : { limit: share(limit) }) }
      account.budget.correct(state, nowMs + Math.min(resetSeconds, maximumWaitSeconds) * 1000, nowMs)
      queue.settle(account, nowMs)
    },
    pause(key, untilMs) {
      const nowMs = now()
      const account = accountOf(key, undefined)
      const endMs = Math.min(untilMs, nowMs + maximumWaitSeconds * 1000)
      account.learned.refuse(nowMs, endMs)
      account.inFlight?.refuse(nowMs, endMs)
      if (endMs <= account.budget.pausedUntilMs) return
      account.budget.pausedUntilMs = endMs
      queue.settle(account, nowMs)
    },
  }
}
