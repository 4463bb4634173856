import { isRecord } from '../../request.ts'
import { type HighLevelUser, usualPermissions, usualScopes } from './users.ts'

type Body = Readonly<Record<string, unknown>>

const texts = ['firstName', 'lastName', 'email', 'password', 'phone', 'type', 'role', 'companyId', 'profilePhoto']
const lists = ['locationIds', 'scopes', 'scopesAssignedToOnly']
const required = ['companyId', 'firstName', 'lastName', 'email', 'password', 'type', 'role', 'locationIds']

/** Sentences about fields of the wrong kind. */
export const changeErrors = (body: Body): readonly string[] => {
  const given = (name: string): boolean => body[name] !== undefined
  const errors = texts
    .filter((name) => given(name) && typeof body[name] !== 'string')
    .map((name) => `${name} must be a string`)
  for (const name of lists.filter(given)) {
    const list = body[name]
    if (!Array.isArray(list)) errors.push(`${name} must be an array`)
    else if (!list.every((item) => typeof item === 'string')) errors.push(`each value in ${name} must be a string`)
  }
  if (given('permissions') && !isRecord(body.permissions)) errors.push('permissions must be an object')
  return errors
}

/** The same for a new user, which needs more. */
export const creationErrors = (body: Body): readonly string[] => {
  const missing = required.filter((name) => body[name] === undefined).map((name) => `${name} should not be empty`)
  const { email } = body
  const bad = typeof email === 'string' && !/^[^\s@]+@[^\s@]+$/u.test(email) ? ['email must be an email'] : []
  return [...missing, ...changeErrors(body), ...bad]
}

/**
 * The user after a `PUT` that has no errors. The e-mail stays: changing it is no longer supported. An empty list of scopes
 * closes every screen, and rights that are not named get their default.
 */
export const changedUser = (user: HighLevelUser, body: Body, at: Date): HighLevelUser => {
  const firstName = text(body.firstName, user.firstName)
  const lastName = text(body.lastName, user.lastName)
  const { permissions } = body
  return {
    ...user,
    name: `${firstName} ${lastName}`.trim(),
    firstName,
    lastName,
    ...(typeof body.phone === 'string' ? { phone: body.phone } : {}),
    permissions: isRecord(permissions) ? { ...usualPermissions, ...flags(permissions) } : user.permissions,
    scopes: list(body.scopes, user.scopes),
    scopesAssignedToOnly: list(body.scopesAssignedToOnly, user.scopesAssignedToOnly),
    roles: {
      ...user.roles,
      type: text(body.type, user.roles.type),
      role: text(body.role, user.roles.role),
      locationIds: list(body.locationIds, user.roles.locationIds),
    },
    platformLanguage: text(body.platformLanguage, user.platformLanguage),
    dateUpdated: at.toISOString(),
  }
}

/** The user that a `POST` without errors makes. */
export const createdUser = (id: string, body: Body, at: Date): HighLevelUser => {
  const blank: HighLevelUser = {
    id,
    name: '',
    firstName: '',
    lastName: '',
    email: text(body.email, ''),
    permissions: usualPermissions,
    scopes: usualScopes,
    scopesAssignedToOnly: [],
    roles: { type: 'account', role: 'user', locationIds: [], restrictSubAccount: false },
    deleted: false,
    lcPhone: {},
    totpEnabled: false,
    platformLanguage: 'en_US',
    dateAdded: at.toISOString(),
    dateUpdated: at.toISOString(),
  }
  return changedUser(blank, body, at)
}

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

const list = (value: unknown, otherwise: readonly string[]): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : otherwise

const flags = (value: Body): Record<string, boolean> => {
  const known = Object.keys(usualPermissions).filter((name) => typeof value[name] === 'boolean')
  return Object.fromEntries(known.map((name) => [name, value[name] === true]))
}
