import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { sentenceFaultsOf } from '../support/problem-sentences.ts'
import {
  contractOperations,
  document,
  isRecord,
  type OperationId,
  operationOf,
  type Response,
  type Schema,
} from './document.ts'

/** A received answer. */
export interface Received {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** The parts of the request that decide which schema the answer has. */
export interface Asked {
  /** `unified` by default. */
  readonly format?: string | undefined
  /** Fields excluded by name, which the schemas no longer require. */
  readonly excluded?: readonly string[] | undefined
  /** A keyed list was requested. */
  readonly isKeyed?: boolean | undefined
}

/** The members that a schema names, with those of all its parts. */
const merged = (parts: readonly Schema[]): Schema => {
  const whole = parts.map((part) => (part.$ref === undefined ? part : (schemaAt(part.$ref) ?? part)))
  return {
    type: 'object',
    required: whole.flatMap(({ required }) => required ?? []),
    properties: Object.assign({}, ...whole.map(({ properties }) => properties)),
  }
}

const schemaAt = (reference: string): Schema | undefined =>
  document.components.schemas[reference.split('/').at(-1) ?? '']

/**
 * The contract allows new members in answers, so its schemas accept unknown ones. The members that are sent today must be in
 * the contract: here an object may have only the members that its schema names, unless the schema allows others.
 */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed)
  if (!isRecord(value)) return value
  const schema: Schema = value
  if (schema.allOf !== undefined) return closed(merged(schema.allOf))
  const inner = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closed(member)]))
  const isClosed =
    isRecord(value.properties) && typeof schema.type === 'string' && value.additionalProperties === undefined
  return isClosed ? { ...inner, additionalProperties: false } : inner
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
const local = (schema: unknown): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/'))

const mapValues = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
ajv.addSchema({
  $id: 'contract',
  ...local({ components: { schemas: mapValues(document.components.schemas, closed) } }),
})

const compiled = new Map<Schema, ValidateFunction>()

/** The faults of a value, each with its place; empty when it matches the schema. */
export const schemaFaults = (schema: Schema, value: unknown): readonly string[] => {
  const validate = compiled.get(schema) ?? ajv.compile(local(closed(schema)))
  compiled.set(schema, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`.trim(),
  )
}

const typeOf = (headers: Received['headers']): string => (headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''

const namesOf = ({ headers }: Response): readonly string[] => Object.keys(headers).map((name) => name.toLowerCase())

/** All headers of the contract: an answer may have one only where the contract has it. */
const headersOfContract = new Set(
  contractOperations.flatMap(({ responses }) => [...responses.values()].flatMap((response) => namesOf(response))),
)

const undeclaredFaults = (response: Response, headers: Received['headers']): readonly string[] => {
  const declared = namesOf(response)
  return Object.keys(headers)
    .filter((name) => headersOfContract.has(name) && !declared.includes(name))
    .map((name) => `the header ${name} is not documented`)
}

const headerFaults = (response: Response, headers: Received['headers']): readonly string[] => [
  ...undeclaredFaults(response, headers),
  ...Object.entries(response.headers).flatMap(([name, { required, schema }]) => {
    const text = headers[name.toLowerCase()]
    if (text === undefined) return required === true ? [`the header ${name} is missing`] : []
    const value = schema.type === 'integer' ? Number(text) : text
    return schemaFaults(schema, value).map((fault) => `the header ${name}: ${fault}`)
  }),
]

const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A user with the fields that were excluded by name: the schemas do not allow that a required field is absent. */
const restoredUser = (user: unknown, excluded: readonly string[]): unknown => {
  if (!isRecord(user) || 'error' in user) return user
  const missing = excluded.filter((field) => user[field] === undefined)
  return { ...user, ...Object.fromEntries(missing.map((field) => [field, field === 'id' ? 'excluded' : null])) }
}

const restored = (body: unknown, promised: readonly string[]): unknown => {
  if (promised.length === 0 || !isRecord(body)) return body
  const { result } = body
  if (Array.isArray(result)) return { ...body, result: result.map((user) => restoredUser(user, promised)) }
  if (isRecord(result)) return { ...body, result: mapValues(result, (user) => restoredUser(user, promised)) }
  return restoredUser(body, promised)
}

const bytesFaults = ({ headers }: Received): readonly string[] => [
  ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['bytes of the vendor without nosniff']),
  ...(headers['content-security-policy']?.startsWith('sandbox') === true
    ? []
    : ['bytes of the vendor without sandbox']),
  ...(headers['x-request-id'] === undefined ? ['the header X-Request-Id is missing'] : []),
]

/** All faults of an operation's answer by the contract; empty when it meets the contract. */
export const answerFaults = (id: OperationId, received: Received, asked: Asked = {}): readonly string[] => {
  const { responses, formats: promised } = operationOf(id)
  const { status, headers, text } = received
  const { format = 'unified' } = asked
  const isWhole = format === 'normalized' && id !== 'deleteUser'
  const excluded = (asked.excluded ?? []).filter((field) => field === 'id' || (isWhole && field !== 'remote_data'))
  const isOfVendor = status >= 200 && status < 300 && promised.has(format) && promised.get(format) === undefined
  if (isOfVendor) return bytesFaults(received)
  const response = responses.get(status)
  if (response === undefined) return [`the status ${status} is not documented: ${text.slice(0, 300)}`]
  const type = typeOf(headers)
  if (Object.keys(response.content).length === 0 && type === '' && text === '') return headerFaults(response, headers)
  const media = response.content[type] ?? response.furtherContent[type]
  if (media === undefined) return [`the type "${type}" is not documented for ${status}`]
  const faults = [...headerFaults(response, headers)]
  if (media['x-line-schema'] !== undefined) {
    const line = media['x-line-schema']
    const lines = text.split('\n').filter((part) => part !== '')
    return [...faults, ...lines.flatMap((part) => schemaFaults(line, restored(bodyOf(part), excluded)))]
  }
  if (!/\bjson$/.test(type)) return faults
  const body = bodyOf(text)
  faults.push(...sentenceFaultsOf(body))
  if (status >= 400) return [...faults, ...schemaFaults(media.schema, body), ...problemFaults(problemOf(body), status)]
  const whole = restored(body, excluded)
  const schema = promised.get(format) ?? media.schema
  const keyed = asked.isKeyed === true ? response.furtherContent[type] : undefined
  if (keyed === undefined) return [...faults, ...schemaFaults(schema, whole)]
  return [...faults, ...schemaFaults(keyed.schema, whole), ...schemaFaults(schema, withoutKeys(whole))]
}

/** A keyed list in the form of the plain one. */
const withoutKeys = (body: unknown): unknown =>
  isRecord(body) && isRecord(body.result) ? { ...body, result: Object.values(body.result) } : body

/** The problem in an error of JSON-RPC, or the body itself. */
const problemOf = (body: unknown): unknown =>
  isRecord(body) && 'jsonrpc' in body && isRecord(body.error) ? body.error.data : body

/** A rule of problems that no schema has: it repeats the status of its answer. */
const problemFaults = (problem: unknown, status: number): readonly string[] => {
  if (!isRecord(problem)) return ['the problem is no object']
  return problem.status === status && problem.statusCode === status
    ? []
    : [`the problem bears another status than ${status}`]
}
