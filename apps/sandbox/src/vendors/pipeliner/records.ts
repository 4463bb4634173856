import { fullName, type Person, stableUuid } from '../../people.ts'

/** A user of the space ("Client"), without the values that depend on the requested address. */
export interface Client {
  readonly id: string
  readonly is_deleted: boolean
  readonly is_delete_protected: boolean
  readonly created: string
  readonly modified: string
  readonly email: string
  readonly revision: number
  readonly default_unit_id: string
  readonly master_right_id: string
  /** Ids of the relations to sales units; shown as URIs. */
  readonly membershipIds: readonly string[]
  readonly [rest: string]: unknown
}

/** The only sales unit and the only role of the space. */
export const unitId = stableUuid('pipeliner-unit')
const rightId = stableUuid('pipeliner-right')

/** Fields that PATCH accepts (`updateClientInput`) besides the lists of relations. */
export const writableFields = ['default_unit_id', 'master_right_id', 'position', 'type'] as const

/** Lists of relations that may be written; the favourites are always empty here. */
export const relationFields = [
  'unit_membership',
  ...['appointment', 'task', 'account', 'contact', 'profile', 'report', 'lead', 'opportunity'].map(
    (name) => `${name}_favorite`,
  ),
]

/** A user and its id. */
export const seedClient = (person: Person): [string, Client] => {
  const { number } = person
  const client = {
    ...blankClient(stableUuid(`pipeliner-user-${number}`), person.email ?? ''),
    is_deleted: person.state === 'inactive',
    is_delete_protected: person.admin,
    created: vendorTime(person.createdAt, 970),
    // In a user that was never changed this is some microseconds before its creation, as recorded.
    modified: vendorTime(person.updatedAt, 951),
    first_name: person.firstName,
    last_name: person.lastName,
    name: fullName(person) || (person.email ?? ''),
    formatted_name: fullName(person) || (person.email ?? ''),
    phone: person.phone,
    position: person.title,
    timezone_name: person.timezone,
    last_active: person.lastSeenAt === null ? null : vendorTime(person.lastSeenAt, 0),
    user_profile_id: 1000 + number,
  }
  return [client.id, client]
}

/** A user with only an e-mail; its name is in the profile. */
export const blankClient = (id: string, email: string): Client => ({
  id,
  is_deleted: false,
  is_delete_protected: false,
  created: '',
  modified: '',
  email,
  first_name: null,
  middle_name: null,
  last_name: null,
  name: email,
  formatted_name: email,
  phone: null,
  picture_url: null,
  region: null,
  position: null,
  timezone: null,
  timezone_name: 'Europe/Vienna',
  last_active: null,
  type: 0,
  revision: 1,
  default_idp: 1,
  user_profile_id: null,
  default_unit_id: unitId,
  master_right_id: rightId,
  membershipIds: [stableUuid(`${id}-membership`)],
  unit_manager_ids: [],
  unit_member_ids: [unitId],
  user_recalculation_state: 'NoRecalculation',
})

/** The form of the API: relations are absolute addresses below `entities`. */
export const clientBody = (client: Client, entities: string): Record<string, unknown> => {
  const { membershipIds, ...fields } = client
  const favorites = relationFields.filter((name) => name !== 'unit_membership').map((name) => [name, []])
  return {
    ...fields,
    default_unit: `${entities}/SalesUnits/${client.default_unit_id}`,
    master_right: `${entities}/SalesRoles/${client.master_right_id}`,
    unit_membership: membershipIds.map((id) => `${entities}/SalesUnitClientRelations/${id}`),
    ...Object.fromEntries(favorites),
  }
}

/** `2024-07-09 12:51:48.050073+00:00`: a blank, microseconds and an offset. */
export const vendorTime = (at: Date, microseconds = 0): string => {
  const text = at.toISOString().slice(0, 23).replace('T', ' ')
  return `${text}${String(microseconds).padStart(3, '0')}+00:00`
}
