import type { Migration } from './migration.ts'

/** Idempotency keys are deleted with their account; expired tokens are found without reading all of them. */
export const accountOfIdempotencyKeys: Migration = {
  name: '0002-account-of-idempotency-keys',
  async up({ schema }) {
    await schema
      .alterTable('idempotency_keys')
      .addColumn('account_id', 'text', (column) => column.references('accounts.id').onDelete('cascade'))
      .execute()
    await schema.createIndex('idempotency_keys_by_account').on('idempotency_keys').column('account_id').execute()
    await schema.createIndex('api_tokens_by_expiry').on('api_tokens').column('expires_at').execute()
  },
}
