import type { components } from '@rollcall/contract'
import type { Delivery, Webhook } from '@rollcall/store'

type Schemas = components['schemas']

const instant = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())

/** A webhook in the contract's form, without its secret. */
export const toWebhookShape = (webhook: Webhook): Schemas['Webhook'] => ({
  id: webhook.id,
  environment_id: webhook.environmentId,
  name: webhook.name ?? null,
  target_url: webhook.targetUrl,
  event_types: [...webhook.events],
  is_active: webhook.isActive,
  previous_secret_expires_at: instant(webhook.previousSecretUntilMs),
  created_at: new Date(webhook.createdAtMs).toISOString(),
  updated_at: new Date(webhook.updatedAtMs).toISOString(),
})

/** A delivery in the contract's form, without its content. */
export const toDeliveryShape = (delivery: Delivery): Schemas['Delivery'] => ({
  id: delivery.id,
  webhook_id: delivery.webhookId,
  event: delivery.event,
  integrated_account_id: delivery.accountId,
  state: delivery.state,
  attempts: delivery.attempts,
  next_attempt_at: instant(delivery.nextAttemptAtMs),
  last_status: delivery.lastStatus ?? null,
  last_error: delivery.lastError ?? null,
  created_at: new Date(delivery.createdAtMs).toISOString(),
  settled_at: instant(delivery.settledAtMs),
})
