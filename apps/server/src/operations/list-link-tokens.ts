import { toLinkTokenShape } from '../accounts/link-token.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

const defaultLimit = 100

/** `GET /link-token` */
export const listLinkTokens: Operation<'listLinkTokens'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const limit = request.query.limit ?? defaultLimit
    const page = await store.linkTokens.list(request.token.environmentId, { limit, cursor: request.query.next_cursor })
    return json({ result: page.result.map(toLinkTokenShape), next_cursor: page.nextCursor ?? null, limit })
  },
}
