import { randomUUID } from 'node:crypto'
import type { AccountStatus, ProviderSlug } from '@rollcall/contract'
import type { AuthenticationMethod, Handling, OAuthClient, Variables } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import { eventOf, eventsOfNew } from '../events/account-event.ts'
import type { Outbox } from '../events/outbox.ts'
import type { KeyRing } from '../keys.ts'
import {
  type InstantBounds,
  isAfter,
  isWithin,
  type ListRequest,
  type ListResult,
  positionOf,
  toListResult,
} from '../list-cursor.ts'
import type { Schema } from '../schema.ts'
import { openedOrNot, StoreError } from '../store-error.ts'
import {
  type AccountRecord,
  fromLastError,
  type LastError,
  type OpenedRecord,
  openedColumns,
  publicColumns,
  toOpenedRecord,
  toRecord,
} from './account-record.ts'
import type { AccountRows } from './account-rows.ts'
import { OpenedAccount, type OpenedAccountContext } from './opened-account.ts'
import { type Secrets, type StoredCredential, sealSecrets } from './secrets.ts'
import { mayBecome, withNewCredentials } from './status.ts'

/** An account to be made; its credential is sealed before it is written. */
export interface NewAccount {
  /** A fresh UUID by default. */
  readonly id?: string
  readonly provider: ProviderSlug
  readonly tenantId: string
  readonly method: AuthenticationMethod
  readonly credential: StoredCredential
  readonly variables: Variables
  /** The OAuth app that the tokens belong to; absent: the environment's. */
  readonly client?: OAuthClient | undefined
  readonly principal?: string | undefined
  readonly handling?: Handling | undefined
  /** `active` by default: an import makes no vendor call. */
  readonly status?: AccountStatus
}

/** The changes of an account that are possible. `variables` are merged; `null` as handling: the server's default. */
export interface AccountChanges {
  readonly tenantId?: string
  readonly variables?: Variables
  readonly handling?: Handling | null
  /** New credentials: an account that needs them turns to `connecting`. */
  readonly credential?: StoredCredential
  /** With new credentials: their OAuth app; `null`: the environment's; absent: the former one. */
  readonly client?: OAuthClient | null
  /** With new credentials: the vendor's user that they belong to. */
  readonly principal?: string | undefined
  /** With new credentials that need no call of the vendor: the account is `active` at once, as after an import. */
  readonly isActive?: true
}

export interface AccountFilters {
  readonly tenantId?: string | undefined
  readonly provider?: ProviderSlug | undefined
  readonly status?: AccountStatus | undefined
  readonly createdAt?: InstantBounds
  readonly updatedAt?: InstantBounds
}

/** A deleted account, with the credential that revokes its tokens at the vendor. */
export interface DeletedAccount {
  readonly account: AccountRecord
  /** `undefined` when it could not be opened. */
  readonly credential: StoredCredential | undefined
  readonly client: OAuthClient | undefined
}

/** Connected accounts. An account of another environment does not exist for the caller. */
export interface Accounts {
  create(environmentId: string, account: NewAccount): Promise<AccountRecord>
  get(environmentId: string, id: string): Promise<AccountRecord | undefined>
  /** The newest first. @throws Refusal `invalid-cursor` or `cursor-expired` */
  list(environmentId: string, request: ListRequest & AccountFilters): Promise<ListResult<AccountRecord>>
  update(environmentId: string, id: string, changes: AccountChanges): Promise<AccountRecord | undefined>
  /** @throws StoreError for a change that the contract does not know. */
  setStatus(
    environmentId: string,
    id: string,
    status: Exclude<AccountStatus, 'needs_reauth'>,
    lastError?: LastError,
  ): Promise<AccountRecord | undefined>
  /** The environment has an OAuth app for the provider again: accounts that only lacked it are `active`. */
  activateWithClient(environmentId: string, provider: ProviderSlug): Promise<void>
  /** Deletes its credential, its tokens and the answers kept under its idempotency keys too. */
  delete(environmentId: string, id: string): Promise<DeletedAccount | undefined>
  /** For requests to the vendor: at once, from memory, if it was opened in the last minute. */
  open(environmentId: string, id: string): OpenedAccount | Promise<OpenedAccount | undefined>
}

