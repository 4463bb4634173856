import type { Transaction } from 'kysely'
import type { Schema } from '../schema.ts'

/** The two kinds of database. */
export type DatabaseEngine = 'sqlite' | 'postgres'

/**
 * One step of the schema, on both engines. Never changed once released: a later step corrects it. It only adds: tables,
 * indexes, and columns that are null or have a default, since processes of the version before run during an upgrade, and
 * after a rollback.
 */
export interface Migration {
  readonly name: string
  /**
   * The oldest step whose Rollcall may still use the data: for a step that is unsafe with an older one, such as a limit
   * that an older Rollcall would not enforce. Absent: every older one.
   */
  readonly oldestReader?: string
  readonly up: (transaction: Transaction<Schema>, engine: DatabaseEngine) => Promise<void>
}
