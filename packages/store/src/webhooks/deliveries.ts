import { randomUUID } from 'node:crypto'
import type { WebhookEvent } from '@rollcall/contract'
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import { openPayload } from '../events/payload.ts'
import type { KeyRing } from '../keys.ts'
import { sql } from '../kysely.ts'
import { isAfter, type ListRequest, type ListResult, positionOf, toListResult } from '../list-cursor.ts'
import type { Schema, WebhookDeliveryTable } from '../schema.ts'
import { openedOrNot } from '../store-error.ts'
import type { SigningSecrets } from './signing-secrets.ts'
import { secretsAt } from './webhooks.ts'

export type DeliveryState = WebhookDeliveryTable['state']
export type DeliveryFault = NonNullable<WebhookDeliveryTable['last_error']>

/** One event for one webhook, without its content. */
export interface Delivery {
  /** The id of the message, too. */
  readonly id: string
  readonly webhookId: string
  readonly accountId: string
  readonly event: WebhookEvent
  readonly state: DeliveryState
  readonly attempts: number
  /** `undefined` unless it is pending. */
  readonly nextAttemptAtMs: number | undefined
  readonly lastStatus: number | undefined
  readonly lastError: DeliveryFault | undefined
  readonly createdAtMs: number
  readonly settledAtMs: number | undefined
}

/** A delivery to be sent now, by the process that holds its lease. */
export interface ClaimedDelivery {
  readonly id: string
  readonly environmentId: string
  readonly webhookId: string
  readonly event: WebhookEvent
  readonly createdAtMs: number
  /** Tries that failed before. */
  readonly attempts: number
  readonly targetUrl: string
  /** JSON and secrets; `undefined` where one of them does not open. */
  readonly content: { readonly payload: string; readonly secrets: SigningSecrets } | undefined
  readonly lease: string
}

/** The result of sending it. */
export type SendOutcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | {
      readonly kind: 'failed'
      readonly fault: DeliveryFault
      readonly status: number | undefined
      /** `undefined`: it is not tried again. */
      readonly nextAttemptAtMs: number | undefined
    }

/** Events that wait for webhooks, were sent to them, or failed. */
export interface Deliveries {
  /** The newest first. @throws Refusal `invalid-cursor` or `cursor-expired` */
  list(
    webhook: { readonly environmentId: string; readonly webhookId: string },
    request: ListRequest & { readonly state?: DeliveryState | undefined },
  ): Promise<ListResult<Delivery>>
  /** Sends one again that is dead or waits; `undefined` where there is none. */
  retry(environmentId: string, webhookId: string, id: string): Promise<Delivery | undefined>
  /** Sends all dead ones of a webhook again; how many. */
  retryDead(environmentId: string, webhookId: string): Promise<number>
  /** Active webhooks with an event that can be sent now, without those of `except`; the longest wait first. */
  dueWebhooks(limit: number, except: readonly string[]): Promise<readonly string[]>
  /** Claims the due events of a webhook: of each account the first one that was not delivered. */
  claim(webhookId: string, limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]>
  /** Ends a claim; does nothing where its lease was lost. */
  settle(delivery: Pick<ClaimedDelivery, 'id' | 'lease'>, outcome: SendOutcome): Promise<void>
  /** Gives a claim back as it was. */
  release(delivery: Pick<ClaimedDelivery, 'id' | 'lease'>): Promise<void>
  /** The events that wait for active webhooks, in all environments. */
  backlog(): Promise<{ readonly pending: number; readonly oldestAtMs: number | undefined }>
  /** Called when something may be due in this process. */
  onDue(listener: () => void): void
}

const columns = [
  'id',
  'webhook_id',
  'account_id',
  'event',
  'state',
  'attempts',
  'next_attempt_at',
  'last_status',
  'last_error',
  'created_at',
  'settled_at',
] as const

const toDelivery = (row: Pick<WebhookDeliveryTable, (typeof columns)[number]>): Delivery => ({
  id: row.id,
  webhookId: row.webhook_id,
  accountId: row.account_id,
  event: row.event,
  state: row.state,
  attempts: row.attempts,
  nextAttemptAtMs: row.state === 'pending' ? row.next_attempt_at : undefined,
  lastStatus: row.last_status ?? undefined,
  lastError: row.last_error ?? undefined,
  createdAtMs: row.created_at,
  settledAtMs: row.settled_at ?? undefined,
})

