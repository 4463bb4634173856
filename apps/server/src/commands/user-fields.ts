import type { UserPatch } from '@rollcall/contract'
import leven from 'leven'
import { type SchemaObject, specification } from '../contract/specification.ts'
import { CommandFailure, exitCodes } from './command-io.ts'

/** `field=value` of a command line as the body of an update, each value by the type that the contract has for its field. */

const fields: Readonly<Record<string, SchemaObject>> = Object.fromEntries(
  Object.entries(specification.components.schemas.UserPatch?.properties ?? {}),
)

const usage = (sentence: string): CommandFailure => new CommandFailure(sentence, exitCodes.usage)

/** The most edits between a name and its nearest one. */
const nearestEdits = 4

const unknownField = (name: string): CommandFailure => {
  const [nearest] = Object.keys(fields)
    .map((field) => ({ field, edits: leven(name, field) }))
    .filter(({ edits }) => edits <= nearestEdits)
    .sort((left, right) => left.edits - right.edits)
  const advice = nearest === undefined ? '' : `; the nearest one is ${nearest.field}`
  return usage(`A user has no field "${name}"${advice}; fields that can be set are ${Object.keys(fields).join(', ')}.`)
}

const objectOf = (name: string, text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Gets the same sentence as JSON of another type.
  }
  throw usage(`${name} must be a JSON object such as {"Region": "North"}, not "${text.slice(0, 100)}".`)
}

const valueFrom = (name: string, text: string): unknown => {
  const { type } = fields[name] ?? {}
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (text === 'null' && types.includes('null')) return null
  if (types.includes('string')) return text
  if (!types.includes('boolean')) return objectOf(name, text)
  if (text === 'true' || text === 'false') return text === 'true'
  throw usage(`${name} must be true, false or null, not "${text.slice(0, 100)}".`)
}

/**
 * @param given `field=value`, several
 * @param remoteData JSON of fields in the vendor's own names
 * @throws CommandFailure
 */
export const readFields = (given: readonly string[], remoteData: string | undefined): UserPatch => {
  const pairs = given.map((text): readonly [string, unknown] => {
    const [name = '', ...rest] = text.split('=')
    if (rest.length === 0)
      throw usage(`"${text.slice(0, 100)}" is not a field with a value; write it as first_name=Ada.`)
    if (fields[name] === undefined) throw unknownField(name.slice(0, 100))
    return [name, valueFrom(name, rest.join('='))]
  })
  if (remoteData !== undefined) pairs.push(['remote_data', objectOf('--remote-data', remoteData)])
  const names = pairs.map(([name]) => name)
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled !== undefined) throw usage(`${doubled} is set more than once; set it once.`)
  if (names.length === 0) throw usage('No field is named; name a field and its value, as in is_active=false.')
  return Object.fromEntries(pairs)
}
