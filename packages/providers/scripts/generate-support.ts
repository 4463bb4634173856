import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { adapters } from '../src/registry.ts'
import { supportTable } from '../src/support-table.ts'

/** Writes docs/providers.md from the adapters; `--check` fails when the committed file is stale. */

const file = fileURLToPath(new URL('../../../docs/providers.md', import.meta.url))
const table = supportTable(Object.values(adapters))

if (!process.argv.includes('--check')) writeFileSync(file, table)
else if (readFileSync(file, 'utf8') !== table) {
  process.stderr.write('docs/providers.md is stale: run npm run generate.\n')
  process.exitCode = 1
}
