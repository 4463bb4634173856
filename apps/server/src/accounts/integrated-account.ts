import type { IntegratedAccount, IntegratedAccountWithWarnings, ProviderSlug } from '@rollcall/contract'
import { type AccountRecord, type StoredCredential, toSentence } from '@rollcall/store'

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
  handling: record.handling ?? null,
  context: { ...record.variables },
  last_error: record.lastError === undefined ? null : toSentence(record.lastError),
  created_at: new Date(record.createdAtMs).toISOString(),
  updated_at: new Date(record.updatedAtMs).toISOString(),
})

/** The account after it got a credential, with a warning of what will not work. */
export const toAccountWithCredential = (
  record: AccountRecord,
  credential: StoredCredential,
  hasClient: boolean,
): IntegratedAccountWithWarnings => {
  const account = toIntegratedAccount(record)
  // Client credentials are refused without an app, and a credential without a refresh token cannot be refreshed.
  const needsClient = record.method === 'oauth2' && credential.kind === 'token' && credential.refreshToken !== undefined
  if (hasClient || !needsClient) return account
  const detail = `The access token cannot be refreshed when it expires: neither this account nor its environment has an OAuth app for ${record.provider}; set one with POST /environment-integration, or send the credentials again with context.oauth.client.`
  return { ...account, warnings: [{ code: 'refresh-not-possible', pointer: '/context/oauth/client', detail }] }
}
