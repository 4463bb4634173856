import fc, { type Arbitrary } from 'fast-check'
import { followed, isRecord, type Operation, type Schema } from './document.ts'
import { breakingValue, keeping } from './schema-arbitrary.ts'

/** A body and its faults, in the form of `Draft`. */
export interface Body {
  readonly body?: unknown
  readonly broken: readonly string[]
  readonly refusable: readonly string[]
}

const whole = (body: unknown): Body => ({ body, broken: ['pointer '], refusable: [] })

const escapedToken = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1')

/** Some members of a valid body are made wrong, some added, some removed. */
const brokenMembers = (schema: Schema): Arbitrary<Body> => {
  const { properties = {}, required = [] } = schema
  const wrong = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, breakingValue(member)])),
    { requiredKeys: [] },
  )
  const unknown = fc.option(fc.constantFrom('zz_unknown', 'zz/~unknown'), { nil: undefined })
  const missing =
    required.length === 0 ? fc.constant(undefined) : fc.option(fc.constantFrom(...required), { nil: undefined })
  return fc.tuple(keeping(schema), wrong, unknown, missing).map(([sound, changed, added, left]) => {
    const members = { ...(isRecord(sound) ? sound : {}), ...changed, ...(added === undefined ? {} : { [added]: 1 }) }
    const kept = Object.entries(members).filter(([name]) => name !== left)
    const names = [
      ...Object.keys(changed),
      ...(added === undefined ? [] : [added]),
      ...(left === undefined ? [] : [left]),
    ]
    const isEmpty = kept.length === 0 && schema.minProperties !== undefined
    return {
      body: Object.fromEntries(kept),
      broken: [...new Set(isEmpty ? ['pointer '] : names.map((name) => `pointer /${escapedToken(name)}`))],
      refusable: [],
    }
  })
}

/** Values that only the provider or the import can check. */
const refusablePointers = [
  '',
  '/name',
  '/remote_data',
  '/custom_fields',
  '/context',
  '/authentication_method',
  '/integration',
  '/expires_at',
  '/scopes',
]

/** A body of an operation, valid or not; nothing where it has none. */
export const bodyOf = ({ id, body: media }: Operation): Arbitrary<Body> => {
  if (media === undefined) return fc.constant({ broken: [], refusable: [] })
  const schema = followed<Schema>(media.schema)
  const needed = id === 'createUser' ? ['/email', '/first_name', '/last_name'] : []
  const refusable = [...refusablePointers, ...needed].map((pointer) => `pointer ${pointer}`)
  const sound = keeping(schema).map((body): Body => {
    const isEmpty = isRecord(body) && Object.keys(body).length < (schema.minProperties ?? 0)
    return isEmpty ? whole(body) : { body, broken: [], refusable }
  })
  const others = fc
    .oneof(fc.array(fc.integer(), { maxLength: 2 }), fc.string(), fc.integer(), fc.constant(null))
    .map(whole)
  return fc.oneof(
    { weight: 12, arbitrary: sound },
    { weight: 4, arbitrary: brokenMembers(schema).map((body) => ({ ...body, refusable })) },
    { weight: 1, arbitrary: others },
  )
}
