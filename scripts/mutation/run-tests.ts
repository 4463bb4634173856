import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Package, Tests } from './breakage.ts'
import { root } from './scratch-copy.ts'

/** The result of a run of tests. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly test: string }
  /** Cut off: a breakage may make an endless loop. */
  | { readonly kind: 'timed-out' }
  /** A failure without a failed test: a file that does not load, or none that matches the filter. */
  | { readonly kind: 'broken'; readonly why: string }

interface TestReport {
  readonly testResults: readonly {
    readonly message?: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** Ends vitest and the workers that it started; they are a process group of their own. */
const endGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

const vitest = (
  folder: string,
  filters: readonly string[],
  report: string,
  timeoutMs: number,
): Promise<{ readonly isGreen: boolean; readonly isTimedOut: boolean; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const flags = ['--bail=1', '--no-file-parallelism', '--reporter=json', `--outputFile=${report}`]
    // Its tests run on PostgreSQL too, which takes longer to start than most of them.
    if (folder.endsWith('packages/store')) flags.push('--project=sqlite')
    const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', ...filters, ...flags], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let isTimedOut = false
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-2000)
    })
    const timer = setTimeout(() => {
      isTimedOut = true
      if (child.pid !== undefined) endGroup(child.pid)
    }, timeoutMs)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      if (child.pid !== undefined) endGroup(child.pid)
      resolve({ isGreen: code === 0, isTimedOut, said })
    })
  })

const outcomeOf = (report: string, said: string): Outcome => {
  if (!existsSync(report)) return { kind: 'broken', why: said }
  const { testResults }: TestReport = JSON.parse(readFileSync(report, 'utf8'))
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed')
  if (failed !== undefined) return { kind: 'failed', test: failed.fullName }
  const why = testResults.map(({ message = '' }) => message).find((message) => message !== '')
  return { kind: 'broken', why: why ?? said }
}

/** Runs the named tests in a copy, package by package, until one fails. */
export const runTests = async (copy: string, tests: Tests, timeoutMs: number): Promise<Outcome> => {
  const report = join(copy, 'mutation-report.json')
  for (const [name, filters] of Object.entries(tests) as [Package, readonly string[]][]) {
    rmSync(report, { force: true })
    const { isGreen, isTimedOut, said } = await vitest(join(copy, name), filters, report, timeoutMs)
    if (isTimedOut) return { kind: 'timed-out' }
    if (!isGreen) return outcomeOf(report, said)
  }
  return { kind: 'passed' }
}
