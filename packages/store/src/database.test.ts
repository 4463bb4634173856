import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { databaseFileName, openDatabase } from './database.ts'
import { migrations } from './migrate.ts'
import { StoreError } from './store-error.ts'
import { temporaryFolder } from './testing/test-store.ts'

const open = async (...parameters: Parameters<typeof openDatabase>) => {
  const database = await openDatabase(...parameters)
  onTestFinished(() => database.close())
  return database
}

const tablesOf = (folder: string): unknown[] => {
  const sqlite = new DatabaseSync(join(folder, databaseFileName))
  const rows = sqlite.prepare("select name from sqlite_master where type = 'table' order by name").all()
  sqlite.close()
  return rows.map(({ name }) => name)
}

const accountRow = (id: string, lastError: string | null) => ({
  id,
  environment_id: 'e',
  tenant_id: 't',
  provider: 'hubspot' as const,
  authentication_method: 'oauth2' as const,
  status: 'needs_reauth' as const,
  variables: '{}',
  credential: '',
  key_id: '',
  principal: null,
  handling: null,
  last_error: lastError,
  created_at: 0,
  updated_at: 0,
  version: 1,
  credential_version: 1,
  minted_at: null,
  lease_holder: null,
  lease_until: null,
})

const failureOf = async (dataDirectory: string): Promise<string> => {
  const error: unknown = await openDatabase({ dataDirectory }).catch((reason: unknown) => reason)
  if (error instanceof StoreError) return error.message
  throw new Error('The database was opened.', { cause: error })
}

describe('the database', () => {
  it('makes folder and file for their owner alone', async () => {
    const folder = join(temporaryFolder(), 'data')
    await open({ dataDirectory: folder })
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, databaseFileName)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, `${databaseFileName}-wal`)).mode & 0o777).toBe(0o600)
  })

  it('writes ahead and checks references', async () => {
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

  it('migrates once, whoever comes first', async () => {
    const folder = temporaryFolder()
    await Promise.all([
      open({ dataDirectory: folder }),
      open({ dataDirectory: folder }),
      open({ dataDirectory: folder }),
    ])
    const { kysely } = await open({ dataDirectory: folder })
    const applied = await kysely.selectFrom('applied_migrations').select('name').execute()
    expect(applied).toEqual(migrations.map(({ name }) => ({ name })))
  })

  it('keeps of why an account failed the status alone, and no word of a vendor', async () => {
    const folder = temporaryFolder()
    const { kysely: old, close } = await open({ dataDirectory: folder, steps: migrations.slice(0, 2) })
    await old.insertInto('environments').values({ id: 'e', name: 'e', created_at: 0 }).execute()
    const words = JSON.stringify({ detail: 'said hidden', status: 400, body: { error: 'hidden' }, message: 'hidden' })
    const insert = (id: string, lastError: string | null) =>
      old.insertInto('accounts').values(accountRow(id, lastError)).execute()
    await insert('a', words)
    await insert('b', 'hidden')
    await insert('c', null)
    await close()
    const { kysely } = await open({ dataDirectory: folder })
    expect(await kysely.selectFrom('accounts').select('last_error').orderBy('id').execute()).toEqual([
      { last_error: '{"kind":"credential-refused","status":400}' },
      { last_error: '{"kind":"credential-refused"}' },
      { last_error: null },
    ])
  })

  it('leaves nothing of a migration that fails, and of those that ran with it', async () => {
    const folder = temporaryFolder()
    await open({ dataDirectory: folder })
    const before = tablesOf(folder)
    const steps = [
      ...migrations,
      {
        name: '0003-good',
        up: ({ schema }: Parameters<(typeof migrations)[0]['up']>[0]) =>
          schema.createTable('halfway').addColumn('id', 'text').execute(),
      },
      { name: '0004-bad', up: () => Promise.reject(new Error('No such luck.')) },
    ]
    await expect(openDatabase({ dataDirectory: folder, steps })).rejects.toThrow(/cannot be used .*: No such luck\./)
    expect(tablesOf(folder)).toEqual(before)
  })

  it('takes up a later step where an earlier start left off', async () => {
    const folder = temporaryFolder()
    await (await openDatabase({ dataDirectory: folder })).close()
    const later = {
      name: '0003-later',
      up: ({ schema }: Parameters<(typeof migrations)[0]['up']>[0]) =>
        schema.createTable('later').addColumn('id', 'text').execute(),
    }
    await open({ dataDirectory: folder, steps: [...migrations, later] })
    expect(tablesOf(folder)).toContain('later')
    expect(await failureOf(folder)).toBe(
      'The data was written by a newer Rollcall (its schema has "0003-later"); start that one.',
    )
  })

  it('tells in a sentence that the folder is a file', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(await failureOf(file)).toMatch(/^The data folder .*\/file cannot be written: .*\.$/)
    expect(await failureOf(join(file, 'data'))).toMatch(/^The data folder .* cannot be written: .*\.$/)
  })

  it('tells in a sentence that the file is no database', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, databaseFileName), 'This is a letter, not a database. '.repeat(100))
    expect(await failureOf(folder)).toMatch(/cannot be used as Rollcall's database: file is not a database\.$/)
  })

  it('tells in a sentence that the file is a folder', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, databaseFileName))
    expect(await failureOf(folder)).toMatch(/^The data folder .* cannot be written: .*\.$/)
  })

  it('takes texts, integers and nulls alone, as every engine holds them alike', async () => {
    const { kysely } = await open({ dataDirectory: temporaryFolder() })
    const wrong = kysely.executeQuery(CompiledQuery.raw('select ?', [true]))
    await expect(wrong).rejects.toThrow('A boolean is no column value.')
  })
})
