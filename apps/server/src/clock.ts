import { setTimeout as pause } from 'node:timers/promises'

/** Time, as far as it decides anything. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Waits; rejects with the signal's reason when it fires. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  async wait(milliseconds, signal) {
    try {
      await pause(milliseconds, undefined, { signal })
    } catch (error) {
      throw signal.aborted ? signal.reason : error
    }
  },
}
