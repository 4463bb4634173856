import type { OperationId } from '../contract/specification.ts'
import { createIntegratedAccount } from './create-integrated-account.ts'
import { createUser } from './create-user.ts'
import { deleteIntegratedAccount } from './delete-integrated-account.ts'
import { deleteUser } from './delete-user.ts'
import { getErrorPage } from './get-error-page.ts'
import { getHealth } from './get-health.ts'
import { getIntegratedAccount } from './get-integrated-account.ts'
import { getIntegration } from './get-integration.ts'
import { getIntegrationCapabilities } from './get-integration-capabilities.ts'
import { getMe } from './get-me.ts'
import { getOpenapiJson } from './get-openapi-json.ts'
import { getOpenapiYaml } from './get-openapi-yaml.ts'
import { getProviderUserMeta } from './get-provider-user-meta.ts'
import { getReadiness } from './get-readiness.ts'
import { getUser } from './get-user.ts'
import { getUserMeta } from './get-user-meta.ts'
import { listIntegratedAccounts } from './list-integrated-accounts.ts'
import { listIntegrations } from './list-integrations.ts'
import { listUsers } from './list-users.ts'
import type { Operation } from './operation.ts'
import { ping } from './ping.ts'
import { updateUser } from './update-user.ts'

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
  listIntegratedAccounts,
  createIntegratedAccount,
  getIntegratedAccount,
  deleteIntegratedAccount,
  listIntegrations,
  getIntegration,
  getIntegrationCapabilities,
  ping,
  getHealth,
  getReadiness,
  getOpenapiJson,
  getOpenapiYaml,
  getErrorPage,
}
