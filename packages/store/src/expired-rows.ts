import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** How long an expired token is still known as such; after it, it is unknown. */
export const expiredTokenGraceMs = 30 * 24 * 60 * 60 * 1000

/** Rows that one statement removes; other work runs between two statements. */
const batchSize = 500

/** How long rows without an end of their own are kept. */
export interface Retention {
  readonly auditMs: number
  readonly idempotencyMs: number
}

/** How long rows without an end of their own are kept. */
export interface Retention {
  /** Delivered events. */
  readonly outboxMs: number
}

/** How long a failed delivery is kept, and one that waits for a webhook which is not active. */
const deadDeliveryMs = 30 * 24 * 60 * 60 * 1000

/** Starts the work at intervals. @returns a function that ends it */
export type Every = (intervalMs: number, work: () => void) => () => void

/** A timer that does not keep the process alive. */
export const everyByTimer: Every = (intervalMs, work) => {
  const timer = setInterval(work, intervalMs).unref()
  return () => clearInterval(timer)
}

type Removal = (kysely: Kysely<Schema>, nowMs: number, retention: Retention) => Promise<number>

const removeKeys: Removal = async (kysely, nowMs, { idempotencyMs }) => {
  const { numDeletedRows } = await kysely
    .deleteFrom('idempotency_keys')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('environment_id', 'scope'),
        'in',
        selectFrom('idempotency_keys')
          .select(['environment_id', 'scope'])
          .where('created_at', '<=', nowMs - idempotencyMs)
          .limit(batchSize)
          .$asTuple('environment_id', 'scope'),
      ),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

const removeAuditRows: Removal = async (kysely, nowMs, { auditMs }) => {
  const old = kysely
    .selectFrom('audit_log')
    .select('id')
    .where('created_at', '<=', nowMs - auditMs)
    .limit(batchSize)
  const { numDeletedRows } = await kysely.deleteFrom('audit_log').where('id', 'in', old).executeTakeFirst()
  return Number(numDeletedRows)
}

/** Removes rows that ended more than `graceMs` ago, and the rows that refer to them. */
const removeEnded =
  (table: 'api_tokens' | 'link_tokens' | 'connect_sessions', graceMs: number): Removal =>
  async (kysely, nowMs) => {
    const ended = kysely
      .selectFrom(table)
      .select('id')
      .where('expires_at', '<=', nowMs - graceMs)
      .limit(batchSize)
    const { numDeletedRows } = await kysely.deleteFrom(table).where('id', 'in', ended).executeTakeFirst()
    return Number(numDeletedRows)
  }

/** Deliveries that are over. */
const removeSettled =
  (state: 'delivered' | 'dead', keptMs: (retention: Retention) => number): Removal =>
  async (kysely, nowMs, retention) => {
    const old = kysely
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('state', '=', state)
      .where('settled_at', '<=', nowMs - keptMs(retention))
      .limit(batchSize)
    const { numDeletedRows } = await kysely.deleteFrom('webhook_deliveries').where('id', 'in', old).executeTakeFirst()
    return Number(numDeletedRows)
  }

/** Deliveries that wait for a webhook which is not active, or was deleted while they were written. */
const removeIdle: Removal = async (kysely, nowMs) => {
  const old = kysely
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('state', '=', 'pending')
    .where('created_at', '<=', nowMs - deadDeliveryMs)
    .where('webhook_id', 'not in', kysely.selectFrom('webhooks').select('id').where('is_active', '=', 1))
    .limit(batchSize)
  const { numDeletedRows } = await kysely.deleteFrom('webhook_deliveries').where('id', 'in', old).executeTakeFirst()
  return Number(numDeletedRows)
}

const removals: readonly Removal[] = [
  removeKeys,
  removeAuditRows,
  removeEnded('api_tokens', expiredTokenGraceMs),
  removeEnded('link_tokens', expiredTokenGraceMs),
  removeEnded('connect_sessions', 0),
  removeSettled('delivered', ({ outboxMs }) => outboxMs),
  removeSettled('dead', () => deadDeliveryMs),
  removeIdle,
]

/** Removes the expired rows in batches, until none is left or the signal fires. @returns how many */
export const removeExpired = async (
  kysely: Kysely<Schema>,
  now: () => number,
  retention: Retention,
  signal?: AbortSignal,
): Promise<number> => {
  let count = 0
  for (const remove of removals) {
    let removed = batchSize
    while (removed === batchSize && signal?.aborted !== true) {
      removed = await remove(kysely, now(), retention)
      count += removed
      await setImmediate()
    }
  }
  return count
}

/** Removes expired rows at intervals, one removal at a time. @returns a function that ends it, also a removal under way */
export const removeExpiredRegularly = (options: {
  readonly kysely: Kysely<Schema>
  readonly now: () => number
  readonly retention: Retention
  readonly every: Every
  readonly intervalMs: number
  /** The next turn tries again. */
  readonly onFailure: (error: unknown) => void
}): (() => Promise<void>) => {
  const ending = new AbortController()
  let running: Promise<void> | undefined
  const stop = options.every(options.intervalMs, () => {
    running ??= removeExpired(options.kysely, options.now, options.retention, ending.signal)
      .then(() => undefined, options.onFailure)
      .finally(() => {
        running = undefined
      })
  })
  return async () => {
    stop()
    ending.abort()
    await running
  }
}
