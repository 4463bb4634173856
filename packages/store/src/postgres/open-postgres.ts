import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../database.ts'
import { Kysely, sql } from '../kysely.ts'
import { migrate } from '../migrate.ts'
import type { Migration } from '../migrations/migration.ts'
import type { Schema } from '../schema.ts'
import { StoreError, StoreNotReached, StoreUnavailable } from '../store-error.ts'
import { openChangeFeed } from './change-feed.ts'
import { asUnavailable } from './outage.ts'
import { connectionOptions, postgresDialect } from './postgres-dialect.ts'

/** Connections of one process, beside the one that listens. */
const maximumConnections = 10
/** The advisory lock that one process holds while it migrates; the letters `roll`. */
const lockKey = 0x726f6c6c
const lockPollMs = 50
const lockPatienceMs = 60_000

/** Where a database is, without user and password. */
export const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/**
 * Opens and migrates a PostgreSQL database, which any number of processes share.
 * @throws StoreError when it cannot be reached or used
 */
export const openPostgres = async (options: {
  /** `postgres://user:password@host:port/database?sslmode=…`; never logged. */
  readonly url: string
  readonly now?: () => number
  /** Called when this process loses its connection for changes, and when it has one again. */
  readonly onConnection?: (state: 'lost' | 'restored', error?: unknown) => void
  /** For tests: the schema's steps, and a listener that gets every statement of the repositories. */
  readonly steps?: readonly Migration[]
  readonly onQuery?: (sql: string) => void
}): Promise<Database> => {
  const { url, onQuery, now = Date.now } = options
  const connection = connectionOptions(url)
  const kysely = new Kysely<Schema>({
    dialect: postgresDialect({ ...connection, max: maximumConnections }),
    ...(onQuery === undefined ? {} : { log: (event) => onQuery(event.query.sql) }),
  })
  const exclusively: Database['exclusively'] = async (work) => {
    for (let waitedMs = 0; waitedMs <= lockPatienceMs; waitedMs += lockPollMs) {
      const done = await kysely.transaction().execute(async (transaction) => {
        const lock = sql<{ isTaken: boolean }>`select pg_try_advisory_xact_lock(${lockKey}) as "isTaken"`
        const { rows } = await lock.execute(transaction)
        return rows[0]?.isTaken === true ? { result: await work(transaction) } : undefined
      })
      if (done !== undefined) return done.result
      await pause(lockPollMs)
    }
    throw new StoreError(
      `Another process has been migrating the database ${placeOf(url)} for a minute; start again when it has ended.`,
    )
  }
  try {
    await exclusively((transaction) => migrate(transaction, { engine: 'postgres', now, steps: options.steps }))
    const feed = await openChangeFeed(connection, options.onConnection ?? (() => undefined))
    return {
      kysely,
      exclusively,
      servesOneProcess: false,
      changes: feed,
      liveProcesses: feed.liveProcesses,
      async close() {
        await feed.close()
        await kysely.destroy()
      },
    }
  } catch (cause) {
    await kysely.destroy()
    throw cause instanceof StoreError ? cause : unusable(url, cause)
  }
}

export const unusable = (url: string, cause: unknown): StoreError => {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : ''
  const words = reason instanceof Error && reason.message !== '' ? reason.message : code
  const Kind = asUnavailable(reason) instanceof StoreUnavailable ? StoreNotReached : StoreError
  return new Kind(
    `The PostgreSQL database ${placeOf(url)} cannot be used: ${words.replace(/\.$/, '')}. Check DATABASE_URL, and that the server runs and lets this user in.`,
    { cause },
  )
}
