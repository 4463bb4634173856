import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { backUp } from './backup.ts'
import { generateKey, parseKeyRing } from './keys.ts'
import { migrations } from './migrate.ts'
import { databaseFileName, openSqlite } from './open-sqlite.ts'
import { type RestoreOptions, restore } from './restore.ts'
import { bytesOf, isOnPostgres, openTestDatabase, query, temporaryFolder, urlOf } from './testing/test-database.ts'
import { environmentId, keyAccount, openTestStore, patient } from './testing/test-store.ts'

const key = generateKey()
const keys = parseKeyRing(`main:${key}`)

const placeOf = async (folder: string) => ({ dataDirectory: folder, databaseUrl: await urlOf(folder) })

const filled = async (accounts = 3) => {
  const test = await openTestStore({ keys })
  const ids: string[] = []
  for (let index = 0; index < accounts; index += 1) {
    ids.push((await test.store.accounts.create(environmentId, keyAccount({ tenantId: `Ünï ${index}` }))).id)
  }
  const { token } = await test.store.tokens.create(environmentId, { name: 'CI' })
  return { ...test, ids, token, place: await placeOf(test.folder) }
}

const options: RestoreOptions = { replaces: false, now: Date.now, check: () => Promise.resolve() }
const rowsOf = (tables: readonly { readonly table: string; readonly rows: number }[]) =>
  Object.fromEntries(tables.map(({ table, rows }) => [table, rows]))

