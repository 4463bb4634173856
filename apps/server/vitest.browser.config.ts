import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** What needs a browser. Every wait of a test has its own limit; that of the whole test is for machines with much else to do. */
export default mergeConfig(shared, {
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 120_000 },
})
