import { randomUUID } from 'node:crypto'
import { json } from '../http/answer.ts'
import { webhookNotFound, webhookOf } from '../webhooks/webhook-of.ts'
import type { Operation } from './operation.ts'

/** `POST /webhook/{id}/test` */
export const testWebhook: Operation<'testWebhook'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, clock, sendMessage }) {
    const webhook = await webhookOf(store, request.token, request.params.id)
    const { id, environmentId, targetUrl } = webhook
    const secrets = await store.webhooks.secrets(environmentId, id)
    if (secrets === undefined) throw webhookNotFound(id)
    const { status, fault, durationMs } = await sendMessage({
      message: {
        id: randomUUID(),
        event: 'test',
        payload: { message: 'This is a test.' },
        environment_id: environmentId,
        webhook_id: id,
        created_at: new Date(clock.now()).toISOString(),
      },
      targetUrl,
      secrets,
    })
    return json({
      success: fault === undefined,
      status: status ?? null,
      error: fault ?? null,
      duration_ms: durationMs,
    })
  },
}
