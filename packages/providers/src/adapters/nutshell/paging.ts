import type { Page, Paging, VendorRequest } from '../../contract.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { byLink } from '../../runtime/lists/pagination.ts'

const links = byLink(({ body }) => at(body, 'meta.next'))

/** The page, counted from 0, and the users before it. */
const place = ({ request }: Page): readonly [page: number, before: number] => {
  const [page, before] = String(request.at ?? '0,0').split(',')
  return [Number(page), Number(before)]
}

/**
 * No parameters are documented for users; other lists take `page[limit]` up to 10,000. Whether or not they are used, the
 * answer has all users, except where the first page has a greater total and no link: then the next page is requested as for
 * other lists.
 */
export const paging: Paging = {
  next: (page) => {
    const link = links.next(page)
    if (link !== undefined) return link
    const [index, before] = place(page)
    const seen = before + page.records.length
    const { body } = page.answer
    const hasMore = Number(at(body, 'meta.total')) > seen && textAt(body, 'meta.previous') === undefined
    return hasMore && page.records.length > 0 ? { at: `${index + 1},${seen}` } : undefined
  },
}

/** All users, or the page that a key of `paging` names. */
export const everyone = (key?: string | number): VendorRequest => ({
  path: '/users',
  query: { 'page[limit]': 10_000, 'page[page]': key === undefined ? undefined : String(key).split(',')[0] },
})
