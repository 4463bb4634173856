import { isRecord } from '../../request.ts'
import { badField, type Refusal } from './refusals.ts'
import { primaryContactNumber, profiles, type Reference, roles, userId, type ZohoUser } from './users.ts'

type Item = Readonly<Record<string, unknown>>
type Outcome<Value> = { readonly value: Value } | { readonly refusal: Refusal }

const nameLengthMaximum = 50
const plainFields = [
  'phone',
  'mobile',
  'fax',
  'website',
  'alias',
  'street',
  'city',
  'state',
  'zip',
  'country',
  'dob',
  'signature',
  'date_format',
  'time_format',
]
/** One part before the @, a domain with a dot after it. */
const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,22}$/u

/** The only user of a request body `{"users": [{..}]}`. */
export const onlyItem = (body: unknown): Outcome<Item> => {
  const users = isRecord(body) ? body.users : undefined
  const at = { api_name: 'users', json_path: '$.users' }
  const wrong = (extra: Item): { refusal: Refusal } => ({
    refusal: { code: 'INVALID_DATA', details: { ...at, ...extra }, message: 'invalid data' },
  })
  if (!Array.isArray(users)) return wrong({ expected_data_type: 'jsonarray' })
  if (users.length > 1) return wrong({ maximum_length: 1 })
  const item: unknown = users[0]
  return isRecord(item) && Object.keys(item).length > 0 ? { value: item } : wrong({ expected_data_type: 'jsonobject' })
}

/** The user after a `PUT`, or why not. Fields that are read-only or unknown change nothing. */
export const changedUser = (
  user: ZohoUser,
  item: Item,
  context: { readonly callerId: string; readonly others: readonly ZohoUser[] },
): Outcome<ZohoUser> => {
  const refusal = refusedState(user, item, context.callerId) ?? refusedField(user, item, context)
  if (refusal) return { refusal }
  const names = {
    first_name: 'first_name' in item ? textOrNull(item.first_name) : user.first_name,
    last_name: 'last_name' in item ? textOrNull(item.last_name) : user.last_name,
  }
  const renamed = 'first_name' in item || 'last_name' in item
  return {
    value: {
      ...user,
      ...Object.fromEntries(plainFields.filter((field) => field in item).map((field) => [field, item[field] ?? null])),
      ...(renamed ? { ...names, full_name: joined(names) } : {}),
      ...(typeof item.email === 'string' ? { email: item.email } : {}),
      ...(item.status === 'active' ? { status: 'active', status_reason__s: null } : {}),
      ...(item.status === 'inactive' ? { status: 'inactive' } : {}),
      role: 'role' in item ? (reference(item.role, roles) ?? user.role) : user.role,
      profile: 'profile' in item ? (reference(item.profile, profiles) ?? user.profile) : user.profile,
    },
  }
}

/** The fields of a new user, or why it cannot be made. */
export const newUser = (
  item: Item,
  others: readonly ZohoUser[],
): Outcome<Pick<ZohoUser, 'first_name' | 'last_name' | 'full_name' | 'email' | 'profile' | 'role'>> => {
  for (const field of ['last_name', 'email', 'role', 'profile']) {
    // The sentence for MANDATORY_NOT_FOUND is not published.
    if (!(field in item)) return { refusal: { ...badField(field), code: 'MANDATORY_NOT_FOUND' } }
  }
  const wrong = refusedText(item)
  if (wrong) return { refusal: wrong }
  const email = String(item.email)
  if (taken(email, others)) {
    const message = 'Failed to add user since same email id is already present'
    return { refusal: { ...badField('email', {}, message), code: 'DUPLICATE_DATA' } }
  }
  const role = reference(item.role, roles)
  if (!role) return { refusal: badField('role', {}, 'INVALID_DATA') }
  const profile = reference(item.profile, profiles)
  if (!profile) return { refusal: badField('profile', {}, 'INVALID_DATA') }
  const names = { first_name: textOrNull(item.first_name), last_name: textOrNull(item.last_name) }
  return { value: { ...names, full_name: joined(names), email, role, profile } }
}

