import type { Labels, Sample } from './exposition.ts'

/** Counts values between fixed bounds: an observation is a few comparisons and two additions. */
export class Histogram {
  readonly #bounds: readonly number[]
  /** One more than the bounds: for values above them all. */
  readonly #counts: number[]
  #sum = 0

  /** `bounds` are ascending; a value that equals one counts below it. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.#counts = [...bounds.map(() => 0), 0]
  }

  observe(value: number): void {
    const bounds = this.#bounds
    let place = 0
    while (place < bounds.length && value > (bounds[place] ?? 0)) place += 1
    this.#counts[place] = (this.#counts[place] ?? 0) + 1
    this.#sum += value
  }

  samples(labels: Labels): readonly Sample[] {
    let count = 0
    const buckets = this.#counts.map((of, place): Sample => {
      count += of
      const le = String(this.#bounds[place] ?? '+Inf')
      return { suffix: '_bucket', labels: { ...labels, le }, value: count }
    })
    return [...buckets, { suffix: '_sum', labels, value: this.#sum }, { suffix: '_count', labels, value: count }]
  }
}
