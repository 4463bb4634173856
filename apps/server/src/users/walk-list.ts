import type { CallContext, ListQuery, MappedUser } from '@rollcall/providers'
import { cursorBinding } from './cursor-binding.ts'
import type { UsersCall } from './users-call.ts'

type Pages = AsyncGenerator<readonly MappedUser[]>

/** A sorted list cannot be read page by page: all of it, up to the limit of every sort, as one page. */
async function* sortedPage(call: UsersCall, query: ListQuery, contextOf: () => CallContext): Pages {
  const { users, account, handling } = call
  const all = { ...query, handling, ignoreLimit: true }
  yield (await users.list(all, cursorBinding(account.id, 'users', query), contextOf())).users
}

/** Every user of a list, page by page; `contextOf` gives each vendor page its own deadline. */
export const walkList = (call: UsersCall, query: ListQuery, contextOf: () => CallContext): Pages =>
  query.sort === undefined
    ? call.users.walk({ ...query, handling: call.handling }, contextOf)
    : sortedPage(call, query, contextOf)
