import { readdirSync, readFileSync } from 'node:fs'
import { providerSlugs } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'

/** A newcomer reads the folder of an adapter: it stays small, and data is in separate files. */

/** Files that hold only data; not counted. */
const dataFiles = ['connect.ts', 'errors.ts', 'hosts.ts']
/** The other files that a folder may have besides its adapter and its data. */
const medianLimit = 110
const largestLimit = 220

const textOf = (slug: string, file: string): string =>
  readFileSync(new URL(`./${slug}/${file}`, import.meta.url), 'utf8')

const sourcesOf = (slug: string): readonly string[] =>
  readdirSync(new URL(`./${slug}/`, import.meta.url)).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )

const codeOf = (text: string): readonly string[] =>
  text
    .replaceAll(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'))

/** Functions of a text that are more than one line with one expression. */
const longFunctionsOf = (text: string): readonly string[] => {
  const lines = codeOf(text)
  return lines.filter((line, index) => {
    if (/\bfunction\b|\breturn\b|\bthrow\b|^\s*(?:if|for|while|switch|try)\b/.test(line)) return true
    const arrow = line.lastIndexOf('=> ')
    const opens = line.endsWith('=>')
    if (!opens && arrow === -1) return false
    const body = opens ? (lines[index + 1] ?? '') : line.slice(arrow + 3)
    const next = lines[index + (opens ? 2 : 1)] ?? ''
    const isOpen = /[{[(]$/.test(body.trim())
    const hasMore = /^\s*(?:[?:.&|+]|=>)/.test(next)
    return isOpen || hasMore
  })
}

const linesOf = (slug: string): number =>
  sourcesOf(slug)
    .filter((file) => !dataFiles.includes(file))
    .reduce((sum, file) => sum + codeOf(textOf(slug, file)).length, 0)

describe('the folder of an adapter', () => {
  const sizes = providerSlugs.map((slug) => ({ slug, lines: linesOf(slug) })).sort((a, b) => a.lines - b.lines)

  it(`has at most ${medianLimit} lines of code in the median, and ${largestLimit} at most`, () => {
    expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThanOrEqual(medianLimit)
    expect(sizes.filter(({ lines }) => lines > largestLimit)).toEqual([])
  })

  const data = providerSlugs.flatMap((slug) =>
    sourcesOf(slug)
      .filter((file) => dataFiles.includes(file))
      .map((file) => [slug, file] as const),
  )

  it.each(data)('%s/%s holds data, and no function beyond a read of one line', (slug, file) => {
    expect(longFunctionsOf(textOf(slug, file))).toEqual([])
  })
})

describe('a read of one line', () => {
  it.each([
    'const code = (body: unknown) => textAt(body, "code")',
    'const code = (body: unknown) =>\n  textAt(body, "error.code") ?? textAt(body, "code")',
    'export const errors = {\n  fails: (body) => isError(body),\n}',
  ])('%s', (text) => {
    expect(longFunctionsOf(text)).toEqual([])
  })

  it.each([
    'const code = (body) => {\n  return 1\n}',
    'const code = (body) =>\n  isError(body)\n    ? 1\n    : 2',
    'const code = (body) => ({\n  a: 1,\n})',
    'const code = (body) => [\n  1,\n]',
    'function code() {}',
    'const rule = { means() {\n  return 1\n} }',
  ])('is not %s', (text) => {
    expect(longFunctionsOf(text)).not.toEqual([])
  })
})
