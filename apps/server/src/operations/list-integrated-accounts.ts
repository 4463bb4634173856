import { toIntegratedAccount } from '../accounts/integrated-account.ts'
import { json } from '../http/answer.ts'
import { environmentOf, type Operation } from './operation.ts'
import { assertWholeEnvironment } from './whole-environment.ts'

const defaultLimit = 100

/** `GET /integrated-account` */
export const listIntegratedAccounts: Operation<'listIntegratedAccounts'> = {
  async handle(request, { store }) {
    assertWholeEnvironment(request)
    const { query } = request
    const limit = query.limit ?? defaultLimit
    const page = await store.accounts.list(environmentOf(request), {
      limit,
      cursor: query.next_cursor,
      tenantId: query.tenant_id,
      provider: query.integration?.name,
      status: query.status,
    })
    return json({ result: page.result.map(toIntegratedAccount), next_cursor: page.nextCursor ?? null, limit })
  },
}
