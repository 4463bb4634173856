import { describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from './database.ts'
import { migrations } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { columnsOf, openTestDatabase, query, temporaryFolder } from './testing/test-database.ts'
import { environmentId, keyAccount, openTestStore } from './testing/test-store.ts'

const open = async (folder: string, steps?: readonly Migration[]): Promise<Database> => {
  const database = await openTestDatabase(folder, steps === undefined ? {} : { steps })
  onTestFinished(() => database.close())
  return database
}

const upTo = (count: number): readonly Migration[] => migrations.slice(0, count)

/** A later step that adds a table. */
const adding = (name: string, more: Partial<Migration> = {}): Migration => ({
  name,
  up: ({ schema }) => schema.createTable('later').addColumn('id', 'text').execute(),
  ...more,
})

const appliedIn = async (folder: string): Promise<string[]> => {
  const rows = await query(folder, 'select name from applied_migrations union all select name from applied_steps')
  return rows.map((row) => String(Reflect.get(Object(row), 'name'))).sort()
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

describe('migrating', () => {
  it('happens once, whichever process comes first', async () => {
    const folder = temporaryFolder()
    await Promise.all([open(folder, migrations), open(folder, migrations), open(folder, migrations)])
    expect(await appliedIn(folder)).toEqual(migrations.map(({ name }) => name))
  })

  it('keeps only the status of why an account failed, and no text of a vendor', async () => {
    const folder = temporaryFolder()
    const { kysely: old } = await open(folder, upTo(2))
    await old.insertInto('environments').values({ id: 'e', name: 'e', created_at: 0 }).execute()
    const words = JSON.stringify({ detail: 'said hidden', status: 400, body: { error: 'hidden' }, message: 'hidden' })
    const insert = (id: string, lastError: string | null) =>
      old.insertInto('accounts').values(accountRow(id, lastError)).execute()
    await insert('a', words)
    await insert('b', 'hidden')
    await insert('c', null)
    const { kysely } = await open(folder, upTo(3))
    expect(await kysely.selectFrom('accounts').select('last_error').orderBy('id').execute()).toEqual([
      { last_error: '{"kind":"credential-refused","status":400}' },
      { last_error: '{"kind":"credential-refused"}' },
      { last_error: null },
    ])
  })

  it('undoes a step that fails, and those that ran with it', async () => {
    const folder = temporaryFolder()
    await open(folder, migrations)
    const before = await columnsOf(folder)
    const failing = { name: '9999-failing', up: () => Promise.reject(new Error('No such luck.')) }
    await expect(open(folder, [...migrations, adding('9998-later'), failing])).rejects.toThrow(
      /cannot be used.*: No such luck\./,
    )
    expect(await columnsOf(folder)).toEqual(before)
    expect(await appliedIn(folder)).toEqual(migrations.map(({ name }) => name))
  })

  it('runs the steps that an earlier start did not have', async () => {
    const folder = temporaryFolder()
    await (await open(folder, migrations)).close()
    await open(folder, [...migrations, adding('9998-later')])
    expect([...(await columnsOf(folder)).keys()]).toContain('later.id')
  })
})

describe('an older Rollcall', () => {
  it('goes on with data that a newer one has migrated', async () => {
    const folder = temporaryFolder()
    await open(folder, [...migrations, adding('9998-later')])
    await open(folder, migrations)
  })

  it('is refused in a sentence where a step is unsafe with a version so old', async () => {
    const folder = temporaryFolder()
    const newer = [...migrations, adding('9998-later', { oldestReader: '9998-later' })]
    await open(folder, newer)
    await expect(open(folder, migrations)).rejects.toThrow(
      'The data needs a newer Rollcall (its schema has "9998-later"); start the newer version.',
    )
    await open(folder, [...newer, { name: '9999-next', up: async () => undefined }])
  })

  it('finds no unknown name in the table that the versions up to 0003 read, since they refuse one', async () => {
    const folder = temporaryFolder()
    await open(folder, [...migrations, adding('9998-later')])
    expect(await query(folder, 'select name from applied_migrations order by name')).toEqual(
      migrations.slice(0, 3).map(({ name }) => ({ name })),
    )
  })

  it.each(migrations.slice(3).map(({ name }, index) => [name, index + 3] as const))(
    'from before %s can read and write everything that it knows, and fill no column that it does not know',
    async (_name, count) => {
      const [before, after] = [temporaryFolder(), temporaryFolder()]
      await open(before, upTo(count))
      await open(after, migrations)
      const [old, present] = [await columnsOf(before), await columnsOf(after)]
      const tables = new Set([...old.keys()].map((name) => name.split('.')[0]))
      expect(Object.fromEntries(present)).toMatchObject(Object.fromEntries(old))
      const added = [...present].filter(([name]) => !old.has(name) && tables.has(name.split('.')[0]))
      for (const [name, column] of added) expect(`${name} ${column}`).toMatch(/ optional$/)
    },
  )

  it('and a new one work side by side on PostgreSQL and one after the other on SQLite', async () => {
    const newer = await openTestStore()
    const { id } = await newer.store.accounts.create(environmentId, keyAccount())
    const { kysely } = await open(newer.folder, upTo(3))
    await kysely.updateTable('accounts').set({ tenant_id: 'by-old' }).where('id', '=', id).execute()
    expect(await newer.store.accounts.get(environmentId, id)).toMatchObject({ tenantId: 'by-old' })
  })
})
