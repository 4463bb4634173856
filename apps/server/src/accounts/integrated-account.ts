import type { IntegratedAccount, ProviderSlug } from '@rollcall/contract'
import { type AccountRecord, toSentence } from '@rollcall/store'

/** The provider of an account or an OAuth app, as the contract shows it. */
export const toIntegration = (provider: ProviderSlug) => ({ id: provider, name: provider, category: 'crm' })

/** The account as the contract shows it, secrets removed. */
export const toIntegratedAccount = (record: AccountRecord): IntegratedAccount => ({
  id: record.id,
  tenant_id: record.tenantId,
  environment_id: record.environmentId,
  status: record.status,
  authentication_method: record.method,
  integration: toIntegration(record.provider),
  context: { ...record.variables },
  last_error: record.lastError === undefined ? null : toSentence(record.lastError),
  created_at: new Date(record.createdAtMs).toISOString(),
  updated_at: new Date(record.updatedAtMs).toISOString(),
})
