import { defineConfig, mergeConfig } from 'vitest/config'
import { projects as store } from './packages/store/vitest.config.ts'
import shared from './vitest.shared.ts'

/** The tests of all packages in one run, so that no core waits while another one still has files to run. */
export default mergeConfig(
  shared,
  defineConfig({
    test: { projects: ['apps/*', 'bench', 'packages/{client,contract,providers}', 'scripts', ...store] },
  }),
)
