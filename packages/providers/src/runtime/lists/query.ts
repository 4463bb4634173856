import type { Warning } from '@rollcall/contract'
import type { Adapter, Filters, Sort } from '../../contract.ts'
import { type Fault, type Handling, Refusal } from '../failures.ts'
import type { CallContext } from '../limits/context.ts'
import { emulatedFilters, unsupportedFilters } from './filters.ts'

/** The query of a list, and the parts of it that a provider can do. */

/** `raw` and `stream` are one page of the vendor's own bytes; `lines` is the whole list, page after page. */
export type ListFormat = 'unified' | 'normalized' | 'raw' | 'stream' | 'lines'

export interface ListQuery<F extends ListFormat = ListFormat> {
  /** Absent: `unified`. */
  readonly format?: F | undefined
  readonly limit: number
  readonly cursor?: string | undefined
  readonly filters: Filters
  readonly sort?: Sort | undefined
  readonly remoteQuery?: Readonly<Record<string, unknown>> | undefined
  /** The workspace that the call itself names; it replaces the account's own. */
  readonly workspaceId?: string | undefined
  /** All pages in one answer. */
  readonly ignoreLimit?: boolean | undefined
  /** What happens to a filter or sort by a field that the users lack; absent: `lenient`. */
  readonly handling?: Handling | undefined
  /** Gives each vendor page of `lines` after the first its own deadline; absent: one deadline for all. */
  readonly nextContext?: (() => CallContext) | undefined
}

/** The list that a cursor belongs to; without `limit` and `ignoreLimit`, which may change between pages. */
export const bindingOf = (accountId: string, query: ListQuery): string =>
  JSON.stringify([
    accountId,
    query.format ?? 'unified',
    Object.entries(query.filters).sort(([left], [right]) => (left < right ? -1 : 1)),
    query.sort === undefined ? null : [query.sort.field, query.sort.direction],
    query.workspaceId ?? null,
    query.remoteQuery ?? null,
  ])

const invalid = (errors: readonly Fault[], detail: string): Refusal =>
  new Refusal('invalid-request', detail, { errors })

/**
 * The parts of a query that this provider can do, with a warning for each filter or sort that is left out.
 * @throws Refusal `filter-not-supported` in strict handling; `invalid-request` for a workspace that the provider lacks,
 *   and, in the formats raw and stream, for filters that the vendor does not apply itself
 */
export const supportedQuery = (
  adapter: Adapter<never>,
  query: ListQuery,
): { readonly query: ListQuery; readonly warnings: readonly Warning[] } => {
  const { name } = adapter
  if (query.workspaceId !== undefined && adapter.users.list.hasWorkspaces !== true) {
    const detail = `cannot be used with ${name}, whose accounts have no workspaces`
    throw invalid([{ parameter: 'workspace', detail }], `workspace ${detail}.`)
  }
  const lacking = unsupportedFilters(adapter, query.filters, query.sort)
  const leftOut = new Set(lacking.map(({ parameter }) => parameter))
  const filters = Object.fromEntries(Object.entries(query.filters).filter(([field]) => !leftOut.has(field)))
  const emulated = query.format === 'raw' || query.format === 'stream' ? emulatedFilters(adapter, filters, []) : []
  if (emulated.length > 0) {
    const detail = `cannot be used with the formats raw and stream, because ${name} itself has no such filter`
    throw invalid(
      emulated.map((parameter) => ({ parameter, detail })),
      `${emulated.join(', ')} ${detail}.`,
    )
  }
  if (lacking.length === 0) return { query, warnings: [] }
  if (query.handling === 'strict') {
    throw new Refusal(
      'filter-not-supported',
      `${name} cannot filter or sort by these fields, because its users do not have them.`,
      {
        errors: lacking,
      },
    )
  }
  return {
    query: { ...query, filters, sort: leftOut.has('sort_by') ? undefined : query.sort },
    warnings: lacking.map(({ parameter = '', detail }) => ({
      code: parameter === 'sort_by' ? 'sort-not-supported' : 'filter-not-supported',
      parameter,
      detail,
    })),
  }
}
