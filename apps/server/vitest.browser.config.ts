import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** Tests that need a browser. */
export default mergeConfig(shared, {
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
})
