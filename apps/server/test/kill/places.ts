import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openSqlite } from '@rollcall/store'
import { openPostgres } from '@rollcall/store/postgres'
import type { Migration } from '../../../../packages/store/src/migrations/migration.ts'
import { type PostgresServer, runOn } from '../../../../packages/store/src/testing/postgres-server.ts'

/** The place of a store: a folder with SQLite, or a database of a PostgreSQL server and an empty folder. */
export interface Place {
  readonly dataDirectory: string
  readonly databaseUrl: string | undefined
  open(steps?: readonly Migration[]): Promise<Database>
  /** Another one with the same content; no process may have it open. */
  copy(): Promise<Place>
  remove(): Promise<void>
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'rollcall-kill-'))
const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

const sqlitePlace = (dataDirectory: string): Place => ({
  dataDirectory,
  databaseUrl: undefined,
  open: (steps) => openSqlite({ dataDirectory, ...(steps === undefined ? {} : { steps }) }),
  async copy() {
    const folder = newFolder()
    cpSync(dataDirectory, folder, { recursive: true })
    return sqlitePlace(folder)
  },
  remove: async () => removeFolder(dataDirectory),
})

let databases = 0

const postgresPlace = (server: PostgresServer, name: string, url: string): Place => {
  const dataDirectory = newFolder()
  return {
    dataDirectory,
    databaseUrl: url,
    open: (steps) => openPostgres({ url, ...(steps === undefined ? {} : { steps }) }),
    async copy() {
      databases += 1
      const copied = `kill_${databases}`
      await runOn(server.url, `create database ${copied} template ${name}`)
      const copiedUrl = new URL(url)
      copiedUrl.pathname = `/${copied}`
      return postgresPlace(server, copied, copiedUrl.href)
    },
    async remove() {
      await runOn(server.url, `drop database ${name} with (force)`)
      removeFolder(dataDirectory)
    },
  }
}

export const newSqlitePlace = async (): Promise<Place> => sqlitePlace(newFolder())

export const newPostgresPlace = async (server: PostgresServer): Promise<Place> => {
  databases += 1
  const name = `kill_${databases}`
  return postgresPlace(server, name, await server.createDatabase(name))
}
