import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type Expression,
  type Function as FunctionNode,
  parseSync,
  type TSType,
  type TSTypeAnnotation,
  Visitor,
} from 'oxc-parser'

/** Finds where the product gives a value a type without a check. */

export interface Cast {
  /** From the top of the repository. */
  readonly file: string
  readonly text: string
}

const root = resolve(import.meta.dirname, '..')
const isOfTests = (file: string): boolean => /\.test\.ts$|\.gen\.ts$|\/testing\//.test(file)

/** `JSON.parse` and `require`, whose results have the type `any`, which fits everywhere. */
const givesAny = (expression: Expression | null | undefined): boolean => {
  if (expression?.type !== 'CallExpression') return false
  const { callee } = expression
  if (callee.type === 'Identifier') return callee.name.startsWith('require')
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'JSON' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'parse'
  )
}

/** `unknown`, or a promise of it. */
const isUnknownType = (type: TSType | undefined): boolean =>
  type?.type === 'TSUnknownKeyword' ||
  (type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'Promise' &&
    isUnknownType(type.typeArguments?.params[0]))

const isUnknown = (annotation: TSTypeAnnotation | null | undefined): boolean =>
  isUnknownType(annotation?.typeAnnotation)

/**
 * The casts of a source text: `as` and `<T>` except `as const`, `!`, `asserts value is T`, and results of `JSON.parse` and
 * `require` that are not taken as `unknown`.
 */
export const castsOf = (file: string, text: string): readonly Cast[] => {
  const { program, errors } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${file} cannot be parsed: ${error.message}`)
  const found: Cast[] = []
  const add = ({ start, end }: { readonly start: number; readonly end: number }): void => {
    found.push({ file, text: text.slice(start, end).replaceAll(/\s+/g, ' ') })
  }
  const takenAsUnknown = new Set<unknown>()
  const functions: (FunctionNode | { readonly returnType?: TSTypeAnnotation | null | undefined })[] = []
  const enter = (node: { readonly returnType?: TSTypeAnnotation | null | undefined }): void => {
    functions.push(node)
  }
  const leave = (): void => {
    functions.pop()
  }
  const takeBranches = (expression: Expression | null | undefined): void => {
    if (expression?.type === 'ConditionalExpression') {
      takeBranches(expression.consequent)
      takeBranches(expression.alternate)
    } else takenAsUnknown.add(expression)
  }
  new Visitor({
    TSAsExpression(node) {
      const { typeAnnotation: type } = node
      const isConst =
        type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const'
      if (!isConst) add(node)
    },
    TSTypeAssertion: add,
    TSNonNullExpression: add,
    TSTypePredicate(node) {
      if (node.asserts && node.typeAnnotation !== null) add(node)
    },
    VariableDeclarator({ id, init }) {
      if ('typeAnnotation' in id && isUnknown(id.typeAnnotation)) takeBranches(init)
    },
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression(node) {
      enter(node)
      if (node.expression && isUnknown(node.returnType) && node.body.type !== 'BlockStatement') takeBranches(node.body)
    },
    'ArrowFunctionExpression:exit': leave,
    ExpressionStatement({ expression }) {
      takenAsUnknown.add(expression)
    },
    ReturnStatement({ argument }) {
      if (isUnknown(functions.at(-1)?.returnType)) takeBranches(argument)
    },
    CallExpression(node) {
      if (givesAny(node) && !takenAsUnknown.has(node)) add(node)
    },
  }).visit(program)
  return found
}

/** Those of the product. */
export const castsOfProduct = (): readonly Cast[] =>
  globSync('{packages/*,apps/*}/src/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !isOfTests(file))
    .sort()
    .flatMap((file) => castsOf(file, readFileSync(join(root, file), 'utf8')))
