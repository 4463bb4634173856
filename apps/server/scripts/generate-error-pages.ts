import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import process from 'node:process'
import { filesOf, staleFiles } from '../test/support/provocations/error-pages.ts'
import { provokeEveryProblem } from '../test/support/provocations/every-problem.ts'

/**
 * Provokes every problem and writes the answers: `src/problems/problem-examples.gen.ts` for the server, and
 * `docs/errors/<slug>.md`. With `--check` it writes nothing, and fails when a file is stale.
 */

const files = filesOf(await provokeEveryProblem())
const stale = staleFiles(files)

if (!process.argv.includes('--check')) {
  for (const file of stale) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, files.get(file) ?? '')
  }
} else if (stale.length > 0) {
  const names = stale.map((file) => relative(process.cwd(), file)).join(', ')
  process.stderr.write(
    `Stale: ${names}. Run "node apps/server/scripts/generate-error-pages.ts" and commit the result.\n`,
  )
  process.exitCode = 1
}
