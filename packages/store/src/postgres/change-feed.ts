import { randomUUID } from 'node:crypto'
import { Client, type ClientConfig } from 'pg'
import type { ChangeListener, Changes, WatchedTable } from '../database.ts'
import { changesChannel } from '../migrations/announce-changes.ts'

/** How often a process writes that it runs, and tests its connection. */
const beatMs = 5000
/** A process that was not seen for this long has ended. */
export const processLifetimeMs = 15_000
const firstRetryMs = 100
const longestRetryMs = 1000

/** One message of the channel: a changed row, or a process that runs or ends. */
type Message =
  | {
      readonly table: string
      readonly id: string
      readonly environment: string | null
      readonly version: number | null
    }
  | { readonly process: string; readonly state: 'lives' | 'leaves' }

export interface ChangeFeed extends Changes {
  liveProcesses(): number
  close(): Promise<void>
}

/**
 * Listens on a separate connection, and opens the next one whenever it breaks. Whenever changes may have been missed, the
 * listeners are called: when the connection breaks, when the next one listens, and when its own message does not arrive, as
 * through a pooler that runs every statement on another connection.
 * @throws when the first connection cannot be made
 */
export const openChangeFeed = async (
  connection: ClientConfig,
  onConnection: (state: 'lost' | 'restored', error?: unknown) => void,
): Promise<ChangeFeed> => {
  const self = randomUUID()
  const listeners = new Map<WatchedTable, ChangeListener[]>()
  const known = new Set<string>([self])
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let isLost = false
  let live = 1
  /** Test messages that were sent and have not arrived. */
  let unheard = 0

  const missed = (): void => {
    for (const listener of [...listeners.values()].flat()) listener.missed()
  }

  const hear = (payload: string | undefined): void => {
    const message = toMessage(payload)
    if (message === undefined) return
    if ('table' in message) {
      const { table, id, environment, version } = message
      const change = { id, environmentId: environment ?? undefined, version: version ?? undefined }
      for (const [watched, those] of listeners) {
        if (watched === table) for (const listener of those) listener.changed(change)
      }
      return
    }
    if (message.process === self) {
      unheard = 0
    } else if (message.state === 'leaves' || !known.has(message.process)) {
      known.delete(message.process)
      void count()
    }
  }

  const count = async (): Promise<void> => {
    const current = client
    if (current === undefined) return
    try {
      const { rows } = await current.query<{ id: string }>(
        'select id from processes where seen_at > extract(epoch from clock_timestamp()) * 1000 - $1',
        [processLifetimeMs],
      )
      known.clear()
      for (const { id } of rows) known.add(id)
      known.add(self)
      live = known.size
    } catch (error) {
      lose(current, error)
    }
  }

  const beat = async (): Promise<void> => {
    const current = client
    if (current === undefined) return
    if (unheard > 0) {
      lose(current, new Error('PostgreSQL does not deliver notifications on this connection.'))
      return
    }
    try {
      unheard += 1
      await current.query(
        `insert into processes (id, seen_at) values ($1, extract(epoch from clock_timestamp()) * 1000)
         on conflict (id) do update set seen_at = excluded.seen_at`,
        [self],
      )
      await current.query('delete from processes where seen_at < extract(epoch from clock_timestamp()) * 1000 - $1', [
        4 * processLifetimeMs,
      ])
      await current.query('select pg_notify($1, $2)', [changesChannel, toText('lives')])
      await count()
    } catch (error) {
      lose(current, error)
    }
  }

  const toText = (state: 'lives' | 'leaves'): string => JSON.stringify({ process: self, state })

  const lose = (lost: Client, error: unknown): void => {
    if (isClosed || client !== lost) return
    client = undefined
    clearInterval(timer)
    void end(lost)
    isLost = true
    missed()
    onConnection('lost', error)
    retry(firstRetryMs)
  }

  const retry = (delayMs: number): void => {
    timer = setTimeout(() => {
      connect().catch(() => {
        if (!isClosed) retry(Math.min(delayMs * 2, longestRetryMs))
      })
    }, delayMs).unref()
  }

  const connect = async (): Promise<void> => {
    const next = new Client(connection)
    next.on('error', (error) => lose(next, error))
    next.on('end', () => lose(next, new Error('PostgreSQL closed the connection.')))
    next.on('notification', ({ payload }) => hear(payload))
    try {
      await next.connect()
      await next.query(`listen ${changesChannel}`)
    } catch (error) {
      void end(next)
      throw error
    }
    if (isClosed) return end(next)
    client = next
    unheard = 0
    timer = setInterval(() => void beat(), beatMs).unref()
    await beat()
    if (!isLost || client !== next) return
    isLost = false
    missed()
    onConnection('restored')
  }

  await connect()
  return {
    listen(table, listener) {
      listeners.set(table, [...(listeners.get(table) ?? []), listener])
    },
    liveProcesses: () => live,
    async close() {
      isClosed = true
      clearInterval(timer)
      const current = client
      client = undefined
      if (current === undefined) return
      try {
        await current.query('delete from processes where id = $1', [self])
        await current.query('select pg_notify($1, $2)', [changesChannel, toText('leaves')])
      } catch {
        // Its row expires.
      }
      await end(current)
    },
  }
}

const end = async (client: Client): Promise<void> => {
  await client.end().catch(() => undefined)
}

const toMessage = (payload: string | undefined): Message | undefined => {
  try {
    const value: unknown = JSON.parse(payload ?? '')
    if (typeof value !== 'object' || value === null) return undefined
    const { table, id, environment, version, process, state } = Object.fromEntries(Object.entries(value))
    if (typeof process === 'string' && (state === 'lives' || state === 'leaves')) return { process, state }
    if (typeof table !== 'string' || typeof id !== 'string') return undefined
    return {
      table,
      id,
      environment: typeof environment === 'string' ? environment : null,
      version: typeof version === 'number' ? version : null,
    }
  } catch {
    // Every user of the database can write to a channel.
    return undefined
  }
}
