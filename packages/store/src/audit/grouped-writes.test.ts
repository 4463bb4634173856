import type { Kysely } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import type { Schema } from '../schema.ts'
import { StoreUnavailable } from '../store-error.ts'
import { openTestDatabase, temporaryFolder } from '../testing/test-database.ts'
import { createGroupedWrites } from './grouped-writes.ts'

const open = async () => {
  const database = await openTestDatabase(temporaryFolder())
  onTestFinished(() => database.close())
  const names = async () =>
    (await database.kysely.selectFrom('environments').select('name').orderBy('id').execute()).map(({ name }) => name)
  return { write: createGroupedWrites(database.kysely), names }
}

const insert = (id: string, name: string) => (kysely: Kysely<Schema>) =>
  kysely.insertInto('environments').values({ id, name, created_at: 0 }).execute()

/** An insert that notes how it is made. */
const noting = (notes: string[], id: string) => (kysely: Kysely<Schema>) => {
  notes.push(kysely.isTransaction ? `${id} with others` : `${id} alone`)
  return insert(id, `name ${id}`)(kysely)
}

it('makes the writes of one turn in one transaction, in their order', async () => {
  const { write, names } = await open()
  const notes: string[] = []
  await Promise.all([write(noting(notes, '1')), write(noting(notes, '2')), write(noting(notes, '3'))])
  expect(notes).toEqual(['1 with others', '2 with others', '3 with others'])
  expect(await names()).toEqual(['name 1', 'name 2', 'name 3'])
})

it('makes a single write without a transaction', async () => {
  const { write, names } = await open()
  const notes: string[] = []
  await write(noting(notes, '1'))
  expect(notes).toEqual(['1 alone'])
  expect(await names()).toEqual(['name 1'])
})

it('makes the writes that arrive while a group is written together after it', async () => {
  const { write, names } = await open()
  const notes: string[] = []
  const later: Promise<void>[] = []
  await write(async (kysely) => {
    await noting(notes, '0')(kysely)
    later.push(write(noting(notes, '1')), write(noting(notes, '2')))
  })
  await Promise.all(later)
  expect(notes).toEqual(['0 alone', '1 with others', '2 with others'])
  expect(await names()).toEqual(['name 0', 'name 1', 'name 2'])
})

it('makes the other writes of a group where one fails, and rejects that one', async () => {
  const { write, names } = await open()
  await write(insert('1', 'taken'))
  const outcomes = await Promise.allSettled([
    write(insert('0', 'before')),
    write(insert('1', 'again')),
    write(insert('2', 'after')),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await names()).toEqual(['before', 'taken', 'after'])
})

it('rejects all writes of a group at once where the database cannot be reached', async () => {
  const { write, names } = await open()
  const gone = new StoreUnavailable('The database is gone.')
  const failing = () => Promise.reject(gone)
  const outcomes = await Promise.allSettled([write(insert('1', 'first')), write(failing), write(insert('2', 'second'))])
  expect(outcomes).toEqual([
    { status: 'rejected', reason: gone },
    { status: 'rejected', reason: gone },
    { status: 'rejected', reason: gone },
  ])
  expect(await names()).toEqual([])
  await write(insert('3', 'when it is back'))
  expect(await names()).toEqual(['when it is back'])
})
