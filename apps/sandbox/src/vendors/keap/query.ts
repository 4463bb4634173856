import type { VendorRequest } from '../../request.ts'
import { type KeapUser, mainEmail } from './records.ts'

/** The query of a list call, or its invalid parameter. */
export type KeapQuery =
  | {
      readonly matches: (user: KeapUser) => boolean
      readonly order: (one: KeapUser, other: KeapUser) => number
      readonly pageSize: number
      readonly start: number
    }
  | { readonly invalid: string }

/** The published maximum. The default of `page_size` is not published. */
const pageSizeMaximum = 100
const pageSizeUsual = 25

type Test = (user: KeapUser) => boolean

const filters: Readonly<Record<string, (value: string) => Test | undefined>> = {
  // It is not published whether case matters: the stricter form.
  email: (value) => (user) => user.emails.some((one) => one.email === value),
  given_name: (value) => (user) => user.details.given_name === value,
  user_ids: (value) => {
    const ids = value.split(',')
    return ids.every((id) => /^\d+$/.test(id)) ? (user) => ids.includes(String(user.id)) : undefined
  },
  // Both are off by default, by the report of one client; the default is not published.
  include_inactive: (value) => flag(value, (user) => user.status !== 'INACTIVE' && user.status !== 'NOT_A_USER'),
  include_partners: (value) => flag(value, (user) => !user.partner),
}

const orders: Readonly<Record<string, (one: KeapUser, other: KeapUser) => number>> = {
  create_time: (one, other) => one.createdAt.getTime() - other.createdAt.getTime(),
  email: (one, other) => compare(mainEmail(one) ?? '', mainEmail(other) ?? ''),
  name: (one, other) => compare(String(one.details.family_name ?? ''), String(other.details.family_name ?? '')),
}

/** Reads `filter`, `order_by`, `page_size` and `page_token` of v2. */
export const readQuery = ({ query }: VendorRequest): KeapQuery => {
  const clauses = new Map([
    ['include_inactive', 'false'],
    ['include_partners', 'false'],
  ])
  for (const clause of (query.get('filter') ?? '').split(';').filter((part) => part !== '')) {
    const [, field, value] = /^(\w+)==(.*)$/s.exec(clause) ?? []
    if (field === undefined || value === undefined || !Object.hasOwn(filters, field)) return { invalid: 'filter' }
    clauses.set(field, value)
  }
  const tests = [...clauses].map(([field, value]) => filters[field]?.(value))
  if (tests.includes(undefined)) return { invalid: 'filter' }
  const order = readOrder(query.get('order_by'))
  if (!order) return { invalid: 'order_by' }
  const pageSize = query.get('page_size') ?? String(pageSizeUsual)
  if (!/^[1-9]\d{0,2}$/.test(pageSize) || Number(pageSize) > pageSizeMaximum) return { invalid: 'page_size' }
  const start = query.get('page_token') || '0'
  if (!/^\d+$/.test(start)) return { invalid: 'page_token' }
  const matches: Test = (user) => tests.every((test) => test?.(user))
  return { matches, order, pageSize: Number(pageSize), start: Number(start) }
}

const readOrder = (value: string | null): ((one: KeapUser, other: KeapUser) => number) | undefined => {
  if (value === null) return (one, other) => one.id - other.id
  const [, field = '', direction] = /^(\w+)(?: (asc|desc))?$/.exec(value) ?? []
  const order = Object.hasOwn(orders, field) ? orders[field] : undefined
  const sign = direction === 'desc' ? -1 : 1
  return order && ((one, other) => sign * order(one, other) || one.id - other.id)
}

const flag = (value: string, unlessTrue: Test): Test | undefined => {
  if (value === 'true') return () => true
  return value === 'false' ? unlessTrue : undefined
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
