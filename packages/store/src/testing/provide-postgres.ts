import type { TestProject } from 'vitest/node'
import { startPostgresServer } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server for the tests; `undefined` in those on SQLite. */
    postgres: string | undefined
  }
}

/** One PostgreSQL server for all tests of the project. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const server = await startPostgresServer()
  provide('postgres', server.url)
  return server.remove
}
