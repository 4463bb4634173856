import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

/** Makes one file of Kysely, which `src/kysely.ts` loads. */

await build({
  input: fileURLToPath(import.meta.resolve('kysely')),
  platform: 'node',
  logLevel: 'warn',
  output: { file: fileURLToPath(new URL('../dist/kysely.js', import.meta.url)) },
})
