import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createEnvironments, databaseFileName, generateKey, parseKeyRing, type Store } from '@rollcall/store'
import { Agent } from 'undici'
import { systemClock } from './clock.ts'
import { type Config, ConfigError } from './config.ts'
import { createLogger } from './logging.ts'
import { openDatabaseOf, openStore } from './open-store.ts'

/** Makes the first environment and API token of an installation, and a key where there is none. */

/** The option that makes one more token. */
export const anotherToken = '--another-token'

/** Where the store is, in words. */
const storePlace = ({ databaseUrl, dataDirectory }: Config): string =>
  databaseUrl === undefined ? `The data folder ${dataDirectory}` : 'The database of DATABASE_URL'

/** A demo's data, which no key opens, has its own sentence. */
const holdsData = async (config: Config): Promise<boolean> => {
  const isFile = existsSync(join(config.dataDirectory, databaseFileName))
  if (config.databaseUrl === undefined && !isFile) return false
  const database = await openDatabaseOf(config, systemClock.now)
  try {
    const environments = await createEnvironments(database.kysely, systemClock.now).list()
    return config.databaseUrl === undefined || environments.length > 0
  } finally {
    await database.close()
  }
}

/** A new key may only be made for an empty store: existing data was sealed with another one. */
const keysFor = async (config: Config): Promise<{ readonly text: string; readonly isFresh: boolean }> => {
  if (config.keys !== undefined) return { text: config.keys, isFresh: false }
  if (await holdsData(config)) {
    throw new ConfigError(
      `${storePlace(config)} holds data already, and only its own keys open it; set ROLLCALL_KEYS to them.`,
    )
  }
  return { text: `main:${generateKey()}`, isFresh: true }
}

const environmentIn = async (store: Store, wantsAnother: boolean, config: Config) => {
  const [existing] = await store.environments.list()
  if (existing === undefined) return store.environments.create({ name: 'production' })
  const { result } = await store.tokens.list(existing.id, { limit: 1 })
  if (result.length > 0 && !wantsAnother) {
    throw new ConfigError(
      `${storePlace(config)} already has an environment with an API token, which was shown once; \`npm run bootstrap -- ${anotherToken}\` makes another one.`,
    )
  }
  return existing
}

export interface Bootstrapped {
  readonly environment: { readonly id: string; readonly name: string }
  /** Shown only here. */
  readonly token: string
  /** The new entry of `ROLLCALL_KEYS`, shown only here; `undefined`: there are keys. */
  readonly keys: string | undefined
  /** The complete output. */
  readonly text: string
}

/** @throws ConfigError, StoreError */
export const bootstrap = async (
  config: Config,
  options: { readonly wantsAnotherToken: boolean },
): Promise<Bootstrapped> => {
  if (config.demo !== undefined) {
    throw new ConfigError('A demo makes its own token, so there is nothing to bootstrap; leave ROLLCALL_DEMO out.')
  }
  const { text: keys, isFresh } = await keysFor(config)
  const ring = parseKeyRing(keys)
  const dispatcher = new Agent()
  const logger = createLogger({ level: 'silent', destination: { write: () => undefined } })
  const store = await openStore({ config, keys: ring, dispatcher, clock: systemClock, logger })
  try {
    const environment = await environmentIn(store, options.wantsAnotherToken, config)
    const startedAtMs = systemClock.now()
    const { token, id } = await store.tokens.create(environment.id, { name: 'bootstrap' })
    store.audit.record(
      { environmentId: environment.id, actor: { kind: 'command_line' }, operation: 'createApiToken', objectId: id },
      { outcome: 'succeeded', durationMs: systemClock.now() - startedAtMs },
    )
    const key = isFresh
      ? `A key was made. Keep it where you keep secrets: without it no stored credential can be read.\n\n  export ROLLCALL_KEYS='${keys}'\n\n`
      : ''
    const text = `${key}Environment ${environment.name} (${environment.id}) in ${config.databaseUrl === undefined ? config.dataDirectory : 'the database of DATABASE_URL'}\nIts API token, which is shown only now:\n\n  ${token}\n\nStart the server with: npm run serve`
    return {
      environment: { id: environment.id, name: environment.name },
      token,
      keys: isFresh ? keys : undefined,
      text,
    }
  } finally {
    await store.close()
    await dispatcher.destroy()
  }
}
