import type { Warning } from '@rollcall/contract'
import type { Adapter, Create, Update, VendorRequest } from '../../contract.ts'
import type { Caller, Success } from '../calls/call.ts'
import type { Call } from '../calls/outgoing.ts'
import { understood } from '../calls/verdict.ts'
import { type Handling, ProviderFailure, type RateLimitHint, Refusal } from '../failures.ts'
import { overlayAt } from '../json/json.ts'
import type { FoundRecord } from '../records/find.ts'
import { type MappedUser, readUser, type UnifiedUser } from '../records/read.ts'
import { assertRequired, type Changes, changesOf, type UserBody } from './changes.ts'

/** Shared by creations and updates: what is sent, what is known afterwards, and the report of what is not known. */

export interface Written extends MappedUser {
  readonly warnings: readonly Warning[]
  readonly hint: RateLimitHint | undefined
  /** The vendor's last answer, for `raw`. */
  readonly answer: Success
}

/** A requested write. */
export interface WriteCall {
  readonly call: Call
  readonly caller: Caller
  readonly body: UserBody
  readonly handling: Handling
  /** Callers may change rights. */
  readonly allowsRoleChanges?: boolean
  /** Called with the rights that a write sets, before it is sent. */
  readonly onRights?: ((names: readonly string[]) => void) | undefined
}

/** What a write changes, checked as a whole before any call; the listener gets the rights that it sets. */
export const checkedChanges = (
  operation: 'create' | 'update',
  { call, body, handling, allowsRoleChanges, onRights }: WriteCall,
): Changes => {
  const { adapter, remoteQuery } = call
  const changes = changesOf(adapter, operation, body, handling, { remoteQuery, allowsRoleChanges })
  const { create } = adapter.users
  if (operation === 'create' && !('absent' in create)) assertRequired(adapter, create, changes)
  if (changes.rights.length > 0) onRights?.(changes.rights)
  return changes
}

/** The call by which a user is read before or after a change. */
export const readingCall = ({ call }: WriteCall): Call => ({ ...call, operation: 'get', remoteQuery: undefined })

/** `remote_data` merged over the body of the main call. */
export const withBody = (
  request: VendorRequest,
  operation: Create | Update<never>,
  changes: Changes,
): VendorRequest => {
  if (changes.remoteData === undefined) return request
  if (request.form !== undefined) {
    const extra = Object.entries(changes.remoteData).map(([key, value]) => [key, String(value)])
    return { ...request, form: { ...request.form, ...Object.fromEntries(extra) } }
  }
  return { ...request, body: overlayAt(request.body ?? {}, operation.remoteDataAt, changes.remoteData) }
}

/**
 * The result of a request that may have reached the vendor and got no answer is not known: a client must not repeat it
 * without a check. After an answer that is not understood, a change of one user is safe to repeat, a creation never.
 */
export const outcomeOf = (error: unknown, { adapter: { name }, operation }: Call): unknown => {
  if (!(error instanceof ProviderFailure) || error.options.mayHaveBeenApplied !== true) return error
  if (operation !== 'create' && error.options.remote !== undefined) return error
  const what = operation === 'create' ? 'created the user' : 'made the change'
  return new ProviderFailure('outcome-unknown', `It is not known whether ${name} ${what}. ${error.message}`, {
    ...error.options,
    cause: error,
  })
}

/**
 * Written values that the vendor's answer does not show (it may confirm them later, or never), and fields that cannot be
 * read.
 */
const unseen = (adapter: Adapter<never>, values: Changes['values'], { user, warnings = [] }: MappedUser): Warning[] => {
  const isUnseen = (field: 'name' | 'first_name' | 'last_name' | 'email' | 'is_active'): boolean =>
    values[field] !== undefined &&
    field in user &&
    !warnings.some(({ pointer }) => pointer === `/${field}`) &&
    (values[field] ?? null) !== (user[field] ?? null)
  const fields = (['name', 'first_name', 'last_name', 'email', 'is_active'] as const).filter(isUnseen)
  return [
    ...warnings,
    ...fields.map((field) => ({
      code: 'not-yet-visible' as const,
      pointer: `/${field}`,
      detail: `${adapter.name} accepted ${field}, but its record does not show the new value yet; the change may need time or a confirmation.`,
    })),
  ]
}

/** A 200 without the record: only the sent values are known. */
const fromSent = (
  id: string,
  values: Changes['values'],
  answer: Success,
): Pick<Written, 'user' | 'remote' | 'answer'> => {
  const user: UnifiedUser = { id }
  for (const field of ['name', 'first_name', 'last_name', 'email'] as const) {
    const value = values[field]
    if (typeof value === 'string' || value === null) user[field] = value
  }
  if (typeof values.is_active === 'boolean') user.is_active = values.is_active
  return { user, remote: {}, answer }
}

const notReadBack: Warning = {
  code: 'read-back-failed',
  detail: 'The change was made, but the user could not be read afterwards; the answer has the values that were sent.',
}

/** A change that the vendor made. */
export interface Made {
  /** The vendor's last answer to it. */
  readonly answer: Success
  /** `undefined` where only a read of the user shows it. */
  readonly id: string | undefined
  /** The user, where that answer or an earlier one holds it. */
  readonly whole: FoundRecord | undefined
  readonly read: () => Promise<FoundRecord>
}

/**
 * The user as the vendor has it after a change, else the sent values.
 * @throws ProviderFailure `outcome-unknown` where not even the id is known
 */
export const written = async ({ call: { adapter } }: WriteCall, changes: Changes, made: Made): Promise<Written> => {
  const { answer, id } = made
  const { hint } = answer
  const shown = (found: FoundRecord): Written => {
    const mapped = understood(found.answer, () => readUser(adapter, found.record, found.answer.variables))
    const warnings = [...changes.warnings, ...unseen(adapter, changes.values, mapped)]
    return { ...mapped, answer: found.answer, warnings, hint }
  }
  if (made.whole !== undefined) return shown(made.whole)
  try {
    return shown(await made.read())
  } catch (error) {
    if (!(error instanceof ProviderFailure || error instanceof Refusal)) throw error
    if (id !== undefined) {
      return { ...fromSent(id, changes.values, answer), warnings: [...changes.warnings, notReadBack], hint }
    }
    throw new ProviderFailure(
      'outcome-unknown',
      `${adapter.name} created the user, but its id could not be read. ${error.message}`,
      { cause: error, remote: (error instanceof Refusal ? error.remote : error.options.remote) ?? answer.remote() },
    )
  }
}
