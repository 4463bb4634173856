import fc, { type Arbitrary } from 'fast-check'
import { followed, type Schema } from './document.ts'

/** Values that match a schema, and values that do not, made from the schema alone. */

/** Text without NUL, which no text of a request may hold; never blank. */
const someText = (maxLength: number): Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength }),
      fc.string({ unit: 'binary', minLength: 1, maxLength }),
    )
    .map((text) => text.replaceAll('\0', '').slice(0, maxLength))
    .filter((text) => text.trim() !== '' && text.isWellFormed())

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)

const someTime: Arbitrary<string> = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

const textOf = ({ format, pattern, maxLength = 40 }: Schema): Arbitrary<string> => {
  if (format === 'date-time') return someTime
  if (format === 'uuid') return fc.uuid()
  const address = fc.tuple(word, word).map(([name, host]) => `${name}@${host}.example`)
  return pattern === undefined ? someText(Math.min(maxLength, 40)) : address
}

/** Free members get names that no vendor has. */
const freeName = word.map((text) => `zz_${text}`)

/** Types that a schema allows; one that names none is free. */
export const typesOf = ({ type }: Schema): readonly string[] => (typeof type === 'string' ? [type] : (type ?? []))

const ofType = (type: string, schema: Schema): Arbitrary<unknown> => {
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 100_000 })
  if (type === 'string') return textOf(schema)
  if (type === 'array') return fc.array(keeping(schema.items ?? {}), { maxLength: 4 })
  return objectOf(schema)
}

const objectOf = (schema: Schema): Arbitrary<Readonly<Record<string, unknown>>> => {
  const { properties = {}, required = [], maxProperties } = schema
  const isFree = schema.patternProperties !== undefined || schema.additionalProperties === true
  const members = Object.entries(properties).map(([name, member]) => {
    const present = keeping(member).map((value): readonly [string, unknown] | undefined => [name, value])
    // A few of many: each further one makes it less likely that a provider accepts them all.
    const weight = required.includes(name) ? 0 : Object.keys(properties).length
    return weight === 0
      ? present
      : fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: present })
  })
  const named = fc
    .tuple(...members)
    .map((given) => Object.fromEntries(given.filter((member) => member !== undefined).slice(0, maxProperties)))
  if (!isFree) return named
  const free = fc.dictionary(
    freeName,
    fc.oneof(word, fc.dictionary(freeName, word, { maxKeys: 2, noNullPrototype: true })),
    {
      maxKeys: 3,
      noNullPrototype: true,
    },
  )
  return fc.tuple(free, named).map(([others, own]) => ({ ...others, ...own }))
}

/** Values that match a schema. */
export const keeping = (given: Schema): Arbitrary<unknown> => {
  const schema = followed<Schema>(given)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const types = typesOf(schema)
  return types.length === 0 ? fc.jsonValue() : fc.oneof(...types.map((type) => ofType(type, schema)))
}

/** JSON values of a type that the schema does not allow, or beyond its limits. */
export const breakingValue = (given: Schema): Arbitrary<unknown> => {
  const schema = followed<Schema>(given)
  const types = typesOf(schema)
  const others: readonly (readonly [string, Arbitrary<unknown>])[] = [
    ['null', fc.constant(null)],
    ['boolean', fc.boolean()],
    ['integer', fc.integer()],
    ['string', fc.constantFrom('zz_nonsense', '')],
    ['array', fc.array(word, { maxLength: 2 })],
    ['object', fc.dictionary(freeName, word, { maxKeys: 2, noNullPrototype: true })],
  ]
  return fc.oneof(
    ...others.filter(([type]) => !types.includes(type)).map(([, values]) => values),
    ...breakingTexts(schema).map((text) => fc.constant(text)),
  )
}

/** Texts that are not the text of any value of the schema. */
export const breakingTexts = (given: Schema): readonly string[] => {
  const schema = followed<Schema>(given)
  const { maxLength } = schema
  const isText = typesOf(schema).includes('string')
  return [
    ...(schema.enum === undefined ? [] : ['zz_nonsense', '']),
    ...(schema.format === 'uuid' ? ['no-uuid', ''] : []),
    ...(schema.format === 'date-time' ? ['yesterday', '2026-13-01T00:00:00Z', '2026-1-1'] : []),
    ...(schema.pattern === undefined ? [] : ['no address']),
    ...(schema.minLength === undefined || !isText ? [] : ['']),
    ...(maxLength === undefined || !isText ? [] : ['x'.repeat(maxLength + 1)]),
    ...(typesOf(schema).includes('integer') && !isText
      ? ['many', '1.5', String((schema.maximum ?? 0) + 1), String((schema.minimum ?? 0) - 1)]
      : []),
    ...(typesOf(schema).includes('boolean') && !isText ? ['perhaps', '2'] : []),
  ]
}
