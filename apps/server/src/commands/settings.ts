import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { databaseFileName, type KeyRing, loadOrCreateLocalKey, localKeyFileName, parseKeyRing } from '@rollcall/store'
import { type Config, ConfigError, readConfig, unknownVariables } from '../config.ts'
import type { CommandIo } from './command-io.ts'

/** The configuration of the store that a command works on; its warnings are printed first. */
export const settingsOf = (io: CommandIo): Config => {
  for (const sentence of unknownVariables(io.environment)) io.errors(`${sentence}\n`)
  const config = readConfig(io.environment)
  for (const warning of config.fileWarnings) io.errors(`${warning}\n`)
  return config
}

/** The keys of a configuration; a demo has its own key beside its data. */
export const keyRingOf = ({ keys, demo, dataDirectory }: Config): KeyRing => {
  if (keys !== undefined) return parseKeyRing(keys)
  if (demo !== undefined && existsSync(join(dataDirectory, localKeyFileName)))
    return loadOrCreateLocalKey(dataDirectory)
  throw new ConfigError(
    'ROLLCALL_KEYS is not set: it has the keys that encrypt the stored credentials; set it, or ROLLCALL_KEYS_FILE.',
  )
}

/** @throws ConfigError without a store, which only `bootstrap` and `restore` make */
export const assertStore = ({ databaseUrl, dataDirectory }: Config): void => {
  if (databaseUrl !== undefined || existsSync(join(dataDirectory, databaseFileName))) return
  throw new ConfigError(
    `The folder ${dataDirectory} has no store; set DATA_DIR to the folder of the store, or run \`rollcall bootstrap\`.`,
  )
}
