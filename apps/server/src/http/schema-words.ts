import { type SchemaObject, schemaOf } from '../contract/specification.ts'
import { nearestName } from '../nearest-name.ts'
import { quoted } from '../problems/fault-sentences.ts'

/** Describes in words what a schema of the contract allows, and what was sent instead. */

/** A list of names with "or" before the last. */
export const either = (names: readonly string[]): string => listed(names, 'or')

const listed = (names: readonly string[], conjunction: 'and' | 'or'): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}`

/** The longest list of allowed values in a sentence, in characters; for a longer one the sentence names the contract. */
const longestList = 120

const valuesOf = (schema: SchemaObject): readonly string[] | undefined =>
  Array.isArray(schema.enum) ? schema.enum.filter((value) => value !== null).map(String) : undefined

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const ofEnum = (values: readonly string[], isProvider: boolean): string => {
  if (isProvider) return 'a provider that GET /integration lists'
  const all = either(values)
  return all.length <= longestList ? all : `one of the ${values.length} values in GET /openapi.json`
}

const range = (what: string, least: number | undefined, most: number | undefined, unit: string): string => {
  if (most === undefined) return least === undefined || least === 0 ? what : `${what} of at least ${least}${unit}`
  return least === undefined || least === 0
    ? `${what} of at most ${most}${unit}`
    : `${what} of ${least} to ${most}${unit}`
}

const ofText = ({ format, pattern, minLength, maxLength }: SchemaObject): string => {
  if (format === 'date-time') return 'a date and time that exists, in UTC or with an offset'
  if (format === 'uuid') return 'a UUID'
  if (format === 'uri') return 'an absolute URL'
  const most = numberOf(maxLength)
  const limit = most === undefined ? '' : ` of at most ${most} characters`
  if (typeof pattern === 'string')
    return pattern.includes('@') ? `an e-mail address${limit}` : `a text without blanks${limit}`
  if (minLength === 1 && most === undefined) return 'a text that is not empty'
  return range('a text', numberOf(minLength), most, ' characters')
}

const ofNumber = ({ minimum, maximum }: SchemaObject): string =>
  typeof minimum === 'number' && typeof maximum === 'number'
    ? `a whole number from ${minimum} to ${maximum}`
    : 'a whole number'

const typesOf = ({ type }: SchemaObject): readonly unknown[] => (Array.isArray(type) ? type : [type])

const byType = (schema: SchemaObject, type: unknown): string => {
  if (type === 'integer' || type === 'number') return ofNumber(schema)
  if (type === 'array') return range('a list', numberOf(schema.minItems), numberOf(schema.maxItems), ' items')
  if (type === 'object') return 'an object'
  return type === 'null' ? 'null' : ofText(schema)
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** A value that a schema or a parameter has as its example; `undefined` where it has none that is short. */
export const exampleOf = (schema: SchemaObject, example?: unknown): string | undefined => {
  const given: unknown = example ?? (Array.isArray(schema.examples) ? schema.examples[0] : undefined)
  if (!isScalar(given) || String(given).length > 60) return undefined
  return shownExample(String(given))
}

/** An example within a sentence: quoted where it could be read as a part of the sentence. */
export const shownExample = (text: string): string =>
  /^[\w.:/@+-]+$/.test(text) && !/^[A-Z][a-z]*$/.test(text) ? text : quoted(text)

/** What a schema allows: `a whole number from 1 to 1000, such as 50`. */
const allowedBy = (given: SchemaObject, example?: unknown): string => {
  const schema = schemaOf(given)
  const values = valuesOf(schema)
  const types = typesOf(schema)
  const words =
    values === undefined
      ? either(types.flatMap((type) => (type === 'boolean' ? ['true', 'false'] : [byType(schema, type)])))
      : ofEnum(types.includes('null') ? [...values, 'null'] : values, given.$ref?.endsWith('/ProviderSlug') === true)
  const shown = exampleOf(schema, example)
  const namesAll = types.includes('boolean') || (values?.[0] !== undefined && words.startsWith(values[0]))
  return shown === undefined || namesAll ? words : `${words}, such as ${shown}`
}

/** Whether a value may be repeated: no secret and no personal value has such a schema. */
const isShowable = (schema: SchemaObject): boolean =>
  schema.enum !== undefined ||
  schema.format === 'date-time' ||
  schema.format === 'uuid' ||
  typesOf(schema).some((type) => type === 'integer' || type === 'boolean')

/** The kind of a value: a sentence has no more than this of a possible secret. */
export const kindOf = (value: unknown): string => {
  if (value === undefined) return 'no value'
  if (value === null) return 'null'
  if (JSON.isRawJSON(value)) return 'a number'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (value === '') return 'an empty text'
  return typeof value === 'string' ? 'another text' : `a ${typeof value}`
}

const received = (schema: SchemaObject, value: unknown): string => {
  const { maxLength, maxItems } = schema
  if (isScalar(value) && value !== '' && isShowable(schema)) {
    return `${typeof value === 'string' ? quoted(value) : String(value)} was sent`
  }
  if (typeof value === 'string' && typeof maxLength === 'number' && value.length > maxLength) {
    return `${value.length} characters were sent`
  }
  return Array.isArray(value) && typeof maxItems === 'number'
    ? `a list of ${value.length} was sent`
    : `${kindOf(value)} was sent`
}

/** The fault of a value: `must be a whole number from 1 to 1000, such as 50, but "ten" was sent`. */
export const wrongValue = (given: SchemaObject, value: unknown, example?: unknown): string => {
  const schema = schemaOf(given)
  const values = valuesOf(schema) ?? []
  const nearest = typeof value === 'string' && values.length > 2 ? nearestName(value, values) : undefined
  const hint = nearest === undefined ? '' : `; the nearest value is ${nearest}`
  return `must be ${allowedBy(given, example)}, but ${received(schema, value)}${hint}`
}

/** The fault of an unknown name: with the nearest one, or with all where they are few. */
export const unknownName = (name: string, known: readonly string[], what: { is: string; those: string }): string => {
  const nearest = nearestName(name, known)
  if (nearest !== undefined) return `is not ${what.is}; the nearest name is ${nearest}`
  if (known.length === 0) return `is not ${what.is}; there are no ${what.those}`
  if (known.length === 1) return `is not ${what.is}; the only name is ${known[0]}`
  const all = listed(known, 'and')
  return all.length <= longestList
    ? `is not ${what.is}; the known names are ${all}`
    : `is not ${what.is}; GET /openapi.json lists the ${known.length} ${what.those}`
}

/** The schema of a member: of a property, an item, or an additional property. */
const memberOf = (given: SchemaObject, key: string): SchemaObject => {
  const { properties, items, additionalProperties } = schemaOf(given)
  for (const place of [valueAt(properties, key), items, additionalProperties]) {
    if (isSchema(place)) return place
  }
  return {}
}

const isSchema = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valueAt = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

/** The schema and the value at the end of a path within both. */
export const descend = (
  schema: SchemaObject,
  value: unknown,
  keys: readonly string[],
): { readonly schema: SchemaObject; readonly value: unknown } =>
  keys.reduce<{ readonly schema: SchemaObject; readonly value: unknown }>(
    (at, key) => ({ schema: memberOf(at.schema, key), value: valueAt(at.value, key) }),
    { schema, value },
  )

/** The names of the members in a schema. */
export const memberNames = (schema: SchemaObject): readonly string[] => {
  const { properties } = schemaOf(schema)
  return isSchema(properties) ? Object.keys(properties) : []
}
