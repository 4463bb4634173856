import type { DateRange, PageRequest } from '../../contract.ts'

/** Salesforce's query language, as far as lists of users need it. Values come in by these functions alone. */

/** What a list shows of each user; a query has to name it. */
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

/** A string literal; https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
export const text = (value: string): string =>
  `'${value
    .replaceAll(/[\\'"]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')}'`

/** Date-times stand without quotes. */
const instant = (value: string): string => new Date(value).toISOString()

const operators = [
  ['gt', '>'],
  ['gte', '>='],
  ['lt', '<'],
  ['lte', '<='],
] as const

const range = (field: string, bounds: DateRange | undefined): string[] =>
  operators.flatMap(([name, operator]) => {
    const bound = bounds?.[name]
    return bound === undefined ? [] : [`${field} ${operator} ${instant(bound)}`]
  })

const sortFields = { created_at: 'CreatedDate', updated_at: 'LastModifiedDate', name: 'Name', email: 'Email' } as const

/** Where a page begins: after an id, or after a date and an id. */
const position = ({ after, afterKey, sort }: PageRequest): string[] => {
  if (after !== undefined) return [`Id > ${text(after)}`]
  const [date, id] = afterKey ?? []
  if (sort === undefined || date === undefined || id === undefined) return []
  const field = sortFields[sort.field]
  const operator = sort.direction === 'asc' ? '>' : '<'
  return [`(${field} ${operator} ${instant(date)} OR (${field} = ${instant(date)} AND Id > ${text(id)}))`]
}

/** The query of one page of users, with these columns of each. */
export const usersQuery = (fields: readonly string[], page: PageRequest): string => {
  const { filters, sort, size } = page
  const conditions = [
    "UserType = 'Standard'",
    ...(filters.email === undefined ? [] : [`Email = ${text(filters.email)}`]),
    ...(filters.name === undefined ? [] : [`Name = ${text(filters.name)}`]),
    ...(filters.is_active === undefined ? [] : [`IsActive = ${filters.is_active}`]),
    ...range('CreatedDate', filters.created_at),
    ...range('LastModifiedDate', filters.updated_at),
    ...position(page),
  ]
  const order = sort === undefined ? 'Id' : `${sortFields[sort.field]} ${sort.direction.toUpperCase()}, Id`
  return `SELECT ${fields.join(',')} FROM User WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${size}`
}
