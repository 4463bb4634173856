import { type Person, stableUuid } from '../../people.ts'

/** The types of columns that the query language distinguishes. */
export type ColumnType = 'guid' | 'string' | 'boolean' | 'int' | 'date'

/** A value in the Web API's form; dates are text. */
export type Value = string | number | boolean | null

/** One row of the table `systemuser`. */
export interface Row {
  /** Lower case. */
  readonly id: string
  /** The number in the row's ETag: grows with every change. */
  readonly version: number
  readonly values: Readonly<Record<string, Value>>
}

const typed = (type: ColumnType, names: string): readonly [string, ColumnType][] =>
  names.split(' ').map((name) => [name, type])

/** The columns that the sandbox has, out of well over a hundred. */
export const columns: ReadonlyMap<string, ColumnType> = new Map([
  ...typed('guid', 'systemuserid ownerid applicationid azureactivedirectoryobjectid'),
  ...typed('guid', '_businessunitid_value _parentsystemuserid_value'),
  ...typed('string', 'fullname firstname middlename lastname internalemailaddress personalemailaddress domainname'),
  ...typed('string', 'windowsliveid disabledreason title jobtitle mobilephone photourl entityimage_url'),
  ...typed('boolean', 'isdisabled islicensed issyncwithdirectory'),
  ...typed('int', 'accessmode systemmanagedusertype deletedstate azurestate'),
  ...typed('date', 'createdon modifiedon overriddencreatedon'),
])

/** Support users: always enabled. */
export const supportAccess = 3
/** Like support users, these may be enabled without a licence. */
export const nonInteractiveAccess = 4

export const businessUnitId = stableUuid('dynamics-business-unit')
export const organizationId = stableUuid('dynamics-organization')
/** The row of a client_credentials token. */
export const applicationUserId = stableUuid('dynamics-user-application')

/** The id of a person's row. */
export const rowId = (person: Person): string => stableUuid(`dynamics-user-${person.number}`)

/** People with an e-mail (a required column), and after them the rows that are not people. */
export const seed = (people: readonly Person[]): ReadonlyMap<string, Row> => {
  const rows = people.flatMap((person): Row[] => (person.email === null ? [] : [personRow(person, person.email)]))
  // The environment is older than its people.
  const firstDay = new Date((people[0]?.createdAt.getTime() ?? 0) - 30 * 86_400_000)
  // That these have no e-mail is UNVERIFIED, and the safe assumption.
  const others = [
    row(stableUuid('dynamics-user-system'), firstDay, { lastname: 'SYSTEM', accessmode: nonInteractiveAccess }),
    row(stableUuid('dynamics-user-integration'), firstDay, { lastname: 'INTEGRATION', isdisabled: true }),
    row(stableUuid('dynamics-user-support'), firstDay, {
      ...{ firstname: 'Microsoft', lastname: 'Support', accessmode: supportAccess },
    }),
    row(stableUuid('dynamics-user-delegated'), firstDay, { firstname: 'Delegated', lastname: 'Admin', accessmode: 5 }),
    row(applicationUserId, firstDay, {
      ...{ firstname: '#', lastname: 'Sandbox App', accessmode: nonInteractiveAccess },
      applicationid: stableUuid('dynamics-application'),
    }),
  ]
  return new Map([...rows, ...others].map((one) => [one.id, one]))
}

/** A new row; `given` replaces the defaults. */
export const row = (id: string, createdAt: Date, given: Readonly<Record<string, Value>>): Row => {
  const empty = Object.fromEntries([...columns.keys()].map((name): [string, Value] => [name, null]))
  const values = {
    ...empty,
    ...{ systemuserid: id, ownerid: id, _businessunitid_value: businessUnitId },
    ...{ isdisabled: false, islicensed: false, issyncwithdirectory: false },
    ...{ accessmode: 0, systemmanagedusertype: 0, deletedstate: 0, azurestate: 0 },
    ...{ createdon: vendorTime(createdAt), modifiedon: vendorTime(createdAt) },
    ...given,
  }
  return named({ id, version: 4_372_108, values })
}

/** The same row with its computed column. */
export const named = (one: Row): Row => {
  const { firstname, middlename, lastname } = one.values
  const fullname = [firstname, middlename, lastname].filter(Boolean).join(' ') || null
  return { ...one, values: { ...one.values, fullname } }
}

const personRow = (person: Person, email: string): Row => {
  const id = rowId(person)
  const image = `/Image/download.aspx?Entity=systemuser&Attribute=entityimage&Id=${id}`
  return row(id, person.createdAt, {
    firstname: person.firstName,
    lastname: person.lastName,
    internalemailaddress: email,
    domainname: email,
    windowsliveid: email,
    azureactivedirectoryobjectid: stableUuid(`entra-user-${person.number}`),
    // Without a licence a user stays disabled: so do those who have only been invited.
    isdisabled: person.state !== 'active',
    islicensed: person.state !== 'invited',
    issyncwithdirectory: true,
    title: person.title,
    jobtitle: person.title,
    mobilephone: person.phone,
    entityimage_url: person.number % 2 === 0 ? image : null,
    overriddencreatedon: person.number % 40 === 5 ? '2020-02-03T04:05:06Z' : null,
    modifiedon: vendorTime(person.updatedAt),
  })
}

/** ISO 8601 in UTC, to the second. */
export const vendorTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