export interface AccountsContext extends OpenedAccountContext {
  readonly kysely: Kysely<Schema>
  readonly keys: KeyRing
  readonly rows: AccountRows
  readonly outbox: Outbox
  readonly clientOf: (environmentId: string, provider: ProviderSlug) => Promise<OAuthClient | undefined>
  readonly onDelete: (id: string) => void
}

export const createAccounts = (context: AccountsContext): Accounts => {
  const { kysely, keys, now, rows, cache, outbox } = context

  /** The columns of a status, and of the first time that it is `active`. */
  const statusColumns = (record: OpenedRecord, status: AccountStatus) => ({
    status,
    ...(status === 'active' && !record.wasActive ? { first_active_at: now() } : {}),
  })

  /** Reads, decides and writes; repeats that if the row was changed in between. */
  const change = async (
    environmentId: string,
    id: string,
    write: (record: OpenedRecord) => Promise<OpenedRecord | undefined>,
  ): Promise<AccountRecord | undefined> => {
    for (;;) {
      const record = await rows.read({ environmentId, id })
      if (record === undefined) return undefined
      const written = await write(record)
      if (written !== undefined) return withoutSecrets(written)
    }
  }

  return {
    async create(environmentId, account) {
      const id = account.id ?? randomUUID()
      const secrets: Secrets = { credential: account.credential, client: account.client }
      const createdAtMs = now()
      const bound = {
        id,
        environment_id: environmentId,
        tenant_id: account.tenantId,
        provider: account.provider,
        authentication_method: account.method,
        variables: JSON.stringify(account.variables),
        principal: account.principal ?? null,
      }
      const status = account.status ?? 'active'
      const created = await outbox.record(async (transaction) => {
        const row = await transaction
          .insertInto('accounts')
          .values({
            ...bound,
            ...sealSecrets(keys, bound, secrets),
            status,
            handling: account.handling ?? null,
            last_error: null,
            created_at: createdAtMs,
            updated_at: createdAtMs,
            version: 1,
            credential_version: 1,
            minted_at: null,
            first_active_at: status === 'active' ? createdAtMs : null,
            lease_holder: null,
            lease_until: null,
          })
          .returning(publicColumns)
          .executeTakeFirstOrThrow()
        const result = toRecord(row)
        return { result, account: result, events: eventsOfNew(status) }
      })
      if (created === undefined) throw new TypeError('The database did not return the inserted row.')
      return created
    },

    async get(environmentId, id) {
      const row = await kysely
        .selectFrom('accounts')
        .select(publicColumns)
        .where('environment_id', '=', environmentId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : toRecord(row)
    },

    async list(environmentId, { tenantId, provider, status, createdAt = {}, updatedAt = {}, ...request }) {
      const filters = { tenantId, provider, status, ...textOf('created', createdAt), ...textOf('updated', updatedAt) }
      const name = { environmentId, list: 'integrated-account', filters }
      const after = positionOf(request, name, context)
      let query = kysely.selectFrom('accounts').select(publicColumns).where('environment_id', '=', environmentId)
      if (tenantId !== undefined) query = query.where('tenant_id', '=', tenantId)
      if (provider !== undefined) query = query.where('provider', '=', provider)
      if (status !== undefined) query = query.where('status', '=', status)
      query = query.where(isWithin('created_at', createdAt)).where(isWithin('updated_at', updatedAt))
      if (after !== undefined) query = query.where(isAfter(after))
      const found = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(request.limit + 1)
        .execute()
      return toListResult(found.map(toRecord), request, name, context)
    },

    update: (environmentId, id, changes) =>
      change(environmentId, id, (record) => {
        const status =
          changes.credential === undefined
            ? record.status
            : changes.isActive === true
              ? 'active'
              : withNewCredentials(record.status)
        return rows.change(
          record,
          {
            ...statusColumns(record, status),
            updated_at: now(),
            tenant_id: changes.tenantId ?? record.tenantId,
            variables: { ...record.variables, ...changes.variables },
            handling: changes.handling === undefined ? (record.handling ?? null) : changes.handling,
            ...(changes.credential === undefined
              ? {}
              : {
                  principal: changes.principal ?? null,
                  last_error: null,
                  minted_at: null,
                }),
          },
          {
            event: eventOf({ from: record.status, to: status, wasActive: record.wasActive }),
            secrets:
              changes.credential === undefined
                ? undefined
                : {
                    credential: changes.credential,
                    client: changes.client === undefined ? record.secrets.client : (changes.client ?? undefined),
                  },
          },
        )
      }),

    setStatus: (environmentId, id, status, lastError) =>
      change(environmentId, id, (record) => {
        if (!mayBecome(record.status, status)) {
          throw new StoreError(`An account that is ${record.status} cannot become ${status}.`)
        }
        return rows.change(
          record,
          {
            ...statusColumns(record, status),
            last_error: lastError === undefined ? null : fromLastError(lastError),
            updated_at: now(),
          },
          { event: eventOf({ from: record.status, to: status, wasActive: record.wasActive }) },
        )
      }),

    async delete(environmentId, id) {
      const row = await outbox.record(async (transaction) => {
        const deleted = await transaction
          .deleteFrom('accounts')
          .where('environment_id', '=', environmentId)
          .where('id', '=', id)
          .returning(openedColumns)
          .executeTakeFirst()
        return deleted === undefined
          ? undefined
          : { result: deleted, account: toRecord(deleted), events: ['integrated_account:deleted'] }
      })
      if (row === undefined) return undefined
      cache.forget(environmentId, id)
      context.onDelete(id)
      const account = toRecord(row)
      // An account can be deleted although its secrets no longer open.
      const secrets = await openedOrNot(() => toOpenedRecord(keys, row).secrets)
      const client = secrets?.client ?? (await openedOrNot(() => context.clientOf(environmentId, account.provider)))
      return { account, credential: secrets?.credential, client }
    },

    async activateWithClient(environmentId, provider) {
      const found = await kysely
        .selectFrom('accounts')
        .select('id')
        .where('environment_id', '=', environmentId)
        .where('provider', '=', provider)
        .where('status', '=', 'needs_reauth')
        .where('last_error', '=', fromLastError({ kind: 'client-missing' }))
        .execute()
      for (const { id } of found) {
        await change(environmentId, id, async (record) =>
          record.lastError?.kind === 'client-missing'
            ? rows.change(
                record,
                { ...statusColumns(record, 'active'), last_error: null, updated_at: now() },
                { event: eventOf({ from: record.status, to: 'active', wasActive: record.wasActive }) },
              )
            : record,
        )
      }
    },

    open(environmentId, id) {
      const known = cache.get(environmentId, id)
      if (known !== undefined) return new OpenedAccount(known, context)
      return cache
        .readOrOld(environmentId, id, () => rows.read({ environmentId, id }))
        .then((record) => (record === undefined ? undefined : new OpenedAccount(record, context)))
    },
  }
}

/** The bounds in the form that a cursor is bound to; without bounds the cursors of former versions stay valid. */
const textOf = (name: string, bounds: InstantBounds): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(bounds).map(([bound, instant]) => [`${name}_${bound}`, String(instant)]))

const withoutSecrets = ({
  secrets,
  credentialVersion,
  mintedAtMs,
  wasActive,
  ...record
}: OpenedRecord): AccountRecord => record