type Rows = ExpressionBuilder<Schema, 'webhook_deliveries'>

/** No process sends it, and it is due. */
const isFree =
  (nowMs: number) =>
  ({ eb, and, or }: Rows): Expression<SqlBool> =>
    and([
      eb('webhook_deliveries.state', '=', 'pending'),
      eb('webhook_deliveries.next_attempt_at', '<=', nowMs),
      or([eb('lease_until', 'is', null), eb('lease_until', '<=', nowMs)]),
    ])

/** No earlier event of its account waits for the same webhook. */
const isFirst = ({ not, exists, selectFrom }: Rows): Expression<SqlBool> =>
  not(
    exists(
      selectFrom('webhook_deliveries as former')
        .select('former.id')
        .whereRef('former.webhook_id', '=', 'webhook_deliveries.webhook_id')
        .whereRef('former.account_id', '=', 'webhook_deliveries.account_id')
        .whereRef('former.sequence', '<', 'webhook_deliveries.sequence')
        .where('former.state', '=', 'pending'),
    ),
  )

/** Ends the leases of other processes: for the start of a process that alone uses its data. */
export const releaseDeliveries = async (kysely: Kysely<Schema>): Promise<void> => {
  await kysely
    .updateTable('webhook_deliveries')
    .set({ lease_holder: null, lease_until: null })
    .where('lease_holder', 'is not', null)
    .execute()
}

