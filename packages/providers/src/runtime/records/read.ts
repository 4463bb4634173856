import type { UserUrl, Warning } from '@rollcall/contract'
import type { Adapter, JsonObject, ReadableField, Variables } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { isObject, without } from '../json/json.ts'
import { digitsOf } from '../json/lossless-json.ts'
import { utc } from './dates.ts'
import { flag, Misread, plainText } from './values.ts'

/** Reads a vendor's record into the unified shape; a field that the provider lacks is absent. */
export interface UnifiedUser {
  id: string
  name?: string | null
  first_name?: string | null
  last_name?: string | null
  email?: string | null
  is_active?: boolean | null
  created_at?: string | null
  updated_at?: string | null
  urls?: UserUrl[] | null
}

/** A user and the vendor's record it was read from, its secrets removed. */
export interface MappedUser {
  readonly user: UnifiedUser
  readonly remote: JsonObject
  /** One for each field that is `null` because the meaning of the vendor's value is not certain; absent: none. */
  readonly warnings?: readonly Warning[]
}

type Reader = Pick<Adapter<never>, 'name' | 'user'>

/**
 * The one place where a vendor's parsed JSON takes the adapter's record type: the values that it reads are checked
 * afterwards.
 */
export const asRecord = (value: unknown): never => value as never

const readField = (adapter: Reader, field: ReadableField, record: JsonObject, variables: Variables): unknown => {
  const read = adapter.user[field]?.read
  if (read === undefined) return null
  const value: unknown = read(asRecord(record), variables)
  return value === undefined || value === '' ? null : value
}

/** Whether answers of this provider have the field; a name is made of first and last name where there is no full one. */
export const offers = (adapter: Pick<Adapter<never>, 'user'>, field: ReadableField): boolean =>
  adapter.user[field]?.read !== undefined ||
  (field === 'name' && (adapter.user.first_name?.read ?? adapter.user.last_name?.read) !== undefined)

type Offered = Readonly<Record<Exclude<ReadableField, 'id'>, boolean>>

const known = new WeakMap<Reader['user'], Offered>()

/** What `offers` says of each field, found out once for an adapter. */
const offeredBy = (adapter: Reader): Offered => {
  const found = known.get(adapter.user)
  if (found !== undefined) return found
  const offered: Offered = {
    name: offers(adapter, 'name'),
    first_name: offers(adapter, 'first_name'),
    last_name: offers(adapter, 'last_name'),
    email: offers(adapter, 'email'),
    is_active: offers(adapter, 'is_active'),
    created_at: offers(adapter, 'created_at'),
    updated_at: offers(adapter, 'updated_at'),
    urls: offers(adapter, 'urls'),
  }
  known.set(adapter.user, offered)
  return offered
}

/** The id of a record as text. @throws ProviderFailure `provider-error` when it is missing. */
export const readId = (adapter: Reader, record: unknown, variables: Variables): string => {
  const notUnderstood = (cause?: unknown): ProviderFailure =>
    new ProviderFailure('provider-error', `${adapter.name} returned a user whose id cannot be read.`, { cause })
  let id: unknown
  try {
    id = isObject(record) ? readField(adapter, 'id', record, variables) : null
  } catch (cause) {
    throw notUnderstood(cause)
  }
  if (typeof id === 'string' && id !== '') return id
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id)
  const digits = digitsOf(id)
  if (digits !== undefined && /^-?\d+$/.test(digits)) return digits
  throw notUnderstood()
}

/**
 * Maps one record, with its fields in the contract's order. A value whose meaning is not certain is `null`, and named in
 * `warnings`. @throws ProviderFailure `provider-error` when it is not an object or lacks its id.
 */
export const readUser = (adapter: Reader, record: unknown, variables: Variables): MappedUser => {
  if (!isObject(record)) throw new ProviderFailure('provider-error', `${adapter.name} returned no user record.`)
  const user: UnifiedUser = { id: readId(adapter, record, variables) }
  const warnings: Warning[] = []
  const certain = <T>(field: Exclude<ReadableField, 'id'>, read: (value: unknown) => T | null): T | null => {
    try {
      return read(readField(adapter, field, record, variables))
    } catch {
      // Also any other error of the adapter's reader: an object where it expects a list, a missing member.
      warnings.push(notRead(adapter, field))
      return null
    }
  }
  // By name, not in a loop: V8 sets a member whose name is written here in a fraction of the time.
  const offered = offeredBy(adapter)
  if (offered.name) user.name = certain('name', plainText)
  if (offered.first_name) user.first_name = certain('first_name', plainText)
  if (offered.last_name) user.last_name = certain('last_name', plainText)
  if (offered.email) user.email = certain('email', plainText)
  if (offered.name && (user.name ?? '').trim() === '') user.name = joined(user.first_name, user.last_name)
  if (offered.is_active) user.is_active = certain('is_active', flag)
  if (offered.created_at) user.created_at = certain('created_at', utc)
  if (offered.updated_at) user.updated_at = certain('updated_at', utc)
  if (offered.urls) user.urls = certain('urls', linksOf)
  const remote = without(record, adapter.user.secrets ?? [])
  return { user, remote: isObject(remote) ? remote : {}, ...(warnings.length === 0 ? {} : { warnings }) }
}

/** The user with more warnings. */
export const withWarnings = (mapped: MappedUser, more: readonly Warning[]): MappedUser =>
  more.length === 0 ? mapped : { ...mapped, warnings: [...(mapped.warnings ?? []), ...more] }

/** @throws Misread unless it is a list of links; those without an address are left out. */
const linksOf = (value: unknown): UserUrl[] | null => {
  if (value === null) return null
  if (!Array.isArray(value)) throw new Misread('The value is not a list.')
  const links: UserUrl[] = []
  for (const link of value) {
    if (!isObject(link) || typeof link.type !== 'string') throw new Misread('The value is not a link.')
    if (link.url === null || link.url === undefined || link.url === '') continue
    if (typeof link.url !== 'string') throw new Misread('The address of a link is not a text.')
    links.push({ type: link.type, url: link.url })
  }
  return links.length === 0 ? null : links
}

const notRead = (adapter: Reader, field: ReadableField): Warning => ({
  code: 'value-not-read',
  pointer: `/${field}`,
  detail: `${adapter.name} returned ${field} in a form that cannot be read with certainty, so it is null; remote_data has the original value.`,
})

/** First and last name as one, trimmed; `null` when there is neither. */
const joined = (...parts: readonly (string | null | undefined)[]): string | null =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ') || null
