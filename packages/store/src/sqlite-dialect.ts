import type { DatabaseSync } from 'node:sqlite'
import { type Dialect, SqliteDialect } from 'kysely'
import { columnValues } from './column-values.ts'

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
          all: (parameters) => statement.all(...columnValues(parameters)),
          run: (parameters) => statement.run(...columnValues(parameters)),
          iterate: (parameters) => statement.iterate(...columnValues(parameters)),
        }
      },
    },
  })
