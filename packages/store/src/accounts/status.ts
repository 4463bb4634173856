import type { AccountStatus } from '@rollcall/contract'

/** What each status may become; nothing else. */
const transitions: Readonly<Record<AccountStatus, readonly AccountStatus[]>> = {
  connecting: ['active', 'validation_error', 'post_install_error'],
  active: ['needs_reauth'],
  validation_error: ['connecting'],
  post_install_error: ['connecting'],
  needs_reauth: ['connecting'],
}

export const mayBecome = (from: AccountStatus, to: AccountStatus): boolean => transitions[from].includes(to)

/** The status of an account that was given new credentials. */
export const withNewCredentials = (status: AccountStatus): AccountStatus =>
  mayBecome(status, 'connecting') ? 'connecting' : status
