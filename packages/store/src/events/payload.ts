import type { Binding, KeyRing } from '../keys.ts'
import type { WebhookDeliveryTable } from '../schema.ts'
import { openOr } from '../store-error.ts'

/** What a payload is bound to: with any of these columns changed by hand, it does not open. */
export const payloadColumns = ['id', 'environment_id', 'webhook_id', 'account_id', 'event'] as const

type BoundColumns = Pick<WebhookDeliveryTable, (typeof payloadColumns)[number]>

const bindingOf = (row: BoundColumns, keyId: string): Binding => ({
  environment: row.environment_id,
  account: row.id,
  purpose: 'event-payload',
  beside: [keyId, row.webhook_id, row.account_id, row.event],
})

/** The columns that hold a payload; to be written in one statement with those that it is bound to. */
export const sealPayload = (keys: KeyRing, row: BoundColumns, payload: string) => ({
  payload: keys.seal(payload, bindingOf(row, keys.sealingKeyId)),
  key_id: keys.sealingKeyId,
})

/** @throws StoreError when the payload does not open in this row. */
export const openPayload = (keys: KeyRing, row: BoundColumns & { payload: string; key_id: string }): string =>
  openOr(`The stored payload of the delivery ${row.id} does not open; it cannot be sent.`, () =>
    keys.open(row.payload, bindingOf(row, row.key_id)),
  )
