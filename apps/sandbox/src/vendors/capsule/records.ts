import type { Person } from '../../people.ts'

/** An e-mail address, telephone number, website or postal address of a party. */
export interface PartyItem {
  readonly id: number
  readonly [field: string]: unknown
}

/** The contact card of a person. It has names, e-mails and the only dates. */
export interface Party {
  readonly id: number
  readonly type: 'person'
  readonly firstName: string | null
  readonly lastName: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly pictureURL: string
  readonly emailAddresses: readonly PartyItem[]
  readonly phoneNumbers: readonly PartyItem[]
  readonly websites: readonly PartyItem[]
  readonly addresses: readonly PartyItem[]
  readonly [rest: string]: unknown
}

/** A user of the account. Its name is that of its party. */
export interface CapsuleUser {
  readonly id: number
  readonly partyId: number
  readonly username: string
  readonly status: string
  readonly deleted: boolean
  readonly locale: string
  readonly currency: string
  readonly timezone: string
  readonly taskReminder: boolean
  readonly lastLoginAt: string | null
  readonly [preference: string]: unknown
}

/** The party of the user made of a person. */
export const partyId = (number: number): number => 11_000 + number

/** One user and one party for each person: a person without e-mail and name has an empty card. */
export const seedRecords = (
  people: readonly Person[],
): {
  users: Map<number, CapsuleUser>
  parties: Map<number, Party>
} => ({
  users: new Map(people.map((person) => [person.number, seedUser(person)])),
  parties: new Map(people.map((person) => [partyId(person.number), seedParty(person)])),
})

/** The user as the API shows it, with the short party, or with the whole one for `embed=party`. */
export const userBody = (
  user: CapsuleUser,
  party: Party | undefined,
  view: { readonly embedParty: boolean; readonly loggedIn: boolean },
): Readonly<Record<string, unknown>> => {
  const { partyId: _id, ...fields } = user
  return {
    ...fields,
    loggedIn: view.loggedIn,
    name: [party?.firstName, party?.lastName].filter(Boolean).join(' ') || null,
    party: view.embedParty ? party : short(party),
  }
}

/** ISO 8601 in UTC, whole seconds. */
export const capsuleTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

const short = (party: Party | undefined): Readonly<Record<string, unknown>> | undefined => {
  if (!party) return undefined
  const { id, type, firstName, lastName, pictureURL } = party
  return { id, type, firstName, lastName, pictureURL }
}

const seedUser = (person: Person): CapsuleUser => {
  const { number } = person
  return {
    id: number,
    partyId: partyId(number),
    username: person.email?.split('@')[0]?.toLowerCase() ?? `user${number}`,
    ...standing(person),
    locale: person.locale === 'en-GB' ? 'en_GB' : 'en_US',
    currency: 'EUR',
    timezone: person.timezone,
    taskReminder: true,
    lastLoginAt: person.lastSeenAt === null ? null : capsuleTime(person.lastSeenAt),
  }
}

/**
 * ACTIVE is the only documented status, and `deleted` was only seen; it is not published how Capsule shows inactive and
 * invited people. So both flags occur, one at a time, and the other words are made up.
 */
const standing = ({ state, number }: Person): Pick<CapsuleUser, 'status' | 'deleted'> => {
  if (state === 'active') return { status: 'ACTIVE', deleted: false }
  if (state === 'invited') return { status: 'INVITED', deleted: false }
  return number % 2 === 0 ? { status: 'INACTIVE', deleted: false } : { status: 'ACTIVE', deleted: true }
}

const seedParty = (person: Person): Party => {
  const { number, email, phone } = person
  return {
    id: partyId(number),
    type: 'person',
    title: null,
    firstName: person.firstName,
    lastName: person.lastName,
    jobTitle: person.title,
    about: null,
    createdAt: capsuleTime(person.createdAt),
    updatedAt: capsuleTime(person.updatedAt),
    organisation: null,
    lastContactedAt: null,
    addresses: [],
    phoneNumbers: phone === null ? [] : [{ id: 30_000 + number, type: 'Work', number: phone }],
    websites: [],
    emailAddresses: [
      ...(email === null ? [] : [{ id: 20_000 + number, type: 'Work', address: email }]),
      // Some have a second one; the first one counts.
      ...(email !== null && number % 7 === 0
        ? [{ id: 25_000 + number, type: 'Home', address: `person.${number}@home.example` }]
        : []),
    ],
    pictureURL: `https://facehub.example.com/default/person?text=${number}&size=100`,
  }
}
