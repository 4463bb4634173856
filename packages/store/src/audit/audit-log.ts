import { randomUUID } from 'node:crypto'
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import type { KeyRing } from '../keys.ts'
import { type ListRequest, type ListResult, positionOf, toListResult } from '../list-cursor.ts'
import type { AuditLogTable, Schema } from '../schema.ts'
import { StoreUnavailable } from '../store-error.ts'
import {
  type AuditEnding,
  type AuditEntry,
  type AuditFilters,
  type NewAuditEntry,
  toAuditEntry,
} from './audit-entry.ts'
import { eraseUser } from './erase-user.ts'
import { createFailedAuthentications } from './failed-authentications.ts'
import { createGroupedWrites } from './grouped-writes.ts'
import { createLaterWrites } from './later-writes.ts'

/** A change that is under way, to be ended by `finish`. */
export interface StartedChange {
  readonly id: string
}

/** Which caller changed what, or tried to. A row is changed only to note its end and to erase a person. */
export interface AuditLog {
  /**
   * Notes a change before it is made: without the row it must not be made.
   * @throws StoreUnavailable when the row cannot be written, whatever the reason
   */
  start(entry: NewAuditEntry): Promise<StartedChange>
  /** Notes how a change ended; later where it cannot be written now, since the change is made. Never throws. */
  finish(change: StartedChange, ending: AuditEnding): Promise<void>
  /**
   * Notes an attempt that changed nothing, such as a refused one, or a change that is made already. Written within a fifth of
   * a second, in one transaction with all others of that time, so that many refusals cost no more than few; later while the
   * database cannot be reached.
   */
  record(entry: NewAuditEntry, ending: AuditEnding): void
  /** The newest first. @throws Refusal `invalid-cursor` or `cursor-expired` */
  list(environmentId: string, request: ListRequest & AuditFilters): Promise<ListResult<AuditEntry>>
  /**
   * Removes a user's id from all rows of an account, and all kept answers from its idempotency keys, since it is not known
   * which of them are about the user. `undefined` when the account is unknown to the environment and its log.
   */
  eraseUser(
    environmentId: string,
    account: { readonly accountId: string; readonly userId: string },
  ): Promise<{ readonly entries: number; readonly answers: number } | undefined>
  /**
   * Counts an attempt with a token that is no longer valid in the environment: one row a minute, written by `writeCounts`.
   */
  countFailedAuthentication(environmentId: string): void
  writeCounts(): Promise<void>
  close(): Promise<void>
}

export interface AuditLogContext {
  readonly kysely: Kysely<Schema>
  readonly keys: KeyRing
  readonly now: () => number
  /** Longer than any request can run. */
  readonly maximumRunMs: number
  /** Called with the error that prevented the write of a row or of its end. */
  readonly onFailure: (error: unknown) => void
}

interface NewRow {
  readonly row: AuditLogTable
  readonly entry: NewAuditEntry
}

/** How long an entry without a change waits for others, so that they are written together. */
const batchMs = 200
const largestBatch = 200
/** Batches that may wait while the database cannot be reached. */
const maximumBatches = 50

