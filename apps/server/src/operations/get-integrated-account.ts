import { toIntegratedAccount } from '../accounts/integrated-account.ts'
import { json } from '../http/answer.ts'
import { RequestProblem } from '../problems/request-problem.ts'
import { environmentOf, type Operation } from './operation.ts'
import { assertWholeEnvironment } from './whole-environment.ts'

/** `GET /integrated-account/{id}` */
export const getIntegratedAccount: Operation<'getIntegratedAccount'> = {
  async handle(request, { store }) {
    assertWholeEnvironment(request)
    const id = request.params.id.toLowerCase()
    const account = await store.accounts.get(environmentOf(request), id)
    if (account === undefined) throw new RequestProblem('account-not-found', `This environment has no account ${id}.`)
    return json(toIntegratedAccount(account))
  },
}
