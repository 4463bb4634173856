import type { TokenScope } from '@rollcall/contract'
import {
  answersOf,
  type OperationId,
  type OperationObject,
  type PlacedOperation,
  parameterOf,
  placedOperations,
  responseOf,
  schemaOf,
} from './specification.ts'

/** The parts of the contract that the pipeline uses, read once at the start. */

/** How a query parameter is spelled: one plain value, a whole number, true or false, several values, or brackets. */
export type ParameterKind = 'scalar' | 'integer' | 'boolean' | 'array' | 'object'

/** A parameter in the path or in a header. */
export interface ConstrainedText {
  /** In lower case for a header. */
  readonly name: string
  readonly isIn: 'path' | 'header'
  /** In characters, where that is its only rule; `undefined`: the schema has other rules. */
  readonly maximumLength: number | undefined
}

/** One operation of the contract. */
export interface Route {
  readonly id: OperationId
  readonly method: PlacedOperation['method']
  readonly path: string
  /** It needs no token (`security: []`). */
  readonly isPublic: boolean
  /** The scope that a token must have; `undefined`: any token is enough. */
  readonly scope: TokenScope | undefined
  /** The form of its body; `undefined`: it has none. */
  readonly body: 'json' | 'urlencoded' | undefined
  /**
   * It waits for vendors or the store, so that the number of simultaneous calls is limited; a busy server still reports its
   * health.
   */
  readonly takesSlot: boolean
  /** Its query parameters by name. */
  readonly kinds: ReadonlyMap<string, ParameterKind>
  /** Unknown parameters are allowed: a vendor redirects a browser here with its own. */
  readonly isOpen: boolean
  /** The names of the required ones. */
  readonly required: readonly string[]
  /** Its parameters in the path and in headers. */
  readonly constrained: readonly ConstrainedText[]
  /** The media types of its success, the preferred one first. */
  readonly types: readonly string[]
  /** It can answer 406; a probe is answered whatever it accepts. */
  readonly mayBeUnacceptable: boolean
}

const kindOf = (type: unknown): ParameterKind =>
  type === 'integer' || type === 'boolean' || type === 'array' || type === 'object' ? type : 'scalar'

const constrainedOf = ({ parameters = [] }: OperationObject): readonly ConstrainedText[] =>
  parameters.map(parameterOf).flatMap(({ name, in: isIn, schema }) => {
    if (isIn !== 'path' && isIn !== 'header') return []
    const { type, maxLength, ...further } = schemaOf(schema)
    const isPlain = type === 'string' && typeof maxLength === 'number' && Object.keys(further).length === 0
    return [
      { name: isIn === 'header' ? name.toLowerCase() : name, isIn, maximumLength: isPlain ? maxLength : undefined },
    ]
  })

const successTypes = ({ responses }: OperationObject): readonly string[] => {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return success === undefined ? [] : [...answersOf(responseOf(success)).keys()]
}

const formOf = ({ requestBody }: OperationObject): Route['body'] => {
  if (requestBody === undefined) return undefined
  return requestBody.content['application/json'] === undefined ? 'urlencoded' : 'json'
}

// By path: a brace sorts after all letters, so that a literal segment comes before a parameter in its place.
const byPath = placedOperations.toSorted((left, right) =>
  left.path < right.path ? -1 : left.path > right.path ? 1 : 0,
)

const routes: readonly Route[] = byPath.map(({ path, method, operation }) => {
  const query = (operation.parameters ?? []).map(parameterOf).filter((parameter) => parameter.in === 'query')
  return {
    id: operation.operationId,
    method,
    path,
    isPublic: operation.security?.length === 0,
    scope: operation['x-rollcall-scope'],
    body: formOf(operation),
    takesSlot: operation.security?.length !== 0 || path.startsWith('/connect'),
    isOpen: operation['x-rollcall-open-query'] === true,
    kinds: new Map(query.map(({ name, schema }) => [name, kindOf(schemaOf(schema).type)])),
    required: query.filter(({ required }) => required === true).map(({ name }) => name),
    constrained: constrainedOf(operation),
    types: successTypes(operation),
    mayBeUnacceptable: operation.responses['406'] !== undefined,
  }
})

/** Few paths, which share a router and a validator: the public ones, and those under each first segment. */
export interface RouteGroup {
  readonly isPublic: boolean
  /** First segments, such as `/unified`. */
  readonly prefixes: readonly string[]
  /** The routes of each path. */
  readonly paths: ReadonlyMap<string, readonly Route[]>
}

/** The first segment of a path, with its slash. */
export const prefixOf = (path: string): string => {
  const end = path.indexOf('/', 1)
  return end < 0 ? path : path.slice(0, end)
}

/** All routes of the contract. */
export const routeGroups: readonly RouteGroup[] = [
  ...Map.groupBy(routes, (route) => (route.isPublic ? 'public' : prefixOf(route.path))).values(),
].map((members) => ({
  isPublic: members.every(({ isPublic }) => isPublic),
  prefixes: [...new Set(members.map(({ path }) => prefixOf(path)))],
  paths: Map.groupBy(members, ({ path }) => path),
}))
