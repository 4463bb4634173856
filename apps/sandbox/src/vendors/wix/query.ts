import { isRecord } from '../../request.ts'
import type { WixMember } from './members.ts'

/** A part of a query that Wix refuses. */
export interface Violation {
  readonly field: string
  readonly description: string
}

/** True for the members that match a filter or a search. */
export type MemberTest = (member: WixMember) => boolean

/** The dates are not part of them. */
const filterable = new Set([
  'id',
  'loginEmail',
  'contactId',
  'contact.firstName',
  'contact.lastName',
  'profile.nickname',
  'profile.slug',
  'privacyStatus',
  'status',
])
const sortable = new Set([
  'profile.nickname',
  'contact.firstName',
  'contact.lastName',
  'createdDate',
  'updatedDate',
  'lastLoginDate',
])
const searchable = new Set([
  'loginEmail',
  'contact.firstName',
  'contact.lastName',
  'profile.title',
  'profile.nickname',
  'profile.slug',
])

/** Reads a filter of the API query language, for the fields that members can be filtered by. */
export const memberFilter = (filter: unknown): MemberTest | Violation => {
  if (filter === undefined || filter === null) return () => true
  if (!isRecord(filter)) return violation('query.filter', 'must be an object')
  const tests: MemberTest[] = []
  for (const [key, value] of Object.entries(filter)) {
    const test = key.startsWith('$') ? combination(key, value) : fieldTest(key, value)
    if (typeof test !== 'function') return test
    tests.push(test)
  }
  return (member) => tests.every((test) => test(member))
}

/** Reads a plain text search: the expression anywhere in one of the fields, ignoring case. */
export const memberSearch = (search: unknown): MemberTest | Violation => {
  if (search === undefined || search === null) return () => true
  if (!isRecord(search)) return violation('search', 'must be an object')
  const { expression } = search
  const fields = search.fields ?? ['profile.nickname']
  if (expression === undefined || expression === null) return () => true
  if (typeof expression !== 'string' || expression.length < 1 || expression.length > 100) {
    return violation('search.expression', 'must have 1 to 100 characters')
  }
  if (!isTexts(fields) || fields.length > 4) return violation('search.fields', 'must be at most 4 names')
  const unknown = fields.find((field) => !searchable.has(field))
  if (unknown !== undefined) return violation('search.fields', `${unknown} cannot be searched`)
  const wanted = expression.toLowerCase()
  return (member) => fields.some((field) => textAt(member, field)?.toLowerCase().includes(wanted) ?? false)
}

/** Reads `sort`, or `sorting`; without either the order is that of creation. The place of absent values is not published. */
export const memberOrder = (sort: unknown): ((one: WixMember, other: WixMember) => number) | Violation => {
  if (sort === undefined || sort === null) return () => 0
  if (!Array.isArray(sort)) return violation('query.sort', 'must be an array')
  const comparisons: ((one: WixMember, other: WixMember) => number)[] = []
  for (const entry of sort) {
    const field = isRecord(entry) ? entry.fieldName : undefined
    const order = isRecord(entry) ? (entry.order ?? 'ASC') : undefined
    if (typeof field !== 'string' || !sortable.has(field)) {
      return violation('query.sort.fieldName', `${String(field)} cannot be sorted by`)
    }
    if (order !== 'ASC' && order !== 'DESC') return violation('query.sort.order', 'must be ASC or DESC')
    const direction = order === 'ASC' ? 1 : -1
    comparisons.push((one, other) => direction * compare(sortKey(one, field), sortKey(other, field)))
  }
  return (one, other) => comparisons.map((by) => by(one, other)).find((result) => result !== 0) ?? 0
}

const combination = (key: string, value: unknown): MemberTest | Violation => {
  if (key === '$not') {
    const test = memberFilter(value)
    return typeof test === 'function' ? (member) => !test(member) : test
  }
  if ((key !== '$and' && key !== '$or') || !Array.isArray(value)) {
    return violation('query.filter', `${key} is not supported`)
  }
  const tests: MemberTest[] = []
  for (const part of value) {
    const test = memberFilter(part)
    if (typeof test !== 'function') return test
    tests.push(test)
  }
  return key === '$and'
    ? (member) => tests.every((test) => test(member))
    : (member) => tests.some((test) => test(member))
}

const fieldTest = (field: string, condition: unknown): MemberTest | Violation => {
  if (!filterable.has(field)) return violation('query.filter', `${field} cannot be filtered`)
  const operators: Readonly<Record<string, unknown>> = isRecord(condition) ? condition : { $eq: condition }
  const tests: ((value: string | undefined) => boolean)[] = []
  for (const [operator, operand] of Object.entries(operators)) {
    const test = operatorTest(operator, operand)
    if (!test) return violation('query.filter', `${operator} is not supported for ${field}, or its value is malformed`)
    tests.push(test)
  }
  return (member) => tests.every((test) => test(textAt(member, field)))
}

const operatorTest = (operator: string, operand: unknown): ((value: string | undefined) => boolean) | undefined => {
  if (operator === '$exists' && typeof operand === 'boolean') return (value) => (value !== undefined) === operand
  if (operator === '$eq' && isScalar(operand)) return (value) => value === (operand ?? undefined)
  if (operator === '$ne' && isScalar(operand)) return (value) => value !== (operand ?? undefined)
  if (operator === '$startsWith' && typeof operand === 'string') return (value) => value?.startsWith(operand) ?? false
  if (!isTexts(operand)) return undefined
  const within = (value: string | undefined): boolean => value !== undefined && operand.includes(value)
  if (operator === '$in' || operator === '$hasSome') return within
  return operator === '$nin' ? (value) => !within(value) : undefined
}

const isScalar = (value: unknown): value is string | null => typeof value === 'string' || value === null

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

const textAt = (member: WixMember, path: string): string | undefined => {
  let value: unknown = member
  for (const part of path.split('.')) value = isRecord(value) ? value[part] : undefined
  return typeof value === 'string' ? value : undefined
}

const sortKey = (member: WixMember, field: string): string | undefined => {
  const text = textAt(member, field)
  // Dates with and without a fraction must be compared as instants.
  return field.endsWith('Date') && text !== undefined ? new Date(text).toISOString() : text?.toLowerCase()
}

const compare = (one: string | undefined, other: string | undefined): number => {
  if (one === other) return 0
  if (one === undefined) return -1
  return other === undefined || one > other ? 1 : -1
}

const violation = (field: string, description: string): Violation => ({ field, description })
