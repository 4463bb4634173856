import type { Person } from '../../people.ts'

/** A login of the account, with all fields that the API returns of it. */
export interface ActiveCampaignUser {
  /** Digits; a string in JSON. */
  readonly id: string
  readonly username: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
  readonly signature: string | null
  readonly lang: string
  readonly localZoneid: string
  /** In the account's own offset; null for the account's first user. */
  readonly cdate: string | null
  readonly udate: string | null
  readonly password_updated_utc_timestamp: string | null
  readonly mfaEnabled: '0' | '1'
  /** Id of the group. */
  readonly group: string
}

/** Which fields an answer has: the create answer lacks some, the update answer has two more. */
export type View = 'read' | 'created' | 'updated'

/** The group whose members may manage users. */
export const administrators = '3'

const accountZone = 'America/Chicago'
const subresources = [
  'lists',
  'userGroup',
  'dealGroupTotals',
  'dealGroupUsers',
  'configs',
  'dealConnection',
  'userConversationsPermission',
  'seatUser',
]

/**
 * Logins in the order of the people. Every login has an e-mail, and there is no inactive one: a user can only be deleted. The
 * credential's own user opened the account, so it has id 1 and no dates.
 */
export const seedUsers = (people: readonly Person[]): ActiveCampaignUser[] =>
  people.filter((person) => person.email !== null && person.state !== 'inactive').map(seed)

/** The user in the form of an answer; `api` is the beginning of the links. */
export const userBody = (user: ActiveCampaignUser, api: string, view: View = 'read'): Record<string, unknown> => {
  const { group, phone, signature, mfaEnabled, ...fields } = user
  const links = Object.fromEntries(subresources.map((name) => [name, `${api}/users/${user.id}/${name}`]))
  return {
    ...fields,
    ...(view === 'created' ? {} : { phone, signature, mfaEnabled }),
    ...(view === 'updated' ? { userGroup: membershipId(user), userConversationsPermission: membershipId(user) } : {}),
    links,
  }
}

/** The id of the record that links a user to its group; a string of digits. */
export const membershipId = (user: ActiveCampaignUser): string => String(Number(user.id) + 500)

/** The record that links a user to its group, as recorded. */
export const userGroupOf = (user: ActiveCampaignUser, api: string): Record<string, unknown> => {
  const id = membershipId(user)
  const links = { group: `${api}/userGroups/${id}/group`, user: `${api}/userGroups/${id}/user` }
  const { cdate, udate, group } = user
  return { userid: user.id, groupid: group, cdate, udate, links, id, group, user: user.id }
}

// Making one takes milliseconds, and each start of a sandbox needs some sixty.
const offsetFormat = new Intl.DateTimeFormat('en-US', { timeZone: accountZone, timeZoneName: 'longOffset' })

/** ISO 8601, whole seconds, with the offset that the account's zone has at that time. */
export const accountTime = (at: Date): string => {
  const name = offsetFormat.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const offset = name.replace('GMT', '') || '+00:00'
  const minutes = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))) * (offset.startsWith('-') ? -1 : 1)
  return new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19) + offset
}

const seed = (person: Person): ActiveCampaignUser => {
  const { number, self } = person
  return {
    id: self ? '1' : String(number + 1),
    username: person.email?.split('@')[0]?.toLowerCase() ?? '',
    firstName: person.firstName ?? '',
    lastName: person.lastName ?? '',
    email: person.email ?? '',
    phone: person.phone ?? '',
    signature: number % 4 === 0 ? `Regards, ${person.firstName ?? ''}` : null,
    lang: person.locale === 'de-DE' ? 'german' : 'english',
    localZoneid: person.timezone,
    cdate: self ? null : accountTime(person.createdAt),
    udate: self ? null : accountTime(person.updatedAt),
    // Both recorded: null, and a zero date.
    password_updated_utc_timestamp: number % 2 === 0 ? null : '0000-00-00 00:00:00',
    mfaEnabled: '0',
    group: person.admin ? administrators : '4',
  }
}
