import type { OperationId } from '../contract/specification.ts'
import { createAccountToken } from './create-account-token.ts'
import { createApiToken } from './create-api-token.ts'
import { createEnvironmentIntegration } from './create-environment-integration.ts'
import { createIntegratedAccount } from './create-integrated-account.ts'
import { createLinkToken } from './create-link-token.ts'
import { createUser } from './create-user.ts'
import { createWebhook } from './create-webhook.ts'
import { deactivatePerson } from './deactivate-person.ts'
import { deleteEnvironmentIntegration } from './delete-environment-integration.ts'
import { deleteIntegratedAccount } from './delete-integrated-account.ts'
import { deleteUser } from './delete-user.ts'
import { deleteWebhook } from './delete-webhook.ts'
import { eraseLogUser } from './erase-log-user.ts'
import { findPeople } from './find-people.ts'
import { finishConsent } from './finish-consent.ts'
import { getApiToken } from './get-api-token.ts'
import { getConnectAsset } from './get-connect-asset.ts'
import { getConnectPage } from './get-connect-page.ts'
import { getConnectSession } from './get-connect-session.ts'
import { getConsole } from './get-console.ts'
import { getConsoleAsset } from './get-console-asset.ts'
import { getEnvironmentIntegration } from './get-environment-integration.ts'
import { getErrorPage } from './get-error-page.ts'
import { getErrorsPage } from './get-errors-page.ts'
import { getHealth } from './get-health.ts'
import { getHomePage } from './get-home-page.ts'
import { getIntegratedAccount } from './get-integrated-account.ts'
import { getIntegration } from './get-integration.ts'
import { getIntegrationCapabilities } from './get-integration-capabilities.ts'
import { getMe } from './get-me.ts'
import { getMetrics } from './get-metrics.ts'
import { getOpenapiJson } from './get-openapi-json.ts'
import { getOpenapiYaml } from './get-openapi-yaml.ts'
import { getOwnAccount } from './get-own-account.ts'
import { getPageAsset } from './get-page-asset.ts'
import { getProviderPage } from './get-provider-page.ts'
import { getProviderUserMeta } from './get-provider-user-meta.ts'
import { getProvidersPage } from './get-providers-page.ts'
import { getReadiness } from './get-readiness.ts'
import { getReferenceContract } from './get-reference-contract.ts'
import { getReferencePage } from './get-reference-page.ts'
import { getUser } from './get-user.ts'
import { getUserMeta } from './get-user-meta.ts'
import { getWebhook } from './get-webhook.ts'
import { listApiTokens } from './list-api-tokens.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listEnvironmentIntegrations } from './list-environment-integrations.ts'
import { listIntegratedAccounts } from './list-integrated-accounts.ts'
import { listIntegrations } from './list-integrations.ts'
import { listLinkTokens } from './list-link-tokens.ts'
import { listLogEntries } from './list-log-entries.ts'
import { listUsers } from './list-users.ts'
import { listWebhooks } from './list-webhooks.ts'
import type { Operation } from './operation.ts'
import { ping } from './ping.ts'
import { receiveConsent } from './receive-consent.ts'
import { refreshCredentials } from './refresh-credentials.ts'
import { replaceCredentials } from './replace-credentials.ts'
import { retryDeliveries } from './retry-deliveries.ts'
import { retryDelivery } from './retry-delivery.ts'
import { revokeApiToken } from './revoke-api-token.ts'
import { revokeLinkToken } from './revoke-link-token.ts'
import { rotateWebhookSecret } from './rotate-webhook-secret.ts'
import { sendMcpMessage } from './send-mcp-message.ts'
import { startConnection } from './start-connection.ts'
import { testWebhook } from './test-webhook.ts'
import { updateEnvironmentIntegration } from './update-environment-integration.ts'
import { updateIntegratedAccount } from './update-integrated-account.ts'
import { updateOwnAccount } from './update-own-account.ts'
import { updateUser } from './update-user.ts'
import { updateWebhook } from './update-webhook.ts'

/** Every operation of the contract by its id; a forgotten or invented one does not compile. */
export const operations: { readonly [Id in OperationId]: Operation<Id> } = {
  listUsers,
  createUser,
  getMe,
  getUser,
  updateUser,
  deleteUser,
  getUserMeta,
  getProviderUserMeta,
  findPeople,
  deactivatePerson,
  listIntegratedAccounts,
  createIntegratedAccount,
  getIntegratedAccount,
  updateIntegratedAccount,
  deleteIntegratedAccount,
  replaceCredentials,
  refreshCredentials,
  createAccountToken,
  getOwnAccount,
  updateOwnAccount,
  listEnvironmentIntegrations,
  createEnvironmentIntegration,
  getEnvironmentIntegration,
  updateEnvironmentIntegration,
  deleteEnvironmentIntegration,
  listApiTokens,
  createApiToken,
  getApiToken,
  revokeApiToken,
  listLinkTokens,
  createLinkToken,
  revokeLinkToken,
  listLogEntries,
  eraseLogUser,
  listWebhooks,
  createWebhook,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  testWebhook,
  rotateWebhookSecret,
  listDeliveries,
  retryDeliveries,
  retryDelivery,
  getConnectPage,
  getConnectAsset,
  getConnectSession,
  startConnection,
  finishConsent,
  receiveConsent,
  getHomePage,
  getReferencePage,
  getReferenceContract,
  getProvidersPage,
  getProviderPage,
  getErrorsPage,
  getPageAsset,
  listIntegrations,
  getIntegration,
  getIntegrationCapabilities,
  ping,
  getHealth,
  getReadiness,
  getMetrics,
  getOpenapiJson,
  getOpenapiYaml,
  getConsole,
  getConsoleAsset,
  getErrorPage,
  sendMcpMessage,
}
