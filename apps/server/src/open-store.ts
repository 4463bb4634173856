import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { adapters, createTransport, ProviderFailure, requestToken } from '@rollcall/providers'
import {
  createEnvironments,
  createStore,
  type Database,
  databaseFileName,
  type KeyRing,
  localKeyFileName,
  lockFolder,
  openSqlite,
  type Store,
} from '@rollcall/store'
import type { Dispatcher } from 'undici'
import { toIntegratedAccount } from './accounts/integrated-account.ts'
import type { Clock } from './clock.ts'
import { type Config, ConfigError } from './config.ts'
import { demoEnvironmentId } from './demo-ids.ts'
import type { Logger } from './logging.ts'
import { Metrics } from './metrics/metrics.ts'

const hourMs = 60 * 60 * 1000

/** The database, with the folder locked against other processes until it is closed. */
const openAlone = async (dataDirectory: string, now: () => number): Promise<Database> => {
  const lock = await lockFolder(dataDirectory)
  try {
    const { close, ...database } = await openSqlite({ dataDirectory, now })
    return { ...database, close: () => close().finally(lock.release) }
  } catch (error) {
    lock.release()
    throw error
  }
}

const report = (logger: Logger | undefined, state: 'lost' | 'restored', error: unknown): void => {
  if (state === 'restored') logger?.info('PostgreSQL answers again')
  else logger?.warn({ err: error }, 'the connection to PostgreSQL was lost; rows in memory are used until it is back')
}

/** A database that several processes share; its client is loaded only where it is used. */
const openShared = async (url: string, now: () => number, logger: Logger | undefined): Promise<Database> => {
  const { openPostgres } = await import('@rollcall/store/postgres')
  return openPostgres({ url, now, onConnection: (state, error) => report(logger, state, error) })
}

/**
 * Called before a demo writes anything to its folder: a demo's data has a key file beside it from the first start.
 * @throws ConfigError
 */
export const assertNoForeignData = (dataDirectory: string): void => {
  const has = (name: string): boolean => existsSync(join(dataDirectory, name))
  if (has(databaseFileName) && !has(localKeyFileName)) {
    throw new ConfigError(
      `The folder ${dataDirectory} holds data that was not made by a demo, and a demo does not change it; set DATA_DIR to another folder.`,
    )
  }
}

/** An environment of the other mode: a demo's in production, or one of production in a demo. */
export const foreignOf = <T extends { readonly id: string }>(
  environments: readonly T[],
  isDemo: boolean,
): T | undefined => environments.find(({ id }) => (id === demoEnvironmentId) !== isDemo)

/**
 * The database of a configuration, opened only in the mode that made it: the demo's token is public.
 * @throws StoreError, and ConfigError where a demo and production would share it
 */
export const openDatabaseOf = async (
  config: Pick<Config, 'dataDirectory' | 'databaseUrl' | 'demo'>,
  now: () => number,
  logger?: Logger,
): Promise<Database> => {
  const { dataDirectory, databaseUrl, demo } = config
  const database = await (databaseUrl === undefined
    ? openAlone(dataDirectory, now)
    : openShared(databaseUrl, now, logger))
  const environments = await createEnvironments(database.kysely, now).list()
  const foreign = foreignOf(environments, demo !== undefined)
  if (foreign === undefined) return database
  await database.close()
  if (databaseUrl !== undefined) {
    throw new ConfigError(
      "The database of DATABASE_URL holds a demo's data, which cannot be served; set DATABASE_URL to another database.",
    )
  }
  throw new ConfigError(
    demo === undefined
      ? `The data folder ${dataDirectory} holds a demo's data, which only demo mode opens; set DATA_DIR to another folder, or delete this one if it is not needed.`
      : `The folder ${dataDirectory} holds the environment ${foreign.name}, which was not made by a demo; set DATA_DIR to another folder.`,
  )
}

/**
 * The store of a server, with the vendors' token endpoints behind its refreshes.
 * @throws StoreError, ConfigError when the data folder or the keys cannot be used, or another process holds the folder
 */
export const openStore = async (options: {
  readonly config: Pick<
    Config,
    | 'dataDirectory'
    | 'databaseUrl'
    | 'demo'
    | 'vendorOrigin'
    | 'deadlineMs'
    | 'logRetentionDays'
    | 'idempotencyRetentionHours'
    | 'outboxRetentionDays'
  >
  readonly keys: KeyRing
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly logger: Logger
  /** Counts refreshes, and the calls that they make; a separate object by default. */
  readonly metrics?: Metrics
}): Promise<Store> => {
  const { config, keys, clock, logger, metrics = new Metrics() } = options
  const transport = createTransport({
    dispatcher: options.dispatcher,
    vendorOrigin: config.vendorOrigin,
    observer: metrics.vendors,
  })
  const now = clock.now
  const database = await openDatabaseOf(config, now, logger)
  return createStore({
    database,
    keys,
    now,
    wait: clock.wait,
    maximumRunMs: Math.max(120_000, config.deadlineMs * 2),
    auditRetentionMs: config.logRetentionDays * 24 * hourMs,
    idempotencyRetentionMs: config.idempotencyRetentionHours * hourMs,
    toPayload: toIntegratedAccount,
    outboxRetentionMs: config.outboxRetentionDays * 24 * 60 * 60 * 1000,
    mintIntervalSeconds: (provider, method) =>
      method === 'oauth2' || method === 'client_credentials'
        ? adapters[provider].authentication[method]?.mintIntervalSeconds
        : undefined,
    onAccountEvent: ({ type, accountId, environmentId }) => {
      metrics.count('refusedAccounts')
      logger.warn({ event: type, accountId, environmentId }, 'an account needs to be authorised again')
    },
    onAuditFailure: (error) => {
      metrics.count('auditFailures')
      logger.error({ err: error }, 'a row of the audit log could not be written')
    },
    onRemovalFailure: (error) => {
      logger.error({ err: error }, 'expired rows could not be removed; the server tries again in a minute')
    },
    refresher: async ({ provider, variables, method, client, refreshToken, context }) => {
      const asked = requestToken({
        adapter: adapters[provider],
        variables,
        method,
        client,
        ...(refreshToken === undefined ? {} : { refreshToken }),
        transport,
        now,
        context,
      })
      try {
        const tokens = await asked
        metrics.vendors.refreshEnded(provider, 'refreshed')
        return tokens
      } catch (error) {
        const isRefused = error instanceof ProviderFailure && error.slug === 'account-needs-reauth'
        metrics.vendors.refreshEnded(provider, isRefused ? 'refused' : 'failed')
        throw error
      }
    },
  })
}