/** `wake` is called when something may be due, and calls the listeners of `onDue`. */
export const createDeliveries = (
  kysely: Kysely<Schema>,
  context: {
    readonly keys: KeyRing
    readonly now: () => number
    readonly wake: () => void
    readonly onDue: (listener: () => void) => void
  },
): Deliveries => {
  const { keys, now, wake } = context
  const freshTries = () => ({
    state: 'pending' as const,
    attempts: 0,
    next_attempt_at: now(),
    settled_at: null,
  })
  const updateHeld = ({ id, lease }: Pick<ClaimedDelivery, 'id' | 'lease'>) =>
    kysely.updateTable('webhook_deliveries').where('id', '=', id).where('lease_holder', '=', lease)

  return {
    async list({ environmentId, webhookId }, { state, ...request }) {
      const name = { environmentId, list: 'webhook-delivery', filters: { webhookId, state } }
      const after = positionOf(request, name, context)
      let query = kysely
        .selectFrom('webhook_deliveries')
        .select(columns)
        .where('environment_id', '=', environmentId)
        .where('webhook_id', '=', webhookId)
      if (state !== undefined) query = query.where('state', '=', state)
      if (after !== undefined) query = query.where(isAfter(after))
      const found = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(request.limit + 1)
        .execute()
      return toListResult(found.map(toDelivery), request, name, context)
    },
    async retry(environmentId, webhookId, id) {
      const row = await kysely
        .updateTable('webhook_deliveries')
        .set(freshTries())
        .where('environment_id', '=', environmentId)
        .where('webhook_id', '=', webhookId)
        .where('id', '=', id)
        .where('payload', 'is not', null)
        .returning(columns)
        .executeTakeFirst()
      if (row === undefined) return undefined
      wake()
      return toDelivery(row)
    },
    async retryDead(environmentId, webhookId) {
      const { numUpdatedRows } = await kysely
        .updateTable('webhook_deliveries')
        .set(freshTries())
        .where('environment_id', '=', environmentId)
        .where('webhook_id', '=', webhookId)
        .where('state', '=', 'dead')
        .where('payload', 'is not', null)
        .executeTakeFirst()
      if (numUpdatedRows > 0n) wake()
      return Number(numUpdatedRows)
    },
    async dueWebhooks(limit, except) {
      const nowMs = now()
      let query = kysely
        .selectFrom('webhooks')
        .select('webhooks.id')
        .where('webhooks.is_active', '=', 1)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('webhook_deliveries')
              .select('webhook_deliveries.id')
              .whereRef('webhook_deliveries.webhook_id', '=', 'webhooks.id')
              .where(isFree(nowMs))
              .where(isFirst),
          ),
        )
      if (except.length > 0) query = query.where('webhooks.id', 'not in', except)
      const rows = await query
        .orderBy(({ selectFrom }) =>
          selectFrom('webhook_deliveries')
            .select(({ fn }) => fn.min('next_attempt_at').as('first'))
            .whereRef('webhook_deliveries.webhook_id', '=', 'webhooks.id')
            .where('webhook_deliveries.state', '=', 'pending'),
        )
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },
    async claim(webhookId, limit, leaseMs) {
      const nowMs = now()
      const lease = randomUUID()
      const due = kysely
        .selectFrom('webhook_deliveries')
        .select('webhook_deliveries.id')
        .where('webhook_deliveries.webhook_id', '=', webhookId)
        .where(isFree(nowMs))
        .where(isFirst)
        .orderBy('next_attempt_at')
        .limit(limit)
      // The condition is here twice: of two processes that find the same rows, the second one checks them again when it may
      // write.
      const claimed = await kysely
        .updateTable('webhook_deliveries')
        .set({ lease_holder: lease, lease_until: nowMs + leaseMs })
        .where('id', 'in', due)
        .where(isFree(nowMs))
        .returning([
          'id',
          'environment_id',
          'webhook_id',
          'account_id',
          'event',
          'payload',
          'key_id',
          'attempts',
          'created_at',
        ])
        .execute()
      if (claimed.length === 0) return []
      const webhook = await kysely
        .selectFrom('webhooks')
        .select(['id', 'environment_id', 'target_url', 'previous_until', 'secrets', 'key_id'])
        .where('id', '=', webhookId)
        .executeTakeFirst()
      if (webhook === undefined) return []
      const secrets = await openedOrNot(() => secretsAt(keys, webhook, nowMs))
      return Promise.all(
        claimed.map(async ({ payload: sealed, ...row }) => {
          const payload =
            sealed === null ? undefined : await openedOrNot(() => openPayload(keys, { ...row, payload: sealed }))
          return {
            id: row.id,
            environmentId: row.environment_id,
            webhookId: row.webhook_id,
            event: row.event,
            createdAtMs: row.created_at,
            attempts: row.attempts,
            targetUrl: webhook.target_url,
            content: payload === undefined || secrets === undefined ? undefined : { payload, secrets },
            lease,
          }
        }),
      )
    },
    async settle(delivery, outcome) {
      const ended = { lease_holder: null, lease_until: null, attempts: sql<number>`attempts + 1` }
      if (outcome.kind === 'delivered') {
        await updateHeld(delivery)
          .set({
            ...ended,
            state: 'delivered',
            payload: null,
            last_status: outcome.status,
            last_error: null,
            settled_at: now(),
          })
          .execute()
        return
      }
      const { fault, status, nextAttemptAtMs } = outcome
      await updateHeld(delivery)
        .set({
          ...ended,
          last_status: status ?? null,
          last_error: fault,
          ...(nextAttemptAtMs === undefined
            ? { state: 'dead', settled_at: now() }
            : { next_attempt_at: nextAttemptAtMs }),
        })
        .execute()
    },
    async release(delivery) {
      await updateHeld(delivery).set({ lease_holder: null, lease_until: null }).execute()
    },
    async backlog() {
      const found = await kysely
        .selectFrom('webhook_deliveries')
        .innerJoin('webhooks', 'webhooks.id', 'webhook_deliveries.webhook_id')
        .where('webhooks.is_active', '=', 1)
        .where('webhook_deliveries.state', '=', 'pending')
        .select(({ fn }) => [fn.countAll().as('pending'), fn.min('webhook_deliveries.created_at').as('oldest')])
        .executeTakeFirst()
      const oldest = found?.oldest ?? undefined
      return { pending: Number(found?.pending ?? 0), oldestAtMs: oldest === undefined ? undefined : Number(oldest) }
    },
    onDue: context.onDue,
  }
}
