import type { VendorRequest } from '../../request.ts'
import { columnType, compareValues, filterOf, QueryError, type RowTest } from './filter.ts'
import type { Row } from './rows.ts'

/** The largest page, and the size when none is preferred. */
const maximumPageSize = 5000
const maximumCount = 5000
const known = ['$select', '$filter', '$orderby', '$count', '$top', '$skiptoken']

/** The caller's preferences in the `Prefer` header. */
export interface Preferences {
  readonly pageSize: number | undefined
  readonly representation: boolean
  /** True when every annotation is requested. */
  readonly annotations: boolean
}

/** One page of the table. */
export interface RowPage {
  readonly rows: readonly Row[]
  readonly select: readonly string[] | undefined
  readonly count: number | undefined
  readonly nextLink: string | undefined
}

/** Reads the `Prefer` header: several preferences, separated by commas. */
export const preferencesOf = (request: VendorRequest): Preferences => {
  const header = request.header('prefer') ?? ''
  const size = /(?:^|[,\s])odata\.maxpagesize=(\d+)/i.exec(header)?.[1]
  return {
    pageSize: size === undefined ? undefined : Math.max(1, Math.min(Number(size), maximumPageSize)),
    representation: /(?:^|[,\s])return=representation\b/i.test(header),
    annotations: /odata\.include-annotations="?\*/i.test(header),
  }
}

/** The columns of `$select`. Throws QueryError. */
export const selectOf = (request: VendorRequest): readonly string[] | undefined => {
  const names = request.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim())
  for (const name of names ?? []) columnType(name)
  return names
}

/** Answers `GET systemusers`. Throws QueryError. */
export const page = (rows: Iterable<Row>, request: VendorRequest): RowPage => {
  const { query } = request
  const unknown = [...query.keys()].find((name) => name.startsWith('$') && !known.includes(name))
  if (unknown !== undefined) throw new QueryError(`The query parameter ${unknown} is not supported.`)
  const select = selectOf(request)
  const filter = query.get('$filter')
  const test: RowTest = filter === null ? () => true : filterOf(filter)
  const found = sorted([...rows].filter(test), query.get('$orderby'))
  const { pageSize } = preferencesOf(request)
  // $top beside a preferred page size is ignored.
  const top = pageSize === undefined ? topOf(query.get('$top')) : undefined
  const size = pageSize ?? maximumPageSize
  const cookie = cookieOf(query.get('$skiptoken'), found, size)
  const shown = found.slice(cookie.start, cookie.start + Math.min(size, top ?? size))
  const more = top === undefined && cookie.start + size < found.length
  return {
    rows: shown,
    select,
    count: query.get('$count') === 'true' ? Math.min(found.length, maximumCount) : undefined,
    nextLink: more ? nextLink(request, cookie.page, shown) : undefined,
  }
}

const topOf = (text: string | null): number | undefined => {
  if (text === null) return undefined
  if (!/^\d+$/.test(text)) throw new QueryError(`Invalid value '${text}' for $top.`)
  return Number(text)
}

const sorted = (rows: readonly Row[], orderBy: string | null): readonly Row[] => {
  const keys = (orderBy ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => {
      const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/)
      columnType(name)
      if ((direction !== 'asc' && direction !== 'desc') || rest.length > 0) {
        throw new QueryError(`Syntax error in $orderby: '${part.trim()}'.`)
      }
      return { name, sign: direction === 'asc' ? 1 : -1 }
    })
  return rows.toSorted((one, other) =>
    keys.reduce(
      (order, { name, sign }) => order || sign * compareValues(one.values[name] ?? null, other.values[name] ?? null),
      0,
    ),
  )
}

/** Where a page starts: after the row that the cookie names; by number when that row no longer exists. */
const cookieOf = (
  token: string | null,
  rows: readonly Row[],
  size: number,
): { readonly page: number; readonly start: number } => {
  if (token === null) return { page: 1, start: 0 }
  const parsed = /^<cookie pagenumber="(\d+)" pagingcookie="([^"]*)"/.exec(token)
  const last = /last="\{([0-9a-f-]+)\}"/i.exec(decoded(decoded(parsed?.[2] ?? '')))?.[1]
  if (!parsed || last === undefined) throw new QueryError('Malformed XML in the Paging Cookie.')
  const page = Number(parsed[1])
  const index = rows.findIndex((row) => row.id === last.toLowerCase())
  return { page, start: index < 0 ? (page - 1) * size : index + 1 }
}

const nextLink = (request: VendorRequest, current: number, shown: readonly Row[]): string => {
  const braced = (row: Row | undefined): string => `{${row?.id.toUpperCase() ?? ''}}`
  const rows = `<systemuserid last="${braced(shown.at(-1))}" first="${braced(shown[0])}" />`
  const inner = encodeURIComponent(encodeURIComponent(`<cookie page="${current}">${rows}</cookie>`))
  const cookie = `<cookie pagenumber="${current + 1}" pagingcookie="${inner}" istracking="False" />`
  const kept = request.rawQuery.split('&').filter((pair) => pair !== '' && !/^(\$|%24)skiptoken=/i.test(pair))
  return `${request.originOf()}${request.path}?${[...kept, `$skiptoken=${encodeURIComponent(cookie)}`].join('&')}`
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
