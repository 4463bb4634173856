import type { ListQuery } from '@rollcall/providers'

/**
 * What a cursor belongs to. `limit`, exclusion and `truto_ignore_remote_data` are not in it: they may change between
 * pages.
 */
export const cursorBinding = (accountId: string, format: string, query: ListQuery): string =>
  JSON.stringify([
    accountId,
    format,
    Object.entries(query.filters).sort(([left], [right]) => (left < right ? -1 : 1)),
    query.sort === undefined ? null : [query.sort.field, query.sort.direction],
    query.workspaceId ?? null,
    query.remoteQuery ?? null,
  ])
