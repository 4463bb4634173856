/** Choices by a seed. The same seed gives each round the same choices; their results depend on the times of answers. */
export interface Random {
  /** From 0 up to 1. */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  /** `undefined` for an empty list. */
  of<T>(items: readonly T[]): T | undefined
  /** True with this probability. */
  happens(probability: number): boolean
}

/** The generator mulberry32. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    of: (items) => items[Math.floor(next() * items.length)],
    happens: (probability) => next() < probability,
  }
}
