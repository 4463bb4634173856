import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CompiledQuery } from './kysely.ts'
import { databaseFileName, openSqlite } from './open-sqlite.ts'
import { StoreError } from './store-error.ts'
import { temporaryFolder } from './testing/test-database.ts'

const open = async (...parameters: Parameters<typeof openSqlite>) => {
  const database = await openSqlite(...parameters)
  onTestFinished(() => database.close())
  return database
}

const failureOf = async (dataDirectory: string): Promise<string> => {
  const error: unknown = await openSqlite({ dataDirectory }).catch((reason: unknown) => reason)
  if (error instanceof StoreError) return error.message
  throw new Error('The database was opened.', { cause: error })
}

describe('the SQLite database', () => {
  it('makes folder and file for their owner alone', async () => {
    const folder = join(temporaryFolder(), 'data')
    await open({ dataDirectory: folder })
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, databaseFileName)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, `${databaseFileName}-wal`)).mode & 0o777).toBe(0o600)
  })

  it('uses the write-ahead log and checks references', async () => {
    const folder = temporaryFolder()
    const { kysely } = await open({ dataDirectory: folder })
    const insert = kysely.insertInto('oauth_apps').values({
      environment_id: 'missing',
      provider: 'hubspot',
      client_id: '',
      secret: '',
      key_id: '',
      created_at: 0,
      updated_at: 0,
    })
    await expect(insert.execute()).rejects.toThrow(/FOREIGN KEY/)
    const sqlite = new DatabaseSync(join(folder, databaseFileName))
    expect(sqlite.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
    sqlite.close()
  })

  it('is refused in a sentence where the folder is a file', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(await failureOf(file)).toMatch(/^The data folder .*\/file cannot be written: .*\.$/)
    expect(await failureOf(join(file, 'data'))).toMatch(/^The data folder .* cannot be written: .*\.$/)
  })

  it('is refused in a sentence where the file is not a database', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, databaseFileName), 'This is a letter, not a database. '.repeat(100))
    expect(await failureOf(folder)).toMatch(/cannot be used as Rollcall's database: file is not a database\.$/)
  })

  it('is refused in a sentence where the file is a folder', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, databaseFileName))
    expect(await failureOf(folder)).toMatch(/^The data folder .* cannot be written: .*\.$/)
  })

  it('accepts only texts, integers and nulls, which both databases store in the same way', async () => {
    const { kysely } = await open({ dataDirectory: temporaryFolder() })
    const wrong = kysely.executeQuery(CompiledQuery.raw('select ?', [true]))
    await expect(wrong).rejects.toThrow('A boolean cannot be stored in a column.')
  })
})
