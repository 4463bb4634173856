import type { components } from '@rollcall/contract'
import type { ApiToken } from '@rollcall/store'

const instant = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())

/** A token in the contract's form, without its secret. */
export const toApiTokenShape = (token: ApiToken): components['schemas']['ApiToken'] => ({
  id: token.id,
  name: token.name,
  environment_id: token.environmentId,
  scopes: [...token.scopes],
  integrated_account_id: token.accountId ?? null,
  hint: token.hint,
  expires_at: instant(token.expiresAtMs),
  last_used_at: instant(token.lastUsedAtMs),
  created_at: new Date(token.createdAtMs).toISOString(),
})
