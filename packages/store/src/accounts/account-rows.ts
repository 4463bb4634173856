import type { WebhookEvent } from '@rollcall/contract'
import type { Variables } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import type { AccountCache } from '../account-cache.ts'
import type { Outbox } from '../events/outbox.ts'
import type { KeyRing } from '../keys.ts'
import type { AccountTable, Schema } from '../schema.ts'
import {
  fromLastError,
  type LastError,
  type OpenedRecord,
  openedColumns,
  toOpenedRecord,
  toRecord,
} from './account-record.ts'
import { type Secrets, sealSecrets } from './secrets.ts'

/** An account, and the environment that it belongs to. */
export interface AccountKey {
  readonly environmentId: string
  readonly id: string
}

type Change = Partial<
  Pick<
    AccountTable,
    'tenant_id' | 'status' | 'principal' | 'handling' | 'last_error' | 'updated_at' | 'minted_at' | 'first_active_at'
  >
> & { readonly variables?: Variables }

/** Reads and writes of account rows, for the refresh and for changes. Each one updates the memory. */
export class AccountRows {
  readonly #kysely: Kysely<Schema>
  readonly #keys: KeyRing
  readonly #now: () => number
  readonly #outbox: Outbox
  readonly cache: AccountCache

  constructor(context: {
    readonly kysely: Kysely<Schema>
    readonly keys: KeyRing
    readonly now: () => number
    readonly outbox: Outbox
    readonly cache: AccountCache
  }) {
    this.#kysely = context.kysely
    this.#keys = context.keys
    this.#now = context.now
    this.#outbox = context.outbox
    this.cache = context.cache
  }

  /** From the database, never from memory. */
  async read({ environmentId, id }: AccountKey): Promise<OpenedRecord | undefined> {
    const mark = this.cache.mark()
    const row = await this.#kysely
      .selectFrom('accounts')
      .select(openedColumns)
      .where('environment_id', '=', environmentId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) {
      if (this.cache.has(environmentId, id)) this.cache.forget(environmentId, id)
      return undefined
    }
    return this.#keep(row, mark)
  }

  /**
   * Changes the row if it is still of the version that `record` has; `undefined` when it is not, or when the row is gone. The
   * secrets are sealed anew in the same statement, so that they open beside the new columns and no others. `event` is the
   * event that reports the change; absent: none.
   */
  async change(
    record: OpenedRecord,
    change: Change,
    { secrets, event }: { readonly secrets?: Secrets | undefined; readonly event?: WebhookEvent } = {},
  ): Promise<OpenedRecord | undefined> {
    const columns = {
      tenant_id: record.tenantId,
      principal: record.principal ?? null,
      ...change,
      variables: JSON.stringify(change.variables ?? record.variables),
    }
    const bound = {
      id: record.id,
      environment_id: record.environmentId,
      provider: record.provider,
      authentication_method: record.method,
      ...columns,
    }
    const sealed = sealSecrets(this.#keys, bound, secrets ?? record.secrets)
    const mark = this.cache.mark()
    const write = (kysely: Kysely<Schema>) =>
      kysely
        .updateTable('accounts')
        .set({
          ...columns,
          ...sealed,
          version: record.version + 1,
          credential_version: record.credentialVersion + (secrets === undefined ? 0 : 1),
        })
        .where('environment_id', '=', record.environmentId)
        .where('id', '=', record.id)
        .where('version', '=', record.version)
        .returning(openedColumns)
        .executeTakeFirst()
    const row = event === undefined ? await write(this.#kysely) : await this.#tell(event, write)
    return row === undefined ? undefined : this.#keep(row, mark)
  }

  /**
   * Turns an active account to `needs_reauth`, unless its credential was replaced meanwhile. Only one caller of all processes
   * gets the changed account.
   */
  async markRefused(record: OpenedRecord, lastError: LastError): Promise<OpenedRecord | undefined> {
    const mark = this.cache.mark()
    const row = await this.#tell('integrated_account:authentication_error', (kysely) =>
      kysely
        .updateTable('accounts')
        .set(({ eb }) => ({
          status: 'needs_reauth' as const,
          last_error: fromLastError(lastError),
          updated_at: this.#now(),
          version: eb('version', '+', 1),
          lease_holder: null,
          lease_until: null,
        }))
        .where('environment_id', '=', record.environmentId)
        .where('id', '=', record.id)
        .where('status', '=', 'active')
        .where('credential_version', '=', record.credentialVersion)
        .returning(openedColumns)
        .executeTakeFirst(),
    )
    return row === undefined ? undefined : this.#keep(row, mark)
  }

  /**
   * Takes the right to refresh this credential until `untilMs`, if no process has that right and the account is unchanged
   * since it was read.
   */
  async takeLease(record: OpenedRecord, holder: string, untilMs: number): Promise<boolean> {
    const row = await this.#kysely
      .updateTable('accounts')
      .set({ lease_holder: holder, lease_until: untilMs })
      .where('environment_id', '=', record.environmentId)
      .where('id', '=', record.id)
      .where('version', '=', record.version)
      .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', this.#now())]))
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }

  async releaseLease({ environmentId, id }: AccountKey, holder: string): Promise<void> {
    await this.#kysely
      .updateTable('accounts')
      .set({ lease_holder: null, lease_until: null })
      .where('environment_id', '=', environmentId)
      .where('id', '=', id)
      .where('lease_holder', '=', holder)
      .execute()
  }

  /** Makes a change and writes its event beside it. */
  #tell(
    event: WebhookEvent,
    write: (kysely: Kysely<Schema>) => Promise<Pick<AccountTable, (typeof openedColumns)[number]> | undefined>,
  ) {
    return this.#outbox.record(async (transaction) => {
      const row = await write(transaction)
      return row === undefined ? undefined : { result: row, account: toRecord(row), events: [event] }
    })
  }

  #keep(row: Pick<AccountTable, (typeof openedColumns)[number]>, mark: number): OpenedRecord {
    const record = toOpenedRecord(this.#keys, row)
    this.cache.put(record, mark)
    return record
  }
}

/** Ends the leases of refreshes by other processes: for the start of a process that alone uses its data. */
export const releaseRefreshes = async (kysely: Kysely<Schema>): Promise<void> => {
  await kysely
    .updateTable('accounts')
    .set({ lease_holder: null, lease_until: null })
    .where('lease_holder', 'is not', null)
    .execute()
}
