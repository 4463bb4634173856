import { closeSync, openSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Database, noChanges } from './database.ts'
import { Kysely } from './kysely.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { makePrivateFile, makePrivateFolder, reasonOf } from './private-files.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { StoreError } from './store-error.ts'

/** Name of the database file in the data folder. */
export const databaseFileName = 'rollcall.sqlite'

/** How long opening the file may wait for another process. */
const busyTimeoutMs = 5000

/**
 * Opens the SQLite database of a data folder (mode 0700, its files 0600), made if missing, and migrates it.
 * @throws StoreError when the folder or file cannot be used.
 */
export const openSqlite = async (options: {
  readonly dataDirectory: string
  readonly now?: () => number
  /** For tests: the schema's steps, and a listener that gets every statement. */
  readonly steps?: readonly Migration[]
  readonly onQuery?: (sql: string) => void
}): Promise<Database> => {
  const path = join(options.dataDirectory, databaseFileName)
  const sqlite = openFile(options.dataDirectory, path)
  const { onQuery } = options
  const kysely = new Kysely<Schema>({
    dialect: sqliteDialect(sqlite),
    ...(onQuery === undefined ? {} : { log: (event) => onQuery(event.query.sql) }),
  })
  const exclusively: Database['exclusively'] = (work) => kysely.transaction().execute(work)
  const close = async () => {
    await kysely.destroy()
    if (sqlite.isOpen) sqlite.close()
  }
  try {
    const now = options.now ?? Date.now
    await exclusively((transaction) => migrate(transaction, { engine: 'sqlite', now, steps: options.steps }))
  } catch (cause) {
    await close()
    throw cause instanceof StoreError ? cause : unusable(path, cause)
  }
  return { kysely, exclusively, servesOneProcess: true, changes: noChanges, liveProcesses: () => 1, close }
}

const openFile = (dataDirectory: string, path: string): DatabaseSync => {
  makePrivateFolder(dataDirectory)
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch (cause) {
    throw new StoreError(`The data folder ${dataDirectory} cannot be written: ${reasonOf(cause)}.`, { cause })
  }
  // SQLite keeps its other files beside the file itself, not beside a link to it.
  for (const suffix of ['', '-wal', '-shm', '-journal']) makePrivateFile(`${realpathSync(path)}${suffix}`)
  let sqlite: DatabaseSync | undefined
  try {
    sqlite = new DatabaseSync(path, { timeout: busyTimeoutMs })
    sqlite.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on',
    )
    sqlite.exec('pragma busy_timeout = 0')
    return sqlite
  } catch (cause) {
    sqlite?.close()
    throw unusable(path, cause)
  }
}

const unusable = (path: string, cause: unknown): StoreError =>
  new StoreError(`The file ${path} cannot be used as Rollcall's database: ${reasonOf(cause)}.`, { cause })
