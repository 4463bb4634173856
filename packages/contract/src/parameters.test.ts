import { describe, expect, it } from 'vitest'
import type { Parameter, Schema } from './testing/contract-document.ts'
import { contractDocument, contractOperations, parametersOf, resolve } from './testing/contract-document.ts'

const query = contractOperations.flatMap(({ id, operation }) =>
  parametersOf(operation)
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => ({
      id,
      parameter,
      schema: resolve<Schema>(parameter.schema, contractDocument.components.schemas),
    })),
)

const places = (found: { id: string; parameter: Parameter }[]): string[] =>
  found.map(({ id, parameter }) => `${id} ${parameter.name}`)

/** What express-openapi-validator 5.6.2 lives with, found by trying. */
describe('the query parameters', () => {
  it('bear no brackets in their names, which would refuse every spelling', () => {
    expect(places(query.filter(({ parameter }) => parameter.name.includes('[')))).toEqual([])
  })

  it('never allow additional properties, which would turn off the refusal of unknown parameters', () => {
    expect(places(query.filter(({ schema }) => schema.additionalProperties))).toEqual([])
  })

  it('are deep objects where they are objects', () => {
    const objects = query.filter(({ schema }) => schema.type === 'object')
    expect(places(objects.filter(({ parameter }) => parameter.style !== 'deepObject'))).toEqual([])
    expect(objects.length).toBeGreaterThan(0)
  })

  it('are exploded forms where they are arrays', () => {
    const arrays = query.filter(({ schema }) => schema.type === 'array')
    expect(arrays.length).toBeGreaterThan(0)
    expect(places(arrays.filter(({ parameter }) => parameter.style !== 'form' || !parameter.explode))).toEqual([])
  })

  it('take reserved characters where values have them: cursors, times, e-mails, names, and what is free', () => {
    const free = query.filter(
      ({ schema, parameter }) =>
        (schema.type === 'string' && schema.enum === undefined && parameter.name !== 'integrated_account_id') ||
        ['created_at', 'updated_at', 'remote_query', 'workspace'].includes(parameter.name),
    )
    expect(places(free.filter(({ parameter }) => !parameter.allowReserved))).toEqual([])
  })

  it('take an empty cursor as none', () => {
    const cursors = query.filter(({ parameter }) => parameter.name === 'next_cursor')
    expect(cursors.length).toBeGreaterThan(0)
    expect(places(cursors.filter(({ parameter }) => !parameter.allowEmptyValue))).toEqual([])
  })
})

describe('the users calls', () => {
  const calls = contractOperations.filter(({ operation }) => operation['x-truto-response-formats'])

  it.each(calls)('$id takes what Truto has on every call', ({ operation }) => {
    expect(parametersOf(operation).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'integrated_account_id',
        'truto_response_format',
        'truto_ignore_remote_data',
        'truto_exclude_fields',
        'remote_query',
        'Prefer',
      ]),
    )
  })

  it.each(calls)('$id says what each format answers', ({ operation }) => {
    const formats = contractDocument.components.schemas.ResponseFormat?.enum
    expect(Object.keys(operation['x-truto-response-formats'] ?? {}).sort()).toEqual(formats?.toSorted())
  })

  it.each(calls.filter(({ method }) => method === 'post' || method === 'patch'))(
    '$id takes an idempotency key',
    ({ operation }) => {
      expect(parametersOf(operation).map(({ name }) => name)).toContain('Idempotency-Key')
    },
  )
})
