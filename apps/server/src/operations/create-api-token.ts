import type { TokenScope } from '@rollcall/contract'
import { Refusal } from '@rollcall/providers'
import { toApiTokenShape } from '../accounts/api-token.ts'
import { json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { requestFaults } from '../problems/request-faults.ts'
import type { Operation } from './operation.ts'

const defaultScopes: readonly TokenScope[] = ['read', 'write', 'raw']

/** `POST /api-token` */
export const createApiToken: Operation<'createApiToken'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, clock }) {
    const environmentId = request.token.environmentId
    const { name, scopes = defaultScopes, integrated_account_id: account, expires_at: end } = request.body
    const accountId = account?.toLowerCase()
    const expiresAtMs = end === undefined ? undefined : Date.parse(end)
    const faults = []
    if (expiresAtMs !== undefined && expiresAtMs <= clock.now()) {
      faults.push({ pointer: '/expires_at', detail: 'must be in the future, such as 2030-01-01T00:00:00Z' })
    }
    if (accountId !== undefined && scopes.includes('admin')) {
      faults.push({ pointer: '/scopes', detail: 'must not have admin where integrated_account_id is sent' })
    }
    if (faults.length > 0) throw requestFaults(faults)
    if (accountId !== undefined && (await store.accounts.get(environmentId, accountId)) === undefined) {
      throw new Refusal('account-not-found', `This environment has no account ${accountId}.`)
    }
    const { token, ...created } = await store.tokens.create(environmentId, { name, scopes, accountId, expiresAtMs })
    stateOf(request.response).learned = { objectId: created.id }
    return json(
      { ...toApiTokenShape(created), token },
      { status: 201, headers: { Location: `/api-token/${created.id}` } },
    )
  },
}
