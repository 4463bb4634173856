import type { Warning } from '@rollcall/contract'
import { type Adapter, describeMeta, type ListQuery } from '@rollcall/providers'
import { requestFaults } from '../problems/request-problem.ts'

/** What a list of a provider can be asked for, where the engine does not say it with its answer. */

/** Filters and sort that users of this provider lack: the engine leaves them out, or refuses them when it is strict. */
export const leftOut = (adapter: Adapter<never>, query: ListQuery): readonly Warning[] => {
  const { filters, sorts } = describeMeta(adapter, 'list')
  const filterWarnings = Object.keys(query.filters)
    .filter((name) => !filters.some((filter) => filter.name === name))
    .map((parameter) => ({
      code: 'filter-not-supported' as const,
      parameter,
      detail: `${adapter.name} has no ${parameter} of a user to filter by.`,
    }))
  const { sort } = query
  if (sort === undefined || sorts.some(({ name }) => name === sort.field)) return filterWarnings
  const detail = `${adapter.name} has no ${sort.field} of a user to sort by.`
  return [...filterWarnings, { code: 'sort-not-supported', parameter: 'sort_by', detail }]
}

/** Beyond ASCII the engine trusts no vendor's comparison, and emulates. */
const isPlainText = (value: unknown): boolean => typeof value !== 'string' || /^[\x20-\x7e]*$/.test(value)

/**
 * The vendor's own bytes can only be filtered by the vendor.
 * @throws RequestProblem `invalid-request` that names each filter which is emulated
 */
export const assertNative = (adapter: Adapter<never>, query: ListQuery): void => {
  const { filters } = describeMeta(adapter, 'list')
  const emulated = Object.entries(query.filters)
    .filter(([name, value]) => {
      const mode = filters.find((filter) => filter.name === name)?.mode
      return mode === 'emulated' || (mode === 'native' && !isPlainText(value))
    })
    .map(([parameter]) => ({
      parameter,
      detail: `is not done by ${adapter.name} itself, so it cannot be used with the formats raw and stream`,
    }))
  if (emulated.length > 0) throw requestFaults(emulated)
}

/**
 * A workspace is for the vendors whose accounts have such parts.
 * @throws RequestProblem `invalid-request`
 */
export const assertWorkspace = (adapter: Adapter<never>, query: ListQuery): void => {
  if (query.workspaceId === undefined || Object.hasOwn(adapter.account, 'location_id')) return
  const detail = `means nothing to ${adapter.name}, whose accounts have no such parts`
  throw requestFaults([{ parameter: 'workspace', detail }])
}
