import type { Fault } from '@rollcall/providers'
import {
  type OperationObject,
  type ParameterObject,
  parameterOf,
  type SchemaObject,
} from '../contract/specification.ts'
import { maximumFaults } from '../problems/request-faults.ts'
import { descend, exampleOf, memberNames, unknownName, wrongValue } from './schema-words.ts'

/**
 * The validator's errors in the contract's words: `/query/limit` is a parameter, `/body/email` a JSON pointer. The validator
 * reports what a schema refuses, but neither what it allows nor what was sent: both are looked up.
 */

/** A request as it was validated. */
export interface Validated {
  readonly query: unknown
  readonly params: unknown
  readonly headers: unknown
  readonly body: unknown
}

interface ValidatorError {
  readonly path: string
  readonly keyword: string
}

const toError = (value: unknown): ValidatorError | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { path, errorCode } = Object.fromEntries(Object.entries(value))
  if (typeof path !== 'string') return undefined
  return { path, keyword: typeof errorCode === 'string' ? (errorCode.split('.')[0] ?? '') : '' }
}

const escapedToken = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1')
const unescapedToken = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~')

/** The fault at a place within a schema and a value; `unknown` is the name of a member that the schema lacks. */
const detailAt = (
  keyword: string,
  root: { readonly schema: SchemaObject; readonly value: unknown; readonly example?: unknown },
  keys: readonly string[],
  what: { readonly is: string; readonly those: string },
): string => {
  if (keyword === 'additionalProperties') {
    const parent = descend(root.schema, root.value, keys.slice(0, -1))
    return unknownName(keys.at(-1) ?? '', memberNames(parent.schema), what)
  }
  const { schema, value } = descend(root.schema, root.value, keys)
  const example = keys.length === 0 ? root.example : undefined
  if (keyword === 'required') return isRequired(exampleOf(schema, example))
  if (keyword === 'minProperties') return hasTooFew(memberNames(schema))
  if (keyword === 'maxProperties') return hasTooMany(schema)
  if (keyword === 'uniqueItems') return 'must not have the same item twice'
  return wrongValue(schema, value, example)
}

/** The fault of a missing parameter or field. */
export const isRequired = (example: string | undefined): string =>
  example === undefined ? 'is required' : `is required, for example ${example}`

const hasTooFew = ([first]: readonly string[]): string =>
  first === undefined ? 'must have at least one field' : `must have at least one field, such as ${first}`

const hasTooMany = ({ maxProperties }: SchemaObject): string =>
  maxProperties === 1 ? 'takes one field, but several were sent' : `takes at most ${String(maxProperties)} fields`

const headerName = (name: string): string =>
  name.replaceAll(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase())

const parametersOf = ({ parameters = [] }: OperationObject): readonly ParameterObject[] => parameters.map(parameterOf)

/** A parameter of an operation, by its name in any letter case. */
export const namedParameter = (operation: OperationObject, place: string, name: string): ParameterObject | undefined =>
  parametersOf(operation).find(
    (parameter) => parameter.in === place && parameter.name.toLowerCase() === name.toLowerCase(),
  )

const bodySchema = ({ requestBody }: OperationObject): SchemaObject =>
  Object.values(requestBody?.content ?? {})[0]?.schema ?? {}

const memberAt = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined

const queryFault = (keyword: string, path: readonly string[], operation: OperationObject, query: unknown): Fault => {
  const [name = '', ...members] = path
  const isListItem = members.length === 1 && /^\d+$/.test(members[0] ?? '')
  const parameter = isListItem ? name : `${name}${members.map((member) => `[${member}]`).join('')}`
  const found = namedParameter(operation, 'query', name)
  const root = { schema: found?.schema ?? {}, value: memberAt(query, name), example: found?.example }
  return { parameter, detail: detailAt(keyword, root, members, { is: `a part of ${name}`, those: 'parts' }) }
}

const toFault = ({ path, keyword }: ValidatorError, operation: OperationObject, request: Validated): Fault => {
  const [, place = '', ...rest] = path.split('/')
  if (place === 'query') return queryFault(keyword, rest, operation, request.query)
  if (place === 'params' || place === 'headers') {
    const name = rest.join('/')
    const found = namedParameter(operation, place === 'params' ? 'path' : 'header', name)
    const root = { schema: found?.schema ?? {}, value: memberAt(request[place], name), example: found?.example }
    const detail = detailAt(keyword, root, [], { is: 'known', those: 'names' })
    return place === 'params' ? { parameter: name, detail } : { header: found?.name ?? headerName(name), detail }
  }
  const root = { schema: bodySchema(operation), value: request.body }
  if (rest.length === 0) return { pointer: '', detail: detailAt(keyword, root, [], bodyFields) }
  // The name of an unknown field is appended unchanged; all others are pointers already.
  const isUnknown = keyword === 'additionalProperties'
  const pointer = isUnknown ? escapedToken(rest.join('/')) : rest.join('/')
  const keys = isUnknown ? [rest.join('/')] : rest.map(unescapedToken)
  return { pointer: `/${pointer}`, detail: detailAt(keyword, root, keys, bodyFields) }
}

const bodyFields = { is: 'a field of this body', those: 'fields' }

/** One fault for each place; each missing or unknown name is a separate fault. */
const apart = new Set(['additionalProperties', 'required', 'minProperties', 'maxProperties', 'uniqueItems'])

/**
 * The faults that the validator found; `undefined` when its error is of another kind. Sentences are made only for those that
 * are shown.
 */
export const faultsOfValidator = (
  error: unknown,
  operation: OperationObject,
  request: Validated,
): readonly Fault[] | undefined => {
  if (typeof error !== 'object' || error === null || Reflect.get(error, 'status') !== 400) return undefined
  const errors: unknown = Reflect.get(error, 'errors')
  if (!Array.isArray(errors)) return undefined
  const unique = new Map<string, ValidatorError>()
  for (const item of errors) {
    const found = toError(item)
    if (found === undefined) continue
    const keyword = apart.has(found.keyword) ? found.keyword : 'value'
    const key = `${keyword} ${found.path}`
    if (!unique.has(key)) unique.set(key, { ...found, keyword })
  }
  return [...unique.values()].map((found, index) =>
    index < maximumFaults ? toFault(found, operation, request) : { detail: 'There is a further fault.' },
  )
}
