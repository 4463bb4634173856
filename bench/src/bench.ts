import { availableParallelism } from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { startTarget, type Target } from './process.ts'
import { startRollcall } from './rollcall.ts'

/**
 * One user, read through bare node:http, bare Express and Rollcall against one loopback vendor, in interleaved rounds.
 * Machines are noisy: the ratios of processor time per request are what to compare, not the requests a second.
 */

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const rounds = values.quick ? 2 : 5
const secondsPerRound = values.quick ? 1 : 5
const warmUpSeconds = values.quick ? 1 : 3
const connections = 32

interface Round {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMicrosecondsPerRequest: number
  readonly residentMegabytes: number
}

const url = (target: Target, accountId: string): string =>
  `${target.origin}/unified/crm/users/1?integrated_account_id=${accountId}`

const run = async (target: Target, accountId: string, token: string, seconds: number): Promise<Round> => {
  const before = await target.measure()
  const result = await autocannon({
    url: url(target, accountId),
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${token}` },
  })
  const after = await target.measure()
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${target.name}: ${result.non2xx} answers were no success, ${result.errors} requests failed.`)
  }
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMicrosecondsPerRequest: (after.cpuMicroseconds - before.cpuMicroseconds) / result.requests.total,
    residentMegabytes: after.residentBytes / 1024 / 1024,
  }
}

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const vendor = await startTarget('vendor', new URL('./targets/vendor.ts', import.meta.url), {}, '/')
const running: Target[] = [vendor]
try {
  const bare = { VENDOR_ORIGIN: vendor.origin }
  const probe = '/unified/crm/users/1'
  const nodeHttp = await startTarget('node:http', new URL('./targets/node-http.ts', import.meta.url), bare, probe)
  running.push(nodeHttp)
  const express = await startTarget('Express', new URL('./targets/bare-express.ts', import.meta.url), bare, probe)
  running.push(express)
  const rollcall = await startRollcall(vendor.origin)
  running.push(rollcall.target)

  const targets = [nodeHttp, express, rollcall.target]
  const results = new Map<Target, Round[]>(targets.map((target) => [target, []]))
  for (const target of targets) await run(target, rollcall.accountId, rollcall.token, warmUpSeconds)
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) {
      results.get(target)?.push(await run(target, rollcall.accountId, rollcall.token, secondsPerRound))
    }
  }

  print(`GET one user, ${connections} connections, ${rounds} interleaved rounds of ${secondsPerRound} s, medians`)
  print(`Node ${process.version}, ${availableParallelism()} cores (load, vendor and target share them)`)
  print('')
  print('| server | requests/s | p50 ms | p99 ms | CPU us/request | CPU / node:http | CPU / Express | resident MB |')
  print('|---|---|---|---|---|---|---|---|')
  for (const target of targets) {
    const own = results.get(target) ?? []
    const column = (key: keyof Round): number => median(own.map((round) => round[key]))
    const ratioTo = (other: Target): string => {
      const others = results.get(other) ?? []
      const ratios = own.map(
        (round, index) => round.cpuMicrosecondsPerRequest / (others[index]?.cpuMicrosecondsPerRequest ?? Number.NaN),
      )
      return median(ratios).toFixed(2)
    }
    print(
      `| ${target.name} | ${column('requestsPerSecond').toFixed(0)} | ${column('p50Ms')} | ${column('p99Ms')} | ${column('cpuMicrosecondsPerRequest').toFixed(1)} | ${ratioTo(nodeHttp)} | ${ratioTo(express)} | ${column('residentMegabytes').toFixed(0)} |`,
    )
  }
} finally {
  for (const target of running.reverse()) await target.stop()
}
