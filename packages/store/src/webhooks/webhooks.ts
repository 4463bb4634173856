import { randomUUID } from 'node:crypto'
import { type WebhookEvent, webhookEvents } from '@rollcall/contract'
import type { Kysely } from 'kysely'
import type { KeyRing } from '../keys.ts'
import { isAfter, type ListRequest, type ListResult, positionOf, toListResult } from '../list-cursor.ts'
import type { Schema, WebhookTable } from '../schema.ts'
import { openedOrNot } from '../store-error.ts'
import {
  generateSecret,
  openSigningSecrets,
  type SigningSecrets,
  sealSigningSecrets,
  type secretColumns,
} from './signing-secrets.ts'

/** An address that gets the events of accounts, without its secret. */
export interface Webhook {
  readonly id: string
  readonly environmentId: string
  readonly name: string | undefined
  readonly targetUrl: string
  /** Empty: all. */
  readonly events: readonly WebhookEvent[]
  readonly isActive: boolean
  /** When the former secret ends; `undefined` without a former secret. */
  readonly previousSecretUntilMs: number | undefined
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

export interface NewWebhook {
  readonly targetUrl: string
  readonly events: readonly WebhookEvent[]
  readonly name?: string | undefined
  readonly isActive: boolean
}

/** The possible changes; `null` as name: none. */
export interface WebhookChanges {
  readonly targetUrl?: string
  readonly events?: readonly WebhookEvent[]
  readonly name?: string | null
  readonly isActive?: boolean
}

export interface Webhooks {
  /** The secret is returned only here. */
  create(environmentId: string, input: NewWebhook): Promise<Webhook & { readonly secret: string }>
  get(environmentId: string, id: string): Promise<Webhook | undefined>
  /** The newest first. @throws Refusal `invalid-cursor` or `cursor-expired` */
  list(environmentId: string, request: ListRequest): Promise<ListResult<Webhook>>
  /** @throws StoreError when its address is to be changed and its secret does not open */
  update(environmentId: string, id: string, changes: WebhookChanges): Promise<Webhook | undefined>
  /** Deletes the events that wait for it too. Whether there was one. */
  delete(environmentId: string, id: string): Promise<boolean>
  /** A new secret, returned only here; the former one is valid for another day. */
  rotateSecret(environmentId: string, id: string): Promise<(Webhook & { readonly secret: string }) | undefined>
  /** The secrets that sign its requests now. @throws StoreError when it does not open */
  secrets(environmentId: string, id: string): Promise<SigningSecrets | undefined>
}

/** How long the former secret is valid beside a new one. */
const overlapMs = 24 * 60 * 60 * 1000

const columns = [
  'id',
  'environment_id',
  'name',
  'target_url',
  'event_types',
  'is_active',
  'previous_until',
  'created_at',
  'updated_at',
] as const

/** The secrets that are valid at an instant. */
export const secretsAt = (
  keys: KeyRing,
  row: Pick<WebhookTable, (typeof secretColumns)[number] | 'secrets' | 'key_id'>,
  nowMs: number,
): SigningSecrets => {
  const { current, previous } = openSigningSecrets(keys, row)
  const isValid = row.previous_until !== null && row.previous_until > nowMs
  return { current, ...(isValid && previous !== undefined ? { previous } : {}) }
}

export const createWebhooks = (
  kysely: Kysely<Schema>,
  context: { readonly keys: KeyRing; readonly now: () => number; readonly onActive: () => void },
): Webhooks => {
  const { keys, now, onActive } = context
  const toWebhook = (row: Pick<WebhookTable, (typeof columns)[number]>): Webhook => ({
    id: row.id,
    environmentId: row.environment_id,
    name: row.name ?? undefined,
    targetUrl: row.target_url,
    events: webhookEvents.filter((event) => row.event_types.split(' ').includes(event)),
    isActive: row.is_active === 1,
    previousSecretUntilMs: row.previous_until !== null && row.previous_until > now() ? row.previous_until : undefined,
    createdAtMs: row.created_at,
    updatedAtMs: row.updated_at,
  })
  const read = (environmentId: string, id: string) =>
    kysely
      .selectFrom('webhooks')
      .select([...columns, 'secrets', 'key_id', 'version'])
      .where('environment_id', '=', environmentId)
      .where('id', '=', id)
      .executeTakeFirst()
  type Row = NonNullable<Awaited<ReturnType<typeof read>>>

  /** Reads, decides and writes; repeats that if the row was changed in between. */
  const change = async (
    environmentId: string,
    id: string,
    columnsOf: (row: Row) => Partial<WebhookTable> | Promise<Partial<WebhookTable>>,
  ): Promise<Webhook | undefined> => {
    for (;;) {
      const row = await read(environmentId, id)
      if (row === undefined) return undefined
      const changed = await kysely
        .updateTable('webhooks')
        .set({ ...(await columnsOf(row)), version: row.version + 1, updated_at: now() })
        .where('id', '=', id)
        .where('version', '=', row.version)
        .returning(columns)
        .executeTakeFirst()
      if (changed !== undefined) return toWebhook(changed)
    }
  }

  return {
    async create(environmentId, input) {
      const secret = generateSecret()
      const bound = {
        id: randomUUID(),
        environment_id: environmentId,
        target_url: input.targetUrl,
        previous_until: null,
      }
      const row = await kysely
        .insertInto('webhooks')
        .values({
          ...bound,
          ...sealSigningSecrets(keys, bound, { current: secret }),
          name: input.name ?? null,
          event_types: input.events.join(' '),
          is_active: input.isActive ? 1 : 0,
          version: 1,
          created_at: now(),
          updated_at: now(),
        })
        .returning(columns)
        .executeTakeFirstOrThrow()
      return { ...toWebhook(row), secret }
    },
    async get(environmentId, id) {
      const row = await read(environmentId, id)
      return row === undefined ? undefined : toWebhook(row)
    },
    async list(environmentId, request) {
      const name = { environmentId, list: 'webhook' }
      const after = positionOf(request, name, context)
      let query = kysely.selectFrom('webhooks').select(columns).where('environment_id', '=', environmentId)
      if (after !== undefined) query = query.where(isAfter(after))
      const found = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(request.limit + 1)
        .execute()
      return toListResult(found.map(toWebhook), request, name, context)
    },
    async update(environmentId, id, { targetUrl, events, name, isActive }) {
      const changed = await change(environmentId, id, (row) => ({
        ...(name === undefined ? {} : { name }),
        ...(events === undefined ? {} : { event_types: events.join(' ') }),
        ...(isActive === undefined ? {} : { is_active: isActive ? 1 : 0 }),
        ...(targetUrl === undefined
          ? {}
          : {
              target_url: targetUrl,
              ...sealSigningSecrets(keys, { ...row, target_url: targetUrl }, openSigningSecrets(keys, row)),
            }),
      }))
      if (changed?.isActive === true) onActive()
      return changed
    },
    async delete(environmentId, id) {
      return kysely.transaction().execute(async (transaction) => {
        const row = await transaction
          .deleteFrom('webhooks')
          .where('environment_id', '=', environmentId)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst()
        if (row === undefined) return false
        await transaction.deleteFrom('webhook_deliveries').where('webhook_id', '=', id).execute()
        return true
      })
    },
    async rotateSecret(environmentId, id) {
      const secret = generateSecret()
      const changed = await change(environmentId, id, async (row) => {
        // A secret that does not open is replaced by a new one.
        const former = (await openedOrNot(() => openSigningSecrets(keys, row)))?.current
        const previous_until = former === undefined ? null : now() + overlapMs
        const secrets = { current: secret, previous: former }
        return { previous_until, ...sealSigningSecrets(keys, { ...row, previous_until }, secrets) }
      })
      return changed === undefined ? undefined : { ...changed, secret }
    },
    async secrets(environmentId, id) {
      const row = await read(environmentId, id)
      return row === undefined ? undefined : secretsAt(keys, row, now())
    },
  }
}
