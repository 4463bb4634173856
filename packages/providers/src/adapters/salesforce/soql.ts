import type { Filters, PageRequest } from '../../contract.ts'
import { escapedText } from '../../runtime/lists/literals.ts'

/**
 * The part of Salesforce's query language that lists of users need. Values are inserted by these functions only, texts
 * escaped as in
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */

/** The columns of each user in a list; a query has to name them. */
export const fields = [
  'Id',
  'Username',
  'Name',
  'FirstName',
  'LastName',
  'Email',
  'IsActive',
  'UserType',
  'Alias',
  'Title',
  'Department',
  'ProfileId',
  'UserRoleId',
  'ManagerId',
  'SmallPhotoUrl',
  'FullPhotoUrl',
  'LastLoginDate',
  'CreatedDate',
  'LastModifiedDate',
] as const

/** Date-times have no quotes. */
const instant = (value: string): string => new Date(value).toISOString()

const bound = (column: string, operator: string, value: string | undefined): string | undefined =>
  value === undefined ? undefined : `${column} ${operator} ${instant(value)}`

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

const range = (column: string, bounds: Filters['created_at']) =>
  (['gt', 'gte', 'lt', 'lte'] as const).map((name) => bound(column, operators[name], bounds?.[name]))

export const sorts = {
  created_at: 'CreatedDate',
  updated_at: 'LastModifiedDate',
  name: 'Name',
  email: 'Email',
} as const

/** Where a page begins: after an id, or after a date and an id. */
const position = (at: PageRequest['at'], sort: PageRequest['sort']): string | undefined => {
  if (at === undefined) return undefined
  if (sort === undefined) return `Id > ${escapedText(String(at))}`
  const [date = '', id = ''] = String(at).split(',')
  const [column, operator] = [sorts[sort.field], sort.direction === 'asc' ? '>' : '<']
  return `(${column} ${operator} ${instant(date)} OR (${column} = ${instant(date)} AND Id > ${escapedText(id)}))`
}

/** The query of one page of users, with these columns of each. */
export const usersQuery = (fields: readonly string[], { filters, sort, size, at }: PageRequest): string => {
  const conditions = [
    "UserType = 'Standard'",
    filters.email === undefined ? undefined : `Email = ${escapedText(filters.email)}`,
    filters.name === undefined ? undefined : `Name = ${escapedText(filters.name)}`,
    filters.is_active === undefined ? undefined : `IsActive = ${filters.is_active}`,
    ...range('CreatedDate', filters.created_at),
    ...range('LastModifiedDate', filters.updated_at),
    position(at, sort),
  ].filter((condition) => condition !== undefined)
  const order = sort === undefined ? 'Id' : `${sorts[sort.field]} ${sort.direction.toUpperCase()}, Id`
  return `SELECT ${fields.join(',')} FROM User WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${size}`
}