const refusedState = (user: ZohoUser, item: Item, callerId: string): Refusal | undefined => {
  const refusal = (code: string, message: string): Refusal => ({ ...badField('status', {}, message), code })
  const { status } = item
  if (user.status === 'deleted') return refusal('CANNOT_UPDATE_DELETED_USER', 'Deleted user cannot be updated')
  if (status !== undefined && status !== 'active' && status !== 'inactive') return badField('status')
  if (user.status !== 'active') {
    // An activation must be sent alone; the code for another field is not published.
    const activates = status === 'active' && Object.keys(item).every((field) => field === 'status' || field === 'id')
    return activates ? undefined : refusal('ID_ALREADY_DEACTIVATED', 'User is already deactivated')
  }
  if (status === 'active') return refusal('ID_ALREADY_ACTIVE', 'User is already active')
  if (status !== 'inactive') return undefined
  if (user.id === callerId) return refusal('NOT_ALLOWED', "You can't perform this action over logged in user")
  const primary = user.id === userId(primaryContactNumber)
  return primary ? refusal('INVALID_REQUEST', 'Primary Contact cannot be deactivated') : undefined
}

const refusedField = (
  user: ZohoUser,
  item: Item,
  context: { readonly callerId: string; readonly others: readonly ZohoUser[] },
): Refusal | undefined => {
  const wrong = refusedText(item)
  if (wrong) return wrong
  const { email } = item
  if (typeof email === 'string' && email.toLowerCase() !== user.email.toLowerCase()) {
    if (user.confirm) {
      // The vendor's own spelling.
      const message = 'Cannot update email of a confirmed CRM User'
      return { ...badField('email', {}, message), code: 'EMAIL_UPDATE_NOT_ALOWED' }
    }
    if (taken(email, context.others))
      return { ...badField('email', {}, 'Email already exists'), code: 'DUPLICATE_DATA' }
  }
  if ('time_zone' in item && user.id !== context.callerId) {
    return { ...badField('time_zone', {}, 'Cannot update the time_zone of another User'), code: 'NOT_ALLOWED' }
  }
  const authors = ['created_by', 'Modified_By'].find((field) => field in item)
  if (authors) {
    const message = 'Created by & Modified by fields cannot be updated by api'
    return { ...badField(authors, {}, message), code: 'NOT_ALLOWED' }
  }
  if ('role' in item && !reference(item.role, roles)) return badField('role', {}, 'INVALID_DATA')
  return 'profile' in item && !reference(item.profile, profiles) ? badField('profile', {}, 'INVALID_DATA') : undefined
}

const refusedText = (item: Item): Refusal | undefined => {
  for (const field of ['first_name', 'last_name']) {
    const value = item[field]
    if (value === undefined || (value === null && field === 'first_name')) continue
    if (typeof value !== 'string') return badField(field, { expected_data_type: 'string' })
    if (value.length > nameLengthMaximum) return badField(field, { maximum_length: nameLengthMaximum })
    // A new user needs a last name; so it is assumed that it cannot be cleared later.
    if (value.trim() === '' && field === 'last_name') return badField(field)
  }
  const { email } = item
  if (email !== undefined && (typeof email !== 'string' || email.length > 100 || !emailForm.test(email))) {
    return badField('email', {}, 'Pattern not matched')
  }
  const plain = plainFields.find((field) => item[field] !== undefined && item[field] !== null && !isText(item[field]))
  return plain === undefined ? undefined : badField(plain, { expected_data_type: 'string' })
}

const isText = (value: unknown): value is string => typeof value === 'string'

const taken = (email: string, others: readonly ZohoUser[]): boolean =>
  others.some((other) => other.status !== 'deleted' && other.email.toLowerCase() === email.toLowerCase())

/** Pages show a plain id, the official SDK sends `{id}`. */
const reference = (value: unknown, known: readonly Reference[]): Reference | undefined => {
  const id = isRecord(value) ? value.id : value
  return known.find((one) => one.id === String(id))
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const joined = (names: Pick<ZohoUser, 'first_name' | 'last_name'>): string =>
  [names.first_name, names.last_name].filter(Boolean).join(' ')
