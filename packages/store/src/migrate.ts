import type { Kysely, Transaction } from 'kysely'
import { initial } from './migrations/0001-initial.ts'
import { accountOfIdempotencyKeys } from './migrations/0002-account-of-idempotency-keys.ts'
import { noWordsOfVendors } from './migrations/0003-no-words-of-vendors.ts'
import { scopesOfTokens } from './migrations/0004-scopes-of-tokens.ts'
import { processes } from './migrations/0005-processes.ts'
import { linkTokens } from './migrations/0006-link-tokens.ts'
import { webhooks } from './migrations/0007-webhooks.ts'
import { auditLog } from './migrations/0008-audit-log.ts'
import type { DatabaseEngine, Migration } from './migrations/migration.ts'
import type { Schema } from './schema.ts'
import { StoreError, StoreUnavailable } from './store-error.ts'

/** All steps, oldest first; their names sort in this order. */
export const migrations: readonly Migration[] = [
  initial,
  accountOfIdempotencyKeys,
  noWordsOfVendors,
  scopesOfTokens,
  processes,
  linkTokens,
  webhooks,
  auditLog,
]

/** The last step of the versions that refuse data with an unknown step: later steps are noted in another table. */
const lastOfStrictVersions = noWordsOfVendors.name

/**
 * Brings the schema to the newest step, all missing steps in the one transaction: after a crash either all or none are
 * applied. Steps of a newer Rollcall stay as they are, where they allow this version to use the data.
 * @throws StoreError when the data needs a newer Rollcall.
 */
export const migrate = async (
  transaction: Transaction<Schema>,
  options: {
    readonly engine: DatabaseEngine
    readonly now: () => number
    readonly steps?: readonly Migration[] | undefined
  },
): Promise<void> => {
  const steps = options.steps ?? migrations
  const applied = await readApplied(transaction)
  refuseNewer(applied, steps)
  for (const { name, oldestReader = '', up } of steps) {
    if (applied.has(name)) continue
    await up(transaction, options.engine)
    const step = { name, applied_at: options.now() }
    await (name <= lastOfStrictVersions
      ? transaction.insertInto('applied_migrations').values(step).execute()
      : transaction
          .insertInto('applied_steps')
          .values({ ...step, oldest_reader: oldestReader })
          .execute())
  }
}

const refuseNewer = (applied: ReadonlyMap<string, string>, steps: readonly Migration[]): void => {
  const newest = steps.at(-1)?.name ?? ''
  for (const [name, oldestReader] of applied) {
    if (oldestReader <= newest || steps.some((step) => step.name === name)) continue
    throw new StoreError(`The data needs a newer Rollcall (its schema has "${name}"); start the newer version.`)
  }
}

/**
 * Checks that this version works with the schema, without a change of it: for commands that run beside servers.
 * @returns the steps that are not applied yet
 * @throws StoreError when the data needs a newer Rollcall, or is not of Rollcall
 */
export const missingSteps = async (kysely: Kysely<Schema>): Promise<readonly string[]> => {
  const applied = await selectApplied(kysely).catch((cause: unknown) => {
    if (cause instanceof StoreUnavailable) throw cause
    throw new StoreError('The database holds no data of Rollcall; run `rollcall bootstrap`, or name another one.', {
      cause,
    })
  })
  refuseNewer(applied, migrations)
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name))
}

/** The oldest step whose Rollcall may use the data, by the name of each step that is applied. */
const readApplied = async (transaction: Transaction<Schema>): Promise<ReadonlyMap<string, string>> => {
  for (const table of ['applied_migrations', 'applied_steps'] as const) {
    const create = transaction.schema
      .createTable(table)
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
    await (table === 'applied_migrations'
      ? create.execute()
      : create.addColumn('oldest_reader', 'text', (column) => column.notNull()).execute())
  }
  return selectApplied(transaction)
}

const selectApplied = async (kysely: Kysely<Schema>): Promise<ReadonlyMap<string, string>> => {
  const strict = await kysely.selectFrom('applied_migrations').select('name').execute()
  const later = await kysely.selectFrom('applied_steps').select(['name', 'oldest_reader']).execute()
  return new Map([
    ...strict.map(({ name }) => [name, name] as const),
    ...later.map(({ name, oldest_reader }) => [name, oldest_reader] as const),
  ])
}
