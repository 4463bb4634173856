import process from 'node:process'
import { benchArguments } from './arguments.ts'
import { beyondBounds, caseReport, caseTable, type Rounds, summaryTable } from './case-report.ts'
import { type CaseName, casesOf, linesPath, lineUsers, vendorPageSize } from './cases.ts'
import { writeDocument } from './document.ts'
import { featureConnections, featureReport, featureTable, measureFeatures } from './feature-costs.ts'
import { load, makePages, type Request, type Round, readLines, sendMany } from './load.ts'
import { inWords, thisMachine } from './machine.ts'
import { startBareTarget, startTarget, type Target } from './process.ts'
import { endRollcall, measureStart, type Rollcall, startRollcall } from './rollcall.ts'
import { median, rounded } from './statistics.ts'

/**
 * Rollcall beside bare node:http (the limit), bare Express (the ceiling) and bare Express with the validator (the tuned
 * ceiling), over one vendor on this machine, in interleaved rounds. The speed of a machine varies: compare the ratios, each
 * of them taken within one round, not the requests a second.
 */

const { quick, json, gate, write, only } = benchArguments(process.argv.slice(2))

interface Plan {
  readonly rounds: number
  readonly seconds: number
  /** As many for each target: what V8 compiles depends on the number of calls, not on the time. */
  readonly warmUpRequests: number
}

const plans: Readonly<Record<CaseName, Plan>> = quick
  ? {
      get: { rounds: 5, seconds: 0.5, warmUpRequests: 15_000 },
      list100: { rounds: 5, seconds: 0.3, warmUpRequests: 1500 },
      list1000_sorted: { rounds: 1, seconds: 0.3, warmUpRequests: 40 },
      patch: { rounds: 2, seconds: 0.4, warmUpRequests: 1000 },
      not_found: { rounds: 1, seconds: 0.4, warmUpRequests: 1000 },
    }
  : {
      get: { rounds: 7, seconds: 4, warmUpRequests: 50_000 },
      list100: { rounds: 5, seconds: 3, warmUpRequests: 3000 },
      list1000_sorted: { rounds: 5, seconds: 3, warmUpRequests: 250 },
      patch: { rounds: 5, seconds: 3, warmUpRequests: 10_000 },
      not_found: { rounds: 5, seconds: 3, warmUpRequests: 15_000 },
    }

const manyConnections = 50

