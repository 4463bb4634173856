import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import type { DatabaseConnection, Dialect, SqliteDialectConfig } from 'kysely'
import { columnValues } from './column-values.ts'
import { SqliteDialect, SqliteDriver } from './kysely.ts'

/** SQLite's "database is locked". */
const busy = 5
const patienceMs = 5000
const pauseMs = 5
/** How many statements are kept prepared. */
const maximumPrepared = 200

/**
 * Kysely's SQLite dialect over `node:sqlite`: its statements take their parameters one by one. A transaction takes the write
 * lock at once, so that it cannot fail later because of another write between its first read and its first write. While
 * another connection has the lock, a statement is repeated for five seconds, and other work runs meanwhile: the connection's
 * own busy timeout, which stops the whole process, has to be 0.
 */
export const sqliteDialect = (database: DatabaseSync): Dialect => {
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql)
    if (prepared.size < maximumPrepared) prepared.set(sql, statement)
    return statement
  }
  return new PatientDialect({
    database: {
      close() {
        prepared.clear()
        database.close()
      },
      prepare(sql) {
        const whole = sql === 'begin' ? 'begin immediate' : sql
        const statement = prepare(whole)
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...columnValues(parameters)),
          run: (parameters) => statement.run(...columnValues(parameters)),
          // A separate statement: the kept one may run again before the last row of this one is read.
          iterate: (parameters) => database.prepare(whole).iterate(...columnValues(parameters)),
        }
      },
    },
  })
}

class PatientDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): SqliteDriver {
    return new PatientDriver(this.#config)
  }
}

class PatientDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    return {
      executeQuery: (query) => retryWhileBusy(() => connection.executeQuery(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    }
  }
}

const retryWhileBusy = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      return await work()
    } catch (error) {
      const isBusy = error instanceof Error && 'errcode' in error && error.errcode === busy
      if (!isBusy || waitedMs >= patienceMs) throw error
      await wait(pauseMs)
    }
  }
}
