import type { Warning } from '@rollcall/contract'
import type { Adapter, Create, Update, VendorRequest } from '../../contract.ts'
import type { Caller, Success } from '../calls/call.ts'
import type { Call } from '../calls/outgoing.ts'
import { ProviderFailure, type RateLimitHint } from '../failures.ts'
import { laidOverAt } from '../json/json.ts'
import type { MappedUser, UnifiedUser } from '../records/read.ts'
import { assertRequired, type Changes, changesOf, type Handling, type UserBody } from './changes.ts'

/** What creating and updating share: what is sent, what is known afterwards, and how to say what is not. */

export interface Written extends MappedUser {
  readonly warnings: readonly Warning[]
  readonly hint: RateLimitHint | undefined
  /** The vendor's last answer, for `raw`. */
  readonly answer: Success
}

type ReadBack = (id: string, call: Call) => Promise<{ readonly record: unknown; readonly answer: Success }>

/** What a write changes, checked as a whole before any call; who listens hears which rights it sets. */
export const checkedChanges = (operation: Create | Update<never>, input: WriteInput): Changes => {
  const { adapter, remoteQuery } = input.call
  const { allowsRoleChanges } = input
  const changes = changesOf(adapter, operation, input.body, input.handling, { remoteQuery, allowsRoleChanges })
  if ('required' in operation) assertRequired(adapter, operation, changes)
  if (changes.rights.length > 0) input.onRights?.(changes.rights)
  return changes
}

/** `remote_data` laid over the body of the main call. */
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
  return { ...request, body: laidOverAt(request.body ?? {}, operation.remoteDataAt, changes.remoteData) }
}

/**
 * After a request that may have reached the vendor and got no answer nobody can know: no client may repeat it blindly. An
 * answer that is not understood leaves a change of one user safe to repeat.
 */
export const asOutcome = (error: unknown, name: string): unknown => {
  if (!(error instanceof ProviderFailure) || error.options.mayHaveBeenApplied !== true) return error
  if (error.options.remote !== undefined) return error
  return new ProviderFailure('outcome-unknown', `${name} may or may not have made the change: ${error.message}`, {
    ...error.options,
    cause: error,
  })
}

/** Written values that the vendor's answer does not show (it may confirm them later, or never), and what is not read. */
export const unseen = (
  adapter: Adapter<never>,
  values: Changes['values'],
  { user, warnings = [] }: MappedUser,
): Warning[] => {
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
      detail: `${adapter.name} accepted ${field}, but its record does not show the new value: it may need to be confirmed, or take a while.`,
    })),
  ]
}

/** A 200 without the record: what was sent is all that is known. */
export const fromSent = (
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

export const notReadBack: Warning = {
  code: 'read-back-failed',
  detail: 'The change was made, but the user could not be read afterwards: this is what was sent.',
}

export interface WriteInput {
  readonly call: Call
  readonly caller: Caller
  readonly body: UserBody
  readonly handling: Handling
  readonly readBack: ReadBack
  /** Callers may change rights. */
  readonly allowsRoleChanges?: boolean
  /** Hears which rights a write sets, before it is sent. */
  readonly onRights?: ((names: readonly string[]) => void) | undefined
}
