import type { Client } from './records.ts'

const pageSizeUsual = 30
const pageSizeMaximum = 100
const dates = ['created', 'modified', 'last_active']
const fields = [
  ...dates,
  'id',
  'email',
  'first_name',
  'middle_name',
  'last_name',
  'phone',
  'position',
  'type',
  'revision',
  'timezone_name',
  'default_unit_id',
  'master_right_id',
]

/** A part of the list; without page_info for the old parameters. */
export interface ClientPage {
  readonly total: number
  readonly data: readonly Client[]
  readonly page_info?: Readonly<Record<string, string | boolean | null>>
}

/** The query of a list call, or the sentence of its refusal. */
export const listClients = (query: URLSearchParams, clients: readonly Client[]): ClientPage | string => {
  const order = sorting(query.get('order-by'))
  const keep = filter(query)
  if (typeof order === 'string') return order
  if (typeof keep === 'string') return keep
  const deletedToo = query.get('include-deleted') === 'true'
  const sorted = clients.toSorted(order)
  const found = sorted.filter((client) => (deletedToo || !client.is_deleted) && keep(client))
  const isLegacy = ['first', 'last', 'after', 'before'].every((name) => !query.has(name))
  if (isLegacy && (query.has('limit') || query.has('offset'))) {
    const [limit, offset] = [size(query.get('limit')), Number(query.get('offset') ?? 0)]
    return { total: found.length, data: found.slice(offset, offset + (limit ?? pageSizeUsual)) }
  }
  return cursorPage(query, sorted, found)
}

/** Cursors name a user; they stay valid even when that user no longer matches the filter. */
const cursorPage = (
  query: URLSearchParams,
  sorted: readonly Client[],
  found: readonly Client[],
): ClientPage | string => {
  const positions = new Map(sorted.map((client, position) => [client.id, position]))
  const positionOf = (client: Client): number => positions.get(client.id) ?? -1
  const after = query.get('after')
  const before = query.get('before')
  const lower = after === null ? -1 : positions.get(cursorId(after) ?? '')
  const upper = before === null ? sorted.length : positions.get(cursorId(before) ?? '')
  if (lower === undefined || upper === undefined) return 'Missing or invalid cursor.'
  const between = found.filter((client) => positionOf(client) > lower && positionOf(client) < upper)
  const first = size(query.get('first'))
  const last = size(query.get('last'))
  const forward = first === undefined && last !== undefined ? between : between.slice(0, first ?? pageSizeUsual)
  const data = last === undefined ? forward : forward.slice(-last)
  const [start, end] = [data[0], data.at(-1)]
  return {
    total: found.length,
    data,
    page_info: {
      start_cursor: start ? cursor(start) : null,
      end_cursor: end ? cursor(end) : null,
      has_previous_page: start !== undefined && found[0] !== start,
      has_next_page: end !== undefined && found.at(-1) !== end,
    },
  }
}

const cursor = (client: Client): string => Buffer.from(JSON.stringify([client.id])).toString('base64')

const cursorId = (text: string): string | undefined =>
  /^\["([0-9a-f-]{36})"\]$/.exec(Buffer.from(text, 'base64').toString('utf8'))?.[1]

/** It is not published what happens above the maximum; an answer never has more than that. */
const size = (text: string | null): number | undefined =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Math.min(Number(text), pageSizeMaximum) : undefined

const sorting = (orderBy: string | null): ((left: Client, right: Client) => number) | string => {
  const keys = (orderBy ?? '').split(',').filter(Boolean)
  const unknown = keys.find((key) => !fields.includes(key.replace(/^-/, '')))
  if (unknown !== undefined) return `Cannot order by ${unknown}.`
  return (left, right) => {
    for (const key of keys) {
      const name = key.replace(/^-/, '')
      const difference = compare(comparable(name, left[name]), comparable(name, right[name]))
      if (difference !== 0) return key.startsWith('-') ? -difference : difference
    }
    return 0
  }
}

/** It is not certain that computed names and the deletion can be filtered by: they are refused. */
const filter = (query: URLSearchParams): ((client: Client) => boolean) | string => {
  const tests: ((client: Client) => boolean)[] = []
  const names = [...query.keys()].flatMap((key) => /^filter(?:-op)?\[(\w+)\]$/.exec(key)?.[1] ?? [])
  for (const name of new Set(names)) {
    const wanted = query.get(`filter[${name}]`) ?? ''
    const operator = query.get(`filter-op[${name}]`) ?? 'eq'
    const test = operators[operator]
    if (!fields.includes(name)) return `Cannot filter by ${name}.`
    if (!test) return `Unknown filter operator ${operator}.`
    const isDate = dates.includes(name) && !operator.endsWith('null') && !operator.endsWith('empty')
    if (isDate && typeof comparable(name, wanted) !== 'number') return `Invalid date for ${name}.`
    tests.push((client) => test(comparable(name, client[name]), comparable(name, wanted)))
  }
  return (client) => tests.every((test) => test(client))
}

type Value = string | number | null
type Test = (value: Value, wanted: Value) => boolean

const lower = (value: Value): string => String(value ?? '').toLowerCase()
const plain = (value: Value): string => String(value ?? '')
/** All published ones except `between`, since the form of its value is not published. */
const operators: Readonly<Record<string, Test>> = {
  eq: (value, wanted) => plain(value) === plain(wanted),
  ieq: (value, wanted) => lower(value) === lower(wanted),
  'not-eq': (value, wanted) => plain(value) !== plain(wanted),
  'not-ieq': (value, wanted) => lower(value) !== lower(wanted),
  contains: (value, wanted) => plain(value).includes(plain(wanted)),
  starts: (value, wanted) => plain(value).startsWith(plain(wanted)),
  ends: (value, wanted) => plain(value).endsWith(plain(wanted)),
  icontains: (value, wanted) => lower(value).includes(lower(wanted)),
  istarts: (value, wanted) => lower(value).startsWith(lower(wanted)),
  iends: (value, wanted) => lower(value).endsWith(lower(wanted)),
  null: (value) => value === null,
  'not-null': (value) => value !== null,
  empty: (value) => plain(value) === '',
  'not-empty': (value) => plain(value) !== '',
  gt: (value, wanted) => value !== null && compare(value, wanted) > 0,
  gte: (value, wanted) => value !== null && compare(value, wanted) >= 0,
  lt: (value, wanted) => value !== null && compare(value, wanted) < 0,
  lte: (value, wanted) => value !== null && compare(value, wanted) <= 0,
}

/** Dates become microseconds, as in the vendor's storage; a date without zone is UTC, T and blank are the same. */
const comparable = (name: string, value: unknown): Value => {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  if (!dates.includes(name)) return value
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)?)?$/.exec(value)
  if (!parts) return value
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = parts
  return Date.parse(`${day}T${time}${zone}`) * 1000 + Number(fraction.padEnd(6, '0'))
}

const compare = (left: Value, right: Value): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (typeof left === 'number' || typeof right === 'number') return Number(left ?? 0) - Number(right ?? 0)
  const [first, second] = [plain(left), plain(right)]
  return first < second ? -1 : Number(first > second)
}
