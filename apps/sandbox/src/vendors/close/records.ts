import { createHash } from 'node:crypto'
import { fullName, type Person } from '../../people.ts'

/** A user in the form of `/user/`. */
export interface CloseUser {
  readonly id: string
  readonly email: string
  readonly first_name: string | null
  readonly last_name: string | null
  readonly date_created: string
  readonly date_updated: string
  readonly email_verified_at: string | null
  readonly image: string | null
  readonly google_profile_image_url: string | null
  readonly last_used_timezone: string | null
  readonly organizations: readonly string[]
}

/** The membership of a user in the organization. */
export interface Membership {
  readonly id: string
  readonly user_id: string
  readonly organization_id: string
  readonly role_id: string
  readonly auto_record_calls: 'unset' | 'disabled' | 'enabled'
  readonly track_email_opens: boolean
  readonly permissions_granted: readonly string[]
}

/** A member, or a former one. */
export interface Member {
  readonly user: CloseUser
  readonly membership: Membership
  readonly active: boolean
}

/** A prefix and 43 letters and digits, always the same for the same text. */
export const closeId = (prefix: 'user' | 'orga' | 'memb' | 'role', text: string): string => {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let rest = BigInt(`0x${createHash('sha256').update(`close-${prefix}-${text}`).digest('hex')}`)
  let id = ''
  while (id.length < 43) {
    id = `${digits[Number(rest % 62n)]}${id}`
    rest /= 62n
  }
  return `${prefix}_${id}`
}

/** The one organization of the demo account. */
export const organizationId = closeId('orga', 'acme')

/** The roles that every organization has, by the words that may replace their ids. */
export const roles: Readonly<Record<string, string>> = Object.fromEntries(
  ['admin', 'superuser', 'user', 'restricteduser'].map((name) => [name, closeId('role', name)]),
)

/** Members by user id, in the order of the people; a login needs an e-mail address. */
export const seedMembers = (people: readonly Person[]): Map<string, Member> => {
  const held = people.filter((person) => person.email !== null)
  return new Map(held.map((person) => [closeId('user', String(person.number)), seed(person)]))
}

/** A newly invited person: only the address is known. */
export const invitedMember = (email: string, roleId: string, at: Date): Member => {
  const id = closeId('user', email.toLowerCase())
  const user: CloseUser = {
    id,
    email,
    first_name: '',
    last_name: '',
    date_created: closeTime(at),
    date_updated: closeTime(at),
    email_verified_at: null,
    image: null,
    google_profile_image_url: null,
    last_used_timezone: null,
    organizations: [organizationId],
  }
  return { user, membership: membershipOf(id, roleId), active: true }
}

/** The membership in the form of the organization: with the user in prefixed fields beside it, or within it. */
export const membershipBody = ({ user, membership }: Member, expanded: boolean): Readonly<Record<string, unknown>> => {
  if (expanded) return { ...membership, user }
  return {
    ...membership,
    user_email: user.email,
    user_first_name: user.first_name,
    user_last_name: user.last_name,
    user_full_name: [user.first_name, user.last_name].filter(Boolean).join(' '),
    user_image: user.image,
    user_last_used_timezone: user.last_used_timezone,
  }
}

/** ISO 8601 with six fractional digits and a numeric offset of zero. */
export const closeTime = (at: Date): string => at.toISOString().replace('Z', '000+00:00')

const seed = (person: Person): Member => {
  const { number } = person
  const id = closeId('user', String(number))
  const user: CloseUser = {
    id,
    email: person.email ?? '',
    // Both forms of an empty value can occur.
    first_name: person.firstName,
    last_name: person.lastName ?? '',
    date_created: closeTime(person.createdAt),
    date_updated: closeTime(person.updatedAt),
    email_verified_at: person.state === 'invited' ? null : closeTime(person.createdAt),
    image: number % 2 === 0 ? `https://images.example.com/${encodeURIComponent(fullName(person))}.png` : null,
    google_profile_image_url: null,
    last_used_timezone: person.lastSeenAt === null ? null : person.timezone,
    organizations: [organizationId],
  }
  const membership = membershipOf(id, roles[person.admin ? 'admin' : 'user'] ?? '')
  return { user, membership, active: person.state !== 'inactive' }
}

const membershipOf = (userId: string, roleId: string): Membership => ({
  id: closeId('memb', userId),
  user_id: userId,
  organization_id: organizationId,
  role_id: roleId,
  auto_record_calls: 'unset',
  track_email_opens: true,
  permissions_granted: ['bulk_edit', 'export'],
})
