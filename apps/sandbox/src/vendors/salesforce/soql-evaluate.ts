import { escapePattern } from '../../routes.ts'
import { type Field, fieldNamed } from './fields.ts'
import { normalId } from './ids.ts'
import type { Condition, FieldPath, Literal, Operator, Query, Sorting } from './soql-parse.ts'
import { queryFailure, wildcardGuard } from './soql-tokens.ts'
import { type FieldValue, related, type UserRecord } from './users.ts'

/** The users of an org, by id, in the order of ids. */
export type Users = ReadonlyMap<string, UserRecord>

/** A row of an answer: `attributes`, fields, and one level of related records. */
export type Row = Readonly<Record<string, unknown>>

interface Column {
  readonly parent: string | undefined
  readonly name: string
  readonly type: Field['type']
  readonly read: (record: UserRecord) => FieldValue
}

type Test = (record: UserRecord) => boolean

/** Runs a query; `base` is `/services/data/v66.0`. Hidden columns count as missing. Throws INVALID_FIELD and
 * INVALID_QUERY_FILTER_OPERATOR. */
export const evaluate = (
  query: Query,
  users: Users,
  base: string,
  hidden: ReadonlySet<string> = new Set(),
): { total: number; rows: readonly Row[] } => {
  const column = (field: FieldPath): Column => columnOf(query, field, users, hidden)
  const columns = query.select === 'count' ? undefined : query.select.map(column)
  if (columns && query.select !== 'count') refuseRepeated(query, columns, query.select)
  const matches = query.where ? testOf(query, query.where, column) : () => true
  const sorted = [...users.values()].filter(matches).sort(comparison(query.orderBy, column))
  const end = query.limit === undefined ? undefined : query.offset + query.limit
  const found = sorted.slice(query.offset, end)
  return { total: found.length, rows: columns ? found.map((record) => row(record, columns, base)) : [] }
}

/** The record with the named columns. */
const row = (record: UserRecord, columns: readonly Column[], base: string): Row => {
  const result: Record<string, unknown> = { attributes: attributes('User', String(record.Id), base) }
  for (const column of columns) {
    const value = column.read(record)
    if (column.parent === undefined) result[column.name] = value
    else result[column.parent] = relatedRow(record, column, value, result[column.parent], base)
  }
  return result
}

/** The first member of each record. */
export const attributes = (type: string, id: string, base: string): { type: string; url: string } => ({
  type,
  url: `${base}/sobjects/${type}/${id}`,
})

const relatedRow = (record: UserRecord, column: Column, value: FieldValue, before: unknown, base: string): unknown => {
  const id = record[`${column.parent}Id`]
  if (typeof id !== 'string') return null
  const type = related.get(id)?.type ?? 'User'
  const start = typeof before === 'object' && before !== null ? before : { attributes: attributes(type, id, base) }
  return { ...start, [column.name]: value }
}

