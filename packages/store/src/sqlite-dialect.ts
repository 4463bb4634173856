import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { type Dialect, SqliteDialect } from 'kysely'

/**
 * Kysely's SQLite dialect over `node:sqlite`: its statements take their parameters one by one. A transaction takes the
 * write lock at once, so that it cannot fail later because another writer came between its first read and its first
 * write.
 */
export const sqliteDialect = (database: DatabaseSync): Dialect =>
  new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql)
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...toInputs(parameters)),
          run: (parameters) => statement.run(...toInputs(parameters)),
          iterate: (parameters) => statement.iterate(...toInputs(parameters)),
        }
      },
    },
  })

const toInputs = (parameters: readonly unknown[]): SQLInputValue[] =>
  parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`A ${typeof value} is no column value.`)
  })
