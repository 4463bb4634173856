import type { Migration } from './migration.ts'

/** Tokens have scopes, a kind, and the time of their last use. Existing tokens keep all their rights. */
export const scopesOfTokens: Migration = {
  name: '0004-scopes-of-tokens',
  async up({ schema }) {
    await schema
      .alterTable('api_tokens')
      .addColumn('scopes', 'text', (column) => column.notNull().defaultTo('read write raw admin'))
      .execute()
    await schema
      .alterTable('api_tokens')
      .addColumn('kind', 'text', (column) => column.notNull().defaultTo('api'))
      .execute()
    await schema.alterTable('api_tokens').addColumn('last_used_at', 'bigint').execute()
  },
}
