import { json } from '../http/answer.ts'
import { requestFaults } from '../problems/request-faults.ts'
import { targetUrlFault } from '../webhooks/target-url.ts'
import { webhookNotFound } from '../webhooks/webhook-of.ts'
import { toWebhookShape } from '../webhooks/webhook-shape.ts'
import type { Operation } from './operation.ts'

/** `PATCH /webhook/{id}` */
export const updateWebhook: Operation<'updateWebhook'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, config }) {
    const { target_url: targetUrl, event_types: events, name, is_active: isActive } = request.body
    const detail = targetUrl === undefined ? undefined : targetUrlFault(targetUrl, config.allowsPrivateWebhooks)
    if (detail !== undefined) throw requestFaults([{ pointer: '/target_url', detail }])
    const changed = await store.webhooks.update(request.token.environmentId, request.params.id.toLowerCase(), {
      ...(targetUrl === undefined ? {} : { targetUrl }),
      ...(events === undefined ? {} : { events }),
      ...(name === undefined ? {} : { name }),
      ...(isActive === undefined ? {} : { isActive }),
    })
    if (changed === undefined) throw webhookNotFound(request.params.id)
    return json(toWebhookShape(changed))
  },
}
