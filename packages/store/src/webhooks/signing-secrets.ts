import { randomBytes } from 'node:crypto'
import { parseText } from '@rollcall/providers'
import type { Binding, KeyRing } from '../keys.ts'
import type { WebhookTable } from '../schema.ts'
import { bindingIn, type SealedColumn } from '../sealed-column.ts'
import { openOr } from '../store-error.ts'

/** What a webhook's requests are signed with. */
export interface SigningSecrets {
  readonly current: string
  /** The former secret, while it is valid too. */
  readonly previous?: string | undefined
}

/** A new secret: 256 random bits after a prefix that identifies it. */
export const generateSecret = (): string => `whsec_${randomBytes(32).toString('hex')}`

/** What the secrets are bound to: they sign requests to no other address. */
export const secretColumns = ['id', 'environment_id', 'target_url', 'previous_until'] as const

type BoundColumns = Pick<WebhookTable, (typeof secretColumns)[number]>

export const webhookSecrets: SealedColumn = {
  table: 'webhooks',
  column: 'secrets',
  noun: 'webhook',
  key: ['id'],
  purpose: 'webhook-secrets',
  account: 'id',
  beside: ['key_id', 'target_url', 'previous_until'],
  isNeeded: true,
}

const bindingOf = (row: BoundColumns, keyId: string): Binding => bindingIn(webhookSecrets, { ...row, key_id: keyId })

/** The columns that hold the secrets; to be written in one statement with those that they are bound to. */
export const sealSigningSecrets = (keys: KeyRing, row: BoundColumns, secrets: SigningSecrets) => ({
  secrets: keys.seal(JSON.stringify(secrets), bindingOf(row, keys.sealingKeyId)),
  key_id: keys.sealingKeyId,
})

/** @throws StoreError when the secrets do not open in this row. */
export const openSigningSecrets = (
  keys: KeyRing,
  row: BoundColumns & Pick<WebhookTable, 'secrets' | 'key_id'>,
): SigningSecrets => {
  const text = openOr(
    `The stored secret of the webhook ${row.id} does not open: its row was changed, or its key "${row.key_id}" is another one now. Replace the secret with POST /webhook/${row.id}/rotate-secret.`,
    () => keys.open(row.secrets, bindingOf(row, row.key_id)),
  )
  const value: unknown = parseText(text)
  const { current, previous } =
    typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
  return {
    current: String(current),
    ...(typeof previous === 'string' ? { previous } : {}),
  }
}
