import type { MappedUser, UserPage } from '@rollcall/providers'
import { Refusal } from '@rollcall/providers'
import { json, type WholeAnswer } from '../http/answer.ts'
import { rateLimitHeaders } from './rate-limit-headers.ts'
import { presentUser, type UserView } from './user.ts'

export type KeyField = 'id' | 'email'

/** The page in the contract's envelope. */
export const presentList = (
  page: UserPage,
  view: UserView,
  keyBy: KeyField | undefined,
  headers: Readonly<Record<string, string>> = {},
): WholeAnswer =>
  json(
    {
      result: keyBy === undefined ? page.users.map((user) => presentUser(user, view)) : keyed(page.users, view, keyBy),
      next_cursor: page.nextCursor,
      prev_cursor: null,
      result_count: page.users.length,
      ...(page.warnings.length === 0 ? {} : { warnings: page.warnings }),
    },
    { headers: { ...rateLimitHeaders(page.hint), ...headers } },
  )

const keyed = (users: readonly MappedUser[], view: UserView, keyBy: KeyField): Record<string, unknown> => {
  // A vendor's value may be any name, `__proto__` too.
  const result: Record<string, unknown> = Object.create(null)
  for (const found of users) {
    const key = found.user[keyBy]
    if (key === null || key === undefined) throw notUnique(keyBy, `User ${found.user.id} has no ${keyBy}.`)
    if (Object.hasOwn(result, key)) throw notUnique(keyBy, `Two users have the same ${keyBy}.`)
    result[key] = presentUser(found, view)
  }
  return result
}

const notUnique = (keyBy: KeyField, detail: string): Refusal =>
  new Refusal('key-not-unique', detail, {
    errors: [
      {
        parameter: 'truto_key_by',
        detail: `must be a field that is unique and present for every user; ${keyBy} is not`,
      },
    ],
  })
