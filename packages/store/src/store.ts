import { randomUUID } from 'node:crypto'
import type { ProviderSlug } from '@rollcall/contract'
import type { AuthenticationMethod } from '@rollcall/providers'
import { AccountCache } from './account-cache.ts'
import type { AccountRecord } from './accounts/account-record.ts'
import { AccountRows, releaseRefreshes } from './accounts/account-rows.ts'
import { type Accounts, createAccounts } from './accounts/accounts.ts'
import { type AccountEvent, type Refresher, Refreshes } from './accounts/refresh.ts'
import { type AuditLog, createAuditLog } from './audit/audit-log.ts'
import { type ConnectSessions, createConnectSessions } from './connect-sessions/connect-sessions.ts'
import { type DerivedKey, deriveKeys } from './cursor-key.ts'
import type { Database } from './database.ts'
import { createEnvironments, type Environments } from './environments/environments.ts'
import { createOutbox } from './events/outbox.ts'
import { type Every, everyByTimer, removeExpired, removeExpiredRegularly } from './expired-rows.ts'
import { abandonRunning, createIdempotency, type Idempotency } from './idempotency/idempotency.ts'
import { assertKeys } from './key-check.ts'
import type { KeyRing } from './keys.ts'
import { createLinkTokens, type LinkTokens, releaseAttempts } from './link-tokens/link-tokens.ts'
import { resealFirstForm } from './migrations/reseal-first-form.ts'
import { createOAuthApps, type OAuthApps } from './oauth-apps/oauth-apps.ts'
import { createTokens, type Tokens } from './tokens/tokens.ts'
import { createDeliveries, type Deliveries, releaseDeliveries } from './webhooks/deliveries.ts'
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts'

export interface StoreOptions {
  /** Closed with the store. */
  readonly database: Database
  readonly keys: KeyRing
  readonly refresher: Refresher
  /** The adapter's `mintIntervalSeconds`, where the vendor throttles minting. */
  readonly mintIntervalSeconds?: (provider: ProviderSlug, method: AuthenticationMethod) => number | undefined
  /**
   * Called once per change of state. An error that it throws is dropped: an account's state does not depend on a listener.
   */
  readonly onAccountEvent?: (event: AccountEvent) => void
  /** An account as events show it, without secrets. */
  readonly toPayload?: (account: AccountRecord) => unknown
  /** How long a delivered event is kept; a week by default. */
  readonly outboxRetentionMs?: number
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** How long a vendor may take to issue a token; 15 s by default. */
  readonly refreshTimeoutMs?: number
  /** How long a call waits for a new token while the old one is valid; 2 s by default. */
  readonly earlyWaitMs?: number
  /** How long other processes wait for the lease of a process that was killed; above `refreshTimeoutMs`, 20 s by default. */
  readonly leaseMs?: number
  /** Longer than any request can run; 120 s by default. */
  readonly maximumRunMs?: number
  /** How to wait for another process; a timer by default. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  /** How to start the removal of expired rows, once a minute; a timer by default. */
  readonly every?: Every
  /** Called with the error of a removal of expired rows; the removal is repeated a minute later. */
  readonly onRemovalFailure?: (error: unknown) => void
  /** Called with the error that prevented the write of a row of the audit log or of its end. */
  readonly onAuditFailure?: (error: unknown) => void
  /** How long rows of the audit log are kept; 365 days by default. */
  readonly auditRetentionMs?: number
  /** How long an idempotency key and its answer are kept; 24 hours by default. */
  readonly idempotencyRetentionMs?: number
}

/** All data that is kept between requests. */
export interface Store {
  readonly environments: Environments
  readonly tokens: Tokens
  readonly accounts: Accounts
  readonly oauthApps: OAuthApps
  readonly idempotency: Idempotency
  readonly linkTokens: LinkTokens
  readonly audit: AuditLog
  readonly connectSessions: ConnectSessions
  readonly webhooks: Webhooks
  readonly deliveries: Deliveries
  /** 32-byte keys for one purpose, such as cursors, the same after a restart: the first one seals, all of them open. */
  deriveKeys(purpose: string): readonly DerivedKey[]
  /** Whether the database answers; for the readiness probe. @throws StoreUnavailable when it cannot be reached now */
  ping(): Promise<void>
  /** Processes that serve this data now, this one among them; they share the limits of vendors. */
  liveProcesses(): number
  /** Waits for the refreshes under way, so that no rotated token is lost. */
  close(): Promise<void>
}

const removalIntervalMs = 60_000
const dayMs = 24 * 60 * 60 * 1000

