import { Refusal } from '@rollcall/providers'
import { toIntegratedAccount } from '../accounts/integrated-account.ts'
import { ownAccountOf } from '../accounts/own-account.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /integrated-account/me` */
export const getOwnAccount: Operation<'getOwnAccount'> = {
  access: 'token',
  audit: 'none',
  async handle(request, { store }) {
    const id = ownAccountOf(request)
    const account = await store.accounts.get(request.token.environmentId, id)
    if (account === undefined) throw new Refusal('account-not-found', `This environment has no account ${id}.`)
    return json(toIntegratedAccount(account))
  },
}
