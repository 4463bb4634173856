import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import type { Breakage } from './breakage.ts'
import { breakages } from './breakages.ts'
import { type Outcome, runTests } from './run-tests.ts'
import { makeScratchCopy } from './scratch-copy.ts'

/**
 * Breaks the product in many small ways, one at a time in a scratch copy, and runs the tests that should notice. A
 * breakage that survives is a promise that no test holds. A word on the command line runs those whose name or file has it.
 */

const workers = 2
const runTimeoutMs = 60_000
const wholeTimeoutMs = 15 * 60_000
const leastKilledShare = 0.9

type Verdict = 'killed' | 'SURVIVED' | 'did not apply' | 'did not run'

interface Result {
  readonly breakage: Breakage
  readonly verdict: Verdict
  /** The test that noticed, or what went wrong. */
  readonly detail: string
}

const startedMs = performance.now()
const isOutOfTime = (): boolean => performance.now() - startedMs > wholeTimeoutMs

/** Takes every item once, `workers` at a time; each worker has a copy of its own. */
const share = async <T>(
  copies: readonly string[],
  items: readonly T[],
  work: (copy: string, item: T) => Promise<void>,
) => {
  const waiting = [...items]
  const drain = async (copy: string): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(copy, item)
  }
  await Promise.all(copies.map(drain))
}

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 160) ?? ''

const verdictOf = (outcome: Outcome): Pick<Result, 'verdict' | 'detail'> => {
  if (outcome.kind === 'passed') return { verdict: 'SURVIVED', detail: '' }
  if (outcome.kind === 'failed') return { verdict: 'killed', detail: firstLine(outcome.test) }
  if (outcome.kind === 'timed-out') return { verdict: 'killed', detail: '(ran until its time was up)' }
  return { verdict: 'did not run', detail: firstLine(outcome.why) }
}

const tried = async (copy: string, breakage: Breakage): Promise<Result> => {
  const path = join(copy, breakage.file)
  let source: string
  try {
    source = readFileSync(path, 'utf8')
  } catch {
    return { breakage, verdict: 'did not apply', detail: `there is no ${breakage.file}` }
  }
  const count = source.split(breakage.find).length - 1
  if (count !== 1)
    return { breakage, verdict: 'did not apply', detail: `the text is ${count} times in ${breakage.file}` }
  writeFileSync(
    path,
    source.replace(breakage.find, () => breakage.replace),
  )
  try {
    return { breakage, ...verdictOf(await runTests(copy, breakage.tests, runTimeoutMs)) }
  } finally {
    writeFileSync(path, source)
  }
}

/** Tests that fail without any breakage prove nothing with one: the sets of tests that are not green, and why. */
const notGreen = async (
  copies: readonly string[],
  chosen: readonly Breakage[],
): Promise<ReadonlyMap<string, string>> => {
  const sets = new Map(chosen.map(({ tests }) => [JSON.stringify(tests), tests]))
  const red = new Map<string, string>()
  await share(copies, [...sets], async (copy, [key, tests]) => {
    const outcome = isOutOfTime() ? ({ kind: 'timed-out' } as const) : await runTests(copy, tests, runTimeoutMs)
    if (outcome.kind !== 'passed') red.set(key, verdictOf(outcome).detail)
  })
  return red
}

const [word = ''] = process.argv.slice(2)
const chosen = breakages.filter(({ name, file }) => `${name} ${file}`.includes(word))
const results = new Map<Breakage, Result>()
const copies: string[] = []
const removeCopies = (): void => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
}
process.once('SIGINT', () => {
  removeCopies()
  process.exit(130)
})
try {
  while (copies.length < workers) copies.push(makeScratchCopy())
  const red = await notGreen(copies, chosen)
  await share(copies, chosen, async (copy, breakage) => {
    const reason = isOutOfTime() ? 'the time of the whole run was up' : red.get(JSON.stringify(breakage.tests))
    const result: Result =
      reason === undefined
        ? await tried(copy, breakage)
        : { breakage, verdict: 'did not run', detail: `not green before: ${reason}` }
    results.set(breakage, result)
    process.stderr.write(result.verdict === 'killed' ? '.' : `\n${result.verdict}: ${breakage.name}\n`)
  })
} finally {
  removeCopies()
}

process.stdout.write('\n')
for (const breakage of chosen) {
  const { verdict, detail } = results.get(breakage) ?? { verdict: 'did not run', detail: '' }
  process.stdout.write(`${verdict.padEnd(13)} | ${breakage.name} | ${breakage.file} | ${detail}\n`)
}
const countOf = (verdict: Verdict): number =>
  [...results.values()].filter((result) => result.verdict === verdict).length
const [killed, survived, lost] = [
  countOf('killed'),
  countOf('SURVIVED'),
  countOf('did not apply') + countOf('did not run'),
]
const killedShare = chosen.length === 0 ? 0 : killed / chosen.length
process.stdout.write(
  `\n${chosen.length} breakages: ${killed} killed (${(killedShare * 100).toFixed(1)} %), ${survived} survived, ` +
    `${lost} did not apply or run; ${Math.round((performance.now() - startedMs) / 1000)} s.\n`,
)
if (killedShare < leastKilledShare || lost > 0) process.exitCode = 1
