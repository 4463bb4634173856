import type { VendorAnswer } from '../../contract.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** The content of Pipeliner's successful answers. */

/** The id of the deleted user. */
export const deleted = ({ body }: VendorAnswer): boolean =>
  at(body, 'success') === true && (textAt(body, 'data') ?? '') !== ''

/** The ids of the restored users; an error replaces one that failed. */
export const restored = ({ body }: VendorAnswer, id: string): boolean => {
  const ids = at(body, 'data')
  return Array.isArray(ids) && ids.some((own) => typeof own === 'string' && own.toLowerCase() === id.toLowerCase())
}

/** Without `page_info` (as with `limit` and `offset`) only the total shows that there are more. */
export const hasMore = ({ body }: VendorAnswer): unknown => {
  const [total, rows] = [at(body, 'total'), at(body, 'data')]
  return at(body, 'page_info.has_next_page') ?? (Array.isArray(rows) && Number(total) > rows.length)
}
