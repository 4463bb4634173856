import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Rows that one statement changes; other work runs between two statements. */
const batchSize = 500

const inBatches = async (change: () => Promise<{ readonly numUpdatedRows: bigint }>): Promise<number> => {
  let count = 0
  for (let changed = batchSize; changed === batchSize; count += changed) {
    changed = Number((await change()).numUpdatedRows)
  }
  return count
}

/**
 * As `AuditLog.eraseUser`. A key without its answer stays known: a repeat gets `outcome-unknown` and makes no vendor call.
 */
export const eraseUser = async (
  kysely: Kysely<Schema>,
  environmentId: string,
  { accountId, userId }: { readonly accountId: string; readonly userId: string },
): Promise<{ readonly entries: number; readonly answers: number } | undefined> => {
  const known = await kysely
    .selectFrom('accounts')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('id', '=', accountId)
    .unionAll(
      kysely
        .selectFrom('audit_log')
        .select('account_id as id')
        .where('environment_id', '=', environmentId)
        .where('account_id', '=', accountId)
        // Attempts at an account that never existed have no provider.
        .where('provider', 'is not', null)
        .$narrowType<{ id: string }>()
        .limit(1),
    )
    .executeTakeFirst()
  if (known === undefined) return undefined
  const entries = await inBatches(() =>
    kysely
      .updateTable('audit_log')
      .set({ user_id: null })
      .where('id', 'in', ({ selectFrom }) =>
        selectFrom('audit_log')
          .select('id')
          .where('environment_id', '=', environmentId)
          .where('account_id', '=', accountId)
          .where('user_id', '=', userId)
          .limit(batchSize),
      )
      .executeTakeFirstOrThrow(),
  )
  const answers = await inBatches(() =>
    kysely
      .updateTable('idempotency_keys')
      .set({ state: 'unknown', response: null })
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('environment_id', 'scope'),
          'in',
          selectFrom('idempotency_keys')
            .select(['environment_id', 'scope'])
            .where('environment_id', '=', environmentId)
            .where('account_id', '=', accountId)
            .where('state', '=', 'done')
            .limit(batchSize)
            .$asTuple('environment_id', 'scope'),
        ),
      )
      .executeTakeFirstOrThrow(),
  )
  return { entries, answers }
}
