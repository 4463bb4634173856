import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { operations } from '@rollcall/contract'

/** The contract for these tests: its JSON, without the server's own code that reads it. */

export type OperationId = keyof operations

/** A JSON schema; `$ref` points into `components`. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly string[]
  readonly const?: unknown
  readonly pattern?: string
  readonly examples?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly maxItems?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
}

type Reference = { readonly $ref: string }

export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path' | 'header'
  readonly required?: boolean
  readonly example?: unknown
  readonly schema: Schema
}

export interface Header {
  readonly required?: boolean
  readonly schema: Schema
}

export interface Media {
  readonly schema: Schema
  /** The schema of one line of an NDJSON body. */
  readonly 'x-line-schema'?: Schema
  readonly examples?: Readonly<Record<string, Reference | { readonly value: unknown }>>
}

interface RawResponse {
  readonly headers?: Readonly<Record<string, Header | Reference>>
  readonly content?: Readonly<Record<string, Media>>
  readonly 'x-further-content'?: Readonly<Record<string, Media>>
}

interface RawOperation {
  readonly operationId: OperationId
  readonly security?: readonly unknown[]
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, RawResponse | Reference>>
  readonly 'x-rollcall-open-query'?: true
  readonly 'x-truto-response-formats'?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>> & {
    readonly schemas: Readonly<Record<string, Schema>>
  }
}

/** A response with its references resolved. */
export interface Response {
  readonly headers: Readonly<Record<string, Header>>
  readonly content: Readonly<Record<string, Media>>
  /** Other contents of the status: a keyed list, NDJSON. */
  readonly furtherContent: Readonly<Record<string, Media>>
}

/** An operation with its references resolved. */
export interface Operation {
  readonly id: OperationId
  /** Upper case. */
  readonly method: string
  readonly path: string
  /** No token is needed. */
  readonly isOpen: boolean
  /** Parameters that the contract does not name are allowed. */
  readonly takesFurther: boolean
  readonly parameters: readonly Parameter[]
  readonly body: Media | undefined
  readonly responses: ReadonlyMap<number, Response>
  /** The schema of each response format; `undefined` for the vendor's own bytes. */
  readonly formats: ReadonlyMap<string, Schema | undefined>
}

const jsonPath = createRequire(import.meta.url).resolve('@rollcall/contract/openapi.json')

/** The contract, with unresolved references. */
export const document: Document = JSON.parse(readFileSync(jsonPath, 'utf8'))

/** What a reference points at, or the value itself. */
export const followed = <T extends object>(value: T | Reference): T => {
  if (!('$ref' in value) || value.$ref === undefined) return value as T
  const [, , kind = '', name = ''] = value.$ref.split('/')
  const found = document.components[kind]?.[name]
  if (found === undefined) throw new Error(`The contract lacks ${value.$ref}.`)
  // The contract's package tests which kind of component a reference has.
  return found as T
}

const mapped = <From, To>(record: Readonly<Record<string, From>> | undefined, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(record ?? {}).map(([name, value]) => [name, change(value)]))

const toResponse = (value: RawResponse | Reference): Response => {
  const { headers, content = {}, 'x-further-content': furtherContent = {} } = followed<RawResponse>(value)
  return { headers: mapped(headers, (header) => followed<Header>(header)), content, furtherContent }
}

const toOperation = (path: string, method: string, raw: RawOperation): Operation => ({
  id: raw.operationId,
  method: method.toUpperCase(),
  path,
  isOpen: raw.security?.length === 0,
  takesFurther: raw['x-rollcall-open-query'] === true,
  parameters: (raw.parameters ?? []).map((parameter) => followed<Parameter>(parameter)),
  body: raw.requestBody?.content['application/json'],
  responses: new Map(Object.entries(raw.responses).map(([status, value]) => [Number(status), toResponse(value)])),
  formats: new Map(
    Object.entries(raw['x-truto-response-formats'] ?? {}).map(([format, { schema }]) => [format, schema]),
  ),
})

/** Every operation, in the order of the contract. */
export const contractOperations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => toOperation(path, method, operation)),
)

/** The operation of an id. */
export const operationOf = (id: OperationId): Operation => {
  const found = contractOperations.find((operation) => operation.id === id)
  if (found === undefined) throw new Error(`The contract lacks the operation ${id}.`)
  return found
}

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
