import { defaultExclude, mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

/** npm does not install a browser: `npm run test:browser` runs those tests. */
export default mergeConfig(shared, { test: { exclude: [...defaultExclude, 'test/browser/**'] } })
