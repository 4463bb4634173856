import type { ApiToken } from '@rollcall/store'
import {
  type OperationId,
  type OperationObject,
  type ParameterObject,
  type PlacedOperation,
  parameterOf,
  placedOperations,
  responseOf,
  type SchemaObject,
  schemaOf,
} from '../contract/specification.ts'
import { folded, type JsonSchema, standalone } from './tool-schema.ts'

/** The tools for agents: the operations that the contract marks by `x-rollcall-tool`. */

/** An object, as both schemas of a tool have to be one. */
type ObjectSchema = JsonSchema & { readonly type: 'object' }

/** A tool as `tools/list` has it. */
export interface ToolDefinition {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly inputSchema: ObjectSchema & {
    readonly properties: Readonly<Record<string, JsonSchema>>
    readonly required: string[]
  }
  readonly outputSchema: ObjectSchema
  readonly annotations: {
    readonly readOnlyHint: boolean
    readonly destructiveHint: boolean
    readonly idempotentHint: boolean
  }
}

export interface Tool extends Pick<PlacedOperation, 'path' | 'method' | 'operation'> {
  readonly id: OperationId
  readonly definition: ToolDefinition
  /** By the names of arguments, which are theirs; the body is `body`. */
  readonly parameters: ReadonlyMap<string, ParameterObject>
  readonly hasBody: boolean
}

/** `listUsers` is `list_users`. */
const nameOf = (id: OperationId): string => id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const jsonOf = (content: Readonly<Record<string, { readonly schema: SchemaObject }>> | undefined) =>
  content?.['application/json']?.schema

/** The formats that have a schema; a tool answers JSON, and the vendor's own bytes may be anything. */
const formatsOf = ({ 'x-truto-response-formats': formats = {} }: OperationObject): ReadonlyMap<string, SchemaObject> =>
  new Map(Object.entries(formats).flatMap(([name, { schema }]) => (schema === undefined ? [] : [[name, schema]])))

/** A parameter's schema, without the formats that are not offered. */
const schemaOfParameter = ({ name, schema }: ParameterObject, operation: OperationObject): JsonSchema => {
  const offered = formatsOf(operation)
  const whole = schemaOf(schema)
  const narrowed = name === 'truto_response_format' ? { ...whole, enum: [...offered.keys()], examples: [] } : schema
  return standalone(narrowed, { examples: true })
}

const argumentOf = (parameter: ParameterObject, operation: OperationObject): JsonSchema => {
  const { description = '', 'x-rollcall-argument': ofArgument = description, example } = parameter
  return { ...schemaOfParameter(parameter, operation), description: folded(ofArgument), examples: [example] }
}

const inputSchemaOf = (
  parameters: readonly ParameterObject[],
  operation: OperationObject,
): ToolDefinition['inputSchema'] => {
  const body = jsonOf(operation.requestBody?.content)
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(parameters.map((parameter) => [parameter.name, argumentOf(parameter, operation)])),
      ...(body === undefined ? {} : { body: standalone(body) }),
    },
    required: [
      ...parameters.filter(({ required }) => required === true).map(({ name }) => name),
      ...(body === undefined ? [] : ['body']),
    ],
  }
}

/** Fields that a caller may leave out of an answer by name. */
const excludable = (parameters: readonly ParameterObject[]): ReadonlySet<unknown> => {
  const { items = {} } = schemaOf(parameters.find(({ name }) => name === 'truto_exclude_fields')?.schema ?? {})
  const { enum: names } = typeof items === 'object' && items !== null ? schemaOf({ ...items }) : {}
  return new Set(Array.isArray(names) ? names : [])
}

const outputSchemaOf = (operation: OperationObject, required: ReadonlySet<unknown>): ObjectSchema => {
  const success = responseOf(operation.responses['200'] ?? {})
  const formats = [...formatsOf(operation).values()]
  const plain = formats.length > 0 ? formats : [jsonOf(success.content)]
  const answers = [...plain, jsonOf(success['x-further-content'])]
    .filter((schema) => schema !== undefined)
    .map((schema) => standalone(schema, { examples: true, required }))
  const problem = standalone({ $ref: '#/components/schemas/Problem' }, { examples: true, descriptions: true })
  return { type: 'object', anyOf: [...answers, { ...problem, description: 'With isError: why it was refused.' }] }
}

const toolOf = (
  { path, method, operation }: PlacedOperation,
  mark: { description: string; idempotent?: true },
): Tool => {
  const parameters = (operation.parameters ?? []).map(parameterOf)
  const isRead = method === 'get'
  return {
    id: operation.operationId,
    path,
    method,
    operation,
    parameters: new Map(parameters.map((parameter) => [parameter.name, parameter])),
    hasBody: operation.requestBody !== undefined,
    definition: {
      name: nameOf(operation.operationId),
      title: operation.summary,
      description: folded(mark.description),
      inputSchema: inputSchemaOf(parameters, operation),
      outputSchema: outputSchemaOf(operation, excludable(parameters)),
      annotations: {
        readOnlyHint: isRead,
        destructiveHint: !isRead,
        idempotentHint: isRead || mark.idempotent === true,
      },
    },
  }
}

let known: ReadonlyMap<string, Tool> | undefined

/** Every tool by its name, in the order of the contract; made when they are first needed. */
export const allTools = (): ReadonlyMap<string, Tool> => {
  known ??= new Map(
    placedOperations.flatMap((placed) => {
      const mark = placed.operation['x-rollcall-tool']
      if (mark === undefined) return []
      const tool = toolOf(placed, mark)
      return [[tool.definition.name, tool] as const]
    }),
  )
  return known
}

/** Which operations a token of one account cannot call. */
export type NeedsEnvironment = (id: OperationId) => boolean

/** Whether a token may call a tool. */
export const mayCall = (
  { id, operation }: Pick<Tool, 'id' | 'operation'>,
  token: Pick<ApiToken, 'scopes' | 'accountId'>,
  needsEnvironment: NeedsEnvironment,
): boolean => {
  const scope = operation['x-rollcall-scope']
  const hasScope = scope === undefined || token.scopes.includes(scope)
  return hasScope && (token.accountId === undefined || !needsEnvironment(id))
}

/** A tool as a token has it: the account that a token belongs to need not be named. */
export const definitionFor = (
  { definition }: Pick<Tool, 'definition'>,
  token: Pick<ApiToken, 'accountId'>,
): ToolDefinition => {
  if (token.accountId === undefined) return definition
  const { inputSchema } = definition
  const required = inputSchema.required.filter((name) => name !== 'integrated_account_id')
  return { ...definition, inputSchema: { ...inputSchema, required } }
}
