import type { LimitWindow } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { Budget } from './budget.ts'
import { type CallContext, DeadlinePassed } from './context.ts'
import type { InFlight, Release } from './in-flight.ts'
import type { LearnedLimit } from './learned-limit.ts'

/** The requests of one account that wait for their turn, in the order of arrival, and the timer of the next one. */

/** The longest that a timer of Node can run. */
const longestTimerMs = 2_147_483_647

interface Waiter {
  readonly context: CallContext
  /** In the order of arrival. */
  readonly place: number
  readonly resolve: (release: Release) => void
  readonly reject: (failure: ProviderFailure) => void
  readonly onAbort: () => void
}

/** The state of one account; made and kept by the throttle. */
export interface Line {
  published: readonly LimitWindow[]
  processes: number
  budget: Budget
  /** Delays requests, but refuses none in advance: it is an estimate, and may grow. */
  readonly learned: LearnedLimit
  /** In the order of their turns. */
  waiting: Set<Waiter>
  /** The greatest place of all requests that ever waited. */
  lastPlace: number
  /** The budget after all waiting requests are sent, the last of them at `plannedMs`; absent: not calculated yet. */
  plan: Budget | undefined
  plannedMs: number
  /** Delays requests while the limit is not known; absent: the vendor has published it. */
  inFlight: InFlight | undefined
  cancelTimer: (() => void) | undefined
  timerAtMs: number
}

/** For a request of a vendor that has published its limit. */
const freely: Release = () => undefined

/** The first instant, now or later, at which the next request may be sent. */
export const freeAt = ({ budget, learned, inFlight }: Line, nowMs: number): number => {
  const known = Math.max(budget.freeAt(nowMs), learned.freeAt(nowMs))
  const isFree = inFlight === undefined || budget.isKnownAt(nowMs)
  return isFree ? known : Math.max(known, inFlight.freeAt(nowMs))
}

const tooLate = (freeAtMs: number, nowMs: number): ProviderFailure => {
  const retryAfterSeconds = Math.max(1, Math.ceil((freeAtMs - nowMs) / 1000))
  const detail = `The vendor's rate limit allows the request in ${retryAfterSeconds} s, which is after the deadline of the request.`
  return new ProviderFailure('provider-rate-limited', detail, { retryAfterSeconds })
}

/** The failure of a request that was cancelled before it was sent. */
export const gone = (cause: unknown): ProviderFailure =>
  cause instanceof DeadlinePassed
    ? new ProviderFailure('provider-timeout', 'The deadline of the request passed before it was sent to the vendor.', {
        cause,
      })
    : new ProviderFailure('provider-unavailable', 'The call was cancelled before its request was sent.', { cause })

const startTimer = (callback: () => void, delayMs: number): (() => void) => {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}

/** Runs the queues of all accounts. */
export interface Queue {
  /** Gives the right to send at once, and counts the request. */
  take(line: Line, nowMs: number): Release
  /** Resolves at the turn of the request; rejects at once when that is after its deadline. */
  wait(line: Line, context: CallContext, place: number | undefined, nowMs: number): Promise<Release>
  /** Calculates every turn again after a report of the vendor. */
  settle(line: Line, nowMs: number): void
}

/**
 * `now` in milliseconds since the epoch; `setTimer` starts a timer and returns a function that cancels it, absent: Node's.
 */
export const createQueue = (
  now: () => number,
  setTimer: (callback: () => void, delayMs: number) => () => void = startTimer,
): Queue => {
  const take = (line: Line, nowMs: number): Release => {
    line.budget.take(nowMs)
    line.learned.take(nowMs)
    line.plan = undefined
    if (line.inFlight === undefined) return freely
    const release = line.inFlight.take(nowMs)
    return () => {
      release()
      if (line.waiting.size > 0) drain(line)
    }
  }

  const leave = (line: Line, waiter: Waiter): void => {
    line.waiting.delete(waiter)
    line.plan = undefined
    waiter.context.signal.removeEventListener('abort', waiter.onAbort)
  }

  const arm = (line: Line, atMs: number | undefined, nowMs: number): void => {
    if (atMs !== undefined && line.cancelTimer !== undefined && line.timerAtMs === atMs) return
    line.cancelTimer?.()
    line.cancelTimer = undefined
    if (atMs === undefined) return
    line.timerAtMs = atMs
    line.cancelTimer = setTimer(
      () => {
        line.cancelTimer = undefined
        drain(line)
      },
      Math.min(longestTimerMs, Math.max(1, Math.ceil(atMs - nowMs))),
    )
  }

  /** Sends the requests that may be sent now, and sets the timer of the next one. */
  const drain = (line: Line): void => {
    const nowMs = now()
    for (const waiter of line.waiting) {
      const freeAtMs = freeAt(line, nowMs)
      if (waiter.context.deadlineAtMs <= nowMs) {
        leave(line, waiter)
        waiter.reject(tooLate(freeAtMs, nowMs))
      } else if (freeAtMs > nowMs) {
        arm(line, freeAtMs, nowMs)
        return
      } else {
        leave(line, waiter)
        waiter.resolve(take(line, nowMs))
      }
    }
    arm(line, undefined, nowMs)
  }

  /** Calculates every turn again, and refuses the requests whose turn is after their deadline. */
  const replan = (line: Line, nowMs: number): Budget => {
    const plan = new Budget(line.published, line.processes)
    plan.copy(line.budget)
    let atMs = nowMs
    for (const waiter of line.waiting) {
      const turnMs = plan.freeAt(atMs)
      if (turnMs >= waiter.context.deadlineAtMs) {
        leave(line, waiter)
        waiter.reject(tooLate(turnMs, nowMs))
      } else {
        atMs = turnMs
        plan.take(atMs)
      }
    }
    line.plan = plan
    line.plannedMs = atMs
    return plan
  }

  const settle = (line: Line, nowMs: number): void => {
    line.plan = undefined
    if (line.waiting.size === 0) return
    replan(line, nowMs)
    drain(line)
  }

  const enqueue = (line: Line, waiter: Waiter, nowMs: number): void => {
    const { signal, deadlineAtMs } = waiter.context
    if (waiter.place < line.lastPlace) {
      const behind = [...line.waiting].filter((other) => other.place > waiter.place)
      for (const other of behind) line.waiting.delete(other)
      for (const other of [waiter, ...behind]) line.waiting.add(other)
      signal.addEventListener('abort', waiter.onAbort, { once: true })
      settle(line, nowMs)
      return
    }
    line.lastPlace = waiter.place
    const plan = line.plan ?? replan(line, nowMs)
    const turnMs = plan.freeAt(Math.max(nowMs, line.plannedMs))
    if (turnMs >= deadlineAtMs) {
      waiter.reject(tooLate(turnMs, nowMs))
      return
    }
    plan.take(turnMs)
    line.plannedMs = turnMs
    line.waiting.add(waiter)
    signal.addEventListener('abort', waiter.onAbort, { once: true })
    if (line.cancelTimer === undefined) drain(line)
  }

  const wait: Queue['wait'] = (line, context, place = line.lastPlace, nowMs) =>
    new Promise<Release>((resolve, reject) => {
      const onAbort = (): void => {
        leave(line, waiter)
        const { reason } = context.signal
        const endedMs = now()
        reject(reason instanceof DeadlinePassed ? tooLate(freeAt(line, endedMs), endedMs) : gone(reason))
        drain(line)
      }
      const waiter: Waiter = { context, place, resolve, reject, onAbort }
      enqueue(line, waiter, nowMs)
    })

  return { take, wait, settle }
}
