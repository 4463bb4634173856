import { median, middleHalf } from './statistics.ts'

/** From rounds to the tables of `npm run bench:growth`. */

/** A server, or the same server later. */
export interface Measured {
  readonly name: string
  /** Processor time of a GET as a multiple of the bare Express server's, in each round. */
  readonly ratios: readonly number[]
  /** Processor time of the bare Express server's own GETs, in microseconds. */
  readonly bareUs: readonly number[]
}

/** How much more than the first one it takes. */
export interface Growth {
  readonly name: string
  /** Medians: to the bare Express server, and to the first one. */
  readonly toCeiling: number
  readonly toFirst: number
  /** The middle half of the rounds' ratios to the median of the first one. */
  readonly from: number
  readonly to: number
}

const mostGrowth = 1.1

export const growthsOf = (measured: readonly Measured[]): readonly Growth[] => {
  const { median: first } = middleHalf(measured[0]?.ratios ?? [])
  return measured.map(({ name, ratios }) => {
    const { median: middle, least, greatest } = middleHalf(ratios)
    return { name, toCeiling: middle, toFirst: middle / first, from: least / first, to: greatest / first }
  })
}

export const growthTable = (growths: readonly Growth[]): string =>
  [
    '| Server | CPU of a GET / ceiling | / the first line | Middle half of the rounds |',
    '|---|---|---|---|',
    ...growths.map(
      ({ name, toCeiling, toFirst, from, to }) =>
        `| ${name} | ${toCeiling.toFixed(2)} | ${toFirst.toFixed(2)} | ${from.toFixed(2)} to ${to.toFixed(2)} |`,
    ),
  ].join('\n')

/** How much more the bare Express server takes beside each server than beside the first one. */
export const growthOfBare = (measured: readonly Measured[]): string =>
  measured.map(({ bareUs }) => (median(bareUs) / median(measured[0]?.bareUs ?? [])).toFixed(2)).join(', ')

/** One sentence for each that takes a tenth more than the first one; one that could not be measured counts too. */
export const overLimit = (growths: readonly Growth[]): readonly string[] =>
  growths
    .filter(({ toFirst }) => !(toFirst <= mostGrowth))
    .map(({ name, toFirst }) => `${name}: ${toFirst.toFixed(2)} times the CPU of the first one; at most ${mostGrowth}.`)
