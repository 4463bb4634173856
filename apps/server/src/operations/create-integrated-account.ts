import { toAccountWithCredential } from '../accounts/integrated-account.ts'
import { parseImport } from '../accounts/parse-import.ts'
import { json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { requestFaults } from '../problems/request-faults.ts'
import type { Operation } from './operation.ts'

/** `POST /integrated-account` */
export const createIntegratedAccount: Operation<'createIntegratedAccount'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, adapters, clock }) {
    const environmentId = request.token.environmentId
    const { integration, tenant_id, authentication_method, context } = request.body
    const client = await store.oauthApps.client(environmentId, integration)
    const imported = parseImport(adapters[integration], authentication_method, context, {
      nowMs: clock.now(),
      environmentHasClient: client !== undefined,
    })
    if ('faults' in imported) throw requestFaults(imported.faults)
    const account = await store.accounts.create(environmentId, {
      ...imported.account,
      provider: integration,
      tenantId: tenant_id,
    })
    stateOf(request.response).learned = { accountId: account.id }
    const hasClient = client !== undefined || imported.account.client !== undefined
    return json(toAccountWithCredential(account, imported.account.credential, hasClient), {
      status: 201,
      headers: { Location: `/integrated-account/${account.id}` },
    })
  },
}
