import { Refusal } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import type { Operation } from './operation.ts'

/** The same lifetime as in Truto. */
const lifetimeMs = 15 * 60 * 1000

/** `POST /integrated-account/token` */
export const createAccountToken: Operation<'createAccountToken'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, clock }) {
    const environmentId = request.token.environmentId
    const accountId = request.body.integrated_account_id.toLowerCase()
    if ((await store.accounts.get(environmentId, accountId)) === undefined) {
      throw new Refusal('account-not-found', `This environment has no account ${accountId}.`)
    }
    const expiresAtMs = clock.now() + lifetimeMs
    const { id, token } = await store.tokens.create(environmentId, {
      name: 'account token',
      kind: 'account',
      scopes: ['read', 'write', 'raw'],
      accountId,
      expiresAtMs,
    })
    stateOf(request.response).learned = { objectId: id }
    return json({ integrated_account_token: token, expires_at: new Date(expiresAtMs).toISOString() }, { status: 201 })
  },
}
