import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** Points at a component. */
interface Reference {
  $ref: string
}

/** A schema, as far as the rules look at it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  examples?: unknown[]
  enum?: string[]
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  required?: string[]
  allOf?: Schema[]
  anyOf?: Schema[]
}

/** A parameter or a response header. */
export interface Parameter {
  name: string
  in: string
  description?: string
  required?: boolean
  example?: unknown
  style?: string
  explode?: boolean
  allowReserved?: boolean
  allowEmptyValue?: boolean
  schema: Schema
}

/** A body in one media type. */
export interface MediaType {
  schema: Schema
  examples: Record<string, Reference | Example>
}

/** An example with its name taken away. */
interface Example {
  summary?: string
  value: unknown
}

/** A response. */
export interface Response {
  description: string
  headers: Record<string, Reference | Parameter>
  content: Record<string, MediaType>
  'x-further-content'?: Record<string, MediaType>
}

/** An operation. */
interface Operation {
  operationId: string
  security?: unknown[]
  parameters?: (Reference | Parameter)[]
  requestBody?: { required: boolean; content: Record<string, MediaType> }
  responses: Record<string, Reference | Response>
  'x-truto-response-formats'?: Record<string, { description: string; schema?: Schema }>
}

/** The contract. */
interface ContractDocument {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Schema>
    parameters: Record<string, Parameter>
    headers: Record<string, Parameter>
    responses: Record<string, Response>
    examples: Record<string, Example>
  }
}

/** The contract as it is written, references unresolved. */
export const contractDocument: ContractDocument = parse(
  readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8'),
)

/** Every operation with its method and path. */
export const contractOperations = Object.entries(contractDocument.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation, id: operation.operationId })),
)

/** The component that a reference points at, or the value itself. */
export const resolve = <Value extends object>(value: Value | Reference, components: Record<string, Value>): Value => {
  if (!isReference(value)) return value
  const name = value.$ref.split('/').at(-1) ?? ''
  const component = components[name]
  if (component === undefined) throw new Error(`${value.$ref} does not exist.`)
  return component
}

const isReference = (value: object): value is Reference => '$ref' in value && typeof value.$ref === 'string'

/** The parameters of an operation, references resolved. */
export const parametersOf = (operation: Operation): Parameter[] =>
  (operation.parameters ?? []).map((parameter) => resolve(parameter, contractDocument.components.parameters))

/** The responses of an operation by status, references resolved. */
export const responsesOf = (operation: Operation): Map<number, Response> => {
  const entries = Object.entries(operation.responses)
  return new Map(
    entries.map(([status, response]) => [Number(status), resolve(response, contractDocument.components.responses)]),
  )
}

/** The examples of a body, references resolved. */
export const examplesOf = (mediaType: MediaType): Map<string, unknown> =>
  new Map(
    Object.entries(mediaType.examples).map(([name, example]) => [
      name,
      resolve(example, contractDocument.components.examples).value,
    ]),
  )

/** Every schema below the given one with its place, itself included; references are not followed. */
export const schemasWithin = (schema: Schema, place: string): { place: string; schema: Schema }[] => {
  const named = { ...schema.properties, ...schema.patternProperties }
  const children: [string, Schema][] = Object.entries(named).map(([name, child]) => [`${place}.${name}`, child])
  for (const child of [...(schema.allOf ?? []), ...(schema.anyOf ?? [])]) children.push([place, child])
  if (schema.items !== undefined) children.push([`${place}[]`, schema.items])
  if (typeof schema.additionalProperties === 'object') children.push([`${place}{}`, schema.additionalProperties])
  return [{ place, schema }, ...children.flatMap(([childPlace, child]) => schemasWithin(child, childPlace))]
}
