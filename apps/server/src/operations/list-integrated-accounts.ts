import { toIntegratedAccount } from '../accounts/integrated-account.ts'
import { json } from '../http/answer.ts'
import { boundsOf } from '../users/list-query.ts'
import type { Operation } from './operation.ts'

const defaultLimit = 100

/** `GET /integrated-account` */
export const listIntegratedAccounts: Operation<'listIntegratedAccounts'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const { query } = request
    const limit = query.limit ?? defaultLimit
    const page = await store.accounts.list(request.token.environmentId, {
      limit,
      cursor: query.next_cursor,
      tenantId: query.tenant_id,
      provider: query.integration?.name,
      status: query.status,
      createdAt: boundsOf('created_at', query.created_at),
      updatedAt: boundsOf('updated_at', query.updated_at),
    })
    return json({ result: page.result.map(toIntegratedAccount), next_cursor: page.nextCursor ?? null, limit })
  },
}
