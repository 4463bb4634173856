import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { MediaType, Schema } from './testing/contract-document.ts'
import {
  contractDocument,
  contractOperations,
  examplesOf,
  parametersOf,
  responsesOf,
  schemasWithin,
} from './testing/contract-document.ts'

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
})
formats.default(ajv)
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: 'contract', components: { schemas: contractDocument.components.schemas } })

/** What is wrong with a value, empty when nothing is. */
const faults = (schema: Schema, value: unknown): string[] => {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/')
  const validate = ajv.compile(JSON.parse(text))
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

const bodyFaults = (place: string, content: Record<string, MediaType>): string[] =>
  Object.entries(content).flatMap(([type, mediaType]) =>
    [...examplesOf(mediaType)].flatMap(([name, value]) =>
      faults(mediaType.schema, value).map((fault) => `${place} ${type} ${name}: ${fault}`),
    ),
  )

describe('every example matches its schema:', () => {
  it.each(Object.entries(contractDocument.components.schemas))('schema %s', (name, schema) => {
    const wrong = schemasWithin(schema, name).flatMap(({ place, schema: part }) =>
      (part.examples ?? []).flatMap((example) => faults(part, example).map((fault) => `${place}: ${fault}`)),
    )
    expect(wrong).toEqual([])
  })

  it.each(contractOperations)('parameters of $id', ({ operation }) => {
    const wrong = parametersOf(operation).flatMap((parameter) =>
      faults(parameter.schema, parameter.example).map((fault) => `${parameter.name}: ${fault}`),
    )
    expect(wrong).toEqual([])
  })

  it.each(contractOperations)('bodies of $id', ({ operation }) => {
    const wrong = [...responsesOf(operation)].flatMap(([status, response]) => [
      ...bodyFaults(`${status}`, response.content),
      ...bodyFaults(`${status} apart`, response['x-further-content'] ?? {}),
    ])
    expect([...wrong, ...bodyFaults('request', operation.requestBody?.content ?? {})]).toEqual([])
  })

  it('response headers', () => {
    const wrong = Object.entries(contractDocument.components.headers).flatMap(([name, header]) =>
      faults(header.schema, header.example).map((fault) => `${name}: ${fault}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('the schema of', () => {
  const schemaOf = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

  it('a user takes a record with nothing but an id, and refuses an id that is a number', () => {
    expect(faults(schemaOf('User'), { id: '1' })).toEqual([])
    expect(faults(schemaOf('User'), { id: 1 })).toEqual(['/id must be string'])
  })

  it('a normalized user refuses a record that lacks a field', () => {
    expect(faults(schemaOf('NormalizedUser'), { id: '1' })).toHaveLength(8)
  })

  it('a normalized user is a user too, so one type serves both formats', () => {
    const normalized = contractDocument.components.examples.NormalizedUser?.value
    expect(faults(schemaOf('User'), normalized)).toEqual([])
  })

  it.each(['UserCreate', 'UserPatch'])('%s refuses an empty body and an unknown field', (name) => {
    expect(faults(schemaOf(name), {})).toEqual([' must NOT have fewer than 1 properties'])
    expect(faults(schemaOf(name), { role: 'admin' })).toEqual([' must NOT have additional properties'])
  })

  it.each(['UserCreate', 'UserPatch'])('%s takes null for a field of its own, never for remote_data', (name) => {
    expect(faults(schemaOf(name), { name: null, email: null, is_active: null })).toEqual([])
    expect(faults(schemaOf(name), { remote_data: null })).toEqual(['/remote_data must be object'])
  })

  it('an order refuses a second field', () => {
    expect(faults(schemaOf('SortBy'), { name: 'asc', email: 'asc' })).toEqual([' must NOT have more than 1 properties'])
  })

  it('an import takes account variables and expiry in the past', () => {
    const context = { subdomain: 'acme', oauth: { token: { access_token: 'made-up', expires_in: -1 } } }
    const body = { integration: 'pipedrive', tenant_id: 'acme', authentication_method: 'oauth2', context }
    expect(faults(schemaOf('IntegratedAccountCreate'), body)).toEqual([])
  })
})
