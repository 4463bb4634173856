import type { LimitWindow } from '../../contract.ts'
import { SlidingWindow } from './sliding-window.ts'

/** Two answers may report the same reset, in whole seconds, with this difference. */
const resetToleranceMs = 2000

/** After a reset it is not known what remains until an answer reports it; the limit of the last window is used meanwhile. */
const trustMs = 1000

/**
 * When the next request of an account may be sent: by its windows, its pause, and the remaining requests that the vendor
 * reported.
 */
export class Budget {
  readonly #windows: readonly SlidingWindow[]
  pausedUntilMs = 0
  /** Requests that the vendor accepts before `resetAtMs`, by its last report. */
  remaining = Number.POSITIVE_INFINITY
  resetAtMs = 0
  /** Requests that the vendor accepts in a whole window, by its last report. */
  limit = Number.POSITIVE_INFINITY
  /** `remaining` and `resetAtMs` were not in the answer: they are derived from `limit`. */
  isAssumed = false

  constructor(published: readonly LimitWindow[], processes: number) {
    this.#windows = published.map((window) => new SlidingWindow(window, processes))
  }

  freeAt(nowMs: number): number {
    let atMs = Math.max(nowMs, this.pausedUntilMs, this.remaining <= 0 ? this.resetAtMs : 0)
    for (const window of this.#windows) atMs = Math.max(atMs, window.freeAt(nowMs))
    return atMs
  }

  /** Whether the vendor has reported what it accepts, now or in a whole window. */
  isKnownAt(nowMs: number): boolean {
    return Number.isFinite(this.limit) || (Number.isFinite(this.remaining) && this.resetAtMs > nowMs)
  }

  take(atMs: number): void {
    if (this.resetAtMs <= atMs) {
      this.remaining = this.limit
      this.isAssumed = Number.isFinite(this.limit)
      if (this.isAssumed) this.resetAtMs = atMs + trustMs
    }
    this.remaining -= 1
    for (const window of this.#windows) window.take(atMs)
  }

  /**
   * The vendor's report; of two about the same reset the lower one counts, since answers overtake one another, and a report
   * does not include the requests that are still under way.
   */
  correct(state: { readonly remaining: number; readonly limit?: number }, resetAtMs: number, nowMs: number): void {
    const { remaining, limit = Number.POSITIVE_INFINITY } = state
    const isNear = this.resetAtMs > nowMs && Math.abs(this.resetAtMs - resetAtMs) <= resetToleranceMs
    const isSame = this.isAssumed ? this.resetAtMs > nowMs && limit === this.limit : isNear
    this.remaining = isSame ? Math.min(this.remaining, remaining) : remaining
    this.resetAtMs = resetAtMs
    // A limit below the remaining requests belongs to another window.
    this.limit = limit >= remaining ? limit : Number.POSITIVE_INFINITY
    this.isAssumed = false
  }

  copySignals(other: Budget): void {
    this.pausedUntilMs = other.pausedUntilMs
    this.remaining = other.remaining
    this.resetAtMs = other.resetAtMs
    this.limit = other.limit
    this.isAssumed = other.isAssumed
  }

  /** Counts the requests that were sent in the same windows under another share of them. */
  adopt(other: Budget): void {
    for (const [index, window] of other.#windows.entries()) this.#windows[index]?.adopt(window)
  }

  copy(other: Budget): void {
    this.copySignals(other)
    for (const [index, window] of other.#windows.entries()) this.#windows[index]?.copy(window)
  }

  isIdle(nowMs: number): boolean {
    return (
      Math.max(this.pausedUntilMs, this.resetAtMs) <= nowMs && this.#windows.every((window) => window.isEmpty(nowMs))
    )
  }
}
