import type { Migration } from './migration.ts'

/** Which caller changed what, or tried to. A row stays when its account or token is deleted, so it refers to neither. */
export const auditLog: Migration = {
  name: '0008-audit-log',
  async up({ schema }) {
    await schema
      .createTable('audit_log')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment_id', 'text', (column) => column.notNull().references('environments.id'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('operation', 'text', (column) => column.notNull())
      .addColumn('actor_kind', 'text')
      .addColumn('actor_id', 'text')
      .addColumn('actor_name', 'text')
      .addColumn('account_id', 'text')
      .addColumn('tenant_id', 'text')
      .addColumn('provider', 'text')
      .addColumn('user_id', 'text')
      .addColumn('object_id', 'text')
      .addColumn('fields', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('http_status', 'bigint')
      .addColumn('problem', 'text')
      .addColumn('request_id', 'text')
      .addColumn('duration_ms', 'bigint')
      .addColumn('occurrences', 'bigint', (column) => column.notNull())
      .execute()
    // A filter and the order of the list in one index each, so that no page reads more rows than it shows.
    const filters = ['account_id', 'tenant_id', 'user_id', 'actor_id', 'operation', 'outcome'] as const
    for (const filter of filters) {
      await schema
        .createIndex(`audit_log_by_${filter}`)
        .on('audit_log')
        .columns(['environment_id', filter, 'created_at', 'id'])
        .execute()
    }
    await schema
      .createIndex('audit_log_by_environment')
      .on('audit_log')
      .columns(['environment_id', 'created_at', 'id'])
      .execute()
    await schema.createIndex('audit_log_by_creation').on('audit_log').column('created_at').execute()
  },
}
