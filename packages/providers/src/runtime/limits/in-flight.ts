/**
 * The number of simultaneous requests of one account, where the vendor's limit is not known: few at first, and one more for
 * each round of answers, so that a burst exceeds the limit by a few requests instead of by all. A refusal halves the number
 * (additive increase, multiplicative decrease, as in TCP, RFC 5681).
 */

/** Called when a request has its answer, or will never get one; a second call does nothing. */
export type Release = () => void

/** The first number, and the least. */
const leastAllowed = 8
/** From this number on no request waits. */
const mostAllowed = 10_000
/** A vendor that answers slowly gets one more request each time, so that none waits for answers that never come. */
const paceMs = 50

export class InFlight {
  #active = 0
  #allowed = leastAllowed
  #takenAtMs = Number.NEGATIVE_INFINITY
  #pausedUntilMs = Number.NEGATIVE_INFINITY
  /** Answers to requests from before the last refusal do not count. */
  #refusals = 0

  get active(): number {
    return this.#active
  }

  /** The first instant, now or later, at which one more may be sent; earlier when an answer arrives. */
  freeAt(nowMs: number): number {
    return this.#active < Math.floor(this.#allowed) ? nowMs : Math.max(nowMs, this.#takenAtMs + paceMs)
  }

  /** Counts a request. */
  take(nowMs: number): Release {
    this.#active += 1
    this.#takenAtMs = nowMs
    const refusals = this.#refusals
    let isUnderWay = true
    return () => {
      if (!isUnderWay) return
      isUnderWay = false
      this.#active -= 1
      if (refusals === this.#refusals && this.#allowed < mostAllowed) this.#allowed += 1 / this.#allowed
    }
  }

  /** The vendor refused a request, and accepts the next one at `untilMs`; other refusals of the same burst change nothing. */
  refuse(nowMs: number, untilMs: number): void {
    if (nowMs >= this.#pausedUntilMs) {
      this.#allowed = Math.max(leastAllowed, this.#allowed / 2)
      this.#refusals += 1
    }
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs)
  }
}
