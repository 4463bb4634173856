import {
  type Comparison,
  type Direction,
  isObject,
  type Json,
  listAt,
  objectAt,
  resolved,
  schemaChanges,
} from './breaking-schema.ts'

/** Finds the changes of the contract that break programs written for the former contract. Additions never do. */

type Changes = readonly string[]

const methods = ['get', 'post', 'patch', 'put', 'delete']

/** The members of both, by name; one that only the former has is reported as removed. */
const eachKept = (
  before: Json,
  after: Json,
  place: (name: string) => string,
  compare: (before: unknown, after: unknown, place: string) => Changes,
): Changes =>
  Object.entries(before).flatMap(([name, was]) => {
    const is = after[name]
    return is === undefined ? [`${place(name)}: was removed`] : compare(was, is, place(name))
  })

const mediaChanges = (
  comparison: Comparison,
  [before, after]: readonly [Json, Json],
  direction: Direction,
  place: string,
): Changes =>
  eachKept(
    objectAt(before, 'content'),
    objectAt(after, 'content'),
    (type) => `${place} ${type}`,
    (was, is, at) => [
      ...schemaChanges(comparison, [objectAt(was, 'schema'), objectAt(is, 'schema')], direction, at),
      ...schemaChanges(
        comparison,
        [objectAt(was, 'x-line-schema'), objectAt(is, 'x-line-schema')],
        direction,
        `${at} line`,
      ),
    ],
  )

/** The contents of a response by media type; where one has several, the plain one. */
const answersOf = (response: Json): Json => ({
  content: { ...objectAt(response, 'x-further-content'), ...objectAt(response, 'content') },
})

/** Parameters by place and name, with references resolved. */
const parametersOf = (document: Json, operation: unknown): Json =>
  Object.fromEntries(
    listAt(operation, 'parameters')
      .map((parameter) => resolved(document, parameter))
      .map((parameter) => [`${String(parameter.in)} parameter ${String(parameter.name)}`, parameter]),
  )

const parameterChanges = (comparison: Comparison, was: unknown, is: unknown, place: string): Changes => {
  const before = resolved(comparison.before, was)
  const after = resolved(comparison.after, is)
  const changed = ['style', 'explode'].filter((key) => before[key] !== after[key])
  return [
    ...(after.required === true && before.required !== true ? [`${place}: is required now`] : []),
    ...changed.map((key) => `${place}: ${key} changed from ${String(before[key])} to ${String(after[key])}`),
    ...schemaChanges(comparison, [before.schema, after.schema], 'request', place),
  ]
}

const requestChanges = (comparison: Comparison, before: Json, after: Json, id: string): Changes => {
  const was = parametersOf(comparison.before, before)
  const is = parametersOf(comparison.after, after)
  const added = Object.entries(is).filter(([name, parameter]) => {
    return was[name] === undefined && isObject(parameter) && parameter.required === true
  })
  const bodyBefore = resolved(comparison.before, before.requestBody)
  const bodyAfter = resolved(comparison.after, after.requestBody)
  return [
    ...eachKept(
      was,
      is,
      (name) => `${id} ${name}`,
      (one, other, place) => parameterChanges(comparison, one, other, place),
    ),
    ...added.map(([name]) => `${id} ${name}: was added, and is required`),
    ...(bodyAfter.required === true && bodyBefore.required !== true ? [`${id} body: is required now`] : []),
    ...mediaChanges(comparison, [bodyBefore, bodyAfter], 'request', `${id} body`),
  ]
}

const responseChanges = (comparison: Comparison, was: unknown, is: unknown, place: string): Changes => {
  const before = resolved(comparison.before, was)
  const after = resolved(comparison.after, is)
  const headers = eachKept(
    objectAt(before, 'headers'),
    objectAt(after, 'headers'),
    (name) => `${place} header ${name}`,
    (one, other, at) => {
      const [headerBefore, headerAfter] = [resolved(comparison.before, one), resolved(comparison.after, other)]
      const isRelaxed = headerBefore.required === true && headerAfter.required !== true
      return [
        ...(isRelaxed ? [`${at}: may be absent now`] : []),
        ...schemaChanges(comparison, [headerBefore.schema, headerAfter.schema], 'response', at),
      ]
    },
  )
  return [...headers, ...mediaChanges(comparison, [answersOf(before), answersOf(after)], 'response', place)]
}

const formats = 'x-truto-response-formats'

const isOpen = (document: Json, operation: Json): boolean => {
  const security = operation.security ?? document.security
  return !Array.isArray(security) || security.length === 0
}

const operationChanges = (comparison: Comparison, was: unknown, is: unknown, place: string): Changes => {
  const [before, after] = [isObject(was) ? was : {}, isObject(is) ? is : {}]
  const id = String(before.operationId)
  const isClosed = isOpen(comparison.before, before) && !isOpen(comparison.after, after)
  return [
    ...(before.operationId === after.operationId
      ? []
      : [`${place}: is called ${String(after.operationId)} now, not ${id}`]),
    ...(isClosed ? [`${id}: asks for a token now`] : []),
    ...requestChanges(comparison, before, after, id),
    ...eachKept(
      objectAt(before, 'responses'),
      objectAt(after, 'responses'),
      (status) => `${id} status ${status}`,
      (one, other, at) => responseChanges(comparison, one, other, at),
    ),
    ...eachKept(
      objectAt(before, formats),
      objectAt(after, formats),
      (format) => `${id} format ${format}`,
      (one, other, at) =>
        schemaChanges(comparison, [objectAt(one, 'schema'), objectAt(other, 'schema')], 'response', at),
    ),
  ]
}

const operationsOf = (path: string, item: unknown): Json =>
  Object.fromEntries(
    methods
      .map((method) => [`${method.toUpperCase()} ${path}`, objectAt(item, method)] as const)
      .filter(([, operation]) => Object.keys(operation).length > 0),
  )

/**
 * The changes from one OpenAPI document to another that break callers, a sentence each: removed parts, newly required ones,
 * changed types. Empty when every program that was correct before is correct afterwards.
 */
export const breakingChanges = (before: unknown, after: unknown): readonly string[] => {
  const comparison: Comparison = {
    before: isObject(before) ? before : {},
    after: isObject(after) ? after : {},
    compared: new Set(),
  }
  return eachKept(
    objectAt(before, 'paths'),
    objectAt(after, 'paths'),
    (path) => path,
    (was, is, path) =>
      eachKept(
        operationsOf(path, was),
        operationsOf(path, is),
        (operation) => operation,
        (one, other, place) => operationChanges(comparison, one, other, place),
      ),
  )
}
