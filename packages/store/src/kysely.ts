import { existsSync } from 'node:fs'
import type * as kysely from 'kysely'

/**
 * Kysely, as the one file that `npm run build` makes of it (`scripts/build.ts`): its package has 255, which take 140 ms of
 * the start instead of 40. The package itself where that file was not made.
 */
const file = new URL('../dist/kysely.js', import.meta.url)
const library: typeof kysely = await import(existsSync(file) ? file.href : 'kysely')

export const {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} = library

export type CompiledQuery = kysely.CompiledQuery
export type Kysely<Tables> = kysely.Kysely<Tables>
export type SqliteDriver = kysely.SqliteDriver
