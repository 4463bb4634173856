import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inject, onTestFinished } from 'vitest'
import type { Database } from '../database.ts'
import type { Migration } from '../migrations/migration.ts'
import { databaseFileName, openSqlite } from '../open-sqlite.ts'
import { openPostgres } from '../postgres/open-postgres.ts'
import { runOn } from './postgres-server.ts'

/** Where a test's data is: a folder with SQLite, or a database of its name on the PostgreSQL server. */

const maintenance = inject('postgres')

/** Whether this run of the test is the one on PostgreSQL. */
export const isOnPostgres = maintenance !== undefined

/** A folder that lives as long as the test. */
export const temporaryFolder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'rollcall-store-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Addresses of migrated databases whose rows a finished test left empty, for the next one. */
const idle: string[] = []
const made = new Map<string, Promise<string>>()

const create = async (server: string): Promise<string> => {
  const name = `rollcall_${randomUUID().replaceAll('-', '')}`
  await runOn(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Removes all rows but the names of the steps; without foreign keys and triggers, so that no order matters. */
const removeRows = `do $$
  declare tables text[] := array(select tablename::text from pg_tables
    where schemaname = 'public' and tablename not like 'applied%');
  declare name text;
  begin
    set session_replication_role = replica;
    foreach name in array tables loop execute format('delete from %I', name); end loop;
  end $$`

/**
 * The address of the PostgreSQL database of a folder, made at the first call; `undefined` on SQLite.
 * @param isSpecial its schema is not that of the newest version, so no other test gets it
 */
export const urlOf = async (folder: string, isSpecial = false): Promise<string | undefined> => {
  if (maintenance === undefined) return undefined
  const known = made.get(folder)
  if (known !== undefined) return known
  const waiting = isSpecial ? undefined : idle.pop()
  const making = waiting === undefined ? create(maintenance) : Promise.resolve(waiting)
  made.set(folder, making)
  onTestFinished(async () => {
    const url = await making
    if (isSpecial) await runOn(maintenance, `drop database ${new URL(url).pathname.slice(1)} with (force)`)
    else await runOn(url, removeRows).then(() => idle.push(url))
  })
  return making
}

/** Opens the database of a folder, whichever kind this run is on. */
export const openTestDatabase = async (
  folder: string,
  options: { readonly steps?: readonly Migration[]; readonly onQuery?: (sql: string) => void } = {},
): Promise<Database> => {
  const url = await urlOf(folder, options.steps !== undefined)
  return url === undefined ? openSqlite({ dataDirectory: folder, ...options }) : openPostgres({ url, ...options })
}

/** Runs one statement beside every store. */
export const query = async (folder: string, sql: string): Promise<readonly unknown[]> => {
  const url = await urlOf(folder)
  if (url !== undefined) return runOn(url, sql)
  const sqlite = new DatabaseSync(join(folder, databaseFileName))
  try {
    return sqlite.prepare(sql).all()
  } finally {
    sqlite.close()
  }
}

/** Each column, `table.column`, with its type and whether a row can be written without it. */
export const columnsOf = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await query(
    folder,
    isOnPostgres
      ? `select table_name || '.' || column_name as name, data_type as type, is_nullable = 'YES' as is_nullable,
          is_nullable = 'YES' or column_default is not null as is_optional
          from information_schema.columns where table_schema = 'public'`
      : `select tables.name || '.' || columns.name as name, columns.type as type, not columns."notnull" as is_nullable,
          (not columns."notnull") or columns.dflt_value is not null as is_optional
          from sqlite_master as tables join pragma_table_info(tables.name) as columns where tables.type = 'table'`,
  )
  return new Map(
    rows.map((row) => {
      const { name, type, is_nullable, is_optional } = Object.fromEntries(Object.entries(Object(row)))
      return [
        String(name),
        `${String(type)} ${Number(is_nullable) === 1 ? 'null' : 'not null'}${Number(is_optional) === 1 ? ', optional' : ''}`,
      ]
    }),
  )
}

/** Makes every write of this kind to a row of a table fail with `disk full`. @returns a function that ends that */
export const failWrites = async (
  folder: string,
  write: 'insert' | 'update' | 'delete',
  table: string,
  condition?: string,
): Promise<() => Promise<void>> => {
  const when = `create trigger full_disk before ${write} on ${table} for each row${condition === undefined ? '' : ` when (${condition})`}`
  if (isOnPostgres) {
    const fail = "begin raise exception 'disk full'; end"
    await query(folder, `create or replace function fail() returns trigger language plpgsql as $$ ${fail} $$`)
  }
  await query(
    folder,
    isOnPostgres ? `${when} execute function fail()` : `${when} begin select raise(abort, 'disk full'); end`,
  )
  return async () => {
    await query(folder, `drop trigger full_disk${isOnPostgres ? ` on ${table}` : ''}`)
  }
}

/** All stored data: the bytes of each file, or each row of each table. */
export const bytesOf = async (folder: string): Promise<string> => {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  if (!isOnPostgres) return files.join('\n')
  const tables = await query(folder, `select tablename from pg_tables where schemaname = 'public'`)
  const rows = await Promise.all(
    tables.map((table) => query(folder, `select * from "${String(Reflect.get(Object(table), 'tablename'))}"`)),
  )
  return [...files, JSON.stringify(rows)].join('\n')
}
