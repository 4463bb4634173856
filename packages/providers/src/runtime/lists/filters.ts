import type { TimeRange } from '@rollcall/contract'
import type { Adapter, FilterField, Filters, Sort } from '../../contract.ts'
import type { Fault } from '../failures.ts'
import { offers, type UnifiedUser } from '../records/read.ts'

/** Filters and sorts as the contract defines them, the same for every vendor. */

const folded = (text: string): string => text.normalize('NFC').toLowerCase()

const inRange = (value: string | null | undefined, range: TimeRange): boolean => {
  if (typeof value !== 'string') return false
  const instant = Date.parse(value)
  return (
    (range.gt === undefined || instant > Date.parse(range.gt)) &&
    (range.gte === undefined || instant >= Date.parse(range.gte)) &&
    (range.lt === undefined || instant < Date.parse(range.lt)) &&
    (range.lte === undefined || instant <= Date.parse(range.lte))
  )
}

const sameText = (value: string | null | undefined, wanted: string): boolean =>
  typeof value === 'string' && folded(value) === folded(wanted)

/** Whether a user passes every filter; texts are compared as a whole, in NFC, ignoring case; `null` matches nothing. */
export const matches = (user: UnifiedUser, filters: Filters): boolean =>
  (filters.email === undefined || sameText(user.email, filters.email)) &&
  (filters.name === undefined || sameText(user.name, filters.name)) &&
  (filters.is_active === undefined || user.is_active === filters.is_active) &&
  (filters.created_at === undefined || inRange(user.created_at, filters.created_at)) &&
  (filters.updated_at === undefined || inRange(user.updated_at, filters.updated_at))

/**
 * A text whose code units sort in the order of its code points: the surrogates, which encode code points above U+FFFF, change
 * places with the code units after them. So a plain comparison of strings is enough, and makes no new objects.
 */
const inCodePointOrder = (text: string): string =>
  text.replaceAll(/[\ud800-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0)
    return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800)
  })

const compareText = (left: string, right: string): number => {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/**
 * The place of a user in a sorted list: the comparable value (`null` last) and the id that orders ties, texts in the
 * order of their code points. Made once for each user.
 */
export type SortKey = readonly [value: string | number | null, id: string]

export const sortKeyOf = (user: UnifiedUser, sort: Sort): SortKey => {
  const value = user[sort.field]
  const id = inCodePointOrder(user.id)
  if (typeof value !== 'string') return [null, id]
  const isTime = sort.field === 'created_at' || sort.field === 'updated_at'
  return [isTime ? Date.parse(value) : inCodePointOrder(folded(value)), id]
}

/** Code points of the folded text, times by instant, `null` last in both directions, ties by id ascending. */
export const compareKeys = (left: SortKey, right: SortKey, direction: Sort['direction']): number => {
  const [leftValue, leftId] = left
  const [rightValue, rightId] = right
  if (leftValue === null || rightValue === null) {
    if (leftValue !== rightValue) return leftValue === null ? 1 : -1
    return compareText(leftId, rightId)
  }
  const difference =
    typeof leftValue === 'number' && typeof rightValue === 'number'
      ? leftValue - rightValue
      : compareText(String(leftValue), String(rightValue))
  if (difference !== 0) return direction === 'asc' ? difference : -difference
  return compareText(leftId, rightId)
}

const filterFields: readonly FilterField[] = ['email', 'name', 'is_active', 'created_at', 'updated_at']

/** The filters that this provider does not support, because its users lack the field. */
export const unsupportedFilters = (
  adapter: Pick<Adapter<never>, 'user' | 'name'>,
  filters: Filters,
  sort?: Sort,
): Fault[] => {
  const faults: Fault[] = filterFields
    .filter((field) => filters[field] !== undefined && !offers(adapter, field))
    .map((field) => ({
      parameter: field,
      detail: `${adapter.name} users have no ${field}, so the list cannot be filtered by it.`,
    }))
  if (sort !== undefined && !offers(adapter, sort.field)) {
    faults.push({
      parameter: 'sort_by',
      detail: `${adapter.name} users have no ${sort.field}, so the list cannot be sorted by it.`,
    })
  }
  return faults
}

/** Vendors fold case and normalise beyond ASCII in different ways: only ASCII text is passed to a native filter. */
const isPlainText = (value: unknown): boolean => typeof value !== 'string' || /^[\x20-\x7e]*$/.test(value)

/** The vendor filters by this field itself, and as the contract defines it. */
const isNative = (
  adapter: Pick<Adapter<never>, 'users'>,
  filters: Filters,
  field: FilterField,
  without: readonly FilterField[],
): boolean =>
  (adapter.users.list.nativeFilters ?? []).includes(field) && !without.includes(field) && isPlainText(filters[field])

const given = (filters: Filters): readonly FilterField[] => filterFields.filter((field) => filters[field] !== undefined)

/** Filters that are sent to the vendor; `without` names those to be emulated although the adapter supports them. */
export const nativeFilters = (
  adapter: Pick<Adapter<never>, 'users'>,
  filters: Filters,
  without: readonly FilterField[],
): Filters =>
  Object.fromEntries(
    given(filters)
      .filter((field) => isNative(adapter, filters, field, without))
      .map((field) => [field, filters[field]]),
  )

/** The filters that the engine applies. */
export const emulatedFilters = (
  adapter: Pick<Adapter<never>, 'users'>,
  filters: Filters,
  without: readonly FilterField[],
): readonly FilterField[] => given(filters).filter((field) => !isNative(adapter, filters, field, without))
