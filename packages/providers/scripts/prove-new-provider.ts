import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * Proves docs/add-a-provider.md: in a scratch copy a made-up vendor is added, passes the suite that every adapter passes,
 * and changes no file but those that the page names.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url))
const slug = 'made-up-crm'

const output = (command: string, parameters: readonly string[], directory: string): string =>
  execFileSync(command, parameters, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

/** The tracked files and the new ones, as they are in the work tree. */
const copySources = (to: string): void => {
  const files = lines(output('git', ['ls-files', '--cached', '--others', '--exclude-standard'], root))
  for (const file of files) {
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(root, file), join(to, file), { verbatimSymlinks: true })
  }
}

/** The installed packages are linked; the packages of the workspace are those of the copy. */
const linkModules = (to: string): void => {
  mkdirSync(join(to, 'node_modules/@rollcall'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@rollcall') symlinkSync(join(root, 'node_modules', name), join(to, 'node_modules', name))
  }
  for (const name of readdirSync(join(root, 'node_modules/@rollcall'))) {
    symlinkSync(readlinkSync(join(root, 'node_modules/@rollcall', name)), join(to, 'node_modules/@rollcall', name))
  }
  const workspaces = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  )
  for (const nested of workspaces.map((workspace) => join(workspace, 'node_modules'))) {
    if (existsSync(join(root, nested)) && lstatSync(join(root, nested)).isDirectory()) {
      symlinkSync(join(root, nested), join(to, nested))
    }
  }
}

/** The files that the page names, with the slug in place of `<slug>`. */
const named = (): string[] =>
  [...readFileSync(join(root, 'docs/add-a-provider.md'), 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map((match) =>
    (match[1] ?? '').replaceAll('<slug>', slug),
  )

const scratch = mkdtempSync(join(tmpdir(), 'rollcall-new-provider-'))
try {
  copySources(scratch)
  linkModules(scratch)
  output('git', ['init', '-q'], scratch)
  output('git', ['add', '-A'], scratch)
  output('git', ['-c', 'user.name=proof', '-c', 'user.email=proof@example.com', 'commit', '-qm', 'before'], scratch)

  const providers = join(scratch, 'packages/providers')
  const bin = (name: string): string => join(root, 'node_modules/.bin', name)
  output(process.execPath, ['packages/providers/scripts/new-provider.ts', slug], scratch)
  output(process.execPath, ['scripts/generate.ts'], join(scratch, 'packages/contract'))
  output(process.execPath, ['scripts/generate-support.ts'], providers)
  output(bin('biome'), ['check', '--write', '.'], scratch)
  for (const project of ['packages/providers', 'apps/sandbox', 'apps/server'])
    output(bin('tsc'), ['-p', project], scratch)
  output(bin('vitest'), ['run', `src/adapters/${slug}`], providers)
  output(bin('vitest'), ['run', `src/vendors/${slug}`, 'src/sandbox.test.ts'], join(scratch, 'apps/sandbox'))

  const changed = lines(output('git', ['status', '--porcelain', '--untracked-files=all'], scratch))
    .map((line) => line.slice(3))
    .filter((file) => !file.includes('node_modules'))
    .sort()
  const expected = named().sort()
  const unexpected = changed.filter((file) => !expected.includes(file))
  const untouched = expected.filter((file) => !changed.includes(file))
  if (unexpected.length > 0 || untouched.length > 0) {
    throw new Error(
      `docs/add-a-provider.md is wrong. Not named: ${unexpected.join(', ')}. Not changed: ${untouched.join(', ')}.`,
    )
  }
  process.stdout.write(
    `A made-up provider passed every check and changed ${changed.length} files, all of them named.\n`,
  )
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
