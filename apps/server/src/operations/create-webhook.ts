import { json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { requestFaults } from '../problems/request-faults.ts'
import { targetUrlFault } from '../webhooks/target-url.ts'
import { toWebhookShape } from '../webhooks/webhook-shape.ts'
import type { Operation } from './operation.ts'

/** `POST /webhook` */
export const createWebhook: Operation<'createWebhook'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, config }) {
    const { target_url: targetUrl, event_types: events = [], name, is_active: isActive = true } = request.body
    const detail = targetUrlFault(targetUrl, config.allowsPrivateWebhooks)
    if (detail !== undefined) throw requestFaults([{ pointer: '/target_url', detail }])
    const { secret, ...created } = await store.webhooks.create(request.token.environmentId, {
      targetUrl,
      events,
      name,
      isActive,
    })
    stateOf(request.response).learned = { objectId: created.id }
    return json(
      { ...toWebhookShape(created), secret },
      { status: 201, headers: { Location: `/webhook/${created.id}` } },
    )
  },
}
