import { defineConfig } from 'vitest/config'

/** What no database stands behind, and what only SQLite has. */
const onceIsEnough = ['keys', 'local-key', 'lock-folder', 'make-folder', 'memory-cache', 'open-sqlite', 'private-files']

/** Projects do not take these from the command line. */
const times = { testTimeout: 60_000, hookTimeout: 120_000 }

/** Every test of a repository runs on both databases, without a word in its file. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...times,
          name: 'sqlite',
          include: ['src/**/*.test.ts'],
          exclude: ['src/postgres/**'],
          provide: { postgres: undefined },
        },
      },
      {
        test: {
          ...times,
          name: 'postgres',
          include: ['src/**/*.test.ts'],
          exclude: onceIsEnough.map((name) => `src/${name}.test.ts`),
          globalSetup: ['src/testing/provide-postgres.ts'],
        },
      },
    ],
  },
})
