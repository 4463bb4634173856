import { json } from '../http/answer.ts'
import { webhookOf } from '../webhooks/webhook-of.ts'
import { toWebhookShape } from '../webhooks/webhook-shape.ts'
import type { Operation } from './operation.ts'

/** `GET /webhook/{id}` */
export const getWebhook: Operation<'getWebhook'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    return json(toWebhookShape(await webhookOf(store, request.token, request.params.id)))
  },
}
