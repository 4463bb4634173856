import { adapters, createTransport, requestToken } from '@rollcall/providers'
import { createStore, type KeyRing, openDatabase, type Store } from '@rollcall/store'
import type { Dispatcher } from 'undici'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Logger } from './logging.ts'

/**
 * The store of a server, with the vendors' token endpoints behind its refreshes.
 * @throws StoreError when the data folder or the keys cannot be used
 */
export const openStore = async (options: {
  readonly config: Pick<Config, 'dataDirectory' | 'vendorOrigin' | 'deadlineMs'>
  readonly keys: KeyRing
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly logger: Logger
}): Promise<Store> => {
  const { config, keys, clock, logger } = options
  const transport = createTransport({ dispatcher: options.dispatcher, vendorOrigin: config.vendorOrigin })
  const now = clock.now
  const database = await openDatabase({ dataDirectory: config.dataDirectory, now })
  return createStore({
    database,
    keys,
    now,
    wait: clock.wait,
    maximumRunMs: Math.max(120_000, config.deadlineMs * 2),
    mintIntervalSeconds: (provider, method) =>
      method === 'oauth2' || method === 'client_credentials'
        ? adapters[provider].authentication[method]?.mintIntervalSeconds
        : undefined,
    onAccountEvent: ({ type, accountId, environmentId }) => {
      logger.warn({ event: type, accountId, environmentId }, 'an account needs to be authorised again')
    },
    refresher: ({ provider, variables, method, client, refreshToken, context }) =>
      requestToken({
        adapter: adapters[provider],
        variables,
        method,
        client,
        ...(refreshToken === undefined ? {} : { refreshToken }),
        transport,
        now,
        context,
      }),
  })
}
