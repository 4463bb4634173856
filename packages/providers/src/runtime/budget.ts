import type { LimitWindow } from '../contract.ts'
import { SlidingWindow } from './sliding-window.ts'

/** Two answers may tell the same reset, in whole seconds, with this difference. */
const resetToleranceMs = 2000

/** When the next request of an account may go: its windows, its pause, and what the vendor said remains. */
export class Budget {
  readonly #windows: readonly SlidingWindow[]
  pausedUntilMs = 0
  /** Requests that the vendor takes before `resetAtMs`, by its last word on it. */
  remaining = Number.POSITIVE_INFINITY
  resetAtMs = 0

  constructor(published: readonly LimitWindow[], processes: number) {
    this.#windows = published.map((window) => new SlidingWindow(window, processes))
  }

  freeAt(nowMs: number): number {
    let atMs = Math.max(nowMs, this.pausedUntilMs, this.remaining <= 0 ? this.resetAtMs : 0)
    for (const window of this.#windows) atMs = Math.max(atMs, window.freeAt(nowMs))
    return atMs
  }

  take(atMs: number): void {
    if (this.resetAtMs <= atMs) this.remaining = Number.POSITIVE_INFINITY
    this.remaining -= 1
    for (const window of this.#windows) window.take(atMs)
  }

  /** What the vendor said; of two answers about the same reset the lower one, since answers overtake one another. */
  correct(remaining: number, resetAtMs: number, nowMs: number): void {
    const same = this.resetAtMs > nowMs && Math.abs(this.resetAtMs - resetAtMs) <= resetToleranceMs
    this.remaining = same ? Math.min(this.remaining, remaining) : remaining
    this.resetAtMs = resetAtMs
  }

  copySignals(other: Budget): void {
    this.pausedUntilMs = other.pausedUntilMs
    this.remaining = other.remaining
    this.resetAtMs = other.resetAtMs
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
