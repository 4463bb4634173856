import type { Users } from '@rollcall/providers'
import type { Services } from '../services.ts'
import type { AccountCall } from './account-call.ts'
import { preferenceApplied } from './preferences.ts'
import { assertReady } from './resolve-account.ts'

/** The input of an operation on one account's users. */
export interface UsersCall extends AccountCall {
  readonly users: Users
  /** `Preference-Applied`, where the caller preferred something. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The users of an account that can be called; `honours` names the preferences that have an effect.
 * @throws Refusal `account-not-ready`; ProviderFailure `account-needs-reauth`
 */
export const openUsers = (
  call: AccountCall,
  { engine }: Pick<Services, 'engine'>,
  honours: Parameters<typeof preferenceApplied>[1] = ['wait'],
): UsersCall => {
  assertReady(call.account)
  return {
    ...call,
    users: engine(call.adapter, call.account),
    headers: preferenceApplied(call.preferences, honours),
  }
}
