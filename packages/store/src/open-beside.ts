import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, sql } from './kysely.ts'
import { holderOf } from './lock-folder.ts'
import { missingSteps } from './migrate.ts'
import { databaseFileName } from './open-sqlite.ts'
import { processLifetimeMs } from './postgres/change-feed.ts'
import { placeOf, unusable } from './postgres/open-postgres.ts'
import { connectionOptions, postgresDialect } from './postgres/postgres-dialect.ts'
import { reasonOf } from './private-files.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { StoreError } from './store-error.ts'

/** Where a store is. */
export type StorePlace = { readonly dataDirectory: string; readonly databaseUrl?: string | undefined }

/** A store that is opened while servers may use it: without the lock of its folder, without a change of its schema. */
export interface StoreBeside {
  readonly kysely: Kysely<Schema>
  /** The data folder, or the database without user and password. */
  readonly place: string
  /** Runs a statement; repeats it as long as another process writes. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** The servers that use the store now, in words; `undefined`: none is visible. */
  servedBy(): Promise<string | undefined>
  close(): Promise<void>
}

const busy = 5
const busyPauseMs = 5
const busyPatienceMs = 30_000

/** Waiting for SQLite must not block the event loop: a server in the same process may be the writer. */
const whenFree = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let waitedMs = 0; ; waitedMs += busyPauseMs) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
      if (code !== busy || waitedMs >= busyPatienceMs) throw error
      await pause(busyPauseMs)
    }
  }
}

const besideSqlite = (dataDirectory: string): StoreBeside => {
  const path = join(dataDirectory, databaseFileName)
  if (!existsSync(path)) {
    throw new StoreError(
      `The folder ${dataDirectory} has no store; set DATA_DIR to the folder of the store, or run \`rollcall bootstrap\`.`,
    )
  }
  let sqlite: DatabaseSync | undefined
  try {
    sqlite = new DatabaseSync(path, { timeout: 0 })
    sqlite.exec('pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on')
  } catch (cause) {
    sqlite?.close()
    throw new StoreError(`The file ${path} cannot be used as Rollcall's database: ${reasonOf(cause)}.`, { cause })
  }
  const opened = sqlite
  const kysely = new Kysely<Schema>({ dialect: sqliteDialect(opened) })
  return {
    kysely,
    place: `the folder ${dataDirectory}`,
    run: whenFree,
    servedBy: async () => holderOf(dataDirectory),
    async close() {
      await kysely.destroy()
      if (opened.isOpen) opened.close()
    },
  }
}

const besidePostgres = (url: string): StoreBeside => {
  const kysely = new Kysely<Schema>({ dialect: postgresDialect({ ...connectionOptions(url), max: 2 }) })
  return {
    kysely,
    place: `the database ${placeOf(url)}`,
    run: (work) => work(),
    async servedBy() {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from processes
        where seen_at > extract(epoch from clock_timestamp()) * 1000 - ${processLifetimeMs}`.execute(kysely)
      const count = Number(rows[0]?.count ?? 0)
      return count === 0 ? undefined : count === 1 ? 'one process' : `${count} processes`
    },
    close: () => kysely.destroy(),
  }
}

/**
 * Opens a store that servers may be using.
 * @throws StoreError when there is none, it cannot be used, or it is of another version
 */
export const openBeside = async ({ dataDirectory, databaseUrl }: StorePlace): Promise<StoreBeside> => {
  const beside = databaseUrl === undefined ? besideSqlite(dataDirectory) : besidePostgres(databaseUrl)
  try {
    const [missing] = await beside.run(() => missingSteps(beside.kysely))
    if (missing === undefined) return beside
    throw new StoreError(
      `The data in ${beside.place} is of an older Rollcall (its schema lacks "${missing}"); start a server of this version, which brings it up to date.`,
    )
  } catch (cause) {
    await beside.close()
    if (cause instanceof StoreError || databaseUrl === undefined) throw cause
    throw unusable(databaseUrl, cause)
  }
}
