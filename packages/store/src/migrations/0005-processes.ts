import { announceChanges } from './announce-changes.ts'
import type { Migration } from './migration.ts'

/** The processes that run; PostgreSQL notifies them of changed accounts and tokens. */
export const processes: Migration = {
  name: '0005-processes',
  async up(transaction, engine) {
    await transaction.schema
      .createTable('processes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .execute()
    if (engine === 'sqlite') return
    // The lease of a refresh changes no version; the time of a token's last use changes nothing that is cached.
    await announceChanges(transaction, 'accounts', 'old.version is distinct from new.version')
    await announceChanges(
      transaction,
      'api_tokens',
      "to_jsonb(old) - 'last_used_at' is distinct from to_jsonb(new) - 'last_used_at'",
    )
  },
}
