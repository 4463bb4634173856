import { parseArgs } from 'node:util'

/** What `npm run bench` and `npm run bench:growth` can be asked. */

export interface BenchArguments {
  readonly quick: boolean
  /** One JSON object instead of tables. */
  readonly json: boolean
  /** Fails where a ratio is beyond twice its goal. */
  readonly gate: boolean
  /** The tables are written into `docs/benchmarks.md` too. */
  readonly write: boolean
  /** Measures the cases, the features, or both. */
  readonly only: 'cases' | 'features' | undefined
}

const oneOf = <T extends string>(name: string, given: string | undefined, allowed: readonly T[]): T | undefined => {
  const found = allowed.find((value) => value === given)
  if (given === undefined || found !== undefined) return found
  throw new Error(`--${name} is "${given}"; it can be ${allowed.join(' or ')}.`)
}

/** @throws Error for what cannot be asked */
export const benchArguments = (given: readonly string[]): BenchArguments => {
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...given],
    options: { quick: flag, json: flag, gate: flag, write: flag, only: { type: 'string' } },
  })
  const only = oneOf('only', values.only, ['cases', 'features'])
  if (values.quick && only === 'features') throw new Error('--quick measures no features; leave one of both out.')
  if (values.gate && only === 'features') throw new Error('--gate judges cases; leave --only features out.')
  return { ...values, only }
}

export interface GrowthArguments {
  /** How long one server is under load before it is measured again. */
  readonly minutes: number
  readonly rounds: number
  readonly write: boolean
  readonly only: 'store' | 'time' | 'processes' | undefined
}

const positive = (name: string, given: string): number => {
  const value = Number(given)
  if (value > 0 && Number.isFinite(value)) return value
  throw new Error(`--${name} is "${given}"; it has to be a number above 0.`)
}

/** @throws Error for what cannot be asked */
export const growthArguments = (given: readonly string[]): GrowthArguments => {
  const { values } = parseArgs({
    args: [...given],
    options: {
      minutes: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '9' },
      write: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  })
  const rounds = positive('rounds', values.rounds)
  if (!Number.isInteger(rounds)) throw new Error(`--rounds is "${values.rounds}"; it has to be a whole number.`)
  const only = oneOf('only', values.only, ['store', 'time', 'processes'])
  return { minutes: positive('minutes', values.minutes), rounds, write: values.write, only }
}
