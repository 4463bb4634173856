/**
 * The limit that a vendor enforces without having published it, learnt from its refusals: as many requests as it took,
 * in the time until it takes more. Without it a thousand waiting requests would all be sent, and refused, after every
 * pause.
 *
 * A *stretch* is what happens between two changes of that knowledge. One that ends in refusals tells the limit; one that
 * comes clean through a whole window, with requests held back, lets the limit grow a little, and faster each time.
 */

/** Growth after the first clean window; it doubles with each further one, so that a bad guess does not last. */
const firstGrowth = 0.03
/** Vendors change their minds, and others may have used up the limit: what was learnt is forgotten after 10 minutes. */
const rememberedMs = 600_000
/** So many at once are no herd, whatever the vendor refused before. */
const leastTrial = 10
/** More requests in one window than this are no limit worth learning. */
const maximumSent = 4096

interface Refusals {
  readonly firstAtMs: number
  untilMs: number
  count: number
}

export class LearnedLimit {
  #requests = Number.POSITIVE_INFINITY
  #lengthMs = 0
  /** Instants of the requests that were sent and not refused, as far as they matter. */
  #sent: number[] = []
  #refusals: Refusals | undefined
  /** When the first request of the stretch was sent; absent: none was. */
  #startMs: number | undefined
  /** Start of the last stretch of which the vendor took something. */
  #productiveMs: number | undefined
  #hasHeldBack = false
  #growth = firstGrowth
  #forgetAtMs = 0

  /** The first instant, now or later, at which one more request is taken, as far as is known. */
  freeAt(nowMs: number): number {
    this.#turn(nowMs)
    const before = this.#sent.at(-this.#requests)
    if (before === undefined || before > nowMs || before + this.#lengthMs <= nowMs) return nowMs
    this.#hasHeldBack = true
    return before + this.#lengthMs
  }

  take(atMs: number): void {
    this.#turn(atMs)
    this.#startMs ??= atMs
    this.#sent.push(atMs)
    if (this.#sent.length > maximumSent) this.#sent = this.#sent.slice(-maximumSent / 2)
  }

  /** The vendor refused a request, and takes the next one at `untilMs`. */
  refuse(nowMs: number, untilMs: number): void {
    this.#sent.pop()
    this.#refusals ??= { firstAtMs: nowMs, untilMs, count: 0 }
    this.#refusals.count += 1
    this.#refusals.untilMs = Math.max(this.#refusals.untilMs, untilMs)
    this.#forgetAtMs = this.#refusals.untilMs + rememberedMs
  }

  /** Nothing is known that is worth keeping. */
  isIdle(nowMs: number): boolean {
    this.#turn(nowMs)
    return this.#requests === Number.POSITIVE_INFINITY && this.#refusals === undefined
  }

  /** Ends the stretch when it is over: at the end of the pause after refusals, or after a clean window. */
  #turn(nowMs: number): void {
    if (this.#refusals !== undefined) {
      if (nowMs < this.#refusals.untilMs) return
      this.#learn(this.#refusals)
    }
    if (this.#requests === Number.POSITIVE_INFINITY) return
    if (nowMs >= this.#forgetAtMs) this.#requests = Number.POSITIVE_INFINITY
    if (this.#startMs === undefined || nowMs < this.#startMs + this.#lengthMs) return
    this.#productiveMs = this.#startMs
    this.#startMs = undefined
    if (!this.#hasHeldBack) return
    this.#hasHeldBack = false
    this.#requests = Math.ceil(this.#requests * (1 + this.#growth))
    this.#growth = Math.min(1, this.#growth * 2)
  }

  #learn({ firstAtMs, untilMs, count }: Refusals): void {
    const waitMs = untilMs - firstAtMs
    const isFirst = this.#requests === Number.POSITIVE_INFINITY
    const startMs = isFirst ? firstAtMs : (this.#startMs ?? firstAtMs)
    // Nobody knows when the window began in which the first refusal came; it lasts as long as the wait at least. Later
    // it is no shorter than the one that was known, since a vendor that says little tells the same wait each time.
    const fromMs = isFirst ? firstAtMs - waitMs : Math.min(startMs, untilMs - this.#lengthMs)
    if ((this.#sent.at(-1) ?? Number.NEGATIVE_INFINITY) >= (isFirst ? fromMs : startMs)) {
      this.#requests = this.#sent.filter((atMs) => atMs >= fromMs).length
      this.#lengthMs = isFirst ? waitMs : untilMs - fromMs
      this.#productiveMs = startMs
    } else if (this.#productiveMs === undefined) {
      // Nothing was ever taken: feel the way with half as many each time.
      this.#requests = Math.max(leastTrial, Math.floor(count / 2))
      this.#lengthMs = waitMs
    } else {
      // It was the time that was too short, not the number too high.
      this.#lengthMs = Math.min(untilMs - this.#productiveMs, 2 * this.#lengthMs)
    }
    this.#refusals = undefined
    this.#startMs = undefined
    this.#hasHeldBack = false
    this.#growth = firstGrowth
  }
}
