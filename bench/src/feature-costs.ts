import { casesOf } from './cases.ts'
import { allFeatures, type Feature, features } from './features.ts'
import { load } from './load.ts'
import type { Target } from './process.ts'
import { endRollcall, type Rollcall, startRollcall } from './rollcall.ts'
import { middleHalf, rounded } from './statistics.ts'

/** Processor time of a GET with a feature, minus that without it: two servers under load at the same time. */

/** Processor time of a request, in microseconds. */
export interface Pair {
  readonly whole: number
  readonly without: number
}

export interface Cost {
  readonly cost_us: number
  /** The middle half of the pairs' differences. */
  readonly from_us: number
  readonly to_us: number
  /** Whether the cost is larger than this spread. */
  readonly is_clear: boolean
}

export const costOf = (pairs: readonly Pair[]): Cost => {
  const { median, least, greatest } = middleHalf(pairs.map(({ whole, without }) => whole - without))
  return {
    cost_us: rounded(median, 1),
    from_us: rounded(least, 1),
    to_us: rounded(greatest, 1),
    is_clear: Math.abs(median) > greatest - least,
  }
}

export type Costs = ReadonlyMap<Feature, Cost>

/** The costs in the JSON. */
export const featureReport = (costs: Costs): Readonly<Record<string, Cost>> =>
  Object.fromEntries([...costs].map(([{ name }, cost]) => [name, cost]))

export const featureTable = (costs: Costs): string =>
  [
    '| Switched off | Cost of it, µs a request | Middle half of the pairs |',
    '|---|---|---|',
    ...[...costs].map(([{ meaning }, { cost_us, from_us, to_us, is_clear }]) => {
      const cost = is_clear ? cost_us.toFixed(1) : `${cost_us.toFixed(1)}, within its spread`
      return `| ${meaning} | ${cost} | ${from_us.toFixed(1)} to ${to_us.toFixed(1)} |`
    }),
  ].join('\n')

/** To each of the two servers. */
export const featureConnections = 25
const warmUpSeconds = 6
const secondsARound = 1
/** Two processes of the same code differ, by what V8 compiles when: each feature is measured with several of them. */
const startsOfFeature = 2
const pairsOfStart = 5

const body = async ({ target, token, accounts }: Rollcall): Promise<string> => {
  const answer = await fetch(`${target.origin}${casesOf(accounts).get.path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return answer.text()
}

const run = async ({ target, token, accounts }: Rollcall, seconds: number): Promise<number> =>
  (await load(target, casesOf(accounts).get, { connections: featureConnections, seconds, token })).cpuUs

const pairsOf = async (whole: Rollcall, without: Rollcall): Promise<readonly Pair[]> => {
  if ((await body(without)) !== (await body(whole))) throw new Error('A feature that is off changes the answer.')
  // At the same time, so that other work on the machine slows both down alike.
  const both = async (seconds: number): Promise<Pair> => {
    const [wholeUs, withoutUs] = await Promise.all([run(whole, seconds), run(without, seconds)])
    return { whole: wholeUs, without: withoutUs }
  }
  await both(warmUpSeconds)
  const pairs: Pair[] = []
  while (pairs.length < pairsOfStart) pairs.push(await both(secondsARound))
  return pairs
}

/** Starts a server with the feature and one without it, and ends both. */
const measureOnce = async (vendor: Target, feature: Feature): Promise<readonly Pair[]> => {
  const started: Rollcall[] = []
  const begin = async (options: Parameters<typeof startRollcall>[1]): Promise<Rollcall> => {
    const rollcall = await startRollcall(vendor.origin, options)
    started.push(rollcall)
    return rollcall
  }
  try {
    const whole = await begin({ settings: allFeatures })
    const without = await begin({
      settings: { ...allFeatures, ...feature.settings },
      without: feature.replaced === undefined ? undefined : feature.name,
    })
    return await pairsOf(whole, without)
  } finally {
    for (const one of started) await endRollcall(one)
  }
}

/** Each feature in turn; `note` gets its name as soon as it is measured. */
export const measureFeatures = async (
  vendor: Target,
  note: (line: string) => void,
  measured: readonly Feature[] = features,
): Promise<Costs> => {
  const costs = new Map<Feature, Cost>()
  for (const feature of measured) {
    const pairs: Pair[] = []
    for (let start = 0; start < startsOfFeature; start += 1) pairs.push(...(await measureOnce(vendor, feature)))
    const cost = costOf(pairs)
    costs.set(feature, cost)
    note(`${feature.meaning}: ${cost.cost_us} µs`)
  }
  return costs
}
