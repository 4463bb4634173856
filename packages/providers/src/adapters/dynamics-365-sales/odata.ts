import type { Filters, Query } from '../../contract.ts'
import { boundsOf, isoOf } from '../../runtime/lists/bounds.ts'
import { doubledText } from '../../runtime/lists/literals.ts'

/**
 * The part of OData that reads of users need. Values are inserted by these functions only; quotes: OData 4.0 URL conventions,
 * 5.1.1.6.1.
 */

// A whole record has well over a hundred columns, nearly all null.
const names = [
  'systemuserid',
  'fullname',
  'firstname',
  'lastname',
  'internalemailaddress',
  'domainname',
  'isdisabled',
  'islicensed',
  'accessmode',
  'applicationid',
  'azureactivedirectoryobjectid',
  'deletedstate',
  'title',
  'jobtitle',
  'mobilephone',
  'photourl',
  'createdon',
  'modifiedon',
  '_businessunitid_value',
]
const select = (kept: readonly string[]) => ({ $select: kept.join(',') })
/** The query of a read, and how to make it with fewer columns. */
export const selected = { query: select(names), columns: { names, query: select } }

const secondMs = 1000

/** Date-times have no quotes, here in whole seconds; no user is older than 1970, and distant dates are refused. */
const instant = (ms: number): string => isoOf(Math.max(ms, 0)).replace(/\.\d+Z$/, 'Z')

/** Dataverse shows whole seconds; the bounds include every instant that is shown as one that matches. */
const range = (column: string, filter: Filters['created_at']): string[] => {
  const { from, to } = boundsOf(filter)
  return [
    ...(from === undefined ? [] : [`${column} ge ${instant(from)}`]),
    ...(to === undefined ? [] : [`${column} lt ${instant(to + secondMs)}`]),
  ]
}

/** The query that filters a list; it never leaves out a match. Empty without filters. */
export const usersFilter = ({ email, name, is_active, created_at, updated_at }: Filters): Query => {
  const conditions = [
    ...(email === undefined ? [] : [`internalemailaddress eq ${doubledText(email)}`]),
    // A user without a full name is named by first and last name.
    ...(name === undefined ? [] : [`(fullname eq ${doubledText(name)} or fullname eq null)`]),
    ...(is_active === undefined ? [] : [`isdisabled eq ${!is_active}`]),
    ...range('createdon', created_at),
    ...range('modifiedon', updated_at),
  ]
  return conditions.length === 0 ? {} : { $filter: conditions.join(' and ') }
}
