/**
 * Requests of one account that are under way at once, where nothing is known of the vendor's limit: few at first, and one
 * more for each round of answers, so that a burst meets the limit with a few requests instead of with all that it holds.
 * A refusal halves them (additive increase, multiplicative decrease, as in TCP, RFC 5681).
 */

/** To be called when the answer to a request is there, or will never come; harmless to call twice. */
export type Release = () => void

/** At first, and at least. */
const leastAllowed = 8
/** From here on nothing is held back. */
const mostAllowed = 10_000
/** A vendor that answers slowly gets one more request each time, so that none waits for those before it in vain. */
const paceMs = 50

export class InFlight {
  #active = 0
  #allowed = leastAllowed
  #takenAtMs = Number.NEGATIVE_INFINITY
  #pausedUntilMs = Number.NEGATIVE_INFINITY
  /** Answers to requests from before the last refusal prove nothing. */
  #refusals = 0

  get active(): number {
    return this.#active
  }

  /** The first instant, now or later, at which one more may go; earlier when an answer comes. */
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

  /** The vendor refused a request, and takes the next one at `untilMs`; further refusals of the same burst say no more. */
  refuse(nowMs: number, untilMs: number): void {
    if (nowMs >= this.#pausedUntilMs) {
      this.#allowed = Math.max(leastAllowed, this.#allowed / 2)
      this.#refusals += 1
    }
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs)
  }
}
