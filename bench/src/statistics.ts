/** What the benchmark says about several rounds. */

/** The value that this share of some sorted figures is below. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

const ascending = (figures: readonly number[]): readonly number[] => [...figures].sort((left, right) => left - right)

/** The middle of some figures. */
export const median = (figures: readonly number[]): number => quantile(ascending(figures), 0.5)

/** A median with the range of its figures. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly greatest: number
}

export const spreadOf = (figures: readonly number[]): Spread => ({
  median: median(figures),
  least: Math.min(...figures),
  greatest: Math.max(...figures),
})

/** The middle half of some figures: a few rounds that other work of the machine disturbed do not widen it. */
export const middleHalf = (figures: readonly number[]): Spread => {
  const sorted = ascending(figures)
  return { median: quantile(sorted, 0.5), least: quantile(sorted, 0.25), greatest: quantile(sorted, 0.75) }
}

export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))
