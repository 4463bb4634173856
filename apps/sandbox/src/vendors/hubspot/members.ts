import type { Person } from '../../people.ts'

/** An owner and, if there is one, its user. */
export interface Member {
  readonly ownerId: number
  readonly type: 'PERSON' | 'QUEUE'
  /** Null for an owner that has no user and never had. */
  readonly userId: number | null
  /** Undefined: the owner has no such property. */
  readonly email: string | undefined
  readonly firstName: string
  readonly lastName: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** An archived owner's user was removed from the account. */
  readonly archived: boolean
  readonly superAdmin: boolean
  readonly roleId: string | undefined
  readonly primaryTeamId: string | undefined
  readonly secondaryTeamIds: readonly string[]
  readonly seatNames: readonly string[] | undefined
}

/** The account's members by owner id. */
export type Members = Map<number, Member>

const teamNames: Readonly<Record<string, string>> = { '178588': 'West Coast Sales', '178589': 'Customer Success' }

/** Owner ids are ten apart, so that a queue fits between. They are never user ids: in old accounts the two differ. */
export const ownerIdOf = (person: number): number => 51_000_000 + person * 10

/** The id in the provisioning API. */
export const userIdOf = (person: number): number => 7_200_000 + person * 3

/** All members, in the order of owner ids; the two queues come after the first ten. */
export const seededMembers = (people: readonly Person[]): Members => {
  const members = [...people.map(personMember), ...queues].sort((left, right) => left.ownerId - right.ownerId)
  return new Map(members.map((member) => [member.ownerId, member]))
}

/** The owner in the form of `/crm/v3/owners`. Owner ids are text, user ids are numbers. */
export const ownerBody = (member: Member): Record<string, unknown> => {
  const teams = teamsOf(member)
  return {
    id: String(member.ownerId),
    ...(member.email === undefined ? {} : { email: member.email }),
    type: member.type,
    firstName: member.firstName,
    lastName: member.lastName,
    userId: member.archived ? null : member.userId,
    userIdIncludingInactive: member.userId,
    createdAt: member.createdAt.toISOString(),
    updatedAt: member.updatedAt.toISOString(),
    archived: member.archived,
    ...(teams.length > 0 ? { teams } : {}),
  }
}

/** The user in the form of `/settings/v3/users`: text ids, no dates, no state. */
export const userBody = (member: Member): Record<string, unknown> => ({
  id: String(member.userId),
  email: member.email,
  ...(member.firstName === '' ? {} : { firstName: member.firstName }),
  ...(member.lastName === '' ? {} : { lastName: member.lastName }),
  ...(member.roleId === undefined ? {} : { roleId: member.roleId }),
  roleIds: member.roleId === undefined ? [] : [member.roleId],
  ...(member.primaryTeamId === undefined ? {} : { primaryTeamId: member.primaryTeamId }),
  ...(member.secondaryTeamIds.length === 0 ? {} : { secondaryTeamIds: member.secondaryTeamIds }),
  ...(member.seatNames === undefined ? {} : { seatNames: member.seatNames }),
  superAdmin: member.superAdmin,
})

/** True for the users of the provisioning API. */
export const isUser = (member: Member): boolean => member.userId !== null && !member.archived

const personMember = (person: Person): Member => ({
  ownerId: ownerIdOf(person.number),
  type: 'PERSON',
  // Active owners without a user were seen; here they are the people without an e-mail address.
  userId: person.email === null ? null : userIdOf(person.number),
  email: person.email ?? undefined,
  firstName: person.firstName ?? '',
  lastName: person.lastName ?? '',
  createdAt: person.createdAt,
  updatedAt: person.updatedAt,
  archived: person.state === 'inactive',
  superAdmin: person.admin,
  roleId: person.admin ? undefined : '301',
  primaryTeamId: person.number % 5 === 0 ? '178588' : undefined,
  secondaryTeamIds: person.number % 10 === 0 ? ['178589'] : [],
  seatNames: undefined,
})

const queues: readonly Member[] = ['Support queue', 'Sales queue'].map((name, index) => ({
  ownerId: ownerIdOf(10) + 3 + index,
  type: 'QUEUE',
  userId: null,
  email: undefined,
  firstName: name,
  lastName: '',
  createdAt: new Date(Date.UTC(2023, 5, 1, 10, 0, 0, 120 + index)),
  updatedAt: new Date(Date.UTC(2023, 5, 2, 10, 0, 0, 120 + index)),
  archived: false,
  superAdmin: false,
  roleId: undefined,
  primaryTeamId: undefined,
  secondaryTeamIds: [],
  seatNames: undefined,
}))

const teamsOf = (member: Member): unknown[] => {
  const primary = member.primaryTeamId === undefined ? [] : [{ id: member.primaryTeamId, primary: true }]
  const secondary = member.secondaryTeamIds.map((id) => ({ id, primary: false }))
  return [...primary, ...secondary].map(({ id, primary: isPrimary }) => ({
    id,
    name: teamNames[id] ?? `Team ${id}`,
    primary: isPrimary,
  }))
}
