import type { Kysely } from 'kysely'
import { initial } from './migrations/0001-initial.ts'
import { accountOfIdempotencyKeys } from './migrations/0002-account-of-idempotency-keys.ts'
import { noWordsOfVendors } from './migrations/0003-no-words-of-vendors.ts'
import { scopesOfTokens } from './migrations/0004-scopes-of-tokens.ts'
import type { Migration } from './migrations/migration.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './store-error.ts'

/** All steps, oldest first. */
export const migrations: readonly Migration[] = [initial, accountOfIdempotencyKeys, noWordsOfVendors, scopesOfTokens]

/**
 * Brings the schema to the newest step, all missing steps in one transaction: after a crash either all or none is there.
 * @throws StoreError when the data was written by a newer Rollcall.
 */
export const migrate = (
  kysely: Kysely<Schema>,
  options: { readonly now: () => number; readonly steps?: readonly Migration[] },
): Promise<void> =>
  kysely.transaction().execute(async (transaction) => {
    const steps = options.steps ?? migrations
    await transaction.schema
      .createTable('applied_migrations')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .execute()
    const applied = new Set(
      (await transaction.selectFrom('applied_migrations').select('name').execute()).map((row) => row.name),
    )
    const unknown = [...applied].find((name) => !steps.some((step) => step.name === name))
    if (unknown !== undefined) {
      throw new StoreError(`The data was written by a newer Rollcall (its schema has "${unknown}"); start that one.`)
    }
    for (const step of steps) {
      if (applied.has(step.name)) continue
      await step.up(transaction)
      await transaction
        .insertInto('applied_migrations')
        .values({ name: step.name, applied_at: options.now() })
        .execute()
    }
  })
