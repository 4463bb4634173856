import type { CaseName } from './cases.ts'
import type { Round } from './load.ts'
import { median, rounded, type Spread, spreadOf } from './statistics.ts'

/** From rounds to the JSON and the tables of the cases. */

/** The rounds of each server, in the same order. */
export type Rounds = ReadonlyMap<string, readonly Round[]>

const figure = (rounds: readonly Round[], key: keyof Round): number => median(rounds.map((round) => round[key]))

/** The ratio of two servers within each round. */
export const ratio = (results: Rounds, key: keyof Round, of: string, to: string): Spread => {
  const others = results.get(to) ?? []
  return spreadOf((results.get(of) ?? []).map((round, index) => round[key] / (others[index]?.[key] ?? Number.NaN)))
}

const figures = (rounds: readonly Round[]) => ({
  rps: rounded(figure(rounds, 'rps'), 0),
  cpu_us: rounded(figure(rounds, 'cpuUs'), 1),
  p50_ms: rounded(figure(rounds, 'p50Ms'), 3),
  p99_ms: rounded(figure(rounds, 'p99Ms'), 3),
  rss_mb: rounded(figure(rounds, 'rssMb'), 0),
})

/** A case in the JSON. */
export const caseReport = (results: Rounds) => ({
  ...Object.fromEntries([...results].map(([name, rounds]) => [name.replace(' ', '_'), figures(rounds)])),
  cpu_ratio_to_ceiling: rounded(ratio(results, 'cpuUs', 'rollcall', 'ceiling').median, 2),
  rps_ratio_to_limit: rounded(ratio(results, 'rps', 'rollcall', 'limit').median, 2),
  p99_ratio_to_ceiling: rounded(ratio(results, 'p99Ms', 'rollcall', 'ceiling').median, 2),
})

const inWords = ({ median: middle, least, greatest }: Spread): string =>
  `${middle.toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`

/** The table of all servers in a case. */
export const caseTable = (results: Rounds): string =>
  [
    '| server | requests/s | p50 ms | p99 ms | CPU µs/request | resident MB | CPU / ceiling | requests/s / limit |',
    '|---|---|---|---|---|---|---|---|',
    ...[...results].map(([name, rounds]) => {
      const { rps, cpu_us, p50_ms, p99_ms, rss_mb } = figures(rounds)
      const toCeiling = inWords(ratio(results, 'cpuUs', name, 'ceiling'))
      const toLimit = inWords(ratio(results, 'rps', name, 'limit'))
      return `| ${name} | ${rps} | ${p50_ms} | ${p99_ms} | ${cpu_us} | ${rss_mb} | ${toCeiling} | ${toLimit} |`
    }),
  ].join('\n')

const titles: Readonly<Record<CaseName, string>> = {
  get: 'get one user',
  list100: 'list of 100',
  list1000_sorted: 'list of 1,000, filtered and sorted by Rollcall',
  patch: 'PATCH',
  not_found: '404',
}

/** The table of the document: Rollcall in each case. */
export const summaryTable = (cases: ReadonlyMap<CaseName, Rounds>): string =>
  [
    '| Case | CPU / ceiling | Requests a second / limit | CPU a request | p50 | p99 | p99 / ceiling |',
    '|---|---|---|---|---|---|---|',
    ...[...cases].map(([name, results]) => {
      const { cpu_us, p50_ms, p99_ms } = figures(results.get('rollcall') ?? [])
      const cpu = inWords(ratio(results, 'cpuUs', 'rollcall', 'ceiling'))
      const rps = inWords(ratio(results, 'rps', 'rollcall', 'limit'))
      const p99 = ratio(results, 'p99Ms', 'rollcall', 'ceiling').median.toFixed(1)
      const time = Math.round(cpu_us).toLocaleString('en')
      return `| ${titles[name]} | ${cpu} | ${rps} | ${time} µs | ${p50_ms} ms | ${p99_ms} ms | ${p99} |`
    }),
  ].join('\n')

/** The limits of a case with `--gate`: twice the goals of `docs/benchmarks.md`. */
const bounds: Partial<Readonly<Record<CaseName, { readonly cpuToCeiling: number; readonly rpsToLimit?: number }>>> = {
  get: { cpuToCeiling: 3, rpsToLimit: 0.225 },
  list100: { cpuToCeiling: 2.8 },
}

/** One sentence for each ratio that is beyond its limit. */
export const beyondBounds = (name: CaseName, results: Rounds): readonly string[] => {
  const { cpuToCeiling = Number.POSITIVE_INFINITY, rpsToLimit = 0 } = bounds[name] ?? {}
  const cpu = ratio(results, 'cpuUs', 'rollcall', 'ceiling').median
  const rps = ratio(results, 'rps', 'rollcall', 'limit').median
  return [
    ...(cpu > cpuToCeiling ? [`${name}: ${cpu.toFixed(2)} times the ceiling's CPU; at most ${cpuToCeiling}.`] : []),
    ...(rps < rpsToLimit
      ? [`${name}: ${rps.toFixed(2)} of the limit's requests a second; at least ${rpsToLimit}.`]
      : []),
  ]
}
