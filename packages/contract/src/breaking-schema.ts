/** Finds the changes of a schema that break programs written for the former schema. */

export type Json = { readonly [key: string]: unknown }

/** Requests or answers: a change that is safe in one can break the other. */
export type Direction = 'request' | 'response'

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object member; empty where there is none. */
export const objectAt = (value: unknown, key: string): Json => {
  const member = isObject(value) ? value[key] : undefined
  return isObject(member) ? member : {}
}

export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const member = isObject(value) ? value[key] : undefined
  return Array.isArray(member) ? member : []
}

/** The target of a reference within a document, or the value itself. */
export const resolved = (document: Json, value: unknown): Json => {
  if (!isObject(value)) return {}
  if (typeof value.$ref !== 'string') return value
  const found = value.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((place, key) => (isObject(place) ? place[key] : undefined), document)
  return resolved(document, found)
}

/** Two documents, and their compared parts: a shared schema is reported once. */
export interface Comparison {
  readonly before: Json
  readonly after: Json
  readonly compared: Set<string>
}

/** A schema with the members of all its parts. */
const flat = (document: Json, schema: unknown): Json => {
  const own = resolved(document, schema)
  const parts = listAt(own, 'allOf').map((part) => flat(document, part))
  if (parts.length === 0) return own
  return {
    ...Object.assign({}, ...parts),
    ...own,
    properties: Object.assign({}, ...parts.map((part) => objectAt(part, 'properties')), objectAt(own, 'properties')),
    required: [...parts, own].flatMap((part) => listAt(part, 'required')),
  }
}

const typesOf = ({ type }: Json): readonly unknown[] | undefined =>
  type === undefined ? undefined : Array.isArray(type) ? type : [type]

const describe = (value: unknown): string => (Array.isArray(value) ? value.join(' or ') : String(value ?? 'anything'))

const typeChanges = (before: Json, after: Json, direction: Direction): readonly string[] => {
  const [narrow, wide] = direction === 'request' ? [before, after] : [after, before]
  const allowed = typesOf(wide)
  const used = typesOf(narrow)
  const fits = allowed === undefined || used?.every((type) => allowed.includes(type)) === true
  return fits ? [] : [`the type changed from ${describe(before.type)} to ${describe(after.type)}`]
}

const enumChanges = (before: Json, after: Json, direction: Direction): readonly string[] => {
  if (direction === 'response' || after.enum === undefined) return []
  if (before.enum === undefined) return ['only some values are accepted now']
  const removed = listAt(before, 'enum').filter((value) => !listAt(after, 'enum').includes(value))
  return removed.map((value) => `the value ${String(value)} was removed`)
}

/** Keywords whose values are compared directly: a request may lose one, an answer may get one. */
const exactKeywords = ['const', 'format', 'pattern']

const exactChanges = (before: Json, after: Json, direction: Direction): readonly string[] =>
  exactKeywords
    .filter((keyword) => before[keyword] !== after[keyword])
    .filter((keyword) => (direction === 'request' ? after : before)[keyword] !== undefined)
    .map((keyword) => `the ${keyword} changed from ${describe(before[keyword])} to ${describe(after[keyword])}`)

const upperLimits = ['maximum', 'maxLength', 'maxItems', 'maxProperties']
const lowerLimits = ['minimum', 'minLength', 'minItems', 'minProperties']

const limitChanges = (before: Json, after: Json, direction: Direction): readonly string[] => {
  if (direction === 'response') return []
  const numberOf = (schema: Json, keyword: string, none: number): number => {
    const value = schema[keyword]
    return typeof value === 'number' ? value : none
  }
  const tighter = [
    ...upperLimits.filter((key) => numberOf(after, key, Infinity) < numberOf(before, key, Infinity)),
    ...lowerLimits.filter((key) => numberOf(after, key, -Infinity) > numberOf(before, key, -Infinity)),
    ...(before.default !== after.default ? ['default'] : []),
  ]
  return tighter.map((key) => `${key} changed from ${String(before[key] ?? 'none')} to ${String(after[key] ?? 'none')}`)
}

const requiredChanges = (before: Json, after: Json, direction: Direction): readonly string[] => {
  const was = listAt(before, 'required')
  const is = listAt(after, 'required')
  const isGone = (name: unknown): boolean => objectAt(after, 'properties')[String(name)] === undefined
  return direction === 'request'
    ? is.filter((name) => !was.includes(name)).map((name) => `${String(name)} is required now`)
    : was.filter((name) => !is.includes(name) && !isGone(name)).map((name) => `${String(name)} may be absent now`)
}

const branchChanges = (before: Json, after: Json, direction: Direction): readonly string[] => {
  const difference = listAt(after, 'anyOf').length - listAt(before, 'anyOf').length
  if (direction === 'request') return difference < 0 ? ['a form was removed'] : []
  return difference > 0 ? ['there is another form now'] : []
}

const closes = (before: Json, after: Json, direction: Direction): readonly string[] =>
  direction === 'request' && after.additionalProperties === false && before.additionalProperties !== false
    ? ['unknown members are refused now']
    : []

/** The schemas within both, by their place. */
const innerOf = (before: Json, after: Json): readonly (readonly [place: string, before: unknown, after: unknown])[] => {
  const members = (key: string) =>
    Object.entries(objectAt(before, key)).map(
      ([name, member]) => [`.${name}`, member, objectAt(after, key)[name]] as const,
    )
  const branches = listAt(before, 'anyOf').map((member, index) => ['', member, listAt(after, 'anyOf')[index]] as const)
  return [
    ...members('properties'),
    ...members('patternProperties'),
    ...branches.filter(([, , member]) => member !== undefined),
    ...(isObject(before.items) ? [['[]', before.items, after.items ?? {}] as const] : []),
    ...(isObject(before.additionalProperties) && isObject(after.additionalProperties)
      ? [['{}', before.additionalProperties, after.additionalProperties] as const]
      : []),
  ]
}

/** The changes of a schema that break callers, each with its place. */
export const schemaChanges = (
  comparison: Comparison,
  [givenBefore, givenAfter]: readonly [unknown, unknown],
  direction: Direction,
  place: string,
): readonly string[] => {
  const key = JSON.stringify([direction, givenBefore, givenAfter])
  if (comparison.compared.has(key)) return []
  comparison.compared.add(key)
  const before = flat(comparison.before, givenBefore)
  const after = flat(comparison.after, givenAfter)
  const own = [typeChanges, enumChanges, exactChanges, limitChanges, requiredChanges, branchChanges, closes].flatMap(
    (changes) => changes(before, after, direction),
  )
  const inner = innerOf(before, after).flatMap(([name, was, is]) =>
    is === undefined
      ? [`${place}${name}: was removed`]
      : schemaChanges(comparison, [was, is], direction, `${place}${name}`),
  )
  return [...own.map((change) => `${place}: ${change}`), ...inner]
}
