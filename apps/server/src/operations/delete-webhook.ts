import { json } from '../http/answer.ts'
import { webhookNotFound } from '../webhooks/webhook-of.ts'
import type { Operation } from './operation.ts'

/** `DELETE /webhook/{id}` */
export const deleteWebhook: Operation<'deleteWebhook'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const id = request.params.id.toLowerCase()
    const existed = await store.webhooks.delete(request.token.environmentId, id)
    if (!existed) throw webhookNotFound(id)
    return json({ id })
  },
}