const columnOf = (query: Query, { path, at }: FieldPath, users: Users, hidden: ReadonlySet<string>): Column => {
  const parts = path.split('.')
  const name = parts.at(-1) ?? ''
  const field = fieldNamed(name, hidden)
  const [parent] = parts.length === 2 ? parts : []
  const relation = relations.find((known) => known.toLowerCase() === parent?.toLowerCase())
  if (parts.length === 1 && field) {
    return { parent: undefined, name: field.name, type: field.type, read: (record) => record[field.name] ?? null }
  }
  if (relation === 'Manager' && field) {
    const read = (record: UserRecord): FieldValue => users.get(String(record.ManagerId))?.[field.name] ?? null
    return { parent: relation, name: field.name, type: field.type, read }
  }
  const plain = (['Id', 'Name'] as const).find((known) => known.toLowerCase() === name.toLowerCase())
  if (relation && relation !== 'Manager' && plain) {
    const read = (record: UserRecord): FieldValue => related.get(String(record[`${relation}Id`]))?.[plain] ?? null
    return { parent: relation, name: plain, type: plain === 'Id' ? 'id' : 'string', read }
  }
  if (parts.length > 1 && !relation) {
    const message = `Didn't understand relationship '${parts[0]}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
    throw queryFailure(query.text, at, message, 'INVALID_FIELD')
  }
  throw queryFailure(query.text, at, noSuchColumn(name, relation ?? 'User'), 'INVALID_FIELD')
}

/** The sentence about an unknown field. */
export const noSuchColumn = (name: string, entity: string): string =>
  `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`

const relations = ['Profile', 'UserRole', 'Manager'] as const

const refuseRepeated = (query: Query, columns: readonly Column[], select: readonly FieldPath[]): void => {
  const seen = new Set<string>()
  columns.forEach((column, index) => {
    const path = `${column.parent ?? ''}.${column.name}`
    const message = `duplicate field selected: ${column.name}`
    if (seen.has(path)) throw queryFailure(query.text, select[index]?.at ?? 0, message, 'MALFORMED_QUERY')
    seen.add(path)
  })
}

const testOf = (query: Query, condition: Condition, column: (field: FieldPath) => Column): Test => {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const tests = condition.parts.map((part) => testOf(query, part, column))
      const isAnd = condition.kind === 'and'
      return (record) => (isAnd ? tests.every((test) => test(record)) : tests.some((test) => test(record)))
    }
    case 'not': {
      const test = testOf(query, condition.part, column)
      return (record) => !test(record)
    }
    case 'in': {
      const target = column(condition.field)
      const values = condition.values.map((value) => wanted(query, condition.field, target, value))
      const read = comparable(target)
      return (record) => values.includes(read(record)) !== condition.negated
    }
    case 'compare': {
      const target = column(condition.field)
      return compareTest(query, condition.field, target, condition.operator, condition.value)
    }
  }
}

const compareTest = (query: Query, field: FieldPath, target: Column, operator: Operator, literal: Literal): Test => {
  const ordered = operator !== '=' && operator !== '!='
  const isId = target.type === 'id' || target.type === 'reference'
  if ((ordered && target.type === 'boolean') || (operator === 'like' && (isId || target.type === 'datetime'))) {
    const kind = isId ? 'id' : target.type
    throw queryFailure(query.text, field.at, `invalid operator on ${kind} field`, 'INVALID_QUERY_FILTER_OPERATOR')
  }
  const read = comparable(target)
  const value = wanted(query, field, target, literal)
  if (operator === 'like') {
    const pattern = likePattern(literal.text)
    return (record) => pattern.test(String(read(record) ?? ''))
  }
  if (operator === '=') return (record) => read(record) === value
  if (operator === '!=') return (record) => read(record) !== value
  return (record) => {
    const own = read(record)
    if (own === null || value === null) return false
    const order = compareValues(own, value, target.type)
    if (operator === '<') return order < 0
    if (operator === '<=') return order <= 0
    return operator === '>' ? order > 0 : order >= 0
  }
}

/** How a column's value is compared: text without case, empty text as null. */
const comparable = (target: Column): ((record: UserRecord) => FieldValue) => {
  const text = target.type === 'string' || target.type === 'email'
  if (!text) return target.read
  return (record) => {
    const value = target.read(record)
    return typeof value === 'string' ? value.toLowerCase() || null : value
  }
}

/** The literal in the column's form. Throws when its type does not fit. */
const wanted = (query: Query, field: FieldPath, target: Column, literal: Literal): FieldValue => {
  if (literal.kind === 'null') return target.type === 'boolean' ? false : null
  const expected = target.type === 'boolean' || target.type === 'datetime' ? target.type : 'string'
  if (literal.kind !== expected) {
    const quotes = literal.kind === 'string' ? 'should not be' : 'should be'
    const type = target.type === 'datetime' ? 'dateTime' : target.type === 'reference' ? 'id' : target.type
    const message = `value of filter criterion for field '${target.name}' must be of type ${type} and ${quotes} enclosed in quotes`
    throw queryFailure(query.text, field.at, message, 'INVALID_FIELD')
  }
  if (literal.kind === 'boolean') return literal.text === 'true'
  if (literal.kind === 'datetime') return storedTime(query, field, literal.text)
  if (target.type !== 'id' && target.type !== 'reference')
    return literal.text.replaceAll(wildcardGuard, '').toLowerCase() || null
  if (literal.text === '') return null
  const id = normalId(literal.text)
  if (id !== undefined) return id
  throw queryFailure(query.text, field.at, `invalid ID field: ${literal.text}`, 'INVALID_QUERY_FILTER_OPERATOR')
}

const storedTime = (query: Query, field: FieldPath, text: string): string => {
  const at = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  if (!Number.isNaN(at.getTime())) return at.toISOString().replace('Z', '+0000')
  throw queryFailure(query.text, field.at, `line 1, invalid date/time value: ${text}`, 'MALFORMED_QUERY')
}

const likePattern = (text: string): RegExp => {
  const source = [...text.matchAll(new RegExp(`${wildcardGuard}[%_]|.`, 'gsu'))].map(([part]) => {
    if (part === '%') return '.*'
    return part === '_' ? '.' : escapePattern(part.replace(wildcardGuard, ''))
  })
  return new RegExp(`^${source.join('')}$`, 'isu')
}

const collator = new Intl.Collator('en', { sensitivity: 'accent' })

const compareValues = (left: string | boolean, right: string | boolean, type: Field['type']): number => {
  if (type === 'string' || type === 'email') return collator.compare(String(left), String(right))
  if (typeof left === 'boolean' || typeof right === 'boolean') return Number(left) - Number(right)
  return left < right ? -1 : left > right ? 1 : 0
}

const comparison = (
  sortings: readonly Sorting[],
  column: (field: FieldPath) => Column,
): ((left: UserRecord, right: UserRecord) => number) => {
  const keys = sortings.map((sorting) => ({ ...sorting, target: column(sorting.field) }))
  return (left, right) => {
    for (const { target, descending, nullsLast } of keys) {
      const [one, two] = [target.read(left), target.read(right)]
      if (one === null || two === null) {
        if (one === two) continue
        return (one === null) === nullsLast ? 1 : -1
      }
      const order = compareValues(one, two, target.type)
      if (order !== 0) return descending ? -order : order
    }
    return 0
  }
}
