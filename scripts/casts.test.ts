import { describe, expect, it } from 'vitest'
import { castsOf, castsOfProduct } from './casts.ts'

const textsOf = (text: string): readonly string[] => castsOf('made-up.ts', text).map((cast) => cast.text)

describe('castsOf', () => {
  it.each([
    ['const id = value as string', 'value as string'],
    ['const id = value as unknown as string', 'value as unknown as string'],
    ['const id = <string>value', '<string>value'],
    ['const id = found!', 'found!'],
    ['const id = found!.id', 'found!'],
    ['const check: (value: unknown) => asserts value is string = run', 'asserts value is string'],
    ['const user: User = JSON.parse(text)', 'JSON.parse(text)'],
    ['const { id }: User = JSON.parse(text)', 'JSON.parse(text)'],
    ['const user = JSON.parse(text)', 'JSON.parse(text)'],
    ['send(JSON.parse(text))', 'JSON.parse(text)'],
    ['const read = (): User => JSON.parse(text)', 'JSON.parse(text)'],
    ['const read = (): Record<string, unknown> => JSON.parse(text)', 'JSON.parse(text)'],
    ['function read(): User { return JSON.parse(text) }', 'JSON.parse(text)'],
    ['const outer = (): unknown => { const inner = (): User => JSON.parse(text); return inner }', 'JSON.parse(text)'],
    ["const library: Library = require('library')", "require('library')"],
  ])('finds the cast of %s', (text, cast) => {
    expect(textsOf(text)).toContain(cast)
  })

  it.each([
    "const names = ['a', 'b'] as const",
    'const isText = (value: unknown): value is string => typeof value === "string"',
    'const check: (value: unknown) => asserts value = run',
    'const value: unknown = JSON.parse(text)',
    'const value: unknown = isJson ? JSON.parse(text) : parseYaml(text)',
    'const read = (): unknown => JSON.parse(text)',
    'function read(): unknown { try { return JSON.parse(text) } catch { return undefined } }',
    'async function read(): Promise<unknown> { return JSON.parse(text) }',
    'const isJson = () => { JSON.parse(text); return true }',
    "import { one as other } from './one.ts'",
    '// value as string',
  ])('finds no cast in %s', (text) => {
    expect(textsOf(text)).toEqual([])
  })
})

describe('the product', () => {
  it('has the casts that docs/architecture.md names, and no other', () => {
    expect(castsOfProduct().map(({ file, text }) => `${file}: ${text}`)).toEqual([
      "apps/server/src/contract/answer-check.ts: require('ajv/dist/2020.js')",
      "apps/server/src/contract/answer-check.ts: require('ajv-formats')",
      "apps/server/src/contract/answer-check.ts: JSON.parse(JSON.stringify(schema).replaceAll('\"#/components', '\"contract#/components'))",
      'apps/server/src/contract/specification.ts: JSON.parse(readSpecificationJson())',
      "apps/server/src/http/validator-library.ts: requireBesideValidator('path-to-regexp')",
      "apps/server/src/http/validator-library.ts: requireBesideValidator('./framework/openapi.schema.validator.js')",
      "apps/server/src/http/validator-library.ts: requireHere('express-openapi-validator')",
      'apps/server/src/http/validator.ts: JSON.parse(JSON.stringify(subSpecification(paths)))',
      'apps/server/src/operations/run-operation.ts: input as never',
      'packages/client/src/calls.ts: asserts result is Result<never>',
      'packages/providers/src/runtime/lists/cursor.ts: JSON.parse(text)',
      'packages/providers/src/runtime/records/read.ts: value as never',
      'packages/providers/src/runtime/writes/changes.ts: value as never',
    ])
  })
})
