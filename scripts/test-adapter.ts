import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** Runs the tests of one adapter and of its simulator: `npm run test:adapter -- hubspot`. */

const root = join(import.meta.dirname, '..')
const adapters = join(root, 'packages/providers/src/adapters')
const slugs = readdirSync(adapters, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []))

const run = (folder: string, filters: readonly string[]): boolean => {
  const vitest = join(root, 'node_modules/.bin/vitest')
  return spawnSync(vitest, ['run', ...filters], { cwd: join(root, folder), stdio: 'inherit' }).status === 0
}

const [slug = ''] = process.argv.slice(2)
if (!slugs.includes(slug)) {
  process.stderr.write(
    `There is no adapter "${slug}". Name one of: ${slugs.join(', ')}. For example: npm run test:adapter -- ${slugs[0]}\n`,
  )
  process.exit(1)
}
const simulator = 'apps/sandbox'
const isGreen = run('packages/providers', [`src/adapters/${slug}/`])
const hasSimulator = existsSync(join(root, simulator, `src/vendors/${slug}.test.ts`))
if (!hasSimulator)
  process.stderr.write(`The simulator of ${slug} has no test: add ${simulator}/src/vendors/${slug}.test.ts.\n`)
const isSimulatorGreen = hasSimulator && run(simulator, [`src/vendors/${slug}.test.ts`, `src/vendors/${slug}/`])
if (!(isGreen && isSimulatorGreen)) process.exitCode = 1
