import { type OperationId, placedOperations } from '../../src/contract/specification.ts'

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`)

/** Literal paths before those with parameters, as the server matches them. */
const placed = placedOperations
  .map(({ path, method, operation }) => ({ path, method, id: operation.operationId, pattern: patternOf(path) }))
  .sort((left, right) => (left.path.match(/\{/g) ?? []).length - (right.path.match(/\{/g) ?? []).length)

/** The operation of a method and a path, for tools that look at answers from outside. */
export const operationAt = (method: string, path: string): OperationId | undefined =>
  placed.find((candidate) => candidate.method === method.toLowerCase() && candidate.pattern.test(path))?.id
