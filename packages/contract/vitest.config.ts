import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** The tests beside the code; those in `generators/` need other people's packages: `npm run test:generators`. */
export default mergeConfig(shared, { test: { include: ['src/**/*.test.ts'] } })
