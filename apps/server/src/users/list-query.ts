import type { ListUsersQuery, SortBy, TimeRange } from '@rollcall/contract'
import type { Filters, ListQuery, Sort } from '@rollcall/providers'
import { requestFaults } from '../problems/request-faults.ts'

const defaultLimit = 100

type Bound = keyof TimeRange

/** A bound as an instant in UTC. @throws Refusal for an instant that does not exist, such as a leap second. */
const instant = (parameter: string, bound: Bound, text: string): string => {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds)) {
    throw requestFaults([
      {
        parameter: `${parameter}[${bound}]`,
        detail: 'must be a date and time that exists, such as 2026-01-01T00:00:00Z',
      },
    ])
  }
  return new Date(milliseconds).toISOString()
}

/** Bounds of a time as instants in UTC. @throws Refusal for an instant that does not exist */
const rangeOf = (parameter: string, range: TimeRange | undefined): TimeRange | undefined => {
  if (range === undefined) return undefined
  const bounds = (['gt', 'gte', 'lt', 'lte'] as const).flatMap((bound) => {
    const text = range[bound]
    return text === undefined ? [] : [[bound, instant(parameter, bound, text)] as const]
  })
  return bounds.length === 0 ? undefined : Object.fromEntries(bounds)
}

/**
 * Bounds of a time in milliseconds, as the lists of the store need them. @throws Refusal for an instant that does not exist
 */
export const boundsOf = (parameter: string, range: TimeRange | undefined): { readonly [B in Bound]?: number } =>
  Object.fromEntries(Object.entries(rangeOf(parameter, range) ?? {}).map(([bound, text]) => [bound, Date.parse(text)]))

const filtersOf = (query: ListUsersQuery): Filters => {
  const createdAt = rangeOf('created_at', query.created_at)
  const updatedAt = rangeOf('updated_at', query.updated_at)
  return {
    ...(query.email === undefined ? {} : { email: query.email }),
    ...(query.name === undefined ? {} : { name: query.name }),
    ...(query.is_active === undefined ? {} : { is_active: query.is_active }),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    ...(updatedAt === undefined ? {} : { updated_at: updatedAt }),
  }
}

const sortFields = ['email', 'name', 'created_at', 'updated_at'] as const satisfies readonly (keyof SortBy)[]

/** The contract allows only one field. */
const sortOf = (sortBy: SortBy = {}): Sort | undefined => {
  const field = sortFields.find((candidate) => sortBy[candidate] !== undefined)
  return field === undefined ? undefined : { field, direction: sortBy[field] === 'desc' ? 'desc' : 'asc' }
}

/** A parameter that is an object, `undefined` where it is empty. */
const filled = (value: { readonly [key: string]: unknown } | undefined) =>
  value === undefined || Object.keys(value).length === 0 ? undefined : value

/** The contract's list query in the engine's form. */
export const toListQuery = (query: ListUsersQuery): ListQuery => ({
  limit: query.limit ?? defaultLimit,
  cursor: query.next_cursor,
  filters: filtersOf(query),
  sort: sortOf(query.sort_by),
  remoteQuery: filled(query.remote_query),
  workspaceId: query.workspace?.id,
  ignoreLimit: query.truto_ignore_limit,
})
