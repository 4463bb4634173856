import { execFileSync, spawnSync } from 'node:child_process'
import process from 'node:process'

/**
 * Checks the files of this folder with the programs that read them: `npm run test:deploy`. It installs nothing. A file that
 * cannot be checked because a program is missing is reported, and is a failure where `CI` is set.
 */

/** The programs that a test needs, by its file. */
const programs: Readonly<Record<string, readonly string[]>> = {
  'test/image.test.ts': ['unshare', 'setpriv', 'git', 'npm'],
  'test/nginx.test.ts': ['nginx', 'openssl'],
  'test/caddy.test.ts': ['caddy'],
  'test/prometheus.test.ts': ['promtool'],
  'test/sandbox-page.test.ts': ['curl', 'npm', 'sh'],
  'test/systemd.test.ts': ['systemd-analyze'],
}

const isThere = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      execFileSync('test', ['-x', `${folder}/${program}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })

const left = Object.entries(programs).flatMap(([file, needed]) => {
  const missing = needed.filter((program) => !isThere(program))
  return missing.length === 0 ? [] : [{ file, missing }]
})
for (const { file, missing } of left) {
  process.stderr.write(`Not checked: deploy/${file}, which needs ${missing.join(', ')}.\n`)
}
if (left.length > 0 && process.env.CI !== undefined) process.exit(1)
const { status } = spawnSync('vitest', ['run', ...left.flatMap(({ file }) => ['--exclude', file])], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
