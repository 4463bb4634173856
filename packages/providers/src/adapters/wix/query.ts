import type { PageRequest, VendorAnswer, VendorRequest } from '../../contract.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** Filters of the query language; https://dev.wix.com/docs/rest/articles/getting-started/api-query-language */
const filterOf = ({ filters: { email, is_active } }: PageRequest): object => ({
  ...(email === undefined ? {} : { loginEmail: { $eq: email } }),
  ...(is_active === undefined ? {} : { status: { [is_active ? '$eq' : '$ne']: 'APPROVED' } }),
})

/** `undefined` where the vendor could not count: then a page shorter than requested is the last. */
export const hasMore = ({ body }: VendorAnswer, nextOffset: number): boolean | undefined => {
  const total = Number(idAt(body, 'metadata.total') ?? Number.NaN)
  const counted = !Number.isNaN(total) && certainFlag(at(body, 'metadata.tooManyToCount')) !== true
  return counted ? nextOffset < total : undefined
}

/** One page of members, oldest first. */
export const queryMembers = (page: PageRequest): VendorRequest => ({
  method: 'POST',
  path: '/members/query',
  body: {
    query: {
      filter: filterOf(page),
      sort: [{ fieldName: 'createdDate', order: 'ASC' }],
      paging: { limit: page.size, offset: page.at },
    },
    // Without it members have no e-mail, and the status UNKNOWN.
    fieldsets: ['FULL'],
  },
})
