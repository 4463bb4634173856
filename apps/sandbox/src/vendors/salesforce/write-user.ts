import { isRecord } from '../../request.ts'
import { SalesforceFailure } from './failure.ts'
import { type Field, fieldNamed, requiredFields } from './fields.ts'
import { normalId } from './ids.ts'
import { noSuchColumn, type Users } from './soql-evaluate.ts'
import { type FieldValue, related, type UserRecord, userRecord, vendorTime, wholeName } from './users.ts'

/** The body of a write as values of fields. Throws JSON_PARSER_ERROR, INVALID_FIELD and similar codes. */
export const readWrite = (
  body: unknown,
  verb: 'create' | 'update',
  hidden: ReadonlySet<string> = new Set(),
): UserRecord => {
  if (!isRecord(body)) throw new SalesforceFailure(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required')
  const values = Object.entries(body).filter(([name]) => name !== 'attributes')
  const known = values.map(([name, value]): [string, FieldValue] => {
    if (name.toLowerCase() === 'id') {
      throw new SalesforceFailure(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.')
    }
    const field = fieldNamed(name)
    if (!field) throw new SalesforceFailure(400, 'INVALID_FIELD', noSuchColumn(name, 'sobject of type User'))
    if (!field.writable || hidden.has(field.name)) {
      const message = `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`
      throw new SalesforceFailure(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, [field.name])
    }
    return [field.name, writtenValue(field, value)]
  })
  const record = Object.fromEntries(known)
  const missing = requiredFields.filter((name) => (verb === 'create' ? !record[name] : record[name] === null))
  if (missing.length > 0) {
    const message = `Required fields are missing: [${missing.join(', ')}]`
    throw new SalesforceFailure(400, 'REQUIRED_FIELD_MISSING', message, missing)
  }
  return record
}

/** A new user. Throws when the user name or the nickname is taken. */
export const createdUser = (id: string, given: UserRecord, users: Users, callerId: string, now: Date): UserRecord => {
  const at = vendorTime(now)
  const nickname = String(given.Username).split('@')[0]?.slice(0, 40) ?? null
  const made = userRecord({
    CommunityNickname: nickname,
    IsActive: true,
    ...given,
    Id: id,
    CreatedDate: at,
    LastModifiedDate: at,
    SystemModstamp: at,
    CreatedById: callerId,
    LastModifiedById: callerId,
  })
  refuseTaken(made, users)
  return { ...made, Name: wholeName(made) }
}

/**
 * The user after an update. A new e-mail address needs the user's click on a link; the sandbox's users click at once, so the
 * record has it. A test makes the other case, an answer with the old address, by a fault.
 */
export const updatedUser = (
  record: UserRecord,
  given: UserRecord,
  users: Users,
  callerId: string,
  now: Date,
): UserRecord => {
  const at = vendorTime(now)
  const changed = { ...record, ...given }
  refuseTaken(changed, users)
  return { ...changed, Name: wholeName(changed), LastModifiedDate: at, SystemModstamp: at, LastModifiedById: callerId }
}

const writtenValue = (field: Field, value: unknown): FieldValue => {
  if (value === null) return field.type === 'boolean' ? false : null
  if (field.type === 'boolean') {
    if (typeof value === 'boolean') return value
    throw unreadable('boolean', value)
  }
  if (typeof value !== 'string') {
    if (typeof value === 'number' || typeof value === 'boolean') return limited(field, String(value))
    throw unreadable('string', value)
  }
  // Text fields lose the space around them, and an empty text is null.
  const text = value.trim()
  if (text === '') return null
  if (field.type === 'reference') return reference(field, text)
  const isAddress = field.type === 'email' || field.name === 'Username'
  if (isAddress && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    const message = `${field.name}: invalid email address: ${text}`
    throw new SalesforceFailure(400, 'INVALID_EMAIL_ADDRESS', message, [field.name])
  }
  return limited(field, text)
}

const limited = (field: Field, text: string): string => {
  if (field.maximumLength === undefined || text.length <= field.maximumLength) return text
  const message = `${field.name}: data value too large: ${text} (max length=${field.maximumLength})`
  throw new SalesforceFailure(400, 'STRING_TOO_LONG', message, [field.name])
}

const reference = (field: Field, text: string): string => {
  const id = normalId(text)
  if (id === undefined) {
    throw new SalesforceFailure(400, 'MALFORMED_ID', `${field.name}: id value of incorrect type: ${text}`, [field.name])
  }
  const type = field.name === 'ProfileId' ? 'Profile' : field.name === 'UserRoleId' ? 'UserRole' : undefined
  if (type === undefined || related.get(id)?.type === type) return id
  throw new SalesforceFailure(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name])
}

const unreadable = (type: string, value: unknown): SalesforceFailure => {
  const token = Array.isArray(value) ? 'START_ARRAY' : isRecord(value) ? 'START_OBJECT' : `VALUE_${typeof value}`
  const message = `Cannot deserialize instance of ${type} from ${token.toUpperCase()} value ${JSON.stringify(value)}`
  return new SalesforceFailure(400, 'JSON_PARSER_ERROR', message)
}

const refuseTaken = (record: UserRecord, users: Users): void => {
  for (const other of users.values()) {
    if (other.Id === record.Id) continue
    if (same(other.Username, record.Username)) {
      const message =
        'Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn&#39;t need to match the user&#39;s email address). '
      throw new SalesforceFailure(400, 'DUPLICATE_USERNAME', message, ['Username'])
    }
    if (same(other.CommunityNickname, record.CommunityNickname)) {
      const message = 'Another user has already selected this nickname.<br>Please select another.'
      throw new SalesforceFailure(400, 'DUPLICATE_COMM_NICKNAME', message, ['CommunityNickname'])
    }
  }
}

const same = (left: FieldValue | undefined, right: FieldValue | undefined): boolean =>
  typeof left === 'string' && typeof right === 'string' && left.toLowerCase() === right.toLowerCase()
