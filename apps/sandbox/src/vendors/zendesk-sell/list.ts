import type { VendorRequest } from '../../request.ts'

/** A seat of the account. */
export interface SellUser {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly status: string
  readonly role: string
  readonly confirmed: boolean
  readonly created_at: string
  readonly updated_at: string
  readonly [rest: string]: unknown
}

const pageSizeUsual = 25
const pageSizeMaximum = 100
const sortKeys = ['id', 'name', 'created_at', 'updated_at'] as const

/** The envelope around a user, alone and in lists. */
export const wrapped = (user: SellUser): { data: SellUser; meta: { type: 'user' } } => ({
  data: user,
  meta: { type: 'user' },
})

/** A page of users with its links, or the faults of the parameters. */
export const listUsers = (request: VendorRequest, users: readonly SellUser[]): Record<string, unknown> | string => {
  const { query } = request
  const page = positive(query.get('page') ?? '1')
  const size = positive(query.get('per_page') ?? String(pageSizeUsual))
  if (page === undefined) return 'page must be a positive integer.'
  if (size === undefined || size > pageSizeMaximum) return `per_page must be from 1 to ${pageSizeMaximum}.`
  const order = sorting(query.get('sort_by') ?? 'id')
  const found = filtered(query, users)
  if (!order) return 'sort_by names an attribute that cannot be sorted by.'
  if (typeof found === 'string') return found
  const rows = found.toSorted(order).slice((page - 1) * size, page * size)
  const link = (number: number): string => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(number))
    parameters.set('per_page', String(size))
    return `${request.originOf()}/v2/users?${parameters}`
  }
  const links = {
    // As in the published sample: plain http, and with a suffix.
    self: `${request.originOf().replace(/^https:/, 'http:')}/v2/users.json${request.rawQuery ? `?${request.rawQuery}` : ''}`,
    ...(page > 1 ? { first_page: link(1), prev_page: link(page - 1) } : {}),
    ...(page * size < found.length ? { next_page: link(page + 1) } : {}),
  }
  return { items: rows.map(wrapped), meta: { type: 'collection', count: rows.length, links } }
}

const filtered = (query: URLSearchParams, users: readonly SellUser[]): readonly SellUser[] | string => {
  const ids = query.get('ids')?.split(',')
  if (ids?.some((id) => positive(id.trim()) === undefined)) return 'ids must be integers with commas between.'
  const choices = { role: ['user', 'admin'], status: ['active', 'inactive'], confirmed: ['true', 'false'] }
  for (const [name, allowed] of Object.entries(choices)) {
    const value = query.get(name)
    if (value !== null && !allowed.includes(value)) return `${name} must be one of ${allowed.join(', ')}.`
  }
  const wanted = ids && new Set(ids.map(Number))
  return users
    .filter((user) => wanted?.has(user.id) ?? true)
    .filter((user) =>
      ['name', 'email', 'role', 'status', 'confirmed'].every((name) => {
        const value = query.get(name)
        return value === null || String(user[name]) === value
      }),
    )
}

const sorting = (sortBy: string): ((left: SellUser, right: SellUser) => number) | undefined => {
  const orders = sortBy.split(',').map((part) => part.split(':'))
  const known = orders.every(
    ([name, direction = 'asc']) => sortKeys.some((key) => key === name) && ['asc', 'desc'].includes(direction),
  )
  if (!known) return undefined
  return (left, right) => {
    for (const [name = 'id', direction] of orders) {
      const difference = compare(left[name], right[name])
      if (difference !== 0) return direction === 'desc' ? -difference : difference
    }
    return left.id - right.id
  }
}

const compare = (left: unknown, right: unknown): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  const [first, second] = [String(left), String(right)]
  return first < second ? -1 : Number(first > second)
}

const positive = (text: string): number | undefined => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined)
