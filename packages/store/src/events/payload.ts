import type { Binding, KeyRing } from '../keys.ts'
import type { WebhookDeliveryTable } from '../schema.ts'
import { bindingIn, type SealedColumn } from '../sealed-column.ts'
import { openOr } from '../store-error.ts'

/** What a payload is bound to: with any of these columns changed by hand, it does not open. */
export const payloadColumns = ['id', 'environment_id', 'webhook_id', 'account_id', 'event'] as const

type BoundColumns = Pick<WebhookDeliveryTable, (typeof payloadColumns)[number]>

export const eventPayload: SealedColumn = {
  table: 'webhook_deliveries',
  column: 'payload',
  noun: 'delivery',
  key: ['id'],
  purpose: 'event-payload',
  account: 'id',
  beside: ['key_id', 'webhook_id', 'account_id', 'event'],
}

const bindingOf = (row: BoundColumns, keyId: string): Binding => bindingIn(eventPayload, { ...row, key_id: keyId })

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