export const createAuditLog = (context: AuditLogContext): AuditLog => {
  const { kysely, now, onFailure } = context
  const later = createLaterWrites(onFailure)
  const failures = createFailedAuthentications(kysely, now)
  const write = createGroupedWrites(kysely)
  const runningSinceMs = (): number => now() - context.maximumRunMs

  const insert = (rows: readonly NewRow[]) => (database: Kysely<Schema>) =>
    database
      .insertInto('audit_log')
      .values(({ selectFrom }) =>
        rows.map(({ row, entry }) => {
          const account = selectFrom('accounts')
            .where('environment_id', '=', row.environment_id)
            .where('id', '=', row.account_id ?? '')
          return {
            ...row,
            tenant_id: entry.tenantId ?? account.select('tenant_id'),
            provider: entry.provider ?? account.select('provider'),
          }
        }),
      )
      .execute()

  const nowOrLater = (work: () => Promise<unknown>, maximumWaiting?: number): Promise<void> =>
    work().then(
      () => undefined,
      () => later.add(work, maximumWaiting),
    )

  let recorded: NewRow[] = []
  let timer: NodeJS.Timeout | undefined
  /** Batches are written one after the other. */
  let writing = Promise.resolve()
  let batches = 0
  const writeRecorded = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const rows = recorded
    recorded = []
    if (rows.length === 0) return writing
    if (batches >= maximumBatches) {
      onFailure(
        new StoreUnavailable('Too many refused attempts wait for the database; rows of the audit log were dropped.'),
      )
      return writing
    }
    batches += 1
    writing = writing
      .then(() => nowOrLater(() => write(insert(rows)), maximumBatches))
      .finally(() => {
        batches -= 1
      })
    return writing
  }

  return {
    async start(entry) {
      const row = toRow(entry, { id: randomUUID(), nowMs: now() })
      try {
        await write(insert([{ row, entry }]))
      } catch (cause) {
        throw new StoreUnavailable('The audit log cannot be written now, so nothing was changed.', { cause })
      }
      return { id: row.id }
    },
    finish: ({ id }, ending) =>
      nowOrLater(() =>
        write((database) =>
          database
            .updateTable('audit_log')
            .set({ ...endColumns(ending), ...subjectColumns(ending) })
            .where('id', '=', id)
            .execute(),
        ),
      ),
    record(entry, ending) {
      const row = { ...toRow(entry, { id: randomUUID(), nowMs: now() - ending.durationMs }), ...endColumns(ending) }
      recorded.push({ row: { ...row, ...subjectColumns(ending) }, entry })
      if (recorded.length >= largestBatch) void writeRecorded()
      else timer ??= setTimeout(() => void writeRecorded(), batchMs).unref()
    },
    async list(environmentId, { limit, cursor, ...filters }) {
      const name = { environmentId, list: 'log', filters: { of: JSON.stringify(filters) } }
      const request = { limit, cursor }
      const after = positionOf(request, name, context)
      await writeRecorded()
      const since = runningSinceMs()
      const rows = await kysely
        .selectFrom('audit_log')
        .selectAll()
        .where('environment_id', '=', environmentId)
        .where((builder) => matches(builder, filters, since))
        // As a pair, so that a late page of the list is found by the index.
        .$if(after !== undefined, (query) =>
          query.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('created_at', 'id'), '<', tuple(after?.createdAtMs ?? 0, after?.id ?? '')),
          ),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return toListResult(
        rows.map((row) => toAuditEntry(row, since)),
        request,
        name,
        context,
      )
    },
    async eraseUser(environmentId, account) {
      await writeRecorded()
      return eraseUser(kysely, environmentId, account)
    },
    countFailedAuthentication: failures.count,
    writeCounts: () => failures.write().catch(onFailure),
    async close() {
      await writeRecorded()
      await later.close()
      await failures.write().catch(onFailure)
    },
  }
}

type Filter = readonly [
  column: 'account_id' | 'tenant_id' | 'user_id' | 'actor_id' | 'operation',
  value: string | undefined,
]

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

const matches = (
  { eb, and }: ExpressionBuilder<Schema, 'audit_log'>,
  { accountId, tenantId, userId, actorId, operation, outcome, createdAt = {} }: AuditFilters,
  runningSinceMs: number,
): Expression<SqlBool> => {
  const equal: readonly Filter[] = [
    ['account_id', accountId],
    ['tenant_id', tenantId],
    ['user_id', userId],
    ['actor_id', actorId],
    ['operation', operation],
  ]
  const conditions: Expression<SqlBool>[] = equal.flatMap(([column, value]) =>
    value === undefined ? [] : [eb(column, '=', value)],
  )
  for (const bound of ['gt', 'gte', 'lt', 'lte'] as const) {
    const instant = createdAt[bound]
    if (instant !== undefined) conditions.push(eb('created_at', comparisons[bound], instant))
  }
  if (outcome === 'running' || outcome === 'unfinished') {
    conditions.push(eb('outcome', '=', 'started'), eb('created_at', outcome === 'running' ? '>' : '<=', runningSinceMs))
  } else if (outcome !== undefined) {
    conditions.push(eb('outcome', '=', outcome))
  }
  return and(conditions)
}

const toRow = (
  entry: NewAuditEntry,
  { id, nowMs }: { readonly id: string; readonly nowMs: number },
): AuditLogTable => ({
  id,
  environment_id: entry.environmentId,
  created_at: nowMs,
  operation: entry.operation,
  actor_kind: entry.actor.kind,
  actor_id: entry.actor.kind === 'command_line' ? null : entry.actor.id,
  actor_name: entry.actor.kind === 'api_token' ? entry.actor.name : null,
  account_id: entry.accountId ?? null,
  tenant_id: entry.tenantId ?? null,
  provider: entry.provider ?? null,
  user_id: entry.userId ?? null,
  object_id: entry.objectId ?? null,
  fields: JSON.stringify(entry.fields ?? []),
  outcome: 'started',
  http_status: null,
  problem: null,
  request_id: entry.requestId ?? null,
  duration_ms: null,
  occurrences: 1,
})

const endColumns = ({ outcome, httpStatus, problem, durationMs }: AuditEnding) => ({
  outcome,
  http_status: httpStatus ?? null,
  problem: problem ?? null,
  duration_ms: Math.round(durationMs),
})

/** What became known of the subject while the change ran. */
const subjectColumns = ({ accountId, userId, objectId }: AuditEnding) => ({
  ...(accountId === undefined ? {} : { account_id: accountId }),
  ...(userId === undefined ? {} : { user_id: userId }),
  ...(objectId === undefined ? {} : { object_id: objectId }),
})
