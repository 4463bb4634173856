import type { Kysely, RawBuilder } from 'kysely'
import { SqliteAdapter, sql } from './kysely.ts'
import type { Schema } from './schema.ts'
import type { Row } from './sealed-column.ts'

/** A table, and the columns that identify a row of it. */
export interface Table {
  readonly name: string
  readonly key: readonly string[]
}

export const isOnSqlite = (kysely: Kysely<Schema>): boolean => kysely.getExecutor().adapter instanceof SqliteAdapter

const batchSize = 500

/** All rows, or those of a condition, in the order of the bytes of their key. A row that is added meanwhile may be missed. */
export async function* batchesOf(
  kysely: Kysely<Schema>,
  { name, key }: Table,
  options: {
    readonly where?: RawBuilder<unknown>
    readonly size?: number
    /** How a batch is read; for a database that may be busy. */
    readonly run?: <T>(work: () => Promise<T>) => Promise<T>
  } = {},
): AsyncGenerator<readonly Row[]> {
  const { where = sql`1 = 1`, size = batchSize, run = (work) => work() } = options
  const columns = key.map((column) => (isOnSqlite(kysely) ? sql.ref(column) : sql`${sql.ref(column)} collate "C"`))
  const order = sql.join(columns)
  for (let last: Row | undefined, isFirst = true; isFirst || last !== undefined; isFirst = false) {
    const place: Row | undefined = last
    const after =
      place === undefined ? sql`` : sql`and (${order}) > (${sql.join(key.map((column) => sql`${place[column]}`))})`
    const { rows } = await run(() =>
      sql<Row>`select * from ${sql.table(name)} where ${where} ${after} order by ${order} limit ${size}`.execute(
        kysely,
      ),
    )
    if (rows.length > 0) yield rows
    last = rows.length < size ? undefined : rows.at(-1)
  }
}
