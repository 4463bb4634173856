import { byName, type HighLevelUser } from './users.ts'

type Parameters = Pick<URLSearchParams, 'get'>

/** One page, and the total. */
export interface Found {
  readonly page: readonly HighLevelUser[]
  readonly count: number
}

/** Sentences about paging parameters that are not numbers; the maximum of `limit` is not published, so there is none. */
export const pagingErrors = (parameters: Parameters): readonly string[] =>
  ['skip', 'limit'].filter((name) => !/^\d{1,9}$/.test(parameters.get(name) ?? '0')).map(notNumber)

/** The users that match a search, in its order. */
export const matching = (users: readonly HighLevelUser[], parameters: Parameters): HighLevelUser[] => {
  const ids = parameters.get('ids')?.split(',')
  const query = parameters.get('query')?.toLowerCase() ?? ''
  const locationId = parameters.get('locationId')
  const found = users.filter(
    (user) =>
      // It is not published whether deleted users are found; the search by e-mail leaves them out by default.
      !user.deleted &&
      (locationId === null || user.roles.locationIds.includes(locationId)) &&
      fits(parameters.get('type'), user.roles.type) &&
      fits(parameters.get('role'), user.roles.role) &&
      (ids === undefined || ids.includes(user.id)) &&
      [user.name, user.email, user.phone ?? ''].some((text) => text.toLowerCase().includes(query)),
  )
  return found.sort(order(parameters.get('sort'), parameters.get('sortDirection')))
}

/** Returns one page. */
export const pageOf = (users: readonly HighLevelUser[], parameters: Parameters): Found => {
  const skip = Number(parameters.get('skip') ?? '0')
  const limit = Number(parameters.get('limit') ?? '25')
  return { page: users.slice(skip, skip + limit), count: users.length }
}

const notNumber = (name: string): string => `${name} must be a number string`

const fits = (asked: string | null, value: string): boolean => asked === null || asked === value

/** By first and last name unless a field that holds text is named. */
const order = (
  sort: string | null,
  direction: string | null,
): ((left: HighLevelUser, right: HighLevelUser) => number) => {
  const keyOf = (user: HighLevelUser): string => {
    const value: unknown = Object.entries(user).find(([name]) => name === sort)?.[1]
    return typeof value === 'string' ? value.toLowerCase() : byName(user)
  }
  const sign = direction === 'desc' ? -1 : 1
  return (left, right) => {
    const [one, two] = [keyOf(left), keyOf(right)]
    return one === two ? 0 : one < two ? -sign : sign
  }
}
