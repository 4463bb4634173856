import { expect, test } from 'vitest'
import { beyondBounds, caseReport, caseTable, type Rounds, ratio, summaryTable } from './case-report.ts'
import type { Round } from './load.ts'

const round = (cpuUs: number, rps = 1000): Round => ({ rps, cpuUs, p50Ms: 1.23456, p99Ms: cpuUs / 10, rssMb: 99.6 })

const results: Rounds = new Map([
  ['limit', [round(40, 8000), round(50, 4000), round(60, 6000)]],
  ['ceiling', [round(50), round(100), round(200)]],
  ['tuned ceiling', [round(60), round(110), round(210)]],
  ['rollcall', [round(100, 4000), round(150, 3000), round(200, 1500)]],
])

test('a ratio is taken within each round: its median, least and greatest', () => {
  expect(ratio(results, 'cpuUs', 'rollcall', 'ceiling')).toEqual({ median: 1.5, least: 1, greatest: 2 })
})

test('a case has its figures for each server, and the ratios, under the names of the JSON', () => {
  const report = caseReport(results)
  expect(Object.keys(report)).toEqual([
    'limit',
    'ceiling',
    'tuned_ceiling',
    'rollcall',
    'cpu_ratio_to_ceiling',
    'rps_ratio_to_limit',
    'p99_ratio_to_ceiling',
  ])
  expect(report).toMatchObject({
    rollcall: { rps: 3000, cpu_us: 150, p50_ms: 1.235, p99_ms: 15, rss_mb: 100 },
    cpu_ratio_to_ceiling: 1.5,
    rps_ratio_to_limit: 0.5,
    p99_ratio_to_ceiling: 1.5,
  })
})

test('the tables show ratios with their spread', () => {
  expect(caseTable(results)).toContain(
    '| rollcall | 3000 | 1.235 | 15 | 150 | 100 | 1.50 (1.00 to 2.00) | 0.50 (0.25 to 0.75) |',
  )
  expect(summaryTable(new Map([['get', results]]))).toContain(
    '| get one user | 1.50 (1.00 to 2.00) | 0.50 (0.25 to 0.75) | 150 µs | 1.235 ms | 15 ms | 1.5 |',
  )
})

test('a ratio up to twice its goal passes, and one beyond it is a sentence', () => {
  expect(beyondBounds('get', results)).toEqual([])
  const slow: Rounds = new Map([...results, ['rollcall', [round(200, 800), round(400, 800), round(800, 800)]]])
  expect(beyondBounds('get', slow)).toEqual([
    "get: 4.00 times the ceiling's CPU; at most 3.",
    "get: 0.13 of the limit's requests a second; at least 0.225.",
  ])
  expect(beyondBounds('list100', slow)).toEqual(["list100: 4.00 times the ceiling's CPU; at most 2.8."])
  expect(beyondBounds('patch', slow)).toEqual([])
})
