/** Tries of a delivery before it counts as failed. */
export const maximumAttempts = 12

const firstWaitMs = 10_000
const longestWaitMs = 6 * 60 * 60 * 1000

/**
 * When a delivery is tried again after this number of failed tries: three times as long after each, and up to a fifth longer
 * at random, so that deliveries that failed together are not repeated together. `undefined`: it is not tried again.
 */
export const nextAttempt = (failedAttempts: number, nowMs: number, random: () => number): number | undefined => {
  if (failedAttempts >= maximumAttempts) return undefined
  const waitMs = Math.min(firstWaitMs * 3 ** (failedAttempts - 1), longestWaitMs)
  return Math.round(nowMs + waitMs * (1 + 0.2 * random()))
}
