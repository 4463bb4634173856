import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** The tests of what needs no browser; views are tested by `npm run test:browser`. */
export default mergeConfig(shared, { test: { include: ['src/**/*.test.ts'] } })
