import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { databaseFileName } from '@rollcall/store'
import { type CopiedStore, copyStore } from '@rollcall/store/commands'
import { systemClock } from './clock.ts'
import { type Config, ConfigError } from './config.ts'
import { openDatabaseOf } from './open-store.ts'

/**
 * Copies the SQLite store of `DATA_DIR`, whose server is stopped, to the empty PostgreSQL database of `DATABASE_URL`, and
 * compares every row. The SQLite store stays as it is. Can be repeated.
 * @returns what was copied, also in sentences
 * @throws ConfigError, StoreError
 */
export const copyToPostgres = async (config: Config): Promise<CopiedStore & { readonly text: string }> => {
  const { dataDirectory, databaseUrl } = config
  if (databaseUrl === undefined) {
    throw new ConfigError('DATABASE_URL is not set: it names the PostgreSQL database that the store is copied to.')
  }
  if (!existsSync(join(dataDirectory, databaseFileName))) {
    throw new ConfigError(`The folder ${dataDirectory} has no store; set DATA_DIR to the folder of the store.`)
  }
  const source = await openDatabaseOf({ ...config, databaseUrl: undefined }, systemClock.now)
  try {
    const target = await openDatabaseOf(config, systemClock.now)
    try {
      const { tables, wasThere } = await copyStore(source, target)
      const counts = tables.map(({ table, rows }) => `${table} ${rows}`).join(', ')
      const what = wasThere ? 'was copied before, and every row is the same' : 'was copied, and every row compared'
      const text = `The store in ${dataDirectory} ${what}: ${counts}.\nStart the server with DATABASE_URL and the same ROLLCALL_KEYS; keep the folder until you no longer need it.`
      return { tables, wasThere, text }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}
