import { toIntegratedAccount } from '../accounts/integrated-account.ts'
import { json } from '../http/answer.ts'
import { RequestProblem } from '../problems/request-problem.ts'
import type { Operation } from './operation.ts'

/** `GET /integrated-account/{id}` */
export const getIntegratedAccount: Operation<'getIntegratedAccount'> = {
  access: 'environment',
  async handle(request, { store }) {
    const id = request.params.id.toLowerCase()
    const account = await store.accounts.get(request.token.environmentId, id)
    if (account === undefined) throw new RequestProblem('account-not-found', `This environment has no account ${id}.`)
    return json(toIntegratedAccount(account))
  },
}
