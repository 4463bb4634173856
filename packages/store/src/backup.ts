import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { type CopiedTable, compareRows, copyRows, countRows, tablesOf } from './copy-store.ts'
import { Kysely, sql } from './kysely.ts'
import { openBeside, type StorePlace } from './open-beside.ts'
import { databaseFileName, openSqlite } from './open-sqlite.ts'
import { reasonOf } from './private-files.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { StoreError } from './store-error.ts'
import { isOnSqlite } from './table-rows.ts'

/** All pages in one step: the copy is of one instant, and no write restarts it. */
const allPages = 0x7fffffff

/** Writes what was written to a file, or to the names in a folder, to the disk. */
export const flush = (path: string): void => {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Checks that a file is a complete SQLite database, and leaves it as one file without others beside it.
 * @throws StoreError that begins with `beginning` when it is not
 */
export const settleFile = (path: string, beginning: string): void => {
  let sqlite: DatabaseSync | undefined
  try {
    sqlite = new DatabaseSync(path)
    const found = sqlite.prepare('pragma integrity_check').all()
    const said = found.map((row) => String(Object.values(row)[0])).join('; ')
    if (said !== 'ok') throw new TypeError(said.slice(0, 300))
    sqlite.exec('pragma journal_mode = delete')
  } catch (cause) {
    throw new StoreError(`${beginning}: ${reasonOf(cause)}.`, { cause })
  } finally {
    sqlite?.close()
  }
  flush(path)
}

/** A copy of the rows of a SQLite store as they are now, beside its server. */
const copySqlite = async (dataDirectory: string, path: string): Promise<readonly CopiedTable[]> => {
  const source = new DatabaseSync(join(dataDirectory, databaseFileName), { timeout: 0 })
  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(source) })
  try {
    // Held until the end, so that the counts and the copy are of the same instant. Readers never wait for writers.
    source.exec('begin; select 1 from sqlite_master')
    source.prepare('select count(*) from settings').get()
    const tables = await tablesOf(kysely)
    const counted = await countRows(kysely, tables)
    await backup(source, path, { rate: allPages })
    return counted
  } finally {
    await kysely.destroy()
    if (source.isOpen) source.close()
  }
}

/** The rows of a PostgreSQL store, all of one instant, in a new SQLite store, each compared. */
const copyPostgres = async (kysely: Kysely<Schema>, folder: string): Promise<readonly CopiedTable[]> => {
  const target = await openSqlite({ dataDirectory: folder })
  try {
    const tables = await tablesOf(target.kysely)
    return await kysely.transaction().execute(async (transaction) => {
      await sql`set transaction isolation level repeatable read, read only`.execute(transaction)
      await target.exclusively((writing) => copyRows(transaction, writing, tables))
      const compared = await compareRows(transaction, target.kysely, tables)
      return compared.filter(({ rows }) => rows > 0)
    })
  } finally {
    await target.close()
  }
}

const countIn = async (path: string): Promise<readonly CopiedTable[]> => {
  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(new DatabaseSync(path, { readOnly: true })) })
  try {
    return await countRows(kysely, await tablesOf(kysely))
  } finally {
    await kysely.destroy()
  }
}

/**
 * Writes all data of a store, as it is at one instant, into a file with the mode 0600: a SQLite database, whatever the store
 * is on. Servers go on meanwhile. Sealed texts stay sealed, and the file has no key. The file gets its name when it is
 * complete and was compared with the store; before that, and after a failure, an existing file of that name is unchanged.
 * @returns how many rows each table has
 * @throws StoreError
 */
export const backUp = async (
  place: StorePlace,
  given: string,
  options: { readonly replaces: boolean },
): Promise<readonly CopiedTable[]> => {
  const file = resolve(given)
  if (existsSync(file) && !options.replaces) {
    throw new StoreError(`The file ${file} exists; name another one, or replace it with --force.`)
  }
  const folder = join(dirname(file), `.rollcall-backup-${randomUUID()}`)
  const beside = await openBeside(place)
  try {
    mkdirSync(folder, { mode: 0o700 })
    const path = join(folder, databaseFileName)
    closeSync(openSync(path, 'wx', 0o600))
    const isSqlite = isOnSqlite(beside.kysely)
    const wanted = await (isSqlite ? copySqlite(place.dataDirectory, path) : copyPostgres(beside.kysely, folder))
    settleFile(path, 'The backup is not complete')
    const copied = await countIn(path)
    if (JSON.stringify(copied) !== JSON.stringify(wanted)) {
      throw new StoreError('The rows of the backup differ from the store; repeat the backup.')
    }
    renameSync(path, file)
    flush(dirname(file))
    return copied
  } catch (cause) {
    if (cause instanceof StoreError) throw cause
    throw new StoreError(`The backup ${file} cannot be written: ${reasonOf(cause)}.`, { cause })
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await beside.close()
  }
}
