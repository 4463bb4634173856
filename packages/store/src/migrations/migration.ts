import type { Transaction } from 'kysely'
import type { Schema } from '../schema.ts'

/** One step of the schema. Never changed once released: a later step corrects it. */
export interface Migration {
  readonly name: string
  readonly up: (transaction: Transaction<Schema>) => Promise<void>
}
