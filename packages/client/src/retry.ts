import type { ProblemType } from '@rollcall/contract'
import { isProblem } from './problem.ts'
import { retryAfterMs } from './retry-after.ts'

/** Sends one request. */
export type Fetch = (request: Request) => Promise<Response>

/** How often and how long to try again. */
export interface RetryPolicy {
  /** Tries after the first one. */
  retries: number
  /** No try begins later than this after the first one, in milliseconds. */
  budgetMs: number
  /** How long a try waits for its answer to begin, in milliseconds. */
  timeoutMs: number
}

/** The clock and the random numbers of the pauses. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number
  /** From 0 to 1. */
  random(): number
  /** Resolves after this many milliseconds; rejects with the signal's reason when it is aborted. */
  wait(durationMs: number, signal: AbortSignal): Promise<void>
}

const firstPauseMs = 500
const longestPauseMs = 8_000
/** The longest time of a timer; a longer one fires at once. */
const longestTimerMs = 2 ** 31 - 1
/** By how much a server's `Retry-After` is exceeded at most, so that clients do not repeat at the same time. */
const spread = 0.1

/** Answers after which a repeat can help. Not 500: the change may have been written (`outcome-unknown`). */
const repeatableStatuses = new Set([408, 425, 429, 502, 503, 504])
const keyedMethods = new Set(['POST', 'PATCH'])

/** Problems under a repeatable status that a repeat does not fix, or which the caller must get. */
const lastingProblems: readonly ProblemType[] = [
  '/errors/outcome-unknown',
  '/errors/partially-applied',
  '/errors/provider-response-too-large',
]

/**
 * Fetches, and repeats where that is safe and may help: reads, and writes with an `Idempotency-Key` (always the same one). A
 * `DELETE` is sent once. The result is that of the last try. A try whose answer does not begin in time fails with a
 * `DOMException` named `TimeoutError`.
 */
export const withRetries =
  (fetch: Fetch, policy: RetryPolicy, timing: Timing = realTiming): Fetch =>
  async (request) => {
    const send = withTimeout(fetch, policy.timeoutMs)
    if (!isHarmlessToRepeat(request)) return send(request)
    const startedMs = timing.now()
    for (let retry = 0; ; retry += 1) {
      request.signal.throwIfAborted()
      const outcome = await tryOnce(send, request)
      const pauseMs = outcome.isRepeatable && retry < policy.retries ? pause(outcome, retry, timing) : undefined
      if (pauseMs === undefined || timing.now() + pauseMs - startedMs > policy.budgetMs) return settle(outcome)
      // A body that broke off cannot be cancelled, and does not have to be.
      await outcome.response?.body?.cancel().catch(() => undefined)
      await timing.wait(pauseMs, request.signal)
    }
  }

type Outcome =
  | { response: Response; error?: never; isRepeatable: boolean }
  | { response?: never; error: unknown; isRepeatable: boolean }

const isHarmlessToRepeat = ({ method, headers }: Request): boolean =>
  method === 'GET' || (keyedMethods.has(method) && headers.has('Idempotency-Key'))

const withTimeout =
  (fetch: Fetch, timeoutMs: number): Fetch =>
  async (request) => {
    const controller = new AbortController()
    // The caller's signal ends the body too; the timer ends with the wait for the answer's beginning.
    const abort = () => controller.abort(request.signal.reason)
    if (request.signal.aborted) abort()
    else request.signal.addEventListener('abort', abort, { once: true })
    const late = new DOMException(`The answer did not begin within ${timeoutMs} ms.`, 'TimeoutError')
    const timer = setTimeout(() => controller.abort(late), Math.min(timeoutMs, longestTimerMs))
    try {
      return await fetch(new Request(request, { signal: controller.signal }))
    } catch (error) {
      throw controller.signal.reason === late ? late : error
    } finally {
      clearTimeout(timer)
    }
  }

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError'

const tryOnce = async (fetch: Fetch, request: Request): Promise<Outcome> => {
  try {
    const response = await fetch(request.clone())
    return { response, isRepeatable: await isRepeatable(response) }
  } catch (error) {
    // By the Fetch standard a TypeError is a network failure.
    return { error, isRepeatable: (error instanceof TypeError || isTimeout(error)) && !request.signal.aborted }
  }
}

const isRepeatable = async (response: Response): Promise<boolean> => {
  if (response.status === 409) return isProblem(await jsonOf(response), '/errors/idempotency-in-progress')
  if (!repeatableStatuses.has(response.status)) return false
  if (response.status !== 502) return true
  const body = await jsonOf(response)
  return !lastingProblems.some((type) => isProblem(body, type))
}

const jsonOf = async (response: Response): Promise<unknown> => {
  const text = await response.clone().text()
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const pause = ({ response }: Outcome, retry: number, timing: Timing): number => {
  const askedMs = response === undefined ? undefined : retryAfterMs(response.headers, timing.now())
  if (askedMs !== undefined) return askedMs * (1 + spread * timing.random())
  return Math.min(longestPauseMs, firstPauseMs * 2 ** retry) * (0.5 + 0.5 * timing.random())
}

const settle = (outcome: Outcome): Response => {
  if (outcome.response === undefined) throw outcome.error
  return outcome.response
}

/** The machine's clock. */
export const realTiming: Timing = {
  now: Date.now,
  random: Math.random,
  wait: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const abort = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(
        () => {
          signal.removeEventListener('abort', abort)
          resolve()
        },
        Math.min(durationMs, longestTimerMs),
      )
      signal.addEventListener('abort', abort, { once: true })
    }),
}
