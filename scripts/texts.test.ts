import { describe, expect, it } from 'vitest'
import { textsOfProgram, textsOfRepository } from './texts.ts'
import { wordFaultsOf } from './word-faults.ts'

const textsOf = (source: string): readonly (readonly [string, number, string])[] =>
  textsOfProgram('made-up.tsx', source).map(({ kind, line, text }) => [kind, line, text.replaceAll(/\s+/g, ' ').trim()])

describe('textsOfProgram', () => {
  it.each([
    ['a block comment, without its marks', '/**\n * One,\n * two.\n */\nrun()', ['comment', 1, 'One, two.']],
    ['line comments below each other, as one', '// One,\n// two.\nrun()', ['comment', 1, 'One, two.']],
    ['the title of a test', "\nit('does this', () => {})", ['title', 2, 'does this']],
    ['the title of a test with a table', "it.each([1])('does %d', () => {})", ['title', 1, 'does %d']],
    ['the title of a group with a table', "describe.each([1])('a %d', () => {})", ['title', 1, 'a %d']],
    ['a string with a blank', "fail('It fails.')", ['string', 1, 'It fails.']],
    ['a template, without its code', `fail(\`It fails \${nobody}.\`)`, ['string', 1, 'It fails .']],
    ['the text of an element', 'const a = <p>It fails.</p>', ['string', 1, 'It fails.']],
    ['an attribute of an element', 'const a = <p title="It fails." />', ['string', 1, 'It fails.']],
  ])('finds %s', (_name, source, text) => {
    expect(textsOf(source)).toEqual([text])
  })

  it('finds no title in a method of that name, and no text in a single word', () => {
    expect(textsOf("test.database.from('accounts')\nimport 'node:fs'")).toEqual([])
  })

  it('names a file that cannot be parsed', () => {
    expect(() => textsOfProgram('made-up.ts', 'const (')).toThrow(/^made-up\.ts cannot be parsed: /)
  })
})

describe('wordFaultsOf', () => {
  const faultsOf = (text: string) => wordFaultsOf([{ file: 'a.ts', line: 7, kind: 'comment', text }])

  it('names the line, the words and what to write instead', () => {
    expect(faultsOf('One\ntwo that nobody\nreads')).toEqual([
      expect.stringMatching(/^a\.ts:8: "nobody" \(write: .+\)$/),
    ])
  })

  it('does not search quotations, code and addresses', () => {
    expect(faultsOf('As "nobody" says, `nobody` is at https://nobody.example.')).toEqual([])
  })
})

describe('the repository', () => {
  const texts = textsOfRepository()

  it('has comments, titles, strings and documents', () => {
    const kinds = Object.groupBy(texts, ({ kind }) => kind)
    expect(kinds.comment?.length).toBeGreaterThan(5000)
    expect(kinds.title?.length).toBeGreaterThan(3000)
    expect(kinds.string?.length).toBeGreaterThan(1500)
    expect(kinds.document?.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['README.md', 'openapi.yaml', 'deploy/Dockerfile', 'docs/security.md', '.ci/run']),
    )
  })

  it('has no unwanted word', () => {
    expect(wordFaultsOf(texts)).toEqual([])
  })
})
