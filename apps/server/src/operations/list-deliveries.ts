import { json } from '../http/answer.ts'
import { webhookOf } from '../webhooks/webhook-of.ts'
import { toDeliveryShape } from '../webhooks/webhook-shape.ts'
import type { Operation } from './operation.ts'

const defaultLimit = 100

/** `GET /webhook/{id}/delivery` */
export const listDeliveries: Operation<'listDeliveries'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const { id: webhookId, environmentId } = await webhookOf(store, request.token, request.params.id)
    const { limit = defaultLimit, next_cursor: cursor, state } = request.query
    const page = await store.deliveries.list({ environmentId, webhookId }, { limit, cursor, state })
    return json({ result: page.result.map(toDeliveryShape), next_cursor: page.nextCursor ?? null, limit })
  },
}
