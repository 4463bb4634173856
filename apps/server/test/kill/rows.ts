import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { databaseFileName } from '@rollcall/store'
import { runOn } from '../../../../packages/store/src/testing/postgres-server.ts'

/** All rows of a store, read by the database's own client alone, so that copies are not compared by the code that made them. */
export type Rows = ReadonlyMap<string, readonly string[]>

/** What belongs to the database and not to the data. */
const own = new Set(['applied_migrations', 'applied_steps', 'processes'])

const toText = (row: unknown): string =>
  JSON.stringify(
    Object.entries(Object(row))
      .map(([column, value]) => [column, value === null ? null : String(value)])
      .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
  )

const nameOf = (row: unknown): string => String(Reflect.get(Object(row), 'name'))

const readAll = async (query: (sql: string) => Promise<readonly unknown[]>, tables: string): Promise<Rows> => {
  const names = (await query(tables)).map(nameOf).filter((name) => !own.has(name))
  const rows = new Map<string, readonly string[]>()
  for (const name of names.sort()) rows.set(name, (await query(`select * from ${name}`)).map(toText).sort())
  return rows
}

/** Of a SQLite file, which must be whole. @throws with what SQLite says of it otherwise */
export const rowsOfFile = async (path: string): Promise<Rows> => {
  const sqlite = new DatabaseSync(path)
  const query = async (sql: string): Promise<readonly unknown[]> => sqlite.prepare(sql).all()
  try {
    const said = (await query('pragma integrity_check')).map(toText).join()
    if (!said.includes('"ok"')) throw new Error(`The file ${path} is not whole: ${said.slice(0, 300)}`)
    return await readAll(query, `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
  } finally {
    sqlite.close()
  }
}

/** Of a PostgreSQL database, once what a killed process had begun there has ended. */
const rowsOfDatabase = async (url: string): Promise<Rows> => {
  const others = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  while ((await runOn(url, others)).length > 0) await pause(20)
  return readAll(
    (sql) => runOn(url, sql),
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
}

/** Of a store that no process has open. */
export const rowsOf = ({
  dataDirectory,
  databaseUrl,
}: {
  readonly dataDirectory: string
  readonly databaseUrl: string | undefined
}): Promise<Rows> =>
  databaseUrl === undefined ? rowsOfFile(join(dataDirectory, databaseFileName)) : rowsOfDatabase(databaseUrl)

export const countOf = (rows: Rows): number => [...rows.values()].reduce((sum, { length }) => sum + length, 0)

/** The tables in which two stores differ, in words; empty where there are none. */
export const differenceOf = (wanted: Rows, found: Rows): string =>
  [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((table) => JSON.stringify(wanted.get(table) ?? []) !== JSON.stringify(found.get(table) ?? []))
    .map((table) => `${table} has ${found.get(table)?.length ?? 0} rows, wanted ${wanted.get(table)?.length ?? 0}`)
    .join(', ')
