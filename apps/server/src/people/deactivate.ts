import type { DeactivationOutcome, PersonAccount, PersonDeactivation } from '@rollcall/contract'
import { type MappedUser, Refusal, type SwitchingOff, switchingOffOf } from '@rollcall/providers'
import { presentUser, type UserView } from '../presentation/user.ts'
import type { Services } from '../services.ts'
import { type FoundInAccount, findInAccount, inTurn, type PersonRequest, warningsOf } from './in-account.ts'
import type { Turn } from './turn.ts'

/** Runs a change of one user of one account. */
export type RunChange = <Result>(
  change: { readonly accountId: string; readonly userId: string; readonly fields: readonly string[] },
  run: () => Promise<Result>,
) => Promise<Result>

/** The person to be deactivated. */
export interface Deactivation extends PersonRequest {
  readonly body: PersonDeactivation
  readonly view: UserView
  /** Every change is made by this function. */
  readonly runChange: RunChange
}

/** The result for a user. */
interface Decided {
  readonly outcome: DeactivationOutcome['outcome']
  readonly detail?: string
  readonly instead?: SwitchingOff['instead']
  /** The user after the change, with its warnings. */
  readonly changed?: MappedUser
}

const isOff = ({ user }: MappedUser): boolean => user.is_active === false

/** Whether the account's credential belongs to this user; false where it belongs to no user. */
const isSelf = async ({ users }: FoundInAccount, { user }: MappedUser, { context }: Turn): Promise<boolean> => {
  try {
    return (await users.me({}, context)).user.id === user.id
  } catch (error) {
    if (error instanceof Refusal && error.slug === 'operation-not-supported') return false
    throw error
  }
}

/** Why a user cannot be deactivated, and what the caller can do. */
const cannot = (reason: string, instead: SwitchingOff['instead'], { user: { id } }: MappedUser): Decided => {
  const next =
    instead === 'delete' ? ` To remove the user, send DELETE /unified/crm/users/${encodeURIComponent(id)}.` : ''
  return { outcome: 'cannot', detail: `${reason}${next}`, instead }
}

/** Refusals that mean that the vendor does not deactivate this user. */
const impossible: readonly string[] = ['field-not-supported', 'operation-not-supported']

const switchOff = async (
  { users, account }: FoundInAccount,
  { user: { id } }: MappedUser,
  { runChange }: Deactivation,
  { context }: Turn,
): Promise<MappedUser> => {
  // No change begins that could not end before the deadline.
  context.signal.throwIfAborted()
  const asked = { body: { is_active: false }, handling: 'strict' as const }
  return runChange({ accountId: account.id, userId: id, fields: ['is_active'] }, () => users.update(id, asked, context))
}

const decide = async (found: FoundInAccount, deactivation: Deactivation, turn: Turn): Promise<Decided> => {
  const { matching, adapter } = found
  const [user] = matching
  if (user === undefined) return { outcome: 'not-there' }
  if (matching.every(isOff)) return { outcome: 'was-off' }
  if (matching.length > 1) {
    const detail = `${matching.length} users have this e-mail address, so none was changed. Deactivate the right one by its id.`
    return { outcome: 'ambiguous', detail }
  }
  const { reason, instead } = switchingOffOf(adapter)
  if (reason !== undefined) return cannot(reason, instead, user)
  if (deactivation.body.include_self !== true && (await isSelf(found, user, turn))) {
    const detail = "The account's own credential belongs to this user. Send include_self: true to deactivate it too."
    return { outcome: 'refused-self', detail }
  }
  if (deactivation.body.dry_run) return { outcome: 'would-be-switched-off' }
  try {
    return { outcome: 'switched-off', changed: await switchOff(found, user, deactivation, turn) }
  } catch (error) {
    if (!(error instanceof Refusal && impossible.includes(error.slug))) throw error
    return cannot(error.message, instead, user)
  }
}

/** Deactivates a person in one account, or reports what would be done. */
export const deactivatePersonIn = (
  services: Services,
  deactivation: Deactivation,
  account: PersonAccount,
  turn: Turn,
) =>
  inTurn(services, deactivation, account, turn, async () => {
    const filters = { email: deactivation.body.email }
    const found = await findInAccount(services, deactivation, account, filters, turn)
    const { changed, ...decided } = await decide(found, deactivation, turn)
    const shown = changed === undefined ? found.matching : [changed]
    return {
      ...decided,
      users: shown.map((user) => presentUser(user, deactivation.view)),
      ...warningsOf(shown, found.warnings),
    }
  })
