import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { adapters } from '../src/registry.ts'
import { supportSummary, supportTable } from '../src/support-table.ts'

/** Writes docs/providers.md and a part of the README from the adapters; `--check` fails when the committed files are stale. */

const fileOf = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url))
const all = Object.values(adapters)

const begin = '<!-- support: begin, made by `npm run generate` from the adapters -->\n'
const end = '<!-- support: end -->\n'

const readme = (): string => {
  const text = readFileSync(fileOf('README.md'), 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md lacks the line ${begin} or ${end}`)
  return `${before}${begin}\n${supportSummary(all)}\n${end}${after}`
}

for (const [name, text] of [
  ['docs/providers.md', supportTable(all)],
  ['README.md', readme()],
] as const) {
  if (readFileSync(fileOf(name), 'utf8') === text) continue
  if (!process.argv.includes('--check')) writeFileSync(fileOf(name), text)
  else {
    process.stderr.write(`${name} is stale: run npm run generate.\n`)
    process.exitCode = 1
  }
}
