import type { Request } from './load.ts'

/** The measured cases: one request each, the same for every target. */

export type CaseName = 'get' | 'list100' | 'list1000_sorted' | 'patch' | 'not_found'

/** Users of the list that is read as NDJSON. */
export const lineUsers = 100_000
/** As the vendor of the benchmark has it. */
export const vendorPageSize = 500

/** Accounts by the number of users that their list has; each is one imported account of Rollcall. */
export type Accounts = Readonly<Record<'list100' | 'list1000' | 'list100000', string>>

const users = '/unified/crm/users'

export const casesOf = ({ list100, list1000 }: Accounts): Readonly<Record<CaseName, Request>> => ({
  get: { method: 'GET', path: `${users}/1?integrated_account_id=${list100}`, status: 200 },
  list100: { method: 'GET', path: `${users}?integrated_account_id=${list100}&limit=100`, status: 200 },
  list1000_sorted: {
    method: 'GET',
    path: `${users}?integrated_account_id=${list1000}&limit=1000&is_active=true&sort_by[name]=asc`,
    status: 200,
  },
  patch: {
    method: 'PATCH',
    path: `${users}/1?integrated_account_id=${list100}`,
    body: '{"is_active":true}',
    status: 200,
  },
  not_found: { method: 'GET', path: `${users}/999?integrated_account_id=${list100}`, status: 404 },
})

/** The whole list of 100,000 users. */
export const linesPath = ({ list100000 }: Accounts): string => `${users}?integrated_account_id=${list100000}`
