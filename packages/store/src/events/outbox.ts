import { randomUUID } from 'node:crypto'
import type { WebhookEvent } from '@rollcall/contract'
import type { Kysely, Transaction } from 'kysely'
import type { AccountRecord } from '../accounts/account-record.ts'
import type { KeyRing } from '../keys.ts'
import { sql } from '../kysely.ts'
import type { Schema } from '../schema.ts'
import { sealPayload } from './payload.ts'

/** A written change, and the events that report it. */
export interface Change<T> {
  readonly result: T
  /** The account after the change. */
  readonly account: AccountRecord
  /** In this order. */
  readonly events: readonly WebhookEvent[]
}

/** Writes changes of accounts together with their events. */
export interface Outbox {
  /**
   * Makes a change and writes its events in one transaction: both, or neither. `undefined`: nothing was changed.
   * Nothing is written where no webhook wants the event.
   */
  record<T>(change: (transaction: Transaction<Schema>) => Promise<Change<T> | undefined>): Promise<T | undefined>
}

export interface OutboxContext {
  readonly kysely: Kysely<Schema>
  readonly keys: KeyRing
  readonly now: () => number
  /** The account as events show it, without secrets. */
  readonly toPayload: (account: AccountRecord) => unknown
  /** Called after events were written. */
  readonly onWritten: () => void
}

export const createOutbox = ({ kysely, keys, now, toPayload, onWritten }: OutboxContext): Outbox => {
  const write = async (
    transaction: Transaction<Schema>,
    { account, events }: Pick<Change<unknown>, 'account' | 'events'>,
  ): Promise<boolean> => {
    const webhooks = await transaction
      .selectFrom('webhooks')
      .select(['id', 'event_types'])
      .where('environment_id', '=', account.environmentId)
      .where('is_active', '=', 1)
      .orderBy('id')
      .execute()
    const wanted = webhooks.flatMap(({ id, event_types: types }) =>
      events
        .filter((event) => types === '' || types.split(' ').includes(event))
        .map((event) => ({ webhookId: id, event })),
    )
    if (wanted.length === 0) return false
    const payload = JSON.stringify(toPayload(account))
    for (const { webhookId, event } of wanted) {
      const bound = {
        id: randomUUID(),
        environment_id: account.environmentId,
        webhook_id: webhookId,
        account_id: account.id,
        event,
      }
      await transaction
        .insertInto('webhook_deliveries')
        .values({
          ...bound,
          ...sealPayload(keys, bound, payload),
          // The change before this locks the account's row, so no other process writes events of the same account meanwhile.
          sequence: transaction
            .selectFrom('webhook_deliveries')
            .select(sql<number>`coalesce(max(sequence), 0) + 1`.as('next'))
            .where('webhook_id', '=', webhookId)
            .where('account_id', '=', account.id),
          state: 'pending',
          attempts: 0,
          next_attempt_at: now(),
          created_at: now(),
        })
        .execute()
    }
    return true
  }

  return {
    async record(change) {
      const made = await kysely.transaction().execute(async (transaction) => {
        const changed = await change(transaction)
        return changed === undefined
          ? undefined
          : { result: changed.result, wasWritten: await write(transaction, changed) }
      })
      if (made?.wasWritten === true) onWritten()
      return made?.result
    },
  }
}
