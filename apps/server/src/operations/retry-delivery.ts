import { Refusal } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import { webhookOf } from '../webhooks/webhook-of.ts'
import { toDeliveryShape } from '../webhooks/webhook-shape.ts'
import type { Operation } from './operation.ts'

/** `POST /webhook/{id}/delivery/{delivery_id}/retry` */
export const retryDelivery: Operation<'retryDelivery'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const { id, environmentId } = await webhookOf(store, request.token, request.params.id)
    const deliveryId = request.params.delivery_id.toLowerCase()
    const delivery = await store.deliveries.retry(environmentId, id, deliveryId)
    if (delivery !== undefined) return json(toDeliveryShape(delivery))
    throw new Refusal('not-found', `The webhook ${id} has no delivery ${deliveryId} that can be sent again.`)
  },
}
