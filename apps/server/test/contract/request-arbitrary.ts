import fc, { type Arbitrary } from 'fast-check'
import { bodyOf } from './body-arbitrary.ts'
import type { Ask } from './contract-server.ts'
import {
  contractOperations,
  followed,
  isRecord,
  type Operation,
  type OperationId,
  type Parameter,
  type Schema,
} from './document.ts'
import { breakingTexts, keeping, typesOf } from './schema-arbitrary.ts'

/** Requests to every operation, made from the contract's schemas, each with a list of its faults. */

/** The placeholder for the account of the run. */
export const accountMark = '{account}'
/** The placeholder for the id of a listed user. */
export const userMark = '{user}'

/** A request and its expected answer. */
export interface Draft {
  readonly id: OperationId
  readonly ask: Ask
  /** Where the request breaks the contract: `parameter limit`, `header Prefer`, `pointer /email`. */
  readonly broken: readonly string[]
  /** Values that are valid by the schema, but may be refused by the account, the provider or the server. */
  readonly refusable: readonly string[]
  /** Faults that are found before any of these. */
  readonly before: 'token' | 'accept' | 'json' | 'type' | undefined
}

interface Part {
  /** Encoded `name=value` pairs. */
  readonly query?: readonly string[]
  readonly path?: readonly [name: string, value: string]
  readonly header?: readonly [name: string, value: string]
  readonly broken?: string
  readonly refusable?: string
}

const absent: Part = {}
const encoded = (text: string): string => encodeURIComponent(text)

const pairsOf = (name: string, value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => pairsOf(`${name}[]`, item))
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, member]) => pairsOf(`${name}[${encoded(key)}]`, member))
  return [`${name}=${encoded(String(value))}`]
}

/** Opaque to callers: only a server can make one. Free: only the provider can check it. */
const refusableNames = ['next_cursor', 'remote_query', 'workspace']

const soundQuery = ({ name, schema }: Parameter): Arbitrary<Part> => {
  if (name === 'integrated_account_id') return fc.constant({ query: [`${name}=${accountMark}`] })
  const refusable = refusableNames.includes(name) ? { refusable: `parameter ${name}` } : {}
  return keeping(schema).map((value) => ({ query: pairsOf(name, value), ...refusable }))
}

const brokenQuery = ({ name, schema: given, required }: Parameter): Arbitrary<Part> => {
  const schema = followed<Schema>(given)
  const [type] = typesOf(schema)
  const scalars = [...breakingTexts(schema).map((text) => `${name}=${encoded(text)}`), `${name}[zz]=1`, `${name}=%zz`]
  const objects = [`${name}=plain`, ...(schema.properties === undefined ? [] : [`${name}[zz_unknown]=1`])]
  const members = Object.entries(schema.properties ?? {}).flatMap(([key, member]) =>
    breakingTexts(member).map((text) => `${name}[${key}]=${encoded(text)}`),
  )
  const spellings = type === 'object' ? [...objects, ...members] : type === 'array' ? [`${name}=zz_nonsense`] : scalars
  const doubled = type === 'object' || type === 'array' ? [] : [[`${name}=1`, `${name}=1`]]
  const missing = required === true ? [[]] : []
  // An empty value counts as absent.
  const isNone = (text: string): boolean => text === `${name}=` && required !== true
  const spelled = spellings.filter((text) => !isNone(text)).map((text) => [text])
  return fc.constantFrom(...spelled, ...doubled, ...missing).map((query) => ({ query, broken: `parameter ${name}` }))
}

const isAccountPath = ({ path }: Operation): boolean => path.startsWith('/integrated-account/{id}')

/** These are paths of other operations. */
const otherPaths = ['me', 'meta', '.', '..']

const pathPart = (operation: Operation, { name, schema }: Parameter): Arbitrary<Part> => {
  const sound = (value: string): Part => ({ path: [name, value] })
  const isUserId = operation.path === '/unified/crm/users/{id}'
  const known = isAccountPath(operation) ? [fc.constant(accountMark)] : isUserId ? [fc.constant(userMark)] : []
  const some = keeping(schema)
    .map(String)
    .filter((text) => !otherPaths.includes(text))
  const breaking = breakingTexts(schema).filter((text) => text !== '')
  const broken = breaking.map((text): Part => ({ path: [name, text], broken: `parameter ${name}` }))
  return fc.oneof(
    ...known.map((arbitrary) => ({ weight: 12, arbitrary: arbitrary.map(sound) })),
    { weight: 6, arbitrary: some.map(sound) },
    ...(broken.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...broken) }]),
  )
}

const headerPart = ({ name, schema }: Parameter): Arbitrary<Part> => {
  const preferences = fc.constantFrom(
    'handling=strict',
    'handling=lenient',
    'wait=20',
    'handling="strict", wait=9',
    'x;y=z',
  )
  const others = schema.enum === undefined ? fc.uuid() : fc.constantFrom(...schema.enum)
  const sound = name === 'Prefer' ? preferences : others
  const broken = breakingTexts(schema).map((text): Part => ({ header: [name, text], broken: `header ${name}` }))
  return fc.oneof(
    { weight: 20, arbitrary: sound.map((value): Part => ({ header: [name, value] })) },
    { weight: 1, arbitrary: fc.constantFrom(...broken) },
  )
}

const partOf = (operation: Operation, parameter: Parameter, soundness: number): Arbitrary<Part> => {
  if (parameter.in === 'path') return pathPart(operation, parameter)
  const present =
    parameter.in === 'header'
      ? headerPart(parameter)
      : fc.oneof(
          { weight: soundness, arbitrary: soundQuery(parameter) },
          { weight: 1, arbitrary: brokenQuery(parameter) },
        )
  // Few at a time, so that most requests get as far as a vendor.
  return parameter.required === true
    ? present
    : fc.oneof({ weight: 3, arbitrary: fc.constant(absent) }, { weight: 1, arbitrary: present })
}

