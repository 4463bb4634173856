import { json } from '../http/answer.ts'
import { webhookOf } from '../webhooks/webhook-of.ts'
import type { Operation } from './operation.ts'

/** `POST /webhook/{id}/delivery/retry` */
export const retryDeliveries: Operation<'retryDeliveries'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const { id, environmentId } = await webhookOf(store, request.token, request.params.id)
    return json({ retried: await store.deliveries.retryDead(environmentId, id) })
  },
}
