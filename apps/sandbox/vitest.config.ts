import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** The tests beside the code; those in `sdks/` need the vendors' packages: `npm run test:sdks`. */
export default mergeConfig(shared, { test: { include: ['src/**/*.test.ts'] } })
