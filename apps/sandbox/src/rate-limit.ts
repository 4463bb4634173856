/** The number of calls that one credential may make in a period. */
export interface RateLimit {
  readonly limit: number
  readonly windowMs: number
  /** `fixed` windows start at multiples of their length; a `sliding` one ends at the call. Default `fixed`. */
  readonly kind?: 'fixed' | 'sliding'
}

/** The values of the vendor's headers after a call is counted. */
export interface RateState {
  readonly limit: number
  /** Calls left, never below zero. */
  readonly remaining: number
  readonly windowMs: number
  /** Until a refused caller may try again, or the window is empty again. */
  readonly resetInMs: number
  /** The same as an instant. */
  readonly resetAt: Date
}

/** Counts calls by key. */
export class RateLimiter {
  readonly #now: () => Date
  readonly #calls = new Map<string, number[]>()

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Counts one call; `exceeded` calls are not counted against the window. */
  take(key: string, rate: RateLimit): RateState & { readonly exceeded: boolean } {
    const nowMs = this.#now().getTime()
    const windowStartMs = rate.kind === 'sliding' ? nowMs - rate.windowMs : nowMs - (nowMs % rate.windowMs) - 1
    const calls = (this.#calls.get(key) ?? []).filter((atMs) => atMs > windowStartMs)
    const exceeded = calls.length >= rate.limit
    if (!exceeded) calls.push(nowMs)
    this.#calls.set(key, calls)
    const resetAtMs = rate.kind === 'sliding' ? (calls[0] ?? nowMs) + rate.windowMs : windowStartMs + 1 + rate.windowMs
    return { ...state(rate, Math.max(0, rate.limit - calls.length), resetAtMs - nowMs, nowMs), exceeded }
  }

  /** The values that a vendor reports while its limit is not enforced: one call used of a whole window. */
  untouched(rate: RateLimit): RateState {
    return state(rate, Math.max(0, rate.limit - 1), rate.windowMs, this.#now().getTime())
  }

  /** Removes the count of every call. */
  clear(): void {
    this.#calls.clear()
  }
}

const state = (rate: RateLimit, remaining: number, resetInMs: number, nowMs: number): RateState => ({
  limit: rate.limit,
  remaining,
  windowMs: rate.windowMs,
  resetInMs,
  resetAt: new Date(nowMs + resetInMs),
})