describe('a backup', () => {
  it('is of one instant while the server writes, in one private file, with everything sealed and no key', {
    timeout: 60_000,
  }, async () => {
    const { store, place, token } = await filled()
    const file = join(temporaryFolder(), 'rollcall.backup')
    let isRunning = true
    // Each account is made together with its token, one after the other: no backup may hold a token without its account.
    const writing = (async () => {
      for (let count = 0; isRunning; count += 1) {
        const { id } = await store.accounts.create(environmentId, keyAccount({ tenantId: `written ${count}` }))
        await store.tokens.create(environmentId, { name: `of ${count}`, accountId: id })
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const tables = rowsOf(await backUp(place, file, { replaces: false }))
    isRunning = false
    await writing
    expect(tables).toMatchObject({ environments: 2, settings: 1 })
    expect(tables.accounts).toBeGreaterThanOrEqual(3)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(file))).toEqual(['rollcall.backup'])
    const sqlite = new DatabaseSync(file, { readOnly: true })
    expect(sqlite.prepare('select count(*) as count from accounts').get()).toEqual({ count: tables.accounts })
    expect(
      sqlite
        .prepare('select count(*) as count from api_tokens where account_id not in (select id from accounts)')
        .get(),
    ).toEqual({ count: 0 })
    sqlite.close()
    const bytes = readFileSync(file, 'latin1')
    for (const secret of ['plain-api-key', key, token]) expect(bytes).not.toContain(secret)
  })

  it('replaces a file only with the option for it', async () => {
    const { place } = await filled(1)
    const file = join(temporaryFolder(), 'a-file')
    writeFileSync(file, 'former')
    await expect(backUp(place, file, { replaces: false })).rejects.toThrow(
      `The file ${file} exists; name another one, or replace it with --force.`,
    )
    expect(readFileSync(file, 'utf8')).toBe('former')
    await backUp(place, file, { replaces: true })
    expect(readFileSync(file, 'latin1')).toMatch(/^SQLite format 3/)
    await expect(backUp(place, join(file, 'below'), { replaces: false })).rejects.toThrow(/cannot be written/)
  })
})

describe('a restore', () => {
  it('brings everything back, into an empty store', { timeout: 60_000 }, async () => {
    const { store, place, ids, token, clock } = await filled()
    const file = join(temporaryFolder(), 'backup')
    const tables = await backUp(place, file, { replaces: false })
    await store.close()
    const folder = temporaryFolder()
    expect(await restore(await placeOf(folder), file, options)).toEqual({ tables, lost: [] })
    const restored = await openTestStore({ folder, keys, clock })
    for (const id of ids) {
      const account = await restored.store.accounts.open(environmentId, id)
      expect(account?.open(patient())).toMatchObject({ credential: { apiKey: 'plain-api-key' } })
    }
    expect(await restored.store.tokens.verify(token)).toMatchObject({ name: 'CI' })
  })

  it('refuses a store that holds data, and names what would be lost; with force it replaces that data', {
    timeout: 60_000,
  }, async () => {
    const { store, place, folder, ids, clock } = await filled(2)
    const file = join(temporaryFolder(), 'backup')
    await backUp(place, file, { replaces: false })
    const later = await store.accounts.create(environmentId, keyAccount())
    await store.close()
    await expect(restore(place, file, options)).rejects.toThrow(
      /holds data already \(2 environments, 3 accounts, 1 api_tokens\), which a restore would remove; restore into an empty one, or add --force/,
    )
    // What a restore that was killed has left.
    mkdirSync(join(folder, '.restore-of-a-killed-one'))
    writeFileSync(join(folder, '.restore-of-a-killed-one', databaseFileName), 'sealed')
    const { lost } = await restore(place, file, { ...options, replaces: true })
    expect(rowsOf(lost)).toMatchObject({ accounts: 3 })
    const { kysely, close } = await openTestDatabase(folder)
    const found = await kysely.selectFrom('accounts').select('id').execute()
    expect(found.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(found.map(({ id }) => id)).not.toContain(later.id)
    await close()
    if (!isOnPostgres) expect(readdirSync(folder).filter((name) => name.startsWith('.restore'))).toEqual([])
    expect((await openTestStore({ folder, keys, clock })).store).toBeDefined()
  })

  it('changes neither a store that a server uses nor one whose check fails', { timeout: 60_000 }, async () => {
    const { store, place, folder } = await filled(1)
    const file = join(temporaryFolder(), 'backup')
    await backUp(place, file, { replaces: false })
    if (isOnPostgres) {
      await expect(restore(place, file, { ...options, replaces: true })).rejects.toThrow(
        'The database of DATABASE_URL is served by a process now; stop the servers, then repeat this.',
      )
    }
    await store.close()
    const before = await bytesOf(folder)
    const check = () => Promise.reject(new Error('Not these keys.'))
    await expect(restore(place, file, { ...options, replaces: true, check })).rejects.toThrow('Not these keys.')
    if (!isOnPostgres) expect(readdirSync(folder).toSorted()).toEqual(['rollcall.sqlite', 'server.lock'])
    else expect(await bytesOf(folder)).toBe(before)
    expect(await query(folder, 'select id from accounts')).toHaveLength(1)
  })

  it('brings a backup of an older version up to date', async () => {
    const older = temporaryFolder()
    const database = await openSqlite({ dataDirectory: older, steps: migrations.slice(0, -1) })
    await database.kysely.insertInto('environments').values({ id: 'e', name: 'Old', created_at: 1 }).execute()
    await database.close()
    const folder = temporaryFolder()
    const { tables } = await restore(await placeOf(folder), join(older, databaseFileName), options)
    expect(tables).toEqual([{ table: 'environments', rows: 1 }])
    expect((await openTestStore({ folder, keys })).store).toBeDefined()
  })

  it('refuses a file that is not a backup', async () => {
    const folder = temporaryFolder()
    const place = await placeOf(folder)
    const file = join(temporaryFolder(), 'text')
    await expect(restore(place, file, options)).rejects.toThrow(`There is no file ${file}; name the backup.`)
    writeFileSync(file, 'no database')
    await expect(restore(place, file, options)).rejects.toThrow(`The file ${file} is not a backup of Rollcall: `)
    const other = `${file}.sqlite`
    const sqlite = new DatabaseSync(other)
    sqlite.exec('create table users (id text)')
    sqlite.close()
    await expect(restore(place, other, options)).rejects.toThrow(
      `The file ${other} is not a backup of Rollcall: it has other tables.`,
    )
  })
})
