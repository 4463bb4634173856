import { createEnvironments, openKeyCheck } from '@rollcall/store'
import { backUp, type CopiedTable, restore } from '@rollcall/store/commands'
import { systemClock } from '../clock.ts'
import { ConfigError } from '../config.ts'
import { copyToPostgres } from '../copy-to-postgres.ts'
import { foreignOf } from '../open-store.ts'
import { type CommandIo, show } from './command-io.ts'
import { assertStore, keyRingOf, settingsOf } from './settings.ts'

interface Options {
  readonly json?: boolean
  readonly force?: boolean
}

const countsOf = (tables: readonly CopiedTable[]): string =>
  tables.map(({ table, rows }) => `${table} ${rows}`).join(', ')

export const backUpStore = async (io: CommandIo, file: string, { json, force = false }: Options): Promise<void> => {
  const config = settingsOf(io)
  assertStore(config)
  const tables = await backUp(config, file, { replaces: force })
  const text = `The backup ${file} was written and compared: ${countsOf(tables)}.\nOnly the keys of ROLLCALL_KEYS open it, and it does not hold them; keep them elsewhere.`
  show(io, json, { file, tables }, text)
}

export const restoreStore = async (io: CommandIo, file: string, { json, force = false }: Options): Promise<void> => {
  const config = settingsOf(io)
  const keys = keyRingOf(config)
  const { tables, lost } = await restore(config, file, {
    replaces: force,
    now: systemClock.now,
    async check({ kysely }) {
      await openKeyCheck(kysely, keys)
      const environments = await createEnvironments(kysely, systemClock.now).list()
      if (foreignOf(environments, config.demo !== undefined) === undefined) return
      throw new ConfigError(
        config.demo === undefined
          ? `The backup ${file} holds a demo's data, which only demo mode opens; set ROLLCALL_DEMO=1.`
          : `The backup ${file} holds data that was not made by a demo; leave ROLLCALL_DEMO out.`,
      )
    },
  })
  const removed = lost.length === 0 ? '' : `\nRemoved before: ${countsOf(lost)}.`
  const text = `The backup ${file} was restored and compared: ${countsOf(tables)}.${removed}\nStart the servers; accounts of vendors that issue a new refresh token with each refresh may have to be connected again.`
  show(io, json, { file, tables, removed: lost }, text)
}

export const migrateStore = async (io: CommandIo, { json }: Options): Promise<void> => {
  const { text, ...copied } = await copyToPostgres(settingsOf(io))
  show(io, json, copied, text)
}
