import { Refusal } from '@rollcall/providers'
import type { Expression, SqlBool } from 'kysely'
import type { KeyRing } from './keys.ts'
import { sql } from './kysely.ts'

/** One page of a list of the store. */
export interface ListResult<T> {
  readonly result: readonly T[]
  /** Opaque; `undefined` on the last page. */
  readonly nextCursor: string | undefined
}

/** The parameters of every list of the store. An empty cursor is no cursor. */
export interface ListRequest {
  /** 1 to 1000, as the contract has checked. */
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The key of the last row of a page: lists are ordered by creation, then id, both descending. */
export interface RowPosition {
  readonly createdAtMs: number
  readonly id: string
}

/** The rows that a list has after a position. */
export const isAfter = ({ createdAtMs, id }: RowPosition): Expression<SqlBool> =>
  sql`(created_at < ${createdAtMs} or (created_at = ${createdAtMs} and id < ${id}))`

/** Bounds of an instant, in milliseconds since the epoch. */
export interface InstantBounds {
  readonly gt?: number
  readonly gte?: number
  readonly lt?: number
  readonly lte?: number
}

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** The rows whose column is within the bounds. */
export const isWithin = (column: 'created_at' | 'updated_at', bounds: InstantBounds): Expression<SqlBool> => {
  const kept = (['gt', 'gte', 'lt', 'lte'] as const).flatMap((name) => {
    const bound = bounds[name]
    return bound === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} ${sql.raw(comparisons[name])} ${bound}`]
  })
  return kept.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(${sql.join(kept, sql` and `)})`
}

/** The list that a cursor belongs to: a cursor of another environment or query does not open. */
export interface ListName {
  readonly environmentId: string
  readonly list: string
  readonly filters?: Readonly<Record<string, string | undefined>>
}

const lifetimeMs = 24 * 60 * 60 * 1000

const bindingOf = ({ environmentId, list, filters = {} }: ListName) => {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined)
  return { environment: environmentId, account: list, purpose: `list-cursor:${JSON.stringify(given)}` }
}

/** Cuts a page out of `limit + 1` rows; the last row shows that there are more. */
export const toListResult = <T extends RowPosition>(
  rows: readonly T[],
  request: ListRequest,
  name: ListName,
  context: { readonly keys: KeyRing; readonly now: () => number },
): ListResult<T> => {
  const result = rows.slice(0, request.limit)
  const last = result.at(-1)
  if (rows.length <= request.limit || last === undefined) return { result, nextCursor: undefined }
  const position = JSON.stringify([last.createdAtMs, last.id, context.now()])
  return { result, nextCursor: context.keys.seal(position, bindingOf(name)) }
}

/**
 * Where a page begins.
 * @throws Refusal `invalid-cursor` unless the cursor was issued for this list, `cursor-expired` after 24 hours.
 */
export const positionOf = (
  request: ListRequest,
  name: ListName,
  context: { readonly keys: KeyRing; readonly now: () => number },
): RowPosition | undefined => {
  if (request.cursor === undefined || request.cursor === '') return undefined
  const [createdAtMs, id, issuedAtMs] = openPosition(request.cursor, name, context.keys)
  if (typeof createdAtMs !== 'number' || typeof id !== 'string' || typeof issuedAtMs !== 'number') throw invalid()
  if (context.now() - issuedAtMs > lifetimeMs) {
    throw refusal('cursor-expired', 'The cursor is older than 24 hours; start the list again.')
  }
  return { createdAtMs, id }
}

const openPosition = (cursor: string, name: ListName, keys: KeyRing): readonly unknown[] => {
  try {
    const position: unknown = JSON.parse(keys.open(cursor, bindingOf(name)))
    return Array.isArray(position) ? position : []
  } catch {
    throw invalid()
  }
}

const invalid = (): Refusal =>
  refusal('invalid-cursor', 'The cursor was not issued by this list, or belongs to another query.')

const refusal = (slug: 'invalid-cursor' | 'cursor-expired', detail: string): Refusal =>
  new Refusal(slug, detail, { errors: [{ parameter: 'next_cursor', detail }] })
