/** The time that decisions depend on. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Waits; rejects with the signal's reason when it fires. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  // Node's own `timers/promises` makes an exception for each wait that is aborted.
  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const leave = (): void => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', leave)
        resolve()
      }, milliseconds)
      signal.addEventListener('abort', leave, { once: true })
    }),
}
