import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Expression, type Program, parseSync, Visitor } from 'oxc-parser'

/** Every regular expression of the product: those of its sources, and the patterns of the contract's schemas. */

export interface Pattern {
  readonly source: string
  readonly flags: string
  /** The file that holds it, from the top of the repository. */
  readonly file: string
}

export interface PatternsOfSource {
  readonly patterns: readonly Pattern[]
  /** The source text of a pattern that is made of more than constants. */
  readonly dynamic: readonly { readonly file: string; readonly text: string }[]
}

const root = resolve(import.meta.dirname, '..')
const productFolders = ['apps/server/src', 'packages/client/src', 'packages/providers/src', 'packages/store/src']
/** Files that only tests run. */
const isOfTests = (file: string): boolean => /\.test\.ts$|(?:^|\/)(?:testing|[a-z]+-tests)\//.test(file)

type Constants = ReadonlyMap<string, Expression>

/** The text of an expression that is made of constants; `undefined` for any other expression. */
const textOf = (expression: Expression, constants: Constants): string | undefined => {
  if (expression.type === 'Literal') return typeof expression.value === 'string' ? expression.value : undefined
  if (expression.type === 'Identifier') {
    const value = constants.get(expression.name)
    return value === undefined ? undefined : textOf(value, constants)
  }
  const isRaw = expression.type === 'TaggedTemplateExpression'
  if (!isRaw && expression.type !== 'TemplateLiteral') return undefined
  const { quasis, expressions } = isRaw ? expression.quasi : expression
  const parts = quasis.map(({ value }, index) => {
    const following = expressions[index]
    const filled = following === undefined ? '' : textOf(following, constants)
    const text = isRaw ? value.raw : value.cooked
    return filled === undefined || text === null ? undefined : `${text}${filled}`
  })
  return parts.includes(undefined) ? undefined : parts.join('')
}

const constantsOf = (program: Program): Map<string, Expression> => {
  const constants = new Map<string, Expression>()
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && init !== null) constants.set(id.name, init)
    },
  }).visit(program)
  return constants
}

/** Constants of the files beside this one that it imports from. */
const importedConstants = (file: string, program: Program): readonly (readonly [string, Expression])[] =>
  program.body.flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration' || !statement.source.value.startsWith('./')) return []
    const path = join(root, dirname(file), statement.source.value)
    return [...constantsOf(parseSync(path, readFileSync(path, 'utf8')).program)]
  })

/** The regular expressions that a source text makes, found in its syntax. */
export const patternsOf = (file: string, text: string): PatternsOfSource => {
  const { program, errors } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${file} cannot be parsed: ${error.message}`)
  const constants = new Map([...importedConstants(file, program), ...constantsOf(program)])
  const patterns: Pattern[] = []
  const dynamic: { file: string; text: string }[] = []
  const made = (callee: Expression, [source, flags]: readonly unknown[], start: number, end: number): void => {
    if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return
    const [sourceText, flagsText] = [source, flags].map((part) =>
      part === undefined ? '' : textOf(part as Expression, constants),
    )
    if (sourceText === undefined || flagsText === undefined) dynamic.push({ file, text: text.slice(start, end) })
    else patterns.push({ source: sourceText, flags: flagsText, file })
  }
  new Visitor({
    Literal(node) {
      if ('regex' in node) patterns.push({ source: node.regex.pattern, flags: node.regex.flags, file })
    },
    NewExpression: ({ callee, arguments: given, start, end }) => made(callee, given, start, end),
    CallExpression: ({ callee, arguments: given, start, end }) => made(callee, given, start, end),
  }).visit(program)
  return { patterns, dynamic }
}

/** The patterns of the contract's schemas, which its validator runs on requests. */
const patternsOfContract = (): readonly Pattern[] => {
  const patterns: Pattern[] = []
  JSON.parse(readFileSync(join(root, 'packages/contract/openapi.json'), 'utf8'), (name, value: unknown) => {
    if (name === 'pattern' && typeof value === 'string') {
      patterns.push({ source: value, flags: 'u', file: 'openapi.yaml' })
    }
    return value
  })
  return patterns
}

/** The patterns of the whole product. */
export const patternsOfProduct = (): PatternsOfSource => {
  const found = productFolders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .filter((file) => !isOfTests(file))
    .map((file) => patternsOf(file, readFileSync(join(root, file), 'utf8')))
  return {
    patterns: [...found.flatMap(({ patterns }) => patterns), ...patternsOfContract()],
    dynamic: found.flatMap(({ dynamic }) => dynamic),
  }
}
