import type { Migration } from './migration.ts'

/** Webhooks, what waits to be sent to them, and which accounts have been active before. */
export const webhooks: Migration = {
  name: '0007-webhooks',
  async up(transaction) {
    const { schema } = transaction
    await schema
      .createTable('webhooks')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('name', 'text')
      .addColumn('target_url', 'text', (column) => column.notNull())
      .addColumn('event_types', 'text', (column) => column.notNull())
      .addColumn('is_active', 'integer', (column) => column.notNull())
      .addColumn('secrets', 'text', (column) => column.notNull())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('previous_until', 'bigint')
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute()
    await schema
      .createIndex('webhooks_by_creation')
      .on('webhooks')
      .columns(['environment_id', 'created_at', 'id'])
      .execute()

    // No reference to the webhook: an account's change must not fail because a webhook is deleted at the same moment. None
    // to the account either: its deletion is an event too.
    await schema
      .createTable('webhook_deliveries')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment_id', 'text', (column) => column.notNull())
      .addColumn('webhook_id', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('payload', 'text')
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('next_attempt_at', 'bigint', (column) => column.notNull())
      .addColumn('lease_holder', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('last_status', 'integer')
      .addColumn('last_error', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('settled_at', 'bigint')
      .execute()
    await schema
      .createIndex('webhook_deliveries_by_order')
      .on('webhook_deliveries')
      .columns(['webhook_id', 'account_id', 'sequence'])
      .execute()
    await schema
      .createIndex('webhook_deliveries_by_time')
      .on('webhook_deliveries')
      .columns(['webhook_id', 'state', 'next_attempt_at'])
      .execute()
    await schema
      .createIndex('webhook_deliveries_by_creation')
      .on('webhook_deliveries')
      .columns(['webhook_id', 'created_at', 'id'])
      .execute()
    await schema
      .createIndex('webhook_deliveries_by_end')
      .on('webhook_deliveries')
      .columns(['state', 'settled_at'])
      .execute()

    await schema.alterTable('accounts').addColumn('first_active_at', 'bigint').execute()
    await transaction
      .updateTable('accounts')
      .set(({ ref }) => ({ first_active_at: ref('created_at') }))
      .where('status', 'in', ['active', 'needs_reauth'])
      .execute()
  },
}
