import type { Migration } from './migration.ts'

/** Environments, API tokens, accounts, OAuth apps, idempotency keys, settings. */
export const initial: Migration = {
  name: '0001-initial',
  async up({ schema }) {
    await schema
      .createTable('environments')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()

    await schema
      .createTable('accounts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('authentication_method', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('variables', 'text', (column) => column.notNull())
      .addColumn('credential', 'text', (column) => column.notNull())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('principal', 'text')
      .addColumn('handling', 'text')
      .addColumn('last_error', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('credential_version', 'integer', (column) => column.notNull())
      .addColumn('minted_at', 'bigint')
      .addColumn('lease_holder', 'text')
      .addColumn('lease_until', 'bigint')
      .execute()
    await schema
      .createIndex('accounts_by_creation')
      .on('accounts')
      .columns(['environment_id', 'created_at', 'id'])
      .execute()
    await schema
      .createIndex('accounts_by_tenant')
      .on('accounts')
      .columns(['environment_id', 'tenant_id', 'created_at', 'id'])
      .execute()
    await schema.createIndex('accounts_by_key').on('accounts').column('key_id').execute()

    await schema
      .createTable('api_tokens')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('account_id', 'text', (column) => column.references('accounts.id').onDelete('cascade'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('hint', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .execute()
    await schema
      .createIndex('api_tokens_by_creation')
      .on('api_tokens')
      .columns(['environment_id', 'created_at', 'id'])
      .execute()
    await schema.createIndex('api_tokens_by_account').on('api_tokens').column('account_id').execute()

    await schema
      .createTable('oauth_apps')
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('secret', 'text', (column) => column.notNull())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('oauth_apps_key', ['environment_id', 'provider'])
      .execute()

    await schema
      .createTable('idempotency_keys')
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('request', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('claim', 'text', (column) => column.notNull())
      .addColumn('instance', 'text', (column) => column.notNull())
      .addColumn('running_until', 'bigint', (column) => column.notNull())
      .addColumn('response', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_key', ['environment_id', 'scope'])
      .execute()
    await schema.createIndex('idempotency_keys_by_age').on('idempotency_keys').column('created_at').execute()

    await schema
      .createTable('settings')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}
