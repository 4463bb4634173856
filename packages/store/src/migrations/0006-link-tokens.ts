import type { Migration } from './migration.ts'

/** Link tokens, which a customer connects an account with, and the browsers that use them. */
export const linkTokens: Migration = {
  name: '0006-link-tokens',
  async up({ schema }) {
    await schema
      .createTable('link_tokens')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.references('accounts.id').onDelete('cascade'))
      .addColumn('providers', 'text', (column) => column.notNull())
      .addColumn('redirect_uri', 'text')
      .addColumn('context', 'text', (column) => column.notNull())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('made_account_id', 'text')
      .addColumn('claim', 'text')
      .addColumn('claimed_until', 'bigint')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .execute()
    await schema
      .createIndex('link_tokens_by_creation')
      .on('link_tokens')
      .columns(['environment_id', 'created_at', 'id'])
      .execute()
    await schema.createIndex('link_tokens_by_account').on('link_tokens').column('account_id').execute()
    await schema.createIndex('link_tokens_by_key').on('link_tokens').column('key_id').execute()

    await schema
      .createTable('connect_sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('link_token_id', 'text', (column) => column.notNull().references('link_tokens.id').onDelete('cascade'))
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('state_hash', 'text')
      .addColumn('attempt', 'text')
      .addColumn('outcome', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute()
    await schema.createIndex('connect_sessions_by_token').on('connect_sessions').column('link_token_id').execute()
    await schema.createIndex('connect_sessions_by_end').on('connect_sessions').column('expires_at').execute()
  },
}
