import { type SchemaObject, schemaOf } from '../contract/specification.ts'

/** Schemas of the contract as complete JSON Schemas: references are replaced by their targets. */

export type JsonSchema = { readonly [keyword: string]: unknown }

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** On one line: the contract folds its texts. */
export const folded = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')

/** The left-out parts of a schema, and the members that are not required. */
interface Leaving {
  readonly examples?: boolean
  readonly descriptions?: boolean
  readonly required?: ReadonlySet<unknown>
}

const changed = (keyword: string, value: unknown, leaving: Leaving): unknown => {
  if (keyword === 'description' && typeof value === 'string') return folded(value)
  if (keyword === 'required' && Array.isArray(value))
    return value.filter((name) => leaving.required?.has(name) !== true)
  // The names in it are no keywords.
  if (keyword === 'properties' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, alone(member, leaving)]))
  }
  return keyword === 'examples' || keyword === 'enum' || keyword === 'default' ? value : alone(value, leaving)
}

const alone = (value: unknown, leaving: Leaving): unknown => {
  if (Array.isArray(value)) return value.map((item) => alone(item, leaving))
  if (!isObject(value)) return value
  const { $ref, ...own } = value
  const whole = typeof $ref === 'string' ? { ...schemaOf({ $ref }), ...own } : own
  return Object.fromEntries(
    Object.entries(whole)
      .filter(([keyword]) => !(keyword === 'examples' && leaving.examples === true))
      .filter(([keyword]) => !(keyword === 'description' && leaving.descriptions === true))
      .map(([keyword, member]) => [keyword, changed(keyword, member, leaving)]),
  )
}

/** A schema without references. The contract has none that lead back to themselves. */
export const standalone = (schema: SchemaObject, leaving: Leaving = {}): JsonSchema => {
  const made = alone(schema, leaving)
  return isObject(made) ? made : {}
}
