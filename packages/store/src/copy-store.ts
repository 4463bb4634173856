import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { sql } from './kysely.ts'
import type { Schema } from './schema.ts'
import type { Row } from './sealed-column.ts'
import { StoreError } from './store-error.ts'
import { batchesOf, type Table } from './table-rows.ts'

/** What was copied, or found copied. */
export interface CopiedTable {
  readonly table: string
  readonly rows: number
}

export interface CopiedStore {
  readonly tables: readonly CopiedTable[]
  /** The target holds the same rows already: an earlier copy was complete. */
  readonly wasThere: boolean
}

/** Tables that belong to the database and not to the data. */
const own = new Set(['applied_migrations', 'applied_steps', 'processes'])

/**
 * Copies a store of SQLite, which no server uses meanwhile, to an empty PostgreSQL database, in one transaction, and then
 * compares every row. Both are migrated. Interrupted, it leaves the target empty and can be repeated.
 * @throws StoreError when the target holds other data, or a row of the copy differs
 */
export const copyStore = async (source: Database, target: Database): Promise<CopiedStore> => {
  const tables = await tablesOf(source.kysely)
  const wasThere = await target.exclusively(async (transaction) => {
    for (const { name } of tables) {
      const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(transaction)
      if (rows.length > 0) return true
    }
    await copyRows(source.kysely, transaction, tables)
    return false
  })
  const copied: CopiedTable[] = []
  for (const table of tables) {
    const [before, after] = [await digestOf(source.kysely, table), await digestOf(target.kysely, table)]
    if (before.digest !== after.digest || before.rows !== after.rows) {
      throw new StoreError(
        wasThere
          ? `The PostgreSQL database holds other data already (its table ${table.name} has ${after.rows} rows, the store ${before.rows}); name an empty database, or delete that data.`
          : `The copy of the table ${table.name} differs from the store (${after.rows} rows of ${before.rows}, or other values); delete the database and repeat the copy.`,
      )
    }
    copied.push({ table: table.name, rows: before.rows })
  }
  return { tables: copied, wasThere }
}

/** Writes all rows of these tables of one database into the other. */
export const copyRows = async (
  source: Kysely<Schema>,
  target: Kysely<Schema>,
  tables: readonly Table[],
): Promise<void> => {
  for (const table of tables) {
    for await (const rows of batchesOf(source, table)) await insert(target, table, rows)
  }
}

/**
 * Compares all rows of these tables, one by one.
 * @returns how many each has
 * @throws StoreError that names the table of which the copy differs
 */
export const compareRows = async (
  source: Kysely<Schema>,
  copy: Kysely<Schema>,
  tables: readonly Table[],
): Promise<readonly CopiedTable[]> => {
  const copied: CopiedTable[] = []
  for (const table of tables) {
    const [before, after] = [await digestOf(source, table), await digestOf(copy, table)]
    if (before.digest !== after.digest) {
      throw new StoreError(
        `The copy of the table ${table.name} differs from the store (${after.rows} rows of ${before.rows}, or other values); repeat it.`,
      )
    }
    copied.push({ table: table.name, rows: before.rows })
  }
  return copied
}

/** How many rows each of these tables has; those without any are left out. */
export const countRows = async (kysely: Kysely<Schema>, tables: readonly Table[]): Promise<readonly CopiedTable[]> => {
  const counted: CopiedTable[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(kysely)
    const count = Number(rows[0]?.count ?? 0)
    if (count > 0) counted.push({ table: name, rows: count })
  }
  return counted
}

/** All tables of a SQLite database that hold data, each after those that it refers to. */
export const tablesOf = async (kysely: Kysely<Schema>): Promise<readonly Table[]> => {
  const { rows } = await sql<{ table: string; column: string }>`
    select tables.name as "table", columns.name as "column"
    from sqlite_master as tables join pragma_table_info(tables.name) as columns
    where tables.type = 'table' and tables.name not like 'sqlite_%' and columns.pk > 0
    order by tables.name, columns.pk`.execute(kysely)
  const { rows: references } = await sql<{ from: string; to: string }>`
    select tables.name as "from", refers."table" as "to"
    from sqlite_master as tables join pragma_foreign_key_list(tables.name) as refers`.execute(kysely)
  const waiting = new Set(rows.map(({ table }) => table).filter((table) => !own.has(table)))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const name = [...waiting].find((table) =>
      references.every(({ from, to }) => from !== table || to === table || !waiting.has(to)),
    )
    if (name === undefined) throw new TypeError('Tables refer to each other in a circle.')
    waiting.delete(name)
    ordered.push({ name, key: rows.filter(({ table }) => table === name).map(({ column }) => column) })
  }
  return ordered
}

const insert = async (kysely: Kysely<Schema>, { name }: Table, rows: readonly Row[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column] ?? null}`))})`)
  await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}`.execute(
    kysely,
  )
}

const digestOf = async (kysely: Kysely<Schema>, table: Table) => {
  const digest = createHash('sha256')
  let count = 0
  for await (const rows of batchesOf(kysely, table)) {
    for (const row of rows) {
      digest.update(JSON.stringify(Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1))))
    }
    count += rows.length
  }
  return { digest: digest.digest('hex'), rows: count }
}
