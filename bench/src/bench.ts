import { availableParallelism, cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { type CaseName, casesOf, linesPath, lineUsers } from './cases.ts'
import { load, median, type Request, type Round, readLines } from './load.ts'
import { startTarget, type Target } from './process.ts'
import { endRollcall, measureStart, type Rollcall, startRollcall } from './rollcall.ts'

/**
 * Rollcall beside bare node:http (the limit), bare Express (the ceiling) and bare Express with the validator (the tuned
 * ceiling), over one vendor on this machine, in interleaved rounds. The speed of a machine varies: compare the ratios, each
 * of them taken within one round, not the requests a second.
 */

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** Fails where a ratio is beyond twice its goal. */
    gate: { type: 'boolean', default: false },
  },
})

interface Plan {
  readonly rounds: number
  readonly seconds: number
  readonly warmUpSeconds: number
}

const plans: Readonly<Record<CaseName, Plan>> = values.quick
  ? {
      get: { rounds: 3, seconds: 0.9, warmUpSeconds: 2.5 },
      list100: { rounds: 2, seconds: 0.6, warmUpSeconds: 0.4 },
      list1000_sorted: { rounds: 2, seconds: 0.6, warmUpSeconds: 0.4 },
      patch: { rounds: 2, seconds: 0.6, warmUpSeconds: 0.4 },
      not_found: { rounds: 1, seconds: 0.4, warmUpSeconds: 0.3 },
    }
  : {
      get: { rounds: 7, seconds: 4, warmUpSeconds: 5 },
      list100: { rounds: 5, seconds: 3, warmUpSeconds: 3 },
      list1000_sorted: { rounds: 5, seconds: 3, warmUpSeconds: 3 },
      patch: { rounds: 5, seconds: 3, warmUpSeconds: 3 },
      not_found: { rounds: 5, seconds: 3, warmUpSeconds: 3 },
    }

const manyConnections = 50

type Rounds = ReadonlyMap<string, readonly Round[]>

/** Every target in turn, round by round, each after a warm-up. */
const interleave = async (
  targets: readonly Target[],
  request: Request,
  connections: number,
  { rounds, seconds, warmUpSeconds }: Plan,
  token: string,
): Promise<Rounds> => {
  const results = new Map<string, Round[]>(targets.map(({ name }) => [name, []]))
  for (const target of targets) await load(target, request, { connections, seconds: warmUpSeconds, token })
  for (let round = 0; round < rounds; round += 1) {
    // The order turns with each round, so that none is always the first.
    for (let index = 0; index < targets.length; index += 1) {
      const target = targets[(index + round) % targets.length]
      if (target === undefined) continue
      results.get(target.name)?.push(await load(target, request, { connections, seconds, token }))
    }
  }
  return results
}

const figure = (rounds: readonly Round[], key: keyof Round): number => median(rounds.map((round) => round[key]))

/** The ratio of two targets within each round: its median, least and greatest. */
const ratio = (results: Rounds, key: keyof Round, of: string, to: string) => {
  const others = results.get(to) ?? []
  const ratios = (results.get(of) ?? []).map((round, index) => round[key] / (others[index]?.[key] ?? Number.NaN))
  return { median: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios) }
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

const figures = (rounds: readonly Round[]) => ({
  rps: rounded(figure(rounds, 'rps'), 0),
  cpu_us: rounded(figure(rounds, 'cpuUs'), 1),
  p50_ms: rounded(figure(rounds, 'p50Ms'), 3),
  p99_ms: rounded(figure(rounds, 'p99Ms'), 3),
  rss_mb: rounded(figure(rounds, 'rssMb'), 0),
})

/** The limits of a case with `--gate`: twice the goals of `docs/benchmarks.md`. */
const bounds: Partial<Readonly<Record<CaseName, { readonly cpuToCeiling: number; readonly rpsToLimit?: number }>>> = {
  get: { cpuToCeiling: 3, rpsToLimit: 0.225 },
  list100: { cpuToCeiling: 2.8 },
}