const valueIn = (pairs: readonly string[], name: string): string | undefined =>
  pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)

/** Parameters that contradict each other by their descriptions: those that the request has. */
const clashesIn = (pairs: readonly string[], accept: string | undefined): { sure: string[]; possible: string[] } => {
  const has = (name: string): boolean =>
    pairs.some((pair) => pair.startsWith(`${name}=`) || pair.startsWith(`${name}[`))
  const format = valueIn(pairs, 'truto_response_format') ?? ''
  const isBytes = format === 'raw' || format === 'stream'
  const isLines = !isBytes && accept === 'application/x-ndjson'
  const ignoresLimit = valueIn(pairs, 'truto_ignore_limit') === 'true'
  const cursor = (valueIn(pairs, 'next_cursor') ?? '') !== ''
  const sure = [
    ...(has('truto_key_by') && (has('sort_by') || isBytes || isLines) ? ['truto_key_by'] : []),
    ...(isBytes ? ['sort_by', 'truto_exclude_fields'].filter(has) : []),
    ...(isBytes && ignoresLimit ? ['truto_ignore_limit'] : []),
    ...(cursor && (isLines || ignoresLimit || format === 'stream') ? ['next_cursor'] : []),
  ]
  // The provider decides which filters the vendor applies.
  const filters = isBytes ? ['email', 'name', 'is_active', 'created_at', 'updated_at'].filter(has) : []
  const label = (name: string): string => `parameter ${name}`
  return { sure: sure.map(label), possible: filters.map(label) }
}

/** A search for a person needs an e-mail address or a name. */
const lackingIn = (pairs: readonly string[]): { sure: string[]; possible: string[] } => {
  const fault = 'parameter email'
  return { sure: pairs.some((pair) => /^(?:email|name)[=[]/.test(pair)) ? [] : [fault], possible: [fault] }
}

const rarely = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.oneof({ weight: 24, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const draftOf = (operation: Operation): Arbitrary<Draft> => {
  const { id, parameters, isOpen } = operation
  const soundness = Math.max(4, parameters.length)
  const types = id === 'listUsers' || id === 'findPeople' ? ['application/x-ndjson'] : []
  const accepts = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(undefined, 'application/json, */*;q=0.5', ...types) },
    { weight: 1, arbitrary: fc.constant('image/png') },
  )
  const tokens = rarely(fc.constantFrom(null, 'wrong'))
  const bodies = rarely(fc.constantFrom('json' as const, 'type' as const))
  const parts = fc.tuple(...parameters.map((parameter) => partOf(operation, parameter, soundness)))
  const unknown = rarely(fc.constantFrom('zz_unknown', 'limits'))
  return fc
    .record({ parts, body: bodyOf(operation), accept: accepts, token: tokens, spoiled: bodies, unknown })
    .map(({ parts: given, body, accept, token, spoiled, unknown: other }) => {
      const pairs = [...given.flatMap(({ query = [] }) => query), ...(other === undefined ? [] : [`${other}=1`])]
      const broken = [...given.flatMap((part) => part.broken ?? []), ...body.broken]
      if (other !== undefined && !operation.takesFurther) broken.push(`parameter ${other}`)
      const clashes =
        id === 'listUsers'
          ? clashesIn(pairs, accept)
          : id === 'findPeople'
            ? lackingIn(pairs)
            : { sure: [], possible: [] }
      const formats = operation.formats.size > 0 && /truto_response_format=(?:raw|stream)/.test(pairs.join('&'))
      const excluded = formats && pairs.some((pair) => pair.startsWith('truto_exclude_fields'))
      const sure = excluded ? [...clashes.sure, 'parameter truto_exclude_fields'] : clashes.sure
      const hasBody = operation.body !== undefined
      const sent: Ask =
        !hasBody || spoiled === undefined
          ? { ...(body.body === undefined ? {} : { body: body.body }) }
          : spoiled === 'json'
            ? { rawBody: '{"name": ', headers: { 'content-type': 'application/json' } }
            : { rawBody: '{}', headers: { 'content-type': 'text/plain' } }
      const before =
        !isOpen && token !== undefined
          ? 'token'
          : accept === 'image/png' && !formats && operation.responses.has(406)
            ? 'accept'
            : hasBody
              ? spoiled
              : undefined
      const headers = Object.fromEntries(given.flatMap(({ header }) => (header === undefined ? [] : [header])))
      return {
        id,
        ask: {
          ...sent,
          rawQuery: pairs.join('&'),
          path: Object.fromEntries(given.flatMap(({ path }) => (path === undefined ? [] : [path]))),
          headers: { ...headers, ...(accept === undefined ? {} : { accept }), ...sent.headers },
          ...(token === undefined ? {} : { token }),
        },
        // A contradiction is reported only for valid values.
        broken: broken.length === 0 ? sure : broken,
        refusable: [...given.flatMap((part) => part.refusable ?? []), ...body.refusable, ...clashes.possible, ...sure],
        before,
      } satisfies Draft
    })
}

/** Operations whose answers depend on more parts of the request are used more often. */
const weightOf = ({ id }: Operation): number => (id === 'listUsers' ? 8 : id.endsWith('User') || id === 'getMe' ? 4 : 1)

/** Its body is a form, not JSON; `connect.test.ts` sends it. */
const isForm = ({ id }: Operation): boolean => id === 'receiveConsent'

/** A request to any operation. */
export const someDraft: Arbitrary<Draft> = fc.oneof(
  ...contractOperations
    .filter((operation) => !isForm(operation))
    .map((operation) => ({ weight: weightOf(operation), arbitrary: draftOf(operation) })),
)