/** @throws StoreError when the keys are not those that the data was sealed with; the database is closed then. */
export const createStore = async (options: StoreOptions): Promise<Store> => {
  const { database, keys, now = Date.now, wait, onAccountEvent = () => undefined } = options
  const { kysely } = database
  const instance = randomUUID()
  const maximumRunMs = options.maximumRunMs ?? 120_000
  const retention = {
    auditMs: options.auditRetentionMs ?? 365 * dayMs,
    idempotencyMs: options.idempotencyRetentionMs ?? dayMs,
    outboxMs: options.outboxRetentionMs ?? 7 * dayMs,
  }
  try {
    await assertKeys(kysely, keys)
    await database.exclusively((transaction) => resealFirstForm(transaction, keys))
    if (database.servesOneProcess) {
      await abandonRunning(kysely, instance)
      await releaseRefreshes(kysely)
      await releaseAttempts(kysely)
      await releaseDeliveries(kysely)
    }
    await removeExpired(kysely, now, retention)
  } catch (error) {
    await database.close()
    throw error
  }

  const cache = new AccountCache(now)
  const dueListeners: (() => void)[] = []
  const wake = (): void => {
    for (const listener of dueListeners) listener()
  }
  const { toPayload = (account: AccountRecord) => account } = options
  const outbox = createOutbox({ kysely, keys, now, toPayload, onWritten: wake })
  const rows = new AccountRows({ kysely, keys, now, outbox, cache })
  const oauthApps = createOAuthApps(kysely, keys, now)
  const audit = createAuditLog({
    kysely,
    keys,
    now,
    maximumRunMs,
    onFailure: options.onAuditFailure ?? (() => undefined),
  })
  const tokens = createTokens(kysely, {
    keys,
    now,
    changes: database.changes,
    onExpired: audit.countFailedAuthentication,
  })
  const idempotency = createIdempotency({
    kysely,
    keys,
    now,
    instance,
    maximumRunMs,
    lifetimeMs: retention.idempotencyMs,
    ...(wait === undefined ? {} : { wait }),
  })
  const refreshes = new Refreshes(rows, {
    now,
    refresher: options.refresher,
    clientOf: oauthApps.client,
    onAccountEvent(event) {
      try {
        onAccountEvent(event)
      } catch {
        // As `StoreOptions.onAccountEvent` says.
      }
    },
    refreshTimeoutMs: options.refreshTimeoutMs ?? 15_000,
    leaseMs: options.leaseMs ?? 20_000,
    ...(wait === undefined ? {} : { wait }),
  })
  database.changes.listen('accounts', {
    changed(row) {
      cache.changed(row)
      refreshes.changed(row.id)
    },
    missed: () => cache.doubt(),
  })
  const accounts = createAccounts({
    kysely,
    keys,
    now,
    rows,
    outbox,
    cache,
    refreshes,
    earlyWaitMs: options.earlyWaitMs ?? 2000,
    clientOf: oauthApps.client,
    onDelete: tokens.forgetAccount,
    mintIntervalSeconds: options.mintIntervalSeconds ?? (() => undefined),
  })
  const { every = everyByTimer } = options
  const stopRemoving = removeExpiredRegularly({
    kysely,
    now,
    retention,
    every: (intervalMs, remove) =>
      every(intervalMs, () => {
        void audit.writeCounts()
        remove()
      }),
    intervalMs: removalIntervalMs,
    onFailure: options.onRemovalFailure ?? (() => undefined),
  })

  return {
    environments: createEnvironments(kysely, now),
    tokens,
    accounts,
    oauthApps: {
      ...oauthApps,
      async set(environmentId, provider, client) {
        await oauthApps.set(environmentId, provider, client)
        await accounts.activateWithClient(environmentId, provider)
      },
    },
    idempotency,
    linkTokens: createLinkTokens(kysely, { keys, now }),
    connectSessions: createConnectSessions(kysely, { keys, now }),
    audit,
    webhooks: createWebhooks(kysely, { keys, now, onActive: wake }),
    deliveries: createDeliveries(kysely, { keys, now, wake, onDue: (listener) => dueListeners.push(listener) }),
    deriveKeys: (purpose) => deriveKeys(keys, purpose),
    async ping() {
      await kysely.selectFrom('settings').select('name').limit(1).execute()
    },
    liveProcesses: database.liveProcesses,
    async close() {
      await stopRemoving()
      await audit.close()
      idempotency.close()
      await refreshes.close()
      await database.close()
    },
  }
}