const beyondBounds = (name: CaseName, results: Rounds): readonly string[] => {
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

const caseReport = (results: Rounds) => ({
  ...Object.fromEntries([...results].map(([name, rounds]) => [name.replace(' ', '_'), figures(rounds)])),
  cpu_ratio_to_ceiling: rounded(ratio(results, 'cpuUs', 'rollcall', 'ceiling').median, 2),
  rps_ratio_to_limit: rounded(ratio(results, 'rps', 'rollcall', 'limit').median, 2),
  p99_ratio_to_ceiling: rounded(ratio(results, 'p99Ms', 'rollcall', 'ceiling').median, 2),
})

const log = (line: string): void => {
  if (!values.json) process.stdout.write(`${line}\n`)
}

const spread = (results: Rounds, key: keyof Round, to: string, digits: number, name: string): string => {
  const { median: middle, least, greatest } = ratio(results, key, name, to)
  return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${greatest.toFixed(digits)})`
}

const table = (results: Rounds): void => {
  log('| server | requests/s | p50 ms | p99 ms | CPU µs/request | resident MB | CPU / ceiling | requests/s / limit |')
  log('|---|---|---|---|---|---|---|---|')
  for (const [name, rounds] of results) {
    const { rps, cpu_us, p50_ms, p99_ms, rss_mb } = figures(rounds)
    const toCeiling = spread(results, 'cpuUs', 'ceiling', 2, name)
    const toLimit = spread(results, 'rps', 'limit', 2, name)
    log(`| ${name} | ${rps} | ${p50_ms} | ${p99_ms} | ${cpu_us} | ${rss_mb} | ${toCeiling} | ${toLimit} |`)
  }
  log('')
}

const names: readonly CaseName[] = ['get', 'list100', 'list1000_sorted', 'patch', 'not_found']

/** Latency at one connection: Rollcall's median minus that of a direct call of the vendor. */
const addedLatency = async (rollcall: Rollcall, vendor: Target, request: Request): Promise<number> => {
  const direct: Request = { method: 'GET', path: '/pipedrive/api/v1/users/1', status: 200 }
  const added: number[] = []
  const seconds = values.quick ? 0.4 : 3
  for (let round = 0; round < 3; round += 1) {
    const through = await load(rollcall.target, request, { connections: 1, seconds, token: rollcall.token })
    const straight = await load(vendor, direct, { connections: 1, seconds, token: rollcall.token })
    added.push(through.p50Ms - straight.p50Ms)
  }
  return median(added)
}

const startAll = async (running: Target[]) => {
  const vendor = await startTarget('vendor', new URL('./targets/vendor.ts', import.meta.url), {}, '/')
  running.push(vendor)
  const bare = async (name: string, file: string): Promise<Target> => {
    const address = new URL(`./targets/${file}.ts`, import.meta.url)
    const target = await startTarget(
      name,
      address,
      { VENDOR_ORIGIN: vendor.origin },
      '/unified/crm/users/1?integrated_account_id=6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11',
    )
    running.push(target)
    return target
  }
  const limit = await bare('limit', 'limit')
  const ceiling = await bare('ceiling', 'ceiling')
  // The tuned ceiling is not a goal: quick runs leave it out.
  const tuned = values.quick ? [] : [await bare('tuned ceiling', 'tuned-ceiling')]
  return { vendor, bare: [limit, ceiling, ...tuned] }
}

const startedMs = performance.now()
const running: Target[] = []
let rollcall: Rollcall | undefined
try {
  const { vendor, bare } = await startAll(running)
  rollcall = await startRollcall(vendor.origin)
  const { token, accounts, target } = rollcall
  const requests = casesOf(accounts)
  log(`Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`)
  log('Load, vendor and server share the cores. Ratios are medians over the rounds, with the least and the greatest.\n')
  const report: Record<string, unknown> = {}
  for (const name of names) {
    const targets = [...bare, target]
    for (const connections of values.quick ? [manyConnections] : [manyConnections, 1]) {
      const results = await interleave(targets, requests[name], connections, plans[name], token)
      log(`${name}, ${connections} connection${connections === 1 ? '' : 's'}`)
      table(results)
      if (values.gate && connections === manyConnections) {
        for (const fault of beyondBounds(name, results)) {
          process.stderr.write(`${fault}\n`)
          process.exitCode = 1
        }
      }
      if (connections === manyConnections) report[name] = caseReport(results)
      if (name === 'get' && connections === manyConnections) {
        const added_ms_c1 = rounded(await addedLatency(rollcall, vendor, requests.get), 3)
        log(`added to the vendor's own latency at one connection, median: ${added_ms_c1} ms\n`)
        report.get = { ...caseReport(results), added_ms_c1 }
      }
    }
  }
  if (!values.quick) await readLines(target, linesPath(accounts), token)
  const lines = await readLines(target, linesPath(accounts), token)
  if (lines.users !== lineUsers) throw new Error(`NDJSON gave ${lines.users} users instead of ${lineUsers}.`)
  report.ndjson = { users_per_s: rounded(lines.usersPerSecond, 0), rss_growth_mb: rounded(lines.growthMb, 1) }
  await target.stop()
  const { startMs, idleRssMb } = await measureStart(rollcall)
  report.start_ms = rounded(startMs, 0)
  report.idle_rss_mb = rounded(idleRssMb, 0)
  log(
    `NDJSON of ${lineUsers} users: ${lines.usersPerSecond.toFixed(0)} users/s, memory +${lines.growthMb.toFixed(1)} MB`,
  )
  log(`ready after ${startMs.toFixed(0)} ms, idle at ${idleRssMb.toFixed(0)} MB`)
  log(`the whole run took ${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
} finally {
  if (rollcall !== undefined) await endRollcall(rollcall)
  for (const started of running.reverse()) await started.stop()
}
