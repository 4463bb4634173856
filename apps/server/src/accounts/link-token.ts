import type { components } from '@rollcall/contract'
import type { LinkToken } from '@rollcall/store'

const instant = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())

/** A link token in the contract's form, without the token itself. */
export const toLinkTokenShape = (link: LinkToken): components['schemas']['LinkToken'] => ({
  id: link.id,
  environment_id: link.environmentId,
  tenant_id: link.tenantId,
  integrated_account_id: link.accountId ?? (link.state === 'used' ? (link.madeAccountId ?? null) : null),
  integrations: [...link.providers],
  redirect_uri: link.redirectUri ?? null,
  state: link.state,
  expires_at: new Date(link.expiresAtMs).toISOString(),
  used_at: instant(link.usedAtMs),
  revoked_at: instant(link.revokedAtMs),
  created_at: new Date(link.createdAtMs).toISOString(),
})
