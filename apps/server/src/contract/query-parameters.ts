import { type OperationId, parameterOf, placedOperations, schemaOf } from './specification.ts'

/** How a query parameter is spelled: one plain value, a whole number, true or false, several values, or brackets. */
export type ParameterKind = 'scalar' | 'integer' | 'boolean' | 'array' | 'object'

const kindOf = (type: unknown): ParameterKind =>
  type === 'integer' || type === 'boolean' || type === 'array' || type === 'object' ? type : 'scalar'

interface QueryParameters {
  readonly kinds: ReadonlyMap<string, ParameterKind>
  readonly required: readonly string[]
}

const byOperation: ReadonlyMap<OperationId, QueryParameters> = new Map(
  placedOperations.map(({ operation }) => {
    const parameters = (operation.parameters ?? []).map(parameterOf).filter((parameter) => parameter.in === 'query')
    return [
      operation.operationId,
      {
        kinds: new Map(parameters.map(({ name, schema }) => [name, kindOf(schemaOf(schema).type)])),
        required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
      },
    ]
  }),
)

/** The query parameters that an operation knows. */
export const queryParameters = (id: OperationId): QueryParameters =>
  byOperation.get(id) ?? { kinds: new Map(), required: [] }
