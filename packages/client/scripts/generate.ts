import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { operationsOf, sampleHead, sampleOf, textPathsOf } from './operations.ts'

/** Writes what the client derives from the contract: the paths that answer text, and the operations of the README. */

const fileOf = (name: string): URL => new URL(`../${name}`, import.meta.url)
const begin = '<!-- Generated from openapi.yaml by `npm run generate`: begin -->\n'
const end = '<!-- Generated: end -->\n'

const operations = operationsOf()

const textPaths = (): string => {
  const lines = textPathsOf(operations).map((path) => `  '${path}',\n`)
  return (
    '// Generated from openapi.yaml by `npm run generate`. Do not edit: change the contract.\n\n' +
    '/** The paths whose answers are text. */\n' +
    `export const textPaths: ReadonlySet<string> = /* @__PURE__ */ new Set([\n${lines.join('')}])\n`
  )
}

const readme = (): string => {
  const text = readFileSync(fileOf('README.md'), 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md lacks the line ${begin} or ${end}`)
  return `${before}${begin}\n${operationsSection()}\n${end}${after}`
}

const operationsSection = (): string => {
  const forPrograms = operations.filter(({ isForBrowsers }) => !isForBrowsers)
  const forBrowsers = operations.filter(({ isForBrowsers }) => isForBrowsers)
  const names = forBrowsers.map(({ method, path }) => `\`${method} ${path}\``)
  return [
    `\`\`\`ts\n${sampleHead}`,
    `${forPrograms.map(sampleOf).join('\n')}\`\`\`\n`,
    `These are for browsers, which show pages and connect accounts with a cookie: ${names.join(', ')}.\n`,
  ].join('\n')
}

const isCheck = process.argv.includes('--check')
const stale: string[] = []
for (const [name, text] of [
  ['src/text-paths.gen.ts', textPaths()],
  ['README.md', readme()],
] as const) {
  const isSame = (() => {
    try {
      return readFileSync(fileOf(name), 'utf8') === text
    } catch {
      return false
    }
  })()
  if (isSame) continue
  stale.push(name)
  if (!isCheck) writeFileSync(fileOf(name), text)
}
if (isCheck && stale.length > 0) {
  process.stderr.write(`Stale in packages/client: ${stale.join(', ')}. Run "npm run generate" and commit the result.\n`)
  process.exitCode = 1
}
