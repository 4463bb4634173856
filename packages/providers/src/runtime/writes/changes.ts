import type { Warning } from '@rollcall/contract'
import type { Absent, Adapter, Create, JsonObject, Update, WritableField } from '../../contract.ts'
import { absent, type Fault, type Handling, Refusal } from '../failures.ts'
import { at, isObject, overlay } from '../json/json.ts'
import { offers } from '../records/read.ts'
import { type RemoteKeys, rightsSet } from './remote-keys.ts'

/** Turns a unified body into what a provider can write: checks, name splitting, fragments of the vendor's body. */

/** A unified body as the contract validated it. */
export type UserBody = Readonly<Partial<Record<WritableField, unknown>>> & {
  readonly remote_data?: JsonObject | undefined
}

export interface Changes {
  /** Values to write, with `name` already split where it has to be. */
  readonly values: Readonly<Partial<Record<WritableField, unknown>>>
  readonly remoteData: JsonObject | undefined
  readonly warnings: readonly Warning[]
  /** The rights that `remote_data` sets, in the adapter's words. */
  readonly rights: readonly string[]
}

export const writableFieldNames: readonly WritableField[] = [
  'name',
  'first_name',
  'last_name',
  'email',
  'is_active',
  'custom_fields',
]

type Rules = Pick<Adapter<never>, 'user' | 'name' | 'users'>
type Write = (value: never) => JsonObject

/**
 * How an operation writes a field: as a fragment of the main body, as first and last name, by a separate call; or not at all.
 */
const writeOf = (
  adapter: Rules,
  operation: Create | Update<never>,
  field: WritableField,
): Write | 'split' | 'separate' | undefined => {
  if ('separate' in operation && operation.separate?.includes(field) === true) return 'separate'
  if ('fields' in operation && operation.fields?.includes(field) === false) return undefined
  const own = 'write' in operation ? operation.write?.[field] : undefined
  if (own !== undefined) return own
  const rule = adapter.user[field]
  return rule !== undefined && 'write' in rule ? rule.write : undefined
}

const fieldsOf = (adapter: Rules, operation: Create | Update<never> | Absent): readonly WritableField[] =>
  'absent' in operation ? [] : writableFieldNames.filter((field) => writeOf(adapter, operation, field) !== undefined)

/** Fields that an update of this provider can write. */
export const updatableFields = (adapter: Rules): readonly WritableField[] => fieldsOf(adapter, adapter.users.update)

/** Fields that a creation of this provider can write. */
export const creatableFields = (adapter: Rules): readonly WritableField[] => fieldsOf(adapter, adapter.users.create)

/** Why this provider cannot write a field. */
export const reasonOf = (adapter: Rules, field: WritableField): string =>
  adapter.user[field]?.readOnly ??
  (field !== 'custom_fields' && offers(adapter, field)
    ? `${adapter.name} does not let its API change ${field}.`
    : `${adapter.name} has no ${field} of a user.`)

const splitName = (adapter: Rules, name: string): { first_name?: string; last_name?: string } => {
  const trimmed = name.trim().replaceAll(/\s+/g, ' ')
  const space = trimmed.indexOf(' ')
  if (space < 0) return { [adapter.user.singleName ?? 'last_name']: trimmed }
  return { first_name: trimmed.slice(0, space), last_name: trimmed.slice(space + 1) }
}

/**
 * The fields of a body that this provider can write. @throws Refusal `field-not-supported` (422) when none is left, or in
 * strict handling when a field is refused;
 *   `invalid-request` (400) for contradictions and refused keys of `remote_data`.
 */
export const changesOf = (
  adapter: Rules,
  operation: 'create' | 'update',
  body: UserBody,
  handling: Handling,
  remote: Omit<RemoteKeys, 'remoteData'> = {},
): Changes => {
  const declared = adapter.users[operation]
  if ('absent' in declared) throw absent(adapter, operation, declared.absent)
  const writable = fieldsOf(adapter, declared)
  const rights = rightsSet(adapter, declared, { ...remote, remoteData: body.remote_data })
  const values: Partial<Record<WritableField, unknown>> = {}
  const refused: Fault[] = []
  for (const field of writableFieldNames) {
    const value = body[field]
    if (value === undefined) continue
    const write = writeOf(adapter, declared, field)
    if (write === undefined) {
      refused.push({ pointer: `/${field}`, detail: reasonOf(adapter, field) })
    } else if (value === null && adapter.user[field]?.clearable !== true) {
      refused.push({ pointer: `/${field}`, detail: `${adapter.name} cannot clear ${field}.` })
    } else if (write === 'split') {
      if (body.first_name !== undefined || body.last_name !== undefined) {
        throw new Refusal(
          'invalid-request',
          `${adapter.name} cannot write name together with first_name or last_name.`,
          {
            errors: [{ pointer: '/name', detail: 'must not be sent together with first_name or last_name' }],
          },
        )
      }
      if (typeof value !== 'string' || value.trim() === '') {
        refused.push({ pointer: '/name', detail: `${adapter.name} cannot clear name.` })
      } else Object.assign(values, splitName(adapter, value))
    } else values[field] = value
  }
  const remoteData =
    body.remote_data !== undefined && Object.keys(body.remote_data).length > 0 ? body.remote_data : undefined
  const nothingLeft = Object.keys(values).length === 0 && remoteData === undefined
  if (nothingLeft && refused.length === 0) {
    throw new Refusal('invalid-request', 'The body changes nothing.', {
      errors: [{ pointer: '', detail: 'must have at least one field that changes the user' }],
    })
  }
  if (refused.length > 0 && (handling === 'strict' || nothingLeft)) {
    const cannot = refused.map(({ pointer = '' }) => pointer.slice(1).replaceAll('/', '.')).join(', ')
    const can = writable.length === 0 ? 'no field' : writable.join(', ')
    throw new Refusal('field-not-supported', `${adapter.name} cannot write ${cannot}; it can write ${can}.`, {
      errors: refused,
      writableFields: writable,
    })
  }
  return {
    values,
    remoteData,
    rights,
    warnings: refused.map(({ pointer = '', detail }) => ({ code: 'field-not-supported', pointer, detail })),
  }
}

/** The vendor's body: the merged fragments of all values without those with a separate call. */
export const bodyOf = (adapter: Rules, operation: Create | Update<never>, values: Changes['values']): JsonObject => {
  let body: JsonObject = {}
  for (const field of writableFieldNames) {
    const value = values[field]
    const write = writeOf(adapter, operation, field)
    if (value === undefined || typeof write !== 'function') continue
    // The validated request of the contract gets the type that this field's `write` requires.
    const merged = overlay(body, write(value as never))
    if (isObject(merged)) body = merged
  }
  return body
}

/** @throws Refusal `invalid-request` that names the fields that the vendor needs to create a user. */
export const assertRequired = (adapter: Rules, create: Create, changes: Changes): void => {
  const fields = create.required.filter((field) => changes.values[field] === undefined)
  const keys = (create.requiredRemoteKeys ?? []).filter((path) => at(changes.remoteData, path) === undefined)
  const missing = [...fields, ...keys.map((path) => `remote_data.${path}`)]
  if (missing.length === 0) return
  throw new Refusal('invalid-request', `${adapter.name} needs ${missing.join(', ')} to create a user.`, {
    errors: missing.map((name) => ({
      pointer: `/${name.replaceAll('.', '/')}`,
      detail: `is required to create a user at ${adapter.name}`,
    })),
    missingFields: missing,
  })
}
