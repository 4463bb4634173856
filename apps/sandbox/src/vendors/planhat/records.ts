import type { Person } from '../../people.ts'

/** A team member in the API's storage. Older rows lack the optional fields. */
export interface PlanhatUser {
  readonly _id: string
  readonly email: string
  /** The ids of roles; lists show the roles themselves. */
  readonly roles: readonly string[]
  readonly externalId?: string
  /** Cannot log in. Absent in some rows. */
  readonly inactive?: boolean
  readonly createDate: string
  readonly createdAt?: string
  readonly updatedAt?: string
  readonly [rest: string]: unknown
}

const roles = [
  { _id: '5d8b8f2c4e5f6a0001c00001', name: 'Administrator', description: 'Full access' },
  { _id: '5d8b8f2c4e5f6a0001c00002', name: 'Customer Success', description: 'Own portfolio' },
]

/** A team member and its id. */
export const seedUser = (person: Person): [string, PlanhatUser] => {
  const { number, email } = person
  const id = `5d8b8f2c4e5f6a0001a1${number.toString(16).padStart(4, '0')}`
  const createdAt = person.createdAt.toISOString()
  const isOld = number > 11 && number % 7 === 0
  const isVague = number > 11 && number % 19 === 0
  const user = {
    _id: id,
    image: { path: number % 2 === 0 ? `/uploads/${number}.png` : '' },
    firstName: person.firstName ?? '',
    lastName: person.lastName ?? '',
    nickName: person.firstName ?? (email ?? '').split('@')[0] ?? '',
    email: email ?? '',
    ...(isVague ? {} : { inactive: person.state === 'inactive' }),
    isHidden: false,
    // Seen live, not documented.
    removed: person.state === 'inactive' && number % 18 === 0,
    isExposedAsSenderOption: false,
    notificationsEnabled: true,
    compressedView: false,
    roles: [roles[person.admin ? 0 : 1]?._id ?? ''],
    permissions: {},
    managers: [],
    teams: [],
    tzOffset: 0,
    defaultMeetingLength: 30,
    createDate: createdAt,
    // Rows of 2020 have no other date and no external id.
    ...(isOld ? {} : { externalId: `u-${number}`, createdAt, updatedAt: person.updatedAt.toISOString() }),
    custom: {},
  }
  return [id, user]
}

/** The form of lists: with whole roles. */
export const listBody = (user: PlanhatUser): Record<string, unknown> => ({
  ...user,
  roles: user.roles.map((id) => roles.find((role) => role._id === id) ?? id),
})

/** Why fields are refused; undefined when they are valid. */
export const changeProblem = (fields: Record<string, unknown>): string | undefined => {
  const types: readonly (readonly [string, string])[] = [
    ['email', 'string'],
    ['firstName', 'string'],
    ['lastName', 'string'],
    ['nickName', 'string'],
    ['inactive', 'boolean'],
    ['custom', 'object'],
  ]
  const wrong = types.find(([name, type]) => name in fields && (fields[name] === null || typeof fields[name] !== type))
  if (wrong) return `${wrong[0]} must be of type ${wrong[1]}`
  const email = fields.email
  return typeof email === 'string' && !email.includes('@') ? 'email is not valid' : undefined
}
