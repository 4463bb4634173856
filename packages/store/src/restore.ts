import { randomUUID } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { flush, settleFile } from './backup.ts'
import { type CopiedTable, compareRows, copyRows, countRows, tablesOf } from './copy-store.ts'
import type { Database } from './database.ts'
import { Kysely, sql } from './kysely.ts'
import { lockFolder } from './lock-folder.ts'
import { missingSteps } from './migrate.ts'
import type { StorePlace } from './open-beside.ts'
import { databaseFileName, openSqlite } from './open-sqlite.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import { makePrivateFolder, reasonOf } from './private-files.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { StoreError } from './store-error.ts'

export interface Restored {
  readonly tables: readonly CopiedTable[]
  /** The rows that the target held before. */
  readonly lost: readonly CopiedTable[]
}

export interface RestoreOptions {
  /** Allows a target that holds data, which is lost then. */
  readonly replaces: boolean
  readonly now: () => number
  /** Checks the data of the backup before anything is changed; an error that it throws ends the work. */
  readonly check: (backup: Database) => Promise<void>
}

/** The copy of a backup in a folder of its own, opened and brought up to this version. */
const openBackup = async (file: string, folder: string): Promise<Database> => {
  const path = join(folder, databaseFileName)
  const beginning = `The file ${file} is not a backup of Rollcall`
  try {
    copyFileSync(file, path)
    chmodSync(path, 0o600)
  } catch (cause) {
    throw new StoreError(`The backup ${file} cannot be read: ${reasonOf(cause)}.`, { cause })
  }
  settleFile(path, beginning)
  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(new DatabaseSync(path, { readOnly: true })) })
  try {
    await missingSteps(kysely)
  } catch (cause) {
    if (cause instanceof StoreError && cause.message.includes('newer Rollcall')) throw cause
    throw new StoreError(`${beginning}: it has other tables.`, { cause })
  } finally {
    await kysely.destroy()
  }
  return openSqlite({ dataDirectory: folder })
}

/** The check of the keys exists from the first start of a server. */
const isData = ({ table }: CopiedTable): boolean => table !== 'settings'

const wordsOf = (tables: readonly CopiedTable[]): string =>
  tables
    .filter(isData)
    .map(({ table, rows }) => `${rows} ${table}`)
    .join(', ')

const refuseLoss = (where: string, lost: readonly CopiedTable[], replaces: boolean): void => {
  if (replaces || !lost.some(isData)) return
  throw new StoreError(
    `${where} holds data already (${wordsOf(lost)}), which a restore would remove; restore into an empty one, or add --force to lose that data.`,
  )
}

const intoSqlite = async (
  backup: Database,
  source: string,
  dataDirectory: string,
  options: RestoreOptions,
): Promise<Restored> => {
  const tables = await tablesOf(backup.kysely)
  const target = join(dataDirectory, databaseFileName)
  let lost: readonly CopiedTable[] = []
  if (existsSync(target)) {
    // Closed again, so that no other file of it is left beside the file that replaces it.
    const former = await openSqlite({ dataDirectory, now: options.now })
    try {
      lost = await countRows(former.kysely, await tablesOf(former.kysely))
    } finally {
      await former.close()
    }
    refuseLoss(`The folder ${dataDirectory}`, lost, options.replaces)
  }
  const restored = await countRows(backup.kysely, tables)
  await backup.close()
  settleFile(source, 'The copy of the backup is not complete')
  renameSync(source, target)
  flush(dataDirectory)
  return { tables: restored, lost }
}

const intoPostgres = async (backup: Database, url: string, options: RestoreOptions): Promise<Restored> => {
  const tables = await tablesOf(backup.kysely)
  const target = await openPostgres({ url, now: options.now })
  try {
    const others = target.liveProcesses() - 1
    if (others > 0) {
      throw new StoreError(
        `The database of DATABASE_URL is served by ${others === 1 ? 'a process' : `${others} processes`} now; stop the servers, then repeat this.`,
      )
    }
    return await target.exclusively(async (transaction) => {
      const lost = await countRows(transaction, tables)
      refuseLoss('The database of DATABASE_URL', lost, options.replaces)
      for (const { name } of tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(transaction)
      await copyRows(backup.kysely, transaction, tables)
      // Before the end of the transaction: a copy that differs never replaces the former data.
      const compared = await compareRows(backup.kysely, transaction, tables)
      return { tables: compared.filter(({ rows }) => rows > 0), lost }
    })
  } finally {
    await target.close()
  }
}

const folderPrefix = '.restore-'

/** A restore that was killed has left its copy of the backup. */
const removeLeft = (dataDirectory: string): void => {
  for (const name of readdirSync(dataDirectory)) {
    if (name.startsWith(folderPrefix)) rmSync(join(dataDirectory, name), { recursive: true, force: true })
  }
}

/**
 * Replaces the data of a store, whose servers are stopped, by the data of a backup; a backup of an older version is brought
 * up to this one. Interrupted, it leaves the store as it was.
 * @throws StoreError when the file is not a backup, the store is in use, or it holds data and `replaces` is not set
 */
export const restore = async (place: StorePlace, given: string, options: RestoreOptions): Promise<Restored> => {
  const file = resolve(given)
  if (!existsSync(file)) throw new StoreError(`There is no file ${file}; name the backup.`)
  const { dataDirectory, databaseUrl } = place
  if (databaseUrl !== undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-restore-'))
    try {
      const backup = await openBackup(file, folder)
      try {
        await options.check(backup)
        return await intoPostgres(backup, databaseUrl, options)
      } finally {
        await backup.close()
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  makePrivateFolder(dataDirectory)
  const lock = await lockFolder(dataDirectory)
  const folder = join(dataDirectory, `${folderPrefix}${randomUUID()}`)
  try {
    removeLeft(dataDirectory)
    mkdirSync(folder, { mode: 0o700 })
    const backup = await openBackup(file, folder)
    try {
      await options.check(backup)
      return await intoSqlite(backup, join(folder, databaseFileName), dataDirectory, options)
    } finally {
      await backup.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    lock.release()
  }
}
