import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** The texts of the repository: comments, titles of tests, strings that a user meets, documents. */

export interface Text {
  /** From the top of the repository. */
  readonly file: string
  /** Of the first character. */
  readonly line: number
  readonly kind: 'comment' | 'title' | 'string' | 'document'
  /** With the line breaks of the source, and with blanks in place of the marks of a comment. */
  readonly text: string
}

const root = resolve(import.meta.dirname, '..')

/** Blanks in place of each character, so that the text keeps its lines. */
const blank = (text: string): string => text.replaceAll(/\S/g, ' ')

const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length

const titleCalls = new Set(['describe', 'it', 'test'])
const titleMembers = new Set(['each', 'for', 'only', 'runIf', 'skipIf'])

/** The name of the function that a call such as `it.each(rows)('title')` runs: `it`. */
const calledName = (callee: unknown): string | undefined => {
  if (typeof callee !== 'object' || callee === null || !('type' in callee)) return undefined
  if (callee.type === 'Identifier' && 'name' in callee) return String(callee.name)
  if (callee.type === 'MemberExpression' && 'object' in callee && 'property' in callee) {
    return titleMembers.has(calledName(callee.property) ?? '') ? calledName(callee.object) : undefined
  }
  if (callee.type === 'TaggedTemplateExpression' && 'tag' in callee) return calledName(callee.tag)
  return callee.type === 'CallExpression' && 'callee' in callee ? calledName(callee.callee) : undefined
}

/** The comments, titles of tests and strings with a blank of a program. */
export const textsOfProgram = (file: string, source: string): readonly Text[] => {
  const { program, comments, errors } = parseSync(file, source)
  const [error] = errors
  if (error !== undefined) throw new Error(`${file} cannot be parsed: ${error.message}`)
  const found: (Text & { readonly start: number; readonly end: number })[] = []
  const add = (kind: Text['kind'], start: number, end: number, text: string): void => {
    found.push({ file, line: lineOf(source, start), kind, text, start, end })
  }
  for (const { start, end, type } of comments) {
    const text = source.slice(start, end).replaceAll(/^\s*(?:\/\*\*?|\*\/|\*|\/\/)|\*\/$/gm, blank)
    const before = found.at(-1)
    const between = before === undefined ? 'nothing' : source.slice(before.end, start)
    if (type === 'Line' && before !== undefined && /^\n[ \t]*$/.test(between)) {
      found.splice(-1, 1, { ...before, text: `${before.text}${between}${text}`, end })
    } else add('comment', start, end, text)
  }
  const titles = new Set<number>()
  /** `filled`: the expressions of a template, which are code. */
  const addString = (start: number, end: number, filled: readonly { start: number; end: number }[] = []): void => {
    let text = source.slice(start, end)
    for (const part of filled) {
      const [from, to] = [part.start - start - '${'.length, part.end - start + '}'.length]
      text = `${text.slice(0, from)}${blank(text.slice(from, to))}${text.slice(to)}`
    }
    if (titles.has(start)) add('title', start, end, text.slice(1, -1))
    else if (/\S\s+\S/.test(text)) add('string', start, end, text.replaceAll(/^['"`]|['"`]$/g, ''))
  }
  new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      if (title !== undefined && titleCalls.has(calledName(callee) ?? '')) titles.add(title.start)
    },
    Literal({ value, start, end }) {
      if (typeof value === 'string') addString(start, end)
    },
    JSXText: ({ start, end }) => addString(start, end),
    TemplateLiteral: ({ start, end, expressions }) => addString(start, end, expressions),
  }).visit(program)
  return found.map(({ file: name, line, kind, text }) => ({ file: name, line, kind, text }))
}

const programs = '{apps,packages,scripts,bench,deploy}/**/*.{ts,tsx,js,mjs,cjs}'
const documents = [
  '*.{md,yaml,jsonc}',
  '{.changeset,.github}/**/*.{md,yml}',
  '.ci/run',
  '{apps,packages,bench,deploy,docs,scripts}/**/*.{md,yaml,yml,css,html,sh}',
  'deploy/{Dockerfile,caddy/Caddyfile,nginx/rollcall.conf,systemd/rollcall.service,grafana/rollcall.json}',
]
const exclude = [
  '**/node_modules/**',
  '**/dist/**',
  '**/fixtures/**',
  '**/*.gen.ts',
  '**/coverage/**',
  'packages/contract/generators/*/**',
]

/** Where strings are the words of vendors, of callers, or input of tests. */
const stringsOfOthers =
  /\.test\.tsx?$|\/test\/|\/testing\/|^apps\/sandbox\/src\/vendors\/|^apps\/sandbox\/sdks\/|^scripts\/mutation\/breakages\//

/** The list of unwanted words, and the tests of it. */
const lists = ['scripts/plain-words.ts', 'scripts/plain-words.test.ts', 'scripts/texts.test.ts']

/** All texts of the repository. */
export const textsOfRepository = (): readonly Text[] => {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8')
  const ofPrograms = globSync(programs, { cwd: root, exclude })
    .filter((file) => !lists.includes(file))
    .sort()
    .flatMap((file) => textsOfProgram(file, read(file)))
    .filter(({ kind, file }) => kind !== 'string' || !stringsOfOthers.test(file))
  const ofDocuments = globSync(documents, { cwd: root, exclude })
    .sort()
    .map((file): Text => ({ file, line: 1, kind: 'document', text: read(file) }))
  return [...ofPrograms, ...ofDocuments]
}
