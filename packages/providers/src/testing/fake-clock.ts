/** The start time of a fake clock. */
export const startMs = Date.UTC(2026, 10, 22)

/** Runs the callbacks of every settled promise. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A clock that moves only when a test moves it, with its timers. */
export const fakeClock = () => {
  let nowMs = startMs
  const timers = new Map<symbol, { readonly atMs: number; readonly callback: () => void }>()
  const clock = {
    now: () => nowMs,
    timers,
    setTimer: (callback: () => void, delayMs: number) => {
      const id = Symbol('timer')
      timers.set(id, { atMs: nowMs + delayMs, callback })
      return () => void timers.delete(id)
    },
    set: (ms: number) => {
      nowMs = ms
    },
    /** Runs every timer that is due until then, in order, at its own instant. */
    advance: async (ms: number): Promise<void> => {
      const untilMs = nowMs + ms
      await settled()
      for (;;) {
        const [id, next] = [...timers].sort(([, left], [, right]) => left.atMs - right.atMs)[0] ?? []
        if (id === undefined || next === undefined || next.atMs > untilMs) break
        timers.delete(id)
        nowMs = next.atMs
        next.callback()
        await settled()
      }
      nowMs = untilMs
      await settled()
    },
  }
  return clock
}
