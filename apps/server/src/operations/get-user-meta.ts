import { describeMeta } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import { resolveAccount } from '../users/resolve-account.ts'
import type { Operation } from './operation.ts'

/** `GET /unified/crm/users/meta/{method}` */
export const getUserMeta: Operation<'getUserMeta'> = {
  async handle({ params, query, token }, { store, adapters }) {
    if (token === undefined) throw new Error('The operation was reached without a token.')
    const account = await resolveAccount(store, token, query.integrated_account_id)
    return json(describeMeta(adapters[account.provider], params.method))
  },
}
