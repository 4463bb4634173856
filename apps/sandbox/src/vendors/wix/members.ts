import { fullName, type Person, stableUuid } from '../../people.ts'

/** A site member in Wix's storage. Fields without a value are absent, never null. */
export interface WixMember {
  readonly id: string
  /** Cannot be changed. Absent for guest authors. */
  readonly loginEmail?: string
  readonly loginEmailVerified: boolean
  readonly status: 'PENDING' | 'APPROVED' | 'BLOCKED' | 'OFFLINE'
  readonly contactId: string
  readonly contact: Readonly<Record<string, unknown>>
  readonly profile: Readonly<Record<string, unknown>>
  readonly privacyStatus: 'PRIVATE' | 'PUBLIC'
  readonly activityStatus: 'ACTIVE' | 'MUTED'
  readonly createdDate: string
  readonly updatedDate: string
  readonly lastLoginDate?: string
}

/** The named sets of fields; each holds the one before it. */
export const fieldsets = ['PUBLIC', 'EXTENDED', 'FULL'] as const

/** One of the named sets of fields. */
export type Fieldset = (typeof fieldsets)[number]

/** The member made of a person. */
export const memberId = (number: number): string => stableUuid(`wix-member-${number}`)

/** The site's owner: cannot be blocked or deleted. */
export const ownerNumber = 11

/** Pays for a subscription, and so cannot be blocked or deleted while it runs. */
export const subscriberNumber = 50

/** The site's members: all people. One without e-mail is a guest author, which cannot log in. */
export const seedMembers = (people: readonly Person[]): Map<string, WixMember> =>
  new Map(people.map((person) => [memberId(person.number), seed(person)]))

/** The fields of a member that a caller gets. Without EXTENDED the three states are `UNKNOWN` and the e-mail is missing. */
export const memberBody = (member: WixMember, fieldset: Fieldset): Readonly<Record<string, unknown>> => {
  if (fieldset === 'FULL') return { ...member }
  const { id, contactId, createdDate, updatedDate, profile } = member
  const shared = { id, contactId, createdDate, updatedDate, profile }
  if (fieldset === 'PUBLIC') {
    return { ...shared, status: 'UNKNOWN', privacyStatus: 'UNKNOWN', activityStatus: 'UNKNOWN' }
  }
  const { status, privacyStatus, activityStatus, loginEmail } = member
  return { ...shared, status, privacyStatus, activityStatus, ...(loginEmail === undefined ? {} : { loginEmail }) }
}

/** A member that was just created by the API; the site approves new members automatically. */
export const newMember = (
  id: string,
  given: Pick<WixMember, 'contact' | 'profile' | 'privacyStatus'> & { readonly loginEmail: string },
  at: Date,
): WixMember => {
  const slug = slugOf(String(given.profile.nickname ?? given.loginEmail.split('@')[0] ?? ''))
  return {
    id,
    loginEmail: given.loginEmail,
    loginEmailVerified: false,
    status: 'APPROVED',
    contactId: id,
    contact: { ...emptyContact, emails: [given.loginEmail], ...given.contact },
    profile: { ...given.profile, slug },
    privacyStatus: given.privacyStatus,
    activityStatus: 'ACTIVE',
    createdDate: at.toISOString(),
    updatedDate: at.toISOString(),
  }
}

const emptyContact = { phones: [], emails: [], addresses: [], customFields: {} }
const states = { active: 'APPROVED', inactive: 'BLOCKED', invited: 'PENDING' } as const

const seed = (person: Person): WixMember => {
  const { number, email, firstName, lastName } = person
  const name = fullName(person)
  // Some of those who never logged in have not chosen a nickname.
  const nickname = person.state === 'invited' && number % 2 === 0 ? '' : name
  const slug = `${slugOf(name === '' ? (email ?? 'guest').split('@')[0] : name)}${number > 11 ? number : ''}`
  const seen = person.lastSeenAt
  return {
    id: memberId(number),
    ...(email === null ? {} : { loginEmail: email }),
    loginEmailVerified: email !== null && person.state !== 'invited',
    status: email === null ? 'OFFLINE' : states[person.state],
    contactId: memberId(number),
    contact: {
      ...emptyContact,
      ...(firstName === null ? {} : { firstName }),
      ...(lastName === null ? {} : { lastName }),
      ...(person.title === null ? {} : { jobTitle: person.title }),
      phones: person.phone === null ? [] : [person.phone],
      emails: email === null ? [] : [email],
    },
    profile: {
      ...(nickname === '' ? {} : { nickname }),
      slug,
      photo: photo(number),
      title: person.title ?? '',
    },
    privacyStatus: number % 2 === 0 ? 'PUBLIC' : 'PRIVATE',
    activityStatus: 'ACTIVE',
    createdDate: wholeSeconds(person.createdAt),
    // Dates have a fraction or none.
    updatedDate: number % 2 === 0 ? person.updatedAt.toISOString() : wholeSeconds(person.updatedAt),
    ...(seen === null || email === null ? {} : { lastLoginDate: wholeSeconds(seen) }),
  }
}

const photo = (number: number): Readonly<Record<string, unknown>> => {
  if (number % 3 !== 0) return { id: '', url: '', height: 0, width: 0 }
  return { id: `acme_${number}.png`, url: `https://static.example.com/media/acme_${number}.png`, height: 96, width: 96 }
}

const slugOf = (text = ''): string => text.toLowerCase().replace(/[^a-z0-9]/g, '') || 'member'

const wholeSeconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
