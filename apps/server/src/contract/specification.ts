import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { operations, TokenScope } from '@rollcall/contract'

/** The contract as JSON, and the parts of it that the server reads. */

export type OperationId = keyof operations

export interface ParameterObject {
  readonly name: string
  readonly in: 'query' | 'path' | 'header' | 'cookie'
  readonly required?: boolean
  readonly schema: SchemaObject
  readonly example?: unknown
  readonly description?: string
  /** What a tool says of it, where the description is about its spelling in a URL. */
  readonly 'x-rollcall-argument'?: string
}

export interface SchemaObject {
  readonly type?: string | readonly string[]
  readonly $ref?: string
  readonly [keyword: string]: unknown
}

export interface MediaObject {
  readonly schema: SchemaObject
  readonly examples?: Readonly<Record<string, ExampleObject | Reference>>
}

export interface ExampleObject {
  readonly value: unknown
}

export interface ResponseObject {
  readonly content?: Readonly<Record<string, MediaObject>>
  /** Other contents of the status; separate, so that generated clients have one type for the status. */
  readonly 'x-further-content'?: Readonly<Record<string, MediaObject>>
  readonly headers?: Readonly<Record<string, unknown>>
}

type Reference = { readonly $ref: string }

export interface OperationObject {
  readonly operationId: OperationId
  readonly tags: readonly string[]
  readonly summary: string
  /** The scope that a token must have. */
  readonly 'x-rollcall-scope'?: TokenScope
  /** It is a tool for agents (`mcp/tools.ts`). */
  readonly 'x-rollcall-tool'?: { readonly description: string; readonly idempotent?: true }
  /** The schema of each format of its answer; the vendor's own bytes have none. */
  readonly 'x-truto-response-formats'?: Readonly<Record<string, { readonly schema?: SchemaObject }>>
  readonly parameters?: readonly (ParameterObject | Reference)[]
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaObject>> }
  /** Parameters that the contract does not name are allowed. */
  readonly 'x-rollcall-open-query'?: true
  /** Parameters that a sample has although none of them is required alone. */
  readonly 'x-rollcall-sample'?: readonly string[]
  /** Empty: no token is needed. */
  readonly security?: readonly unknown[]
  readonly responses: Readonly<Record<string, ResponseObject | Reference>>
}

export interface Specification {
  readonly openapi: string
  readonly info: unknown
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components: {
    readonly parameters: Readonly<Record<string, ParameterObject>>
    readonly responses: Readonly<Record<string, ResponseObject>>
    readonly schemas: Readonly<Record<string, SchemaObject>>
    readonly examples: Readonly<Record<string, ExampleObject>>
  }
}

const jsonPath = createRequire(import.meta.url).resolve('@rollcall/contract/openapi.json')

/** The contract as JSON text, as it is generated. */
export const readSpecificationJson = (): string => readFileSync(jsonPath, 'utf8')

/** The contract as it is written; the file is at the top of the repository. */
export const readSpecificationYaml = (): string => readFileSync(join(dirname(jsonPath), '../../openapi.yaml'), 'utf8')

/** The contract; its own package checks on every build that it is an OpenAPI document. Shared, so it must not be changed. */
export const specification: Specification = JSON.parse(readSpecificationJson())

const named = <T>(components: Readonly<Record<string, T>>, reference: string): T => {
  const found = components[reference.split('/').at(-1) ?? '']
  if (found === undefined) throw new Error(`The contract lacks ${reference}.`)
  return found
}

/** A parameter, looked up where it is a reference. */
export const parameterOf = (value: ParameterObject | Reference): ParameterObject =>
  '$ref' in value ? named(specification.components.parameters, value.$ref) : value

/** A response, looked up where it is a reference. */
export const responseOf = (value: ResponseObject | Reference): ResponseObject =>
  '$ref' in value ? named(specification.components.responses, value.$ref) : value

/** A schema, looked up where it is a reference. */
export const schemaOf = (schema: SchemaObject): SchemaObject =>
  schema.$ref === undefined ? schema : named(specification.components.schemas, schema.$ref)

/** An example, looked up where it is a reference. */
export const exampleOf = (value: ExampleObject | Reference): ExampleObject =>
  '$ref' in value ? named(specification.components.examples, value.$ref) : value

const methods = ['get', 'post', 'patch', 'put', 'delete'] as const

/** An operation with its path and method. */
export interface PlacedOperation {
  readonly path: string
  readonly method: (typeof methods)[number]
  readonly operation: OperationObject
}

/** Every operation, in the order of the contract. */
export const placedOperations: readonly PlacedOperation[] = Object.entries(specification.paths).flatMap(
  ([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ path, method, operation }]
    }),
)

/** The operation of an id. */
export const operationOf = (id: string): PlacedOperation => {
  const found = placedOperations.find(({ operation }) => operation.operationId === id)
  if (found === undefined) throw new Error(`The contract lacks the operation ${id}.`)
  return found
}

/** The schemas of a response by media type, the plain answer first. */
export const answersOf = (response: ResponseObject): ReadonlyMap<string, readonly SchemaObject[]> => {
  const { content = {}, 'x-further-content': further = {} } = response
  const schemas = new Map<string, SchemaObject[]>()
  for (const [type, { schema }] of [...Object.entries(content), ...Object.entries(further)]) {
    schemas.set(type, [...(schemas.get(type) ?? []), schema])
  }
  return schemas
}
