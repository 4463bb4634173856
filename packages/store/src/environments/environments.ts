import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Environments separate callers: a caller of one environment sees no data of another. */
export interface Environment {
  readonly id: string
  readonly name: string
  readonly createdAtMs: number
}

export interface Environments {
  create(input: { readonly name: string; readonly id?: string }): Promise<Environment>
  /** The environment of this id, made with this name if it is missing; an existing one keeps its name. */
  ensure(input: { readonly id: string; readonly name: string }): Promise<Environment>
  /** All of them, oldest first. */
  list(): Promise<readonly Environment[]>
}

export const createEnvironments = (kysely: Kysely<Schema>, now: () => number): Environments => {
  const select = () => kysely.selectFrom('environments').select(['id', 'name', 'created_at as createdAtMs'])

  return {
    list: () => select().orderBy('created_at').orderBy('id').execute(),
    async create({ name, id = randomUUID() }) {
      const createdAtMs = now()
      await kysely.insertInto('environments').values({ id, name, created_at: createdAtMs }).execute()
      return { id, name, createdAtMs }
    },
    async ensure({ id, name }) {
      await kysely
        .insertInto('environments')
        .values({ id, name, created_at: now() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      return select().where('id', '=', id).executeTakeFirstOrThrow()
    },
  }
}
