import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import type { Breakage, Tests } from './breakage.ts'
import { breakages } from './breakages.ts'
import { type Outcome, runTests } from './run-tests.ts'
import { makeScratchCopy } from './scratch-copy.ts'
import { touchedFiles } from './touched.ts'

/**
 * Breaks the product in many small ways, one at a time in a scratch copy, and runs the tests that should fail. A breakage
 * without a failed test is a promise that no test checks. A word on the command line runs those whose name or file has it;
 * `--touched` runs those of the files that a change touches, as many as two minutes allow.
 */

const workers = 2
const runTimeoutMs = 60_000
const [word = ''] = process.argv.slice(2)
const isOfChange = word === '--touched'
const wholeTimeoutMs = isOfChange ? 110_000 : 45 * 60_000
const leastKilledShare = 0.9

type Verdict = 'killed' | 'SURVIVED' | 'did not apply' | 'did not run' | 'no time left'

interface Result {
  readonly breakage: Breakage
  readonly verdict: Verdict
  /** The test that failed, or another failure. */
  readonly detail: string
}

const startedMs = performance.now()
const leftMs = (): number => wholeTimeoutMs - (performance.now() - startedMs)

/** Runs every item once, `workers` at a time; each worker has its own copy. */
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

const verdictOf = (outcome: Outcome | 'no time left'): Pick<Result, 'verdict' | 'detail'> => {
  if (outcome === 'no time left') return { verdict: outcome, detail: '' }
  if (outcome.kind === 'passed') return { verdict: 'SURVIVED', detail: '' }
  if (outcome.kind === 'failed') return { verdict: 'killed', detail: firstLine(outcome.test) }
  if (outcome.kind === 'timed-out') return { verdict: 'killed', detail: '(ran until its time was up)' }
  return { verdict: 'did not run', detail: firstLine(outcome.why) }
}

/** A run that the end of the total time cuts off, not its own limit, has no result. */
const runInTime = async (copy: string, tests: Tests): Promise<Outcome | 'no time left'> => {
  if (leftMs() <= 0) return 'no time left'
  const outcome = await runTests(copy, tests, Math.min(runTimeoutMs, leftMs()))
  return outcome.kind === 'timed-out' && leftMs() <= 0 ? 'no time left' : outcome
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
    return { breakage, ...verdictOf(await runInTime(copy, breakage.tests)) }
  } finally {
    writeFileSync(path, source)
  }
}

/** The result of a breakage's tests without the breakage: tests that fail anyway prove nothing. Each set runs once. */
const unbroken = new Map<string, Promise<Outcome | 'no time left'>>()

const runUnbroken = (copy: string, tests: Tests): Promise<Outcome | 'no time left'> => {
  const key = JSON.stringify(tests)
  const outcome = unbroken.get(key) ?? runInTime(copy, tests)
  unbroken.set(key, outcome)
  return outcome
}

const resultOf = async (copy: string, breakage: Breakage): Promise<Result> => {
  const before = await runUnbroken(copy, breakage.tests)
  if (before === 'no time left') return { breakage, ...verdictOf(before) }
  if (before.kind === 'passed') return tried(copy, breakage)
  return { breakage, verdict: 'did not run', detail: `not green before: ${verdictOf(before).detail}` }
}

const touched = isOfChange ? touchedFiles() : []
const chosen = isOfChange
  ? touched.flatMap((path) => breakages.filter(({ file }) => file === path))
  : breakages.filter(({ name, file }) => `${name} ${file}`.includes(word))
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
  await share(copies, chosen, async (copy, breakage) => {
    const result = await resultOf(copy, breakage)
    results.set(breakage, result)
    process.stderr.write(
      result.verdict === 'killed' || result.verdict === 'no time left'
        ? '.'
        : `\n${result.verdict}: ${breakage.name}\n`,
    )
  })
} finally {
  removeCopies()
}

process.stdout.write('\n')
for (const breakage of chosen) {
  const { verdict, detail } = results.get(breakage) ?? { verdict: 'did not run', detail: '' }
  if (verdict === 'no time left') continue
  process.stdout.write(`${verdict.padEnd(13)} | ${breakage.name} | ${breakage.file} | ${detail}\n`)
}
const countOf = (verdict: Verdict): number =>
  [...results.values()].filter((result) => result.verdict === verdict).length
const [killed, survived, late] = [countOf('killed'), countOf('SURVIVED'), countOf('no time left')]
const lost = countOf('did not apply') + countOf('did not run') + (isOfChange ? 0 : late)
const ran = chosen.length - (isOfChange ? late : 0)
const killedShare = ran === 0 ? 1 : killed / ran
process.stdout.write(
  `\n${chosen.length} breakages${isOfChange ? ` in the ${touched.length} files of the change` : ''}: ${killed} killed ` +
    `(${(killedShare * 100).toFixed(1)} % of those that ran), ${survived} survived, ${lost} did not apply or run, ` +
    `${late} were left when the time was up; ${Math.round((performance.now() - startedMs) / 1000)} s.\n`,
)
if (killedShare < leastKilledShare || lost > 0 || (chosen.length === 0 && !isOfChange)) process.exitCode = 1
