import type { DateRange, Filters, Query } from '../../contract.ts'

/** Filters of Outreach's JSON:API; https://developers.outreach.io/api/making-requests/#filter-and-sort */

/** In a plain value a comma parts alternatives and two dots a range. */
const isPlain = (value: string): boolean => !value.includes(',') && !value.includes('..')

const instant = (value: string): string => new Date(value).toISOString()

/** 9999-12-31T23:59:59.999Z: later years are spelled otherwise. */
const lastMs = 253_402_300_799_999

/** Dates come cut to milliseconds; a bound from above lets in what may have been cut. */
const after = (value: string): string => new Date(Math.min(Date.parse(value) + 1, lastMs)).toISOString()

const bounds = (name: string, range: DateRange | undefined): Query => {
  const from = range?.gt ?? range?.gte
  const to = range?.lt ?? range?.lte
  return {
    ...(from === undefined ? {} : { [`filter[${name}][gte]`]: instant(from) }),
    ...(to === undefined ? {} : { [`filter[${name}][lte]`]: after(to) }),
  }
}

/** The users with exactly this e-mail, whatever characters it has. */
export const emailFilter = (email: string): Query =>
  isPlain(email) ? { 'filter[email]': email } : { newFilterSyntax: true, 'filter[email][]': email }

/** The query that narrows a list: never less than what matches. */
export const filterQuery = ({ email, is_active, created_at, updated_at }: Filters): Query => {
  const dates = { ...bounds('createdAt', created_at), ...bounds('updatedAt', updated_at) }
  return {
    ...(is_active === undefined ? {} : { 'filter[locked]': !is_active }),
    ...dates,
    ...(email === undefined ? {} : emailFilter(email)),
    // The bounds of dates belong to the new syntax; a plain e-mail means the same in both.
    ...(Object.keys(dates).length === 0 ? {} : { newFilterSyntax: true }),
  }
}
