import { defaultExclude, mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** A browser is no part of what npm brings: `npm run test:browser`. */
export default mergeConfig(shared, { test: { exclude: [...defaultExclude, 'test/browser/**'] } })
