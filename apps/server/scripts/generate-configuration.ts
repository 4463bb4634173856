import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { variables } from '../src/config.ts'

/**
 * Writes the tables of variables from `config.ts`: all of them into docs/operations.md, those that a first installation
 * sets into README.md. With `--check` it writes nothing, and fails when a table is stale.
 */

const first = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'ROLLCALL_KEYS',
  'ROLLCALL_PUBLIC_URL',
  'ROLLCALL_BEHIND_TLS',
]

/** `docs` is the path from the page to the folder of documents; the texts name its pages from the root. */
const tableOf = (names: readonly string[], docs: string): string => {
  const rows = Object.entries(variables)
    .filter(([name]) => names.includes(name))
    .map(([name, variable]) => {
      const fallback = 'documented' in variable ? variable.documented : `\`${variable.fallback}\``
      return `| \`${name}\` | ${variable.meaning.replaceAll('](docs/', `](${docs}`)} | ${fallback} |\n`
    })
  return `| Variable | Meaning | Default |\n|---|---|---|\n${rows.join('')}`
}

const pages = [
  ['README.md', tableOf(first, 'docs/')],
  // A link to the page itself is removed.
  [
    'docs/operations.md',
    tableOf(Object.keys(variables), '')
      .replaceAll('](operations.md)', '](#processes)')
      .replaceAll('](operations.md#', '](#'),
  ],
] as const

const isCheck = process.argv.includes('--check')
for (const [name, table] of pages) {
  const file = new URL(`../../../${name}`, import.meta.url)
  const text = readFileSync(file, 'utf8')
  const written = text.replace(/^\| Variable \| Meaning \| Default \|\n\|---\|---\|---\|\n(?:\|.*\n)*/m, () => table)
  if (!written.includes(table)) throw new Error(`${name} has no table of variables.`)
  if (written === text) continue
  if (isCheck) {
    process.stderr.write(`Stale: the table of variables of ${name}. Run "npm run generate" and commit the result.\n`)
    process.exitCode = 1
  } else {
    writeFileSync(file, written)
  }
}
