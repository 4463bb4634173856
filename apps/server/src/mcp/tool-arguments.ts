import { digitsOf, type Fault } from '@rollcall/providers'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { stringify } from 'qs'
import type { ParameterObject } from '../contract/specification.ts'
import { descend, exampleOf, wrongValue } from '../http/schema-words.ts'
import { isRequired } from '../http/validator-faults.ts'
import { nearestName } from '../nearest-name.ts'
import { maximumFaults } from '../problems/request-faults.ts'
import type { JsonSchema } from './tool-schema.ts'
import type { Tool } from './tools.ts'

/**
 * The arguments of a tool as a request to its operation, which finds their faults. Only the faults that a URL or a header
 * cannot show are found here: the type of a value, an empty value, an unknown name.
 */

export type Arguments = Readonly<Record<string, unknown>>

/** `verbose` for the value of each fault. */
const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, validateFormats: false })
const validators = new WeakMap<Tool, ValidateFunction>()

const validatorOf = (tool: Tool): ValidateFunction => {
  const former = validators.get(tool)
  if (former !== undefined) return former
  const { body: _body, ...properties } = tool.definition.inputSchema.properties
  const made = ajv.compile({ type: 'object', properties })
  validators.set(tool, made)
  return made
}

/** Whether a query cannot show a fault: the type of a value, an empty value, several items in one, a format without JSON. */
const isLost = ({ keyword, data, instancePath }: ErrorObject): boolean =>
  keyword === 'type' ||
  data === '' ||
  instancePath === '/truto_response_format' ||
  (keyword === 'enum' && typeof data === 'string' && data.includes(','))

const unescaped = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~')

const placeOf = ({ in: isIn, name }: ParameterObject, members: readonly string[]): Omit<Fault, 'detail'> =>
  isIn === 'header'
    ? { header: name }
    : { parameter: `${name}${members.map((member) => (/^\d+$/.test(member) ? '' : `[${member}]`)).join('')}` }

const typeFaults = (tool: Tool, given: Arguments): readonly Fault[] => {
  const validate = validatorOf(tool)
  if (validate(given)) return []
  const found = new Map<string, Fault>()
  for (const error of (validate.errors ?? []).filter(isLost).slice(0, maximumFaults)) {
    const [, name = '', ...members] = error.instancePath.split('/').map(unescaped)
    const parameter = tool.parameters.get(name)
    if (parameter === undefined || found.has(error.instancePath)) continue
    const shown: JsonSchema = tool.definition.inputSchema.properties[name] ?? {}
    const { schema, value } = descend(shown, given[name], members)
    const example = members.length === 0 ? parameter.example : undefined
    found.set(error.instancePath, { ...placeOf(parameter, members), detail: wrongValue(schema, value, example) })
  }
  return [...found.values()]
}

const unknownFault = (tool: Tool, name: string): Fault => {
  const { name: toolName, inputSchema } = tool.definition
  const nearest = nearestName(name, Object.keys(inputSchema.properties))
  const advice =
    nearest === undefined ? 'its inputSchema in tools/list lists the arguments' : `the nearest argument is ${nearest}`
  return { parameter: name.slice(0, 200), detail: `is not an argument of ${toolName}; ${advice}` }
}

/** What is wrong with a value that a header or, at any depth, a query cannot express. */
const spellingFault = (value: unknown, isHeader: boolean): string | undefined => {
  if (isHeader) return /[^\x20-\x7e]/.test(String(value)) ? 'must contain printable ASCII characters only' : undefined
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return undefined
  for (const [key, member] of Object.entries(value)) {
    if (key === '' || /[[\]]/.test(key))
      return 'has a member whose name is empty or contains brackets, which a query cannot express'
    const wrong = member === null ? 'has a member that is null; leave it out' : spellingFault(member, false)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** The faults of arguments that their operation would not find. */
export const argumentFaults = (tool: Tool, given: Arguments): readonly Fault[] => {
  const names = Object.keys(given).filter((name) => !(name === 'body' && tool.hasBody))
  const unknown = names
    .filter((name) => !tool.parameters.has(name))
    .slice(0, maximumFaults)
    .map((name) => unknownFault(tool, name))
  // Without a segment, the path would be that of another operation.
  const missing = [...tool.parameters.values()]
    .filter(({ in: isIn, name }) => isIn === 'path' && (!Object.hasOwn(given, name) || given[name] === ''))
    .map(({ name, schema, example }) => ({ parameter: name, detail: isRequired(exampleOf(schema, example)) }))
  const misspelled = [...tool.parameters.values()].flatMap((parameter) => {
    const { name, in: isIn } = parameter
    const detail = Object.hasOwn(given, name) ? spellingFault(given[name], isIn === 'header') : undefined
    return detail === undefined ? [] : [{ ...placeOf(parameter, []), detail }]
  })
  return [...unknown, ...missing, ...typeFaults(tool, given), ...misspelled]
}

/** Numbers that were kept by their digits, as text. */
const withDigits = (value: unknown): unknown => {
  const digits = digitsOf(value)
  if (digits !== undefined) return digits
  if (Array.isArray(value)) return value.map(withDigits)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withDigits(member)]))
}

/** A segment of a path. A missing one has a fault, so its placeholder is sent only where the scope is refused first. */
const segmentOf = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? encodeURIComponent(value) : '-'

/** The request to the operation of a tool. */
export const requestOf = (tool: Tool, given: Arguments) => {
  const isIn = (place: ParameterObject['in']) =>
    [...tool.parameters.values()].filter((parameter) => parameter.in === place && Object.hasOwn(given, parameter.name))
  const path = tool.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => segmentOf(given[name]))
  const query = stringify(Object.fromEntries(isIn('query').map(({ name }) => [name, withDigits(given[name])])))
  return {
    method: tool.method.toUpperCase(),
    target: query === '' ? path : `${path}?${query}`,
    headers: Object.fromEntries(isIn('header').map(({ name }) => [name, String(given[name])])),
    body: tool.hasBody ? JSON.stringify(Object.hasOwn(given, 'body') ? given.body : {}) : undefined,
  }
}
