import type { PersonAccount, PersonHit, Warning } from '@rollcall/contract'
import type { Filters } from '@rollcall/providers'
import { presentUser, type UserView } from '../presentation/user.ts'
import type { Services } from '../services.ts'
import { findInAccount, inTurn, type PersonRequest, warningsOf } from './in-account.ts'
import type { Turn } from './turn.ts'

/** The person of a search, and how the found users are shown. */
export interface Search extends PersonRequest {
  readonly filters: Filters
  readonly view: UserView
}

/** A result; fields that the caller does not want are left out of its users. */
export interface Hit extends Omit<PersonHit, 'users' | 'warnings'> {
  readonly users: readonly ReturnType<typeof presentUser>[]
  readonly warnings?: readonly Warning[]
}

/** Searches for a person in one account. */
export const findPerson = (services: Services, search: Search, account: PersonAccount, turn: Turn): Promise<Hit> =>
  inTurn(services, search, account, turn, async () => {
    const { matching, warnings } = await findInAccount(services, search, account, search.filters, turn)
    return {
      outcome: matching.length === 0 ? ('not-there' as const) : ('found' as const),
      users: matching.map((user) => presentUser(user, search.view)),
      ...warningsOf(matching, warnings),
    }
  })
