import type { Filters, Query } from '../../contract.ts'
import { boundsOf } from '../../runtime/lists/bounds.ts'

/** Pipeliner's filters: a value and an operator for each field. */

/** Whole seconds without a zone, which are UTC; the form that the vendor documents. */
const seconds = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

/** One operator a field: the lower bound, else the upper one; a second wider, since the vendor counts microseconds. */
export const within = (field: string, range: Filters['created_at']): Query => {
  const { from, to } = boundsOf(range)
  if (from !== undefined) return { [`filter[${field}]`]: seconds(from), [`filter-op[${field}]`]: 'gte' }
  if (to === undefined) return {}
  return { [`filter[${field}]`]: seconds(to + 1000), [`filter-op[${field}]`]: 'lte' }
}
