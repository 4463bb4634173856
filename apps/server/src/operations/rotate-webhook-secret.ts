import { json } from '../http/answer.ts'
import { webhookNotFound } from '../webhooks/webhook-of.ts'
import { toWebhookShape } from '../webhooks/webhook-shape.ts'
import type { Operation } from './operation.ts'

/** `POST /webhook/{id}/rotate-secret` */
export const rotateWebhookSecret: Operation<'rotateWebhookSecret'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const id = request.params.id.toLowerCase()
    const rotated = await store.webhooks.rotateSecret(request.token.environmentId, id)
    if (rotated === undefined) throw webhookNotFound(id)
    const { secret, ...webhook } = rotated
    return json({ ...toWebhookShape(webhook), secret })
  },
}
