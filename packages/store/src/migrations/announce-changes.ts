import type { Transaction } from 'kysely'
import type { WatchedTable } from '../database.ts'
import { sql } from '../kysely.ts'
import type { Schema } from '../schema.ts'

/** The channel of PostgreSQL's NOTIFY on which processes announce changes to each other. */
export const changesChannel = 'rollcall_changes'

/**
 * On PostgreSQL: announces every removal of a row of this table, and every change for which `isAnnounced` is true, an
 * expression on `old` and `new`; also changes by hand and by older versions of Rollcall.
 */
export const announceChanges = async (
  transaction: Transaction<Schema>,
  table: WatchedTable,
  isAnnounced: string,
): Promise<void> => {
  await sql`
    create or replace function rollcall_announce() returns trigger language plpgsql as $$
    begin
      perform pg_notify(${sql.lit(changesChannel)}, json_build_object(
        'table', tg_table_name,
        'id', to_jsonb(old) ->> 'id',
        'environment', to_jsonb(old) ->> 'environment_id',
        'version', case when tg_op = 'UPDATE' then to_jsonb(new) -> 'version' end
      )::text);
      return null;
    end $$`.execute(transaction)
  await sql`create trigger ${sql.ref(`${table}_removed`)} after delete on ${sql.table(table)}
    for each row execute function rollcall_announce()`.execute(transaction)
  await sql`create trigger ${sql.ref(`${table}_changed`)} after update on ${sql.table(table)}
    for each row when (${sql.raw(isAnnounced)}) execute function rollcall_announce()`.execute(transaction)
}
