import type { Adapter, JsonObject, Link, UserField, Variables } from '../contract.ts'
import { ProviderFailure } from './failures.ts'
import { isObject, without } from './json.ts'

/** A vendor's record read into the unified shape; a field that the provider lacks is absent. */
export interface UnifiedUser {
  id: string
  name?: string | null
  first_name?: string | null
  last_name?: string | null
  email?: string | null
  is_active?: boolean | null
  created_at?: string | null
  updated_at?: string | null
  urls?: Link[] | null
}

/** A user and the vendor's record it was read from, its secrets removed. */
export interface MappedUser {
  readonly user: UnifiedUser
  readonly remote: JsonObject
}

type Reader = Pick<Adapter<never>, 'name' | 'user'>

/** The one place where a vendor's parsed JSON takes the adapter's record type: what it reads is checked afterwards. */
export const asRecord = (value: unknown): never => value as never

const notUnderstood = (adapter: Reader, field: string, cause?: unknown): ProviderFailure =>
  new ProviderFailure('provider-error', `${adapter.name} answered with a user whose ${field} is not understood.`, {
    cause,
  })

const readField = (adapter: Reader, field: UserField, record: JsonObject, variables: Variables): unknown => {
  const read = adapter.user[field]?.read
  if (read === undefined) return null
  try {
    const value: unknown = read(asRecord(record), variables)
    return value === undefined || value === '' ? null : value
  } catch (cause) {
    if (cause instanceof ProviderFailure) throw cause
    throw notUnderstood(adapter, field, cause)
  }
}

/** Whether answers of this provider carry the field; a name is made of first and last name where there is no full one. */
export const offers = (adapter: Pick<Adapter<never>, 'user'>, field: UserField): boolean =>
  adapter.user[field]?.read !== undefined ||
  (field === 'name' && (adapter.user.first_name?.read ?? adapter.user.last_name?.read) !== undefined)

/** The id of a record as text. @throws ProviderFailure `provider-error` when it is missing. */
export const readId = (adapter: Reader, record: unknown, variables: Variables): string => {
  const id = isObject(record) ? readField(adapter, 'id', record, variables) : null
  if (typeof id === 'string' && id !== '') return id
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id)
  throw notUnderstood(adapter, 'id')
}

const readText = (adapter: Reader, field: UserField, record: JsonObject, variables: Variables): string | null => {
  const value = readField(adapter, field, record, variables)
  if (value === null || typeof value === 'string') return value
  throw notUnderstood(adapter, field)
}

const readFlag = (adapter: Reader, record: JsonObject, variables: Variables): boolean | null => {
  const value = readField(adapter, 'is_active', record, variables)
  if (value === null || typeof value === 'boolean') return value
  throw notUnderstood(adapter, 'is_active')
}

/**
 * Maps one record, fields in the contract's order.
 * @throws ProviderFailure `provider-error` when it is no object, lacks its id, or a field has a value of the wrong type.
 */
export const readUser = (adapter: Reader, record: unknown, variables: Variables): MappedUser => {
  if (!isObject(record)) throw new ProviderFailure('provider-error', `${adapter.name} answered without a user record.`)
  const user: UnifiedUser = { id: readId(adapter, record, variables) }
  for (const field of ['name', 'first_name', 'last_name', 'email'] as const) {
    if (offers(adapter, field)) user[field] = readText(adapter, field, record, variables)
  }
  if ('name' in user && (user.name ?? '').trim() === '') user.name = joined(user.first_name, user.last_name)
  if (offers(adapter, 'is_active')) user.is_active = readFlag(adapter, record, variables)
  for (const field of ['created_at', 'updated_at'] as const) {
    if (offers(adapter, field)) user[field] = readText(adapter, field, record, variables)
  }
  if (offers(adapter, 'urls')) user.urls = readUrls(adapter, record, variables)
  const remote = without(record, adapter.user.secrets ?? [])
  return { user, remote: isObject(remote) ? remote : {} }
}

const readUrls = (adapter: Reader, record: JsonObject, variables: Variables): Link[] | null => {
  const value = readField(adapter, 'urls', record, variables)
  if (value === null) return null
  if (!Array.isArray(value)) throw notUnderstood(adapter, 'urls')
  const links: Link[] = []
  for (const link of value) {
    if (!isObject(link) || typeof link.type !== 'string') throw notUnderstood(adapter, 'urls')
    if (link.url === null || link.url === undefined || link.url === '') continue
    if (typeof link.url !== 'string') throw notUnderstood(adapter, 'urls')
    links.push({ type: link.type, url: link.url })
  }
  return links.length === 0 ? null : links
}

/** First and last name as one, trimmed; `null` when there is neither. */
const joined = (...parts: readonly (string | null | undefined)[]): string | null =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ') || null
