import { performance } from 'node:perf_hooks'
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import { Pool, type PoolClient, type PoolConfig, types } from 'pg'
import { columnValues } from '../column-values.ts'
import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from '../kysely.ts'
import { asUnavailable } from './outage.ts'

/** OID of PostgreSQL's type `bigint`. */
const bigint = 20
/** After a connection could not be made, none is tried for this long: callers get 503 at once. */
const pauseMs = 250

/** What each connection is opened with. `bigint` columns are read as numbers, as `Schema` declares. */
export const connectionOptions = (url: string) => ({
  connectionString: url,
  application_name: 'rollcall',
  keepAlive: true,
  connectionTimeoutMillis: 5000,
  query_timeout: 10_000,
  types: {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === bigint ? Number : types.getTypeParser(oid, format),
  },
})

/**
 * Kysely's PostgreSQL dialect over a pool of `pg`. A lost connection is a `StoreUnavailable`, and is never used again;
 * nothing is repeated, since a statement may have run.
 */
export const postgresDialect = (options: PoolConfig): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PostgresDriver(options),
  createIntrospector: (kysely) => new PostgresIntrospector(kysely),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})

class PostgresDriver implements Driver {
  readonly #pool: Pool
  readonly #open = new Map<DatabaseConnection, PostgresConnection>()
  #failure: { readonly error: Error; readonly untilMs: number } | undefined

  constructor(options: PoolConfig) {
    this.#pool = new Pool(options)
    // Both say that a connection was lost: what runs on it is rejected as well, and the pool drops it.
    this.#pool.on('error', ignore)
    this.#pool.on('connect', (client) => client.on('error', ignore))
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#failure !== undefined && performance.now() < this.#failure.untilMs) throw this.#failure.error
    try {
      const connection = new PostgresConnection(await this.#pool.connect())
      this.#failure = undefined
      this.#open.set(connection, connection)
      return connection
    } catch (cause) {
      const error = asUnavailable(cause)
      this.#failure = { error, untilMs: performance.now() + pauseMs }
      throw error
    }
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#open.get(connection)?.release()
    this.#open.delete(connection)
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

const ignore = (): void => undefined

class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient
  #isLost = false

  constructor(client: PoolClient) {
    this.#client = client
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const values = columnValues(parameters)
    try {
      const { rows, rowCount } = await this.#client.query(sql, values)
      return { rows, ...(rowCount === null ? {} : { numAffectedRows: BigInt(rowCount) }) }
    } catch (cause) {
      const error = asUnavailable(cause)
      this.#isLost ||= error !== cause
      throw error
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely requires the method, and nothing streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new TypeError('The store reads in pages.')
  }

  release(): void {
    this.#client.release(this.#isLost)
  }
}
