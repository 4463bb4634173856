import { toApiTokenShape } from '../accounts/api-token.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

const defaultLimit = 100

/** `GET /api-token` */
export const listApiTokens: Operation<'listApiTokens'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const limit = request.query.limit ?? defaultLimit
    const page = await store.tokens.list(request.token.environmentId, { limit, cursor: request.query.next_cursor })
    return json({ result: page.result.map(toApiTokenShape), next_cursor: page.nextCursor ?? null, limit })
  },
}
