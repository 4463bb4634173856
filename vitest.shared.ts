import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** For every package. Files share what they import: to evaluate it again for each file would take most of the time. */
export default defineConfig({
  test: {
    isolate: false,
    maxWorkers: Math.max(2, availableParallelism()),
    restoreMocks: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
