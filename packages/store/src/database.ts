import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * An opened, migrated database. All repositories stand on this alone; `openSqlite` and `openPostgres` return it. What is
 * different between them is here, in their dialects and in migrations: queries are the same.
 * Every change of a repository is one statement or one transaction, so a process that dies leaves each row whole.
 */
export interface Database {
  readonly kysely: Kysely<Schema>
  /** Runs work in a transaction that no other process's `exclusively` overlaps. */
  exclusively<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>
  /** No other process serves this data: what a former one left running is dead. */
  readonly servesOneProcess: boolean
  readonly changes: Changes
  /** Processes that serve this data now, this one among them. */
  liveProcesses(): number
  close(): Promise<void>
}

/** A row that some process changed or removed. */
export interface RowChange {
  readonly id: string
  readonly environmentId: string | undefined
  /** The row's version after the change, where it has one and still exists. */
  readonly version: number | undefined
}

export interface ChangeListener {
  changed(row: RowChange): void
  /** Changes may have been missed: what is in memory has to be read again. */
  missed(): void
}

/** Tables whose changes and removals are announced: those of which rows are kept in memory. */
export type WatchedTable = 'accounts' | 'api_tokens'

/** What is announced of the changes of all processes, for what is kept in memory. */
export interface Changes {
  listen(table: WatchedTable, listener: ChangeListener): void
}

/** For a database that one process serves: it knows its own changes. */
export const noChanges: Changes = { listen: () => undefined }
