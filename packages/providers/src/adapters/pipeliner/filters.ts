import type { DateRange, Query } from '../../contract.ts'

/** Pipeliner's filters: a value and an operator for each field. */

/** Whole seconds without a zone, which are UTC; the form that the vendor documents. */
const seconds = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

/** One operator a field: the lower bound, else the upper one; a second wider, for the vendor counts microseconds. */
export const within = (field: string, range: DateRange | undefined): Query => {
  const least = range?.gt ?? range?.gte
  const most = range?.lt ?? range?.lte
  if (least !== undefined) return { [`filter[${field}]`]: seconds(Date.parse(least)), [`filter-op[${field}]`]: 'gte' }
  if (most === undefined) return {}
  return { [`filter[${field}]`]: seconds(Date.parse(most) + 1000), [`filter-op[${field}]`]: 'lte' }
}
