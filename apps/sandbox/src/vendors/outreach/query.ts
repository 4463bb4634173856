import { type Fault, type OutreachUser, sortable } from './users.ts'

/** One page of a collection, and the parameters of the next one. */
export interface Page {
  readonly users: readonly OutreachUser[]
  /** The query of the first page, and of the next if there is one. */
  readonly first: string
  readonly next: string | undefined
  readonly count: number | null
  readonly fields: readonly string[] | undefined
}

type Test = (user: OutreachUser) => boolean

const maximumPageSize = 1000
const maximumOffset = 10_000
const filterable = [...sortable, 'id'] as const

/** Answers `GET /users`: filtered, sorted, and one page of it. */
export const page = (users: Iterable<OutreachUser>, query: URLSearchParams): Page | Fault => {
  const tests = testsOf(query)
  if ('detail' in tests) return tests
  const order = orderOf(query)
  if ('detail' in order) return order
  const found = [...users].filter((user) => tests.tests.every((test) => test(user))).toSorted(order.compare)
  const window = windowOf(query, found)
  if ('detail' in window) return window
  const shown = found.slice(window.start, window.start + window.size)
  const last = shown.at(-1)
  const more = window.start + window.size < found.length
  return {
    users: shown,
    first: link(query, window.size, undefined),
    next: more && last ? link(query, window.size, cursorOf(last)) : undefined,
    count: query.get('count') === 'true' ? found.length : null,
    fields: query.get('fields[user]')?.split(','),
  }
}

const windowOf = (
  query: URLSearchParams,
  found: readonly OutreachUser[],
): { readonly start: number; readonly size: number } | Fault => {
  const size = Number(query.get('page[size]') ?? query.get('page[limit]') ?? 50)
  if (!Number.isInteger(size) || size < 1 || size > maximumPageSize) {
    return { detail: `Page size must be between 1 and ${maximumPageSize}.`, pointer: 'page[size]' }
  }
  const after = query.get('page[after]')
  if (after !== null) {
    const index = found.findIndex((user) => cursorOf(user) === after)
    return index < 0 ? { detail: 'The cursor is invalid.', pointer: 'page[after]' } : { start: index + 1, size }
  }
  // Deprecated, and still supported.
  const start = Number(query.get('page[offset]') ?? 0)
  if (!Number.isInteger(start) || start < 0 || start > maximumOffset) {
    return { detail: `Offset must be between 0 and ${maximumOffset}.`, pointer: 'page[offset]' }
  }
  return { start, size }
}

/** Opaque to callers: base64 of the last id. */
const cursorOf = (user: OutreachUser): string => Buffer.from(String(user.id)).toString('base64')

/** A query with unescaped brackets, in the vendor's form. */
const link = (query: URLSearchParams, size: number, after: string | undefined): string => {
  const kept = [...query].filter(([name]) => !name.startsWith('page['))
  const pairs = [...kept, ['page[size]', String(size)], ...(after === undefined ? [] : [['page[after]', after]])]
  return pairs.map(([name = '', value = '']) => `${name}=${encodeURIComponent(value).replace(/%3D/g, '=')}`).join('&')
}

const orderOf = (
  query: URLSearchParams,
): { readonly compare: (a: OutreachUser, b: OutreachUser) => number } | Fault => {
  const keys: { readonly name: string; readonly sign: number }[] = []
  for (const part of (query.get('sort') ?? '').split(',').filter(Boolean)) {
    const name = part.replace(/^-/, '')
    if (!sortable.some((known) => known === name)) return { detail: `Cannot sort by '${name}'.`, pointer: 'sort' }
    keys.push({ name, sign: part.startsWith('-') ? -1 : 1 })
  }
  return {
    compare: (one, other) =>
      keys.reduce(
        (found, { name, sign }) => found || sign * compare(attributeOf(one, name), attributeOf(other, name)),
        0,
      ) || one.id - other.id,
  }
}

/** Dates, texts, booleans and numbers; null comes first. */
const compare = (one: unknown, other: unknown): number => {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? -1 : 1
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one) < String(other) ? -1 : 1
}

const attributeOf = (user: OutreachUser, name: string): unknown =>
  name === 'id' ? user.id : (user.attributes[name] ?? null)

const testsOf = (query: URLSearchParams): { readonly tests: readonly Test[] } | Fault => {
  const recent = query.get('newFilterSyntax') === 'true'
  const alternatives = new Map<string, string[]>()
  const tests: Test[] = []
  for (const [parameter, value] of query) {
    const parsed = /^filter\[(\w+)\](?:\[(\w*)\])?$/.exec(parameter)
    if (!parsed) {
      if (parameter.startsWith('filter')) return { detail: `Invalid filter '${parameter}'.`, pointer: parameter }
      continue
    }
    const [, name = '', operator] = parsed
    if (!filterable.some((known) => known === name)) {
      return { detail: `Cannot filter by '${name}'.`, pointer: parameter }
    }
    if (!recent) {
      if (operator !== undefined) return { detail: `Invalid filter '${parameter}'.`, pointer: parameter }
      const test = oldTest(name, value)
      if (!test) return { detail: `Invalid value for '${name}'.`, pointer: parameter }
      tests.push(test)
    } else if (operator === undefined || operator === '') {
      alternatives.set(name, [...(alternatives.get(name) ?? []), value])
    } else {
      const test = bound(name, operator, value)
      if (!test) return { detail: `Invalid filter '${parameter}'.`, pointer: parameter }
      tests.push(test)
    }
  }
  for (const [name, values] of alternatives) tests.push((user) => values.some((value) => equals(user, name, value)))
  return { tests }
}

/** Without `newFilterSyntax` a comma makes a list and two dots make a range, also inside of names. */
const oldTest = (name: string, value: string): Test | undefined => {
  const range = /^(.*?)\.\.(.*)$/.exec(value)
  if (!range) return (user) => value.split(',').some((part) => equals(user, name, part))
  const [, low = '', high = ''] = range
  const lower = low === 'neginf' ? () => true : bound(name, 'gte', low)
  const upper = high === 'inf' ? () => true : bound(name, 'lte', high)
  return lower && upper && ((user) => attributeOf(user, name) !== null && lower(user) && upper(user))
}

const bound = (name: string, operator: string, value: string): Test | undefined => {
  const isDate = name.endsWith('At')
  if (isDate && Number.isNaN(Date.parse(value))) return undefined
  const limit = isDate ? new Date(value).toISOString() : name === 'id' ? Number(value) : value
  const accepts: Readonly<Record<string, (order: number) => boolean>> = {
    gt: (order) => order > 0,
    gte: (order) => order >= 0,
    lt: (order) => order < 0,
    lte: (order) => order <= 0,
  }
  const accept = accepts[operator]
  return accept && ((user) => attributeOf(user, name) !== null && accept(compare(attributeOf(user, name), limit)))
}

const equals = (user: OutreachUser, name: string, value: string): boolean => {
  const own = attributeOf(user, name)
  if (name.endsWith('At') && typeof own === 'string') return Date.parse(own) === Date.parse(value)
  return own !== null && String(own) === value
}