/** Every target in turn, round by round, each after a warm-up. */
const interleave = async (
  targets: readonly Target[],
  request: Request,
  connections: number,
  { rounds, seconds, warmUpRequests }: Plan,
  token: string,
): Promise<Rounds> => {
  const results = new Map<string, Round[]>(targets.map(({ name }) => [name, []]))
  for (const target of targets) await sendMany(target, request, { connections, requests: warmUpRequests, token })
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

const log = (line: string): void => {
  if (!json) process.stdout.write(`${line}\n`)
}

const names: readonly CaseName[] = ['get', 'list100', 'list1000_sorted', 'patch', 'not_found']

/** Latency at one connection: Rollcall's median minus that of a direct call of the vendor. */
const addedLatency = async (rollcall: Rollcall, vendor: Target, request: Request): Promise<number> => {
  const direct: Request = { method: 'GET', path: '/pipedrive/api/v1/users/1', status: 200 }
  const added: number[] = []
  const seconds = quick ? 0.4 : 3
  for (let round = 0; round < 3; round += 1) {
    const through = await load(rollcall.target, request, { connections: 1, seconds, token: rollcall.token })
    const straight = await load(vendor, direct, { connections: 1, seconds, token: rollcall.token })
    added.push(through.p50Ms - straight.p50Ms)
  }
  return median(added)
}

/** The limit and the ceilings. The tuned ceiling is not a goal: quick runs leave it out. */
const startBare = async (running: Target[], vendor: Target): Promise<readonly Target[]> => {
  const started: Target[] = []
  for (const name of ['limit', 'ceiling', ...(quick ? [] : ['tuned ceiling'])]) {
    const target = await startBareTarget(name, vendor)
    running.push(target)
    started.push(target)
  }
  return started
}

interface MeasuredCases {
  /** At many connections. */
  readonly rounds: ReadonlyMap<CaseName, Rounds>
  /** Members of the JSON. */
  readonly report: Readonly<Record<string, unknown>>
  /** The figures that are no ratio, for the document. */
  readonly summary: readonly string[]
}

const measureCases = async (running: Target[], vendor: Target): Promise<MeasuredCases> => {
  const bare = await startBare(running, vendor)
  const rollcall = await startRollcall(vendor.origin)
  try {
    const { token, accounts, target } = rollcall
    const requests = casesOf(accounts)
    const rounds = new Map<CaseName, Rounds>()
    const report: Record<string, unknown> = {}
    const summary: string[] = []
    for (const name of names) {
      for (const connections of quick ? [manyConnections] : [manyConnections, 1]) {
        const results = await interleave([...bare, target], requests[name], connections, plans[name], token)
        log(`${name}, ${connections} connection${connections === 1 ? '' : 's'}\n${caseTable(results)}\n`)
        if (connections !== manyConnections) {
          report[`${name}_c${connections}`] = caseReport(results)
          continue
        }
        rounds.set(name, results)
        report[name] = caseReport(results)
        if (name !== 'get') continue
        const added_ms_c1 = rounded(await addedLatency(rollcall, vendor, requests.get), 3)
        report.get = { ...caseReport(results), added_ms_c1 }
        summary.push(`Added to the vendor's latency at one connection: ${added_ms_c1} ms at the median.`)
      }
    }
    await makePages(vendor, lineUsers, vendorPageSize)
    if (!quick) await readLines(target, linesPath(accounts), token)
    const lines = await readLines(target, linesPath(accounts), token)
    if (lines.users !== lineUsers) throw new Error(`NDJSON gave ${lines.users} users instead of ${lineUsers}.`)
    const [users_per_s, rss_growth_mb] = [rounded(lines.usersPerSecond, 0), rounded(lines.growthMb, 1)]
    await target.stop()
    const { startMs, idleRssMb } = await measureStart(rollcall)
    const [start_ms, idle_rss_mb] = [rounded(startMs, 0), rounded(idleRssMb, 0)]
    summary.push(
      `NDJSON of ${lineUsers.toLocaleString('en')} users: ${users_per_s.toLocaleString('en')} users a second, memory +${rss_growth_mb} MB.`,
      `Ready after ${start_ms} ms (compiled code is kept beside the packages), idle at ${idle_rss_mb} MB.`,
    )
    for (const line of summary) log(line)
    return { rounds, report: { ...report, ndjson: { users_per_s, rss_growth_mb }, start_ms, idle_rss_mb }, summary }
  } finally {
    await endRollcall(rollcall)
  }
}

const machine = thisMachine()
const today = new Date().toISOString().slice(0, 10)
const running: Target[] = []
try {
  log(`${inWords(machine)}\n`)
  log('Load, vendor and server share the cores. Ratios are medians over the rounds, with the least and the greatest.\n')
  const vendor = await startTarget('vendor', new URL('./targets/vendor.ts', import.meta.url), {}, '/')
  running.push(vendor)
  const parts: Record<string, string> = {}
  let report: Readonly<Record<string, unknown>> = {}
  if (only !== 'features') {
    const cases = await measureCases(running, vendor)
    report = cases.report
    parts.latest = [
      `${today}, ${quick ? 'quick form' : 'full form'}, ${manyConnections} connections. ${inWords(machine)}.`,
      summaryTable(cases.rounds),
      cases.summary.map((line) => `- ${line}`).join('\n'),
    ].join('\n\n')
    const faults = gate ? [...cases.rounds].flatMap(([name, rounds]) => beyondBounds(name, rounds)) : []
    for (const fault of faults) process.stderr.write(`${fault}\n`)
    if (faults.length > 0) process.exitCode = 1
  }
  if (!quick && only !== 'cases') {
    const costs = await measureFeatures(vendor, log)
    report = { ...report, features: featureReport(costs) }
    parts.features = `${today}, ${featureConnections} connections to each of the two servers. ${inWords(machine)}.\n\n${featureTable(costs)}`
    log(`\n${featureTable(costs)}\n`)
  }
  log(`the whole run took ${(process.uptime() / 60).toFixed(1)} minutes`)
  if (json) process.stdout.write(`${JSON.stringify({ ...report, machine })}\n`)
  if (write) writeDocument(parts)
} finally {
  for (const started of running.reverse()) await started.stop()
}
