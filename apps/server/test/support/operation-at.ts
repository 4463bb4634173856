import { type OperationId, placedOperations } from '../../src/contract/specification.ts'

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`)

/** Literal paths come before those with parameters, as in the server. */
const placed = placedOperations
  .map(({ path, method, operation }) => ({ path, method, id: operation.operationId, pattern: patternOf(path) }))
  .sort((left, right) => (left.path.match(/\{/g) ?? []).length - (right.path.match(/\{/g) ?? []).length)

/** The operation of a method and a path, for tests that check answers from outside. */
export const operationAt = (method: string, path: string): OperationId | undefined =>
  placed.find((candidate) => candidate.method === method.toLowerCase() && candidate.pattern.test(path))?.id
