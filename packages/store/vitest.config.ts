import { join } from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** Tests without a database, and tests of SQLite only. */
const onceIsEnough = [
  'audit/later-writes',
  'keys',
  'local-key',
  'lock-folder',
  'make-folder',
  'memory-cache',
  'open-sqlite',
  'private-files',
  'sqlite-dialect',
]

/** Every test of a repository runs on both databases, without a mention in its file. */
export const projects = [
  {
    name: 'sqlite',
    include: ['src/**/*.test.ts'],
    exclude: ['src/postgres/**'],
    provide: { postgres: undefined },
  },
  {
    name: 'postgres',
    include: ['src/**/*.test.ts'],
    exclude: onceIsEnough.map((name) => `src/${name}.test.ts`),
    globalSetup: [join(import.meta.dirname, 'src/testing/provide-postgres.ts')],
  },
].map((test) =>
  mergeConfig(shared, { root: import.meta.dirname, test: { ...test, testTimeout: 60_000, hookTimeout: 120_000 } }),
)

export default defineConfig({ test: { projects } })
