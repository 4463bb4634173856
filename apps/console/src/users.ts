import type { User, UserList } from '@rollcall/contract'
import type { InfiniteData } from '@tanstack/react-query'
import { api, queryClient } from './api.ts'

/** What the account's provider can do by one method; it does not change while the console is open. */
export const useMeta = (accountId: string, method: 'list' | 'update') =>
  api.useQuery(
    'get',
    '/unified/crm/users/meta/{method}',
    { params: { path: { method }, query: { integrated_account_id: accountId } } },
    { staleTime: Number.POSITIVE_INFINITY },
  )

/** Puts a user that was written into the lists that show it: no list is read again for it. */
export const putUser = (accountId: string, user: User): void => {
  queryClient.setQueriesData<InfiniteData<UserList>>(
    {
      queryKey: ['get', '/unified/crm/users'],
      predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(accountId),
    },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          result: page.result.map((known) => (known.id === user.id ? { ...known, ...user } : known)),
        })),
      },
  )
}
