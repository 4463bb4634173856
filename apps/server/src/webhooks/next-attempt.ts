/** Tries of a delivery before it is given up. */
export const maximumAttempts = 12

const firstWaitMs = 10_000
const longestWaitMs = 6 * 60 * 60 * 1000

/**
 * When a delivery is tried again after so many failed tries: three times as long after each, and up to a fifth longer by
 * chance, so that what failed together does not come back together. `undefined`: it is given up.
 */
export const nextAttempt = (failedAttempts: number, nowMs: number, random: () => number): number | undefined => {
  if (failedAttempts >= maximumAttempts) return undefined
  const waitMs = Math.min(firstWaitMs * 3 ** (failedAttempts - 1), longestWaitMs)
  return Math.round(nowMs + waitMs * (1 + 0.2 * random()))
}
