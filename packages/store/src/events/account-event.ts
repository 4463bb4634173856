import type { AccountStatus, WebhookEvent } from '@rollcall/contract'

/** A change of a status, and whether the account was active before it or at any time earlier. */
interface StatusChange {
  readonly from: AccountStatus
  readonly to: AccountStatus
  readonly wasActive: boolean
}

/** The event that reports a change of an account. */
export const eventOf = ({ from, to, wasActive }: StatusChange): WebhookEvent => {
  if (from === to) return 'integrated_account:updated'
  if (to === 'active') return wasActive ? 'integrated_account:reactivated' : 'integrated_account:active'
  if (to === 'validation_error') return 'integrated_account:validation_error'
  if (to === 'post_install_error') return 'integrated_account:post_install_error'
  if (to === 'needs_reauth') return 'integrated_account:authentication_error'
  return 'integrated_account:updated'
}

/** The events of a new account. */
export const eventsOfNew = (status: AccountStatus): readonly WebhookEvent[] =>
  status === 'active' ? ['integrated_account:created', 'integrated_account:active'] : ['integrated_account:created']
