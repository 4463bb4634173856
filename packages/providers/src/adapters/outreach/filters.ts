import type { Filters, Query } from '../../contract.ts'
import { boundsOf, isoOf } from '../../runtime/lists/bounds.ts'

/** Filters of Outreach's JSON:API; https://developers.outreach.io/api/making-requests/#filter-and-sort */

/** In a plain value a comma separates alternatives and two dots mean a range. */
const isPlain = (value: string): boolean => !value.includes(',') && !value.includes('..')

/** Dates are shown cut to milliseconds; an upper bound includes the dates that may have been cut. */
const bounds = (name: string, range: Filters['created_at']): Query => {
  const { from, to } = boundsOf(range)
  return {
    ...(from === undefined ? {} : { [`filter[${name}][gte]`]: isoOf(from) }),
    ...(to === undefined ? {} : { [`filter[${name}][lte]`]: isoOf(to + 1) }),
  }
}

/** The users with exactly this e-mail, whatever characters it has. */
export const emailFilter = (email: string): Query =>
  isPlain(email) ? { 'filter[email]': email } : { newFilterSyntax: true, 'filter[email][]': email }

/** The query that filters a list; it never leaves out a match. */
export const filterQuery = ({ email, is_active, created_at, updated_at }: Filters): Query => {
  const dates = { ...bounds('createdAt', created_at), ...bounds('updatedAt', updated_at) }
  return {
    ...(is_active === undefined ? {} : { 'filter[locked]': !is_active }),
    ...dates,
    ...(email === undefined ? {} : emailFilter(email)),
    // Bounds of dates need the new syntax; a plain e-mail means the same in both.
    ...(Object.keys(dates).length === 0 ? {} : { newFilterSyntax: true }),
  }
}
