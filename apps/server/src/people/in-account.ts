import type { PersonAccount, Problem, Warning } from '@rollcall/contract'
import { type Adapter, type Filters, type MappedUser, ProviderFailure, Refusal, type Users } from '@rollcall/providers'
import type { ApiToken, OpenedAccount } from '@rollcall/store'
import { toProblem } from '../problems/to-problem.ts'
import type { Services } from '../services.ts'
import { late } from '../users/account-call.ts'
import { assertReady, resolveAccount } from '../users/resolve-account.ts'
import type { Turn } from './turn.ts'

/** How many accounts are read at the same time. */
export const accountsAtOnce = 8

/** The most users of one account in a result. */
const maximumUsers = 100
/** The most values with an uncertain meaning that the warnings of a result name. */
const maximumWarnings = 20
/** Users of a page; the engine requests as many as the vendor allows. */
const pageSize = 1000

/** A request about a person in many accounts. */
export interface PersonRequest {
  readonly token: ApiToken
  /** The path of the request, for problems. */
  readonly path: string
}

/** The users of an account that match. */
export interface FoundInAccount {
  readonly account: OpenedAccount
  readonly adapter: Adapter<never>
  readonly users: Users
  readonly matching: readonly MappedUser[]
  /** Warnings of what the vendor hides. */
  readonly warnings: readonly Warning[]
}

/**
 * Reads the list of an account to its end.
 * @throws the errors of `GET /unified/crm/users`; Refusal `list-too-large` where too many users match
 */
export const findInAccount = async (
  services: Services,
  { token }: PersonRequest,
  { id }: PersonAccount,
  filters: Filters,
  { context, nextContext }: Turn,
): Promise<FoundInAccount> => {
  const account = await resolveAccount(services.store, token, id)
  assertReady(account)
  const adapter = services.adapters[account.provider]
  const users = services.engine(adapter, account)
  const asked = { format: 'lines' as const, limit: pageSize, filters, handling: 'strict' as const, nextContext }
  const { pages, warnings } = await users.list(asked, context)
  const matching: MappedUser[] = []
  for await (const page of pages) {
    matching.push(...page)
    if (matching.length > maximumUsers) {
      throw new Refusal(
        'list-too-large',
        `More than ${maximumUsers} users of this account match. Search by e-mail address, or list the users of the account.`,
      )
    }
  }
  return { account, adapter, users, matching, warnings }
}

/** The first warnings of the users of a result, each with its place in it. */
export const warningsOf = (
  users: readonly MappedUser[],
  others: readonly Warning[],
): { readonly warnings?: readonly Warning[] } => {
  const ofUsers = users.flatMap(({ warnings = [] }, index) =>
    warnings.map((warning) => ({ ...warning, pointer: `/users/${index}${warning.pointer ?? ''}` })),
  )
  const all = [...others, ...ofUsers].slice(0, maximumWarnings)
  return all.length === 0 ? {} : { warnings: all }
}

/** The failure of the work on an account. */
export type Ended =
  | { readonly outcome: 'unfinished'; readonly users: readonly [] }
  | { readonly outcome: 'failed'; readonly users: readonly []; readonly problem: Problem }

const unfinished: Ended = { outcome: 'unfinished', users: [] }

/** Runs the work on one account; it always ends with a result. */
export const inTurn = async <Result>(
  { logger }: Pick<Services, 'logger'>,
  { path }: PersonRequest,
  account: PersonAccount,
  turn: Turn,
  work: () => Promise<Result>,
): Promise<{ readonly account: PersonAccount } & (Result | Ended)> => {
  const { signal } = turn.context
  try {
    if (signal.aborted) return { account, ...unfinished }
    return { account, ...(await work()) }
  } catch (error) {
    const failure = error instanceof Error && error === signal.reason ? late(error) : error
    const isLate = failure instanceof ProviderFailure && failure.slug === 'provider-timeout'
    if (turn.isShared && signal.aborted && isLate) return { account, ...unfinished }
    const { slug, problem } = toProblem(failure, path)
    if (slug === 'internal')
      logger.error({ err: error, account: account.id }, 'an internal error occurred for one account of several')
    return { account, outcome: 'failed', users: [], problem }
  } finally {
    turn.end()
  }
}
