import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withPart } from './document.ts'

const document = `# Figures

<!-- bench:latest -->

old

<!-- /bench:latest -->

Words.

<!-- bench:features -->
<!-- /bench:features -->
`

test('only the named part is replaced', () => {
  expect(withPart(document, 'latest', '| a |\n')).toBe(document.replace('old', '| a |'))
})

test('an empty part is filled, and writing the same again changes nothing', () => {
  const once = withPart(document, 'features', 'new')
  expect(once).toContain('<!-- bench:features -->\n\nnew\n\n<!-- /bench:features -->\n')
  expect(withPart(once, 'features', 'new')).toBe(once)
})

test('content is written as it is', () => {
  expect(withPart(document, 'latest', "$& $' $1")).toContain("\n$& $' $1\n")
})

test.each([
  ['no marker', ''],
  ['no end', '<!-- bench:latest -->'],
  ['the end first', '<!-- /bench:latest --><!-- bench:latest -->'],
  ['an end too many', '<!-- /bench:latest --><!-- bench:latest --><!-- /bench:latest -->'],
  ['the part twice', '<!-- bench:latest --><!-- /bench:latest -->'.repeat(2)],
])('a document with %s is refused', (_what, text) => {
  expect(() => withPart(text, 'latest', 'new')).toThrow('<!-- bench:latest -->')
})

test('the document of the benchmark has every part that is written', () => {
  const text = readFileSync(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8')
  for (const name of ['latest', 'features', 'growth-store', 'growth-time', 'growth-processes']) {
    expect(withPart(text, name, 'new')).toContain(`<!-- bench:${name} -->\n\nnew\n`)
  }
})
