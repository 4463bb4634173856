import { generateKey, openKeyCheck } from '@rollcall/store'
import { inspectKeys, openBeside, rotateKeys, type UnopenedRow } from '@rollcall/store/commands'
import { ConfigError } from '../config.ts'
import { CommandFailure, type CommandIo, show } from './command-io.ts'
import { keyRingOf, settingsOf } from './settings.ts'

interface Options {
  readonly json?: boolean
}

const idPattern = /^[A-Za-z0-9_-]{1,32}$/

/** An id that no key of the ring is likely to have: the date. */
const idOfToday = (): string => `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`

export const newKey = (io: CommandIo, { id = idOfToday(), json }: Options & { readonly id?: string }): void => {
  if (!idPattern.test(id))
    throw new ConfigError(`The id "${id.slice(0, 40)}" is not 1 to 32 letters, digits, "-" or "_".`)
  const entry = `${id}:${generateKey()}`
  show(io, json, { id, entry }, entry)
  io.errors(
    'Put this entry and a comma in front of the others in ROLLCALL_KEYS, start the servers again, and run `rollcall keys rotate`.\n',
  )
}

/** How many rows the text names; JSON has all of them. */
const maximumNamed = 20

const unopenedLines = (unopened: readonly UnopenedRow[], ringIds: readonly string[]): readonly string[] => {
  const lines = unopened.slice(0, maximumNamed).map(({ table, id, keyId }) => {
    const reason =
      keyId === undefined
        ? 'it is not in the form that Rollcall seals'
        : ringIds.includes(keyId)
          ? `its key "${keyId}" is not the one that sealed it, or the row was changed`
          : `it was sealed with the key "${keyId}", which ROLLCALL_KEYS lacks`
    return `The row ${id} of the table ${table} cannot be opened: ${reason}.`
  })
  const more = unopened.length - lines.length
  return more > 0 ? [...lines, `And ${more} more rows; --json names all of them.`] : lines
}

const failUnopened = (unopened: readonly UnopenedRow[]): void => {
  if (unopened.length === 0) return
  throw new CommandFailure(
    `${unopened.length} ${unopened.length === 1 ? 'row opens' : 'rows open'} with no key of ROLLCALL_KEYS; put the missing key back, or delete the accounts that they belong to and connect these again.`,
  )
}

const wordsOf = (opens: Readonly<Record<string, number>>): string =>
  Object.entries(opens)
    .map(([table, count]) => `${table} ${count}`)
    .join(', ')

const adviceOf = (count: number): string =>
  count === 0 ? '; remove it, unless it is a new one' : '; `rollcall keys rotate` seals these rows anew'

export const checkKeys = async (io: CommandIo, { json }: Options): Promise<void> => {
  const config = settingsOf(io)
  const ring = keyRingOf(config)
  const beside = await openBeside(config)
  try {
    await beside.run(() => openKeyCheck(beside.kysely, ring))
    const { keys, unopened } = await inspectKeys(beside.kysely, ring, beside.run)
    const lines = keys.map(({ keyId, isSealing, opens, count }) => {
      const what = count === 0 ? 'opens nothing' : `opens ${wordsOf(opens)}`
      const advice = isSealing ? '' : adviceOf(count)
      return `The key "${keyId}"${isSealing ? ', which seals,' : ''} ${what}${advice}.`
    })
    const value = { keys: keys.map(({ keyId, ...use }) => ({ id: keyId, ...use })), unopened }
    show(io, json, value, [...lines, ...unopenedLines(unopened, ring.keyIds)].join('\n'))
    failUnopened(unopened)
  } finally {
    await beside.close()
  }
}

const progressEvery = 1000

export const rotate = async (io: CommandIo, { json }: Options): Promise<void> => {
  const config = settingsOf(io)
  const ring = keyRingOf(config)
  const beside = await openBeside(config)
  try {
    let reported = 0
    const rotated = await rotateKeys(beside, ring, {
      signal: io.signal,
      onProgress({ table, count }) {
        if (count - reported < progressEvery) return
        reported = count
        io.errors(`${count} sealed anew, now in ${table}\n`)
      },
    }).catch((error: unknown) => {
      if (!io.signal.aborted) throw error
      throw new CommandFailure('The rotation was interrupted, and nothing is lost; repeat it to continue.')
    })
    const { count, unopened, isStillSealing, unusedKeys, usedKeys } = rotated
    const names = unusedKeys.map((id) => `"${id}"`).join(', ')
    const ends =
      unusedKeys.length === 0
        ? []
        : [
            `The ${unusedKeys.length === 1 ? `key ${names} opens` : `keys ${names} open`} nothing, and can be removed from ROLLCALL_KEYS 24 hours after the last server was started with "${ring.sealingKeyId}" first: until then, callers may hold cursors of lists that it sealed.`,
          ]
    const first = `${count} ${count === 1 ? 'secret was' : 'secrets were'} sealed anew with the key "${ring.sealingKeyId}".`
    const lines = [first, ...ends, ...unopenedLines(unopened, ring.keyIds)]
    show(
      io,
      json,
      { sealedAnew: count, sealingKey: ring.sealingKeyId, unusedKeys, usedKeys, unopened },
      lines.join('\n'),
    )
    if (isStillSealing) {
      throw new CommandFailure(
        `A server still seals with an older key; start all servers again with "${ring.sealingKeyId}" first in ROLLCALL_KEYS, then repeat this.`,
      )
    }
    failUnopened(unopened)
  } finally {
    await beside.close()
  }
}
