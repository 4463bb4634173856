import type { HighLevelUser } from './users.ts'

/** The user in a search or by id. Dates are not documented: answers had them with private tokens, and not with OAuth. */
export const userBody = (user: HighLevelUser, withDates: boolean): Readonly<Record<string, unknown>> => {
  if (withDates) return { ...user }
  const { dateAdded: _added, dateUpdated: _updated, ...rest } = user
  return rest
}

/** The user in the deprecated list. */
export const listedUser = (user: HighLevelUser): Readonly<Record<string, unknown>> => {
  const { permissions: _permissions, ...rest } = userBody(user, false)
  return rest
}

/** The user with the fields of `projection`: id and e-mail, everything, or the named fields. */
export const projectedUser = (
  user: HighLevelUser,
  projection: unknown,
  withDates: boolean,
): Readonly<Record<string, unknown>> => {
  const whole = userBody(user, withDates)
  if (projection === 'all') return whole
  const names = typeof projection === 'string' ? projection.split(',').map((name) => name.trim()) : ['id', 'email']
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name)))
}
