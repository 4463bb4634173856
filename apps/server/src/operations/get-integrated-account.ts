import { Refusal } from '@rollcall/providers'
import { toIntegratedAccount } from '../accounts/integrated-account.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /integrated-account/{id}` */
export const getIntegratedAccount: Operation<'getIntegratedAccount'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const id = request.params.id.toLowerCase()
    const account = await store.accounts.get(request.token.environmentId, id)
    if (account === undefined) throw new Refusal('account-not-found', `This environment has no account ${id}.`)
    return json(toIntegratedAccount(account))
  },
}
