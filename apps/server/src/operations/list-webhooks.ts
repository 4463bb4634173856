import { json } from '../http/answer.ts'
import { toWebhookShape } from '../webhooks/webhook-shape.ts'
import type { Operation } from './operation.ts'

const defaultLimit = 100

/** `GET /webhook` */
export const listWebhooks: Operation<'listWebhooks'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const limit = request.query.limit ?? defaultLimit
    const page = await store.webhooks.list(request.token.environmentId, { limit, cursor: request.query.next_cursor })
    return json({ result: page.result.map(toWebhookShape), next_cursor: page.nextCursor ?? null, limit })
  },
}
