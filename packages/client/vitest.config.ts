import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** The tests beside the code; those in `published/` have a separate runner: `npm run test:package`. */
export default mergeConfig(shared, { test: { include: ['src/**/*.test.ts'] } })
