import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { Kysely, sql } from './kysely.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

it('keeps 200 statements prepared, and prepares all others each time', async () => {
  const database = new DatabaseSync(':memory:')
  const prepare = database.prepare.bind(database)
  const prepared: string[] = []
  database.prepare = (text) => {
    prepared.push(text)
    return prepare(text)
  }
  const kysely = new Kysely<object>({ dialect: sqliteDialect(database) })
  const run = (number: number) => sql.raw(`select ${number} as number`).execute(kysely)
  for (let number = 0; number < 201; number += 1) await run(number)
  prepared.length = 0
  await run(0)
  await run(199)
  await run(200)
  await run(200)
  expect(prepared).toEqual(['select 200 as number', 'select 200 as number'])
  await kysely.destroy()
})
