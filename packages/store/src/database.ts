import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * An opened, migrated database. Repositories use only this; `openSqlite` and `openPostgres` return it. The differences
 * between the two are here, in their dialects and in migrations: queries are the same. Every change of a repository is one
 * statement or one transaction, so a process that is killed leaves each row complete.
 */
export interface Database {
  readonly kysely: Kysely<Schema>
  /** Runs work in a transaction that no other process's `exclusively` overlaps. */
  exclusively<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>
  /** No other process serves this data: work that a former process left running has ended. */
  readonly servesOneProcess: boolean
  readonly changes: Changes
  /** Processes that serve this data now, this one among them. */
  liveProcesses(): number
  close(): Promise<void>
}

/** A row that a process changed or removed. */
export interface RowChange {
  readonly id: string
  readonly environmentId: string | undefined
  /** The row's version after the change, where it has one and still exists. */
  readonly version: number | undefined
}

export interface ChangeListener {
  changed(row: RowChange): void
  /** Changes may have been missed: everything in memory has to be read again. */
  missed(): void
}

/** Tables whose changes and removals are announced: those of which rows are kept in memory. */
export type WatchedTable = 'accounts' | 'api_tokens'

/** Announces the changes of all processes, so that each can update its memory. */
export interface Changes {
  listen(table: WatchedTable, listener: ChangeListener): void
}

/** For a database that one process serves, which knows its own changes. */
export const noChanges: Changes = { listen: () => undefined }
