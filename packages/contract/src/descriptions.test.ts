import { describe, expect, it } from 'vitest'
import { contractDocument, contractOperations, parametersOf, schemasWithin } from './testing/contract-document.ts'

const schemas = Object.entries(contractDocument.components.schemas).flatMap(([name, schema]) =>
  schemasWithin(schema, name),
)
const properties = schemas.flatMap(({ place, schema }) =>
  Object.entries(schema.properties ?? {}).map(([name, property]) => ({ place: `${place}.${name}`, property })),
)

describe('the contract', () => {
  it('describes every named schema', () => {
    const silent = Object.entries(contractDocument.components.schemas).filter(([, schema]) => !schema.description)
    expect(silent.map(([name]) => name)).toEqual([])
  })

  it('describes every property of every schema', () => {
    expect(properties.filter(({ property }) => !property.description).map(({ place }) => place)).toEqual([])
  })

  it('gives an example of every property of every schema', () => {
    const bare = properties.filter(({ property }) => (property.examples ?? []).length === 0)
    expect(bare.map(({ place }) => place)).toEqual([])
  })

  it('describes every parameter and gives an example of it', () => {
    const silent = contractOperations.flatMap(({ id, operation }) =>
      parametersOf(operation)
        .filter((parameter) => !parameter.description || parameter.example === undefined)
        .map((parameter) => `${id} ${parameter.name}`),
    )
    expect(silent).toEqual([])
  })

  it('declares properties only in named schemas, so that each has a type of its own', () => {
    const inline = contractOperations.flatMap(({ id, operation }) =>
      parametersOf(operation)
        .filter((parameter) => parameter.schema.properties !== undefined)
        .map((parameter) => `${id} ${parameter.name}`),
    )
    expect(inline).toEqual([])
  })
})
