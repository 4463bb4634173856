import type { DateRange, Filters, Query } from '../../contract.ts'

/** OData, as far as reads of users need it. Values come in by these functions alone. */

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
/** The query of a read, and how it is made of fewer columns. */
export const selected = { query: select(names), columns: { names, query: select } }

/** A string literal: quotes are doubled; OData 4.0 URL conventions, 5.1.1.6.1. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

const secondMs = 1000
/** 9999-12-31T23:59:59Z. */
const lastMs = 253_402_300_799_000

/** Date-times stand without quotes, here in whole seconds; no user is older than 1970, and far dates are refused. */
const instant = (ms: number): string => new Date(Math.min(Math.max(ms, 0), lastMs)).toISOString().replace('.000Z', 'Z')

const wholeSecond = (value: string): number => Math.floor(Date.parse(value) / secondMs) * secondMs

/** Dataverse shows whole seconds; the bounds let in every instant that is shown as one that matches. */
const range = (column: string, bounds: DateRange | undefined): string[] => {
  const from = bounds?.gt ?? bounds?.gte
  const to = bounds?.lt ?? bounds?.lte
  return [
    ...(from === undefined ? [] : [`${column} ge ${instant(wholeSecond(from))}`]),
    ...(to === undefined ? [] : [`${column} lt ${instant(wholeSecond(to) + secondMs)}`]),
  ]
}

/** The query that narrows a list, never to less than what matches; empty without filters. */
export const usersFilter = ({ email, name, is_active, created_at, updated_at }: Filters): Query => {
  const conditions = [
    ...(email === undefined ? [] : [`internalemailaddress eq ${text(email)}`]),
    // Who has no full name has the name that first and last name make.
    ...(name === undefined ? [] : [`(fullname eq ${text(name)} or fullname eq null)`]),
    ...(is_active === undefined ? [] : [`isdisabled eq ${!is_active}`]),
    ...range('createdon', created_at),
    ...range('modifiedon', updated_at),
  ]
  return conditions.length === 0 ? {} : { $filter: conditions.join(' and ') }
}
