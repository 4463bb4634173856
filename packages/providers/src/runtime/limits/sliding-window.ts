import type { LimitWindow } from '../../contract.ts'

/** Windows up to this size are exact; in larger ones, requests within 1/250 of the window are one entry. */
const maximumEntries = 256

/** The requests of one sliding window: a ring of instants, each with a number of requests. */
export class SlidingWindow {
  readonly #lengthMs: number
  readonly #grainMs: number
  readonly #limit: number
  readonly #times: Float64Array
  readonly #counts: Uint32Array
  #first = 0
  #entries = 0
  #total = 0
  #grainStartMs = 0

  constructor(published: LimitWindow, processes: number) {
    const share = published.requests / processes
    this.#limit = Math.max(1, Math.floor(share))
    // A share of less than one request per window becomes one request in a longer window.
    this.#lengthMs = (share < 1 ? published.seconds / share : published.seconds) * 1000
    this.#grainMs = this.#limit <= maximumEntries ? 0 : this.#lengthMs / (maximumEntries - 6)
    const capacity = Math.min(this.#limit, maximumEntries)
    this.#times = new Float64Array(capacity)
    this.#counts = new Uint32Array(capacity)
  }

  #at(index: number): number {
    return (this.#first + index) % this.#times.length
  }

  #timeOf(index: number): number {
    return this.#times[this.#at(index)] ?? 0
  }

  #purge(nowMs: number): void {
    const aheadMs = this.#entries === 0 ? 0 : this.#timeOf(this.#entries - 1) - nowMs
    if (aheadMs > 0) {
      // The clock was set back: entries in the future would block the account until then.
      for (const [index, timeMs] of this.#times.entries()) this.#times[index] = timeMs - aheadMs
      this.#grainStartMs -= aheadMs
    }
    while (this.#entries > 0 && this.#timeOf(0) + this.#lengthMs <= nowMs) {
      this.#total -= this.#counts[this.#first] ?? 0
      this.#first = this.#at(1)
      this.#entries -= 1
    }
  }

  isEmpty(nowMs: number): boolean {
    this.#purge(nowMs)
    return this.#entries === 0
  }

  /** The first instant, now or later, at which one more request fits. */
  freeAt(nowMs: number): number {
    this.#purge(nowMs)
    return this.#total < this.#limit ? nowMs : this.#timeOf(0) + this.#lengthMs
  }

  take(atMs: number): void {
    this.#add(atMs, 1)
  }

  /** Counts the requests of another window of another size. */
  adopt(other: SlidingWindow): void {
    for (let index = 0; index < other.#entries; index += 1) {
      this.#add(other.#timeOf(index), other.#counts[other.#at(index)] ?? 0)
    }
  }

  #add(atMs: number, count: number): void {
    this.#purge(atMs)
    this.#total += count
    const inGrain = this.#entries > 0 && atMs < this.#grainStartMs + this.#grainMs
    if (inGrain || this.#entries === this.#times.length) {
      // The whole entry expires with its last request: a little late at worst, never too many in a window.
      const last = this.#at(this.#entries - 1)
      this.#times[last] = atMs
      this.#counts[last] = (this.#counts[last] ?? 0) + count
      return
    }
    const next = this.#at(this.#entries)
    this.#times[next] = atMs
    this.#counts[next] = count
    this.#entries += 1
    this.#grainStartMs = atMs
  }

  copy(other: SlidingWindow): void {
    this.#times.set(other.#times)
    this.#counts.set(other.#counts)
    this.#first = other.#first
    this.#entries = other.#entries
    this.#total = other.#total
    this.#grainStartMs = other.#grainStartMs
  }
}
