/**
 * A limit that a vendor enforces without publishing it, derived from its refusals: the number of requests that it accepted,
 * in the time until it accepts more. Without it a thousand waiting requests would all be sent, and refused, after every
 * pause.
 *
 * A *stretch* is the time between two changes of the limit. One that ends in refusals determines the limit; one that has a
 * whole window without a refusal, while requests wait, lets the limit grow a little, and faster each time.
 */

/**
 * Growth after the first window without a refusal; it doubles with each further one, so that a wrong limit is soon corrected.
 */
const firstGrowth = 0.03
/**
 * Vendors change their limits, and other programs may have used up the limit: a learned one is forgotten after 10 minutes.
 */
const rememberedMs = 600_000
/** This many simultaneous requests are always allowed, whatever the vendor refused before. */
const leastTrial = 10
/** A greater number of requests in one window is not learned as a limit. */
const maximumSent = 4096

interface Refusals {
  readonly firstAtMs: number
  untilMs: number
  count: number
}

export class LearnedLimit {
  #requests = Number.POSITIVE_INFINITY
  #lengthMs = 0
  /** Instants of the requests that were sent and not refused, as far as they count. */
  #sent: number[] = []
  #refusals: Refusals | undefined
  /** When the first request of the stretch was sent; absent: none was. */
  #startMs: number | undefined
  /** Start of the last stretch in which the vendor accepted a request. */
  #productiveMs: number | undefined
  #hasHeldBack = false
  #growth = firstGrowth
  #forgetAtMs = 0

  /** The first instant, now or later, at which one more request is accepted, as far as is known. */
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

  /** The vendor refused a request, and accepts the next one at `untilMs`. */
  refuse(nowMs: number, untilMs: number): void {
    this.#sent.pop()
    this.#refusals ??= { firstAtMs: nowMs, untilMs, count: 0 }
    this.#refusals.count += 1
    this.#refusals.untilMs = Math.max(this.#refusals.untilMs, untilMs)
    this.#forgetAtMs = this.#refusals.untilMs + rememberedMs
  }

  /** Whether there is no limit to keep. */
  isIdle(nowMs: number): boolean {
    this.#turn(nowMs)
    return this.#requests === Number.POSITIVE_INFINITY && this.#refusals === undefined
  }

  /** Ends the stretch when it is over: at the end of the pause after refusals, or after a window without a refusal. */
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
    // The start of the window of the first refusal is not known; it lasts as long as the wait at least. A later window is no
    // shorter than the known one, since some vendors report the same wait each time.
    const fromMs = isFirst ? firstAtMs - waitMs : Math.min(startMs, untilMs - this.#lengthMs)
    if ((this.#sent.at(-1) ?? Number.NEGATIVE_INFINITY) >= (isFirst ? fromMs : startMs)) {
      this.#requests = this.#sent.filter((atMs) => atMs >= fromMs).length
      this.#lengthMs = isFirst ? waitMs : untilMs - fromMs
      this.#productiveMs = startMs
    } else if (this.#productiveMs === undefined) {
      // No request was ever accepted: try half as many each time.
      this.#requests = Math.max(leastTrial, Math.floor(count / 2))
      this.#lengthMs = waitMs
    } else {
      // The time was too short, not the number too high.
      this.#lengthMs = Math.min(untilMs - this.#productiveMs, 2 * this.#lengthMs)
    }
    this.#refusals = undefined
    this.#startMs = undefined
    this.#hasHeldBack = false
    this.#growth = firstGrowth
  }
}
