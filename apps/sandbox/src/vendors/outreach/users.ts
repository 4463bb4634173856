import { fullName, type Person, stableUuid } from '../../people.ts'
import { isRecord } from '../../request.ts'

/** The attributes of a user resource, by the vendor's names. */
export type Attributes = Readonly<Record<string, unknown>>

/** A user in the vendor's storage. */
export interface OutreachUser {
  readonly id: number
  readonly attributes: Attributes
}

/** Attributes that a filter and a sort may name; `name` is not among them. */
export const sortable = [
  'createdAt',
  'updatedAt',
  'email',
  'firstName',
  'lastName',
  'username',
  'locked',
  'currentSignInAt',
] as const

const readOnly = [
  'name',
  'createdAt',
  'updatedAt',
  'currentSignInAt',
  'lastSignInAt',
  'passwordExpiresAt',
  'userGuid',
] as const
const texts = ['firstName', 'lastName', 'username', 'title', 'phoneNumber', 'phoneCountryCode', 'phoneType'] as const
const custom = ['custom1', 'custom2', 'custom3', 'custom4', 'custom5'] as const
const maximumCustomLength = 225
const maximumTextLength = 255

/** Makes users of the people. Every attribute may be null, so every person can be a user. */
export const seed = (people: readonly Person[]): ReadonlyMap<number, OutreachUser> =>
  new Map(
    people.map((person): [number, OutreachUser] => [
      person.number,
      {
        id: person.number,
        attributes: {
          ...blank(person.number, person.createdAt),
          email: person.email,
          firstName: person.firstName,
          lastName: person.lastName,
          name: fullName(person),
          username: fullName(person).replace(/\s+/g, '_') || `user_${person.number}`,
          title: person.title,
          locked: person.state === 'inactive',
          phoneNumber: person.phone,
          updatedAt: person.updatedAt.toISOString(),
          currentSignInAt: person.lastSeenAt?.toISOString() ?? null,
          lastSignInAt: person.lastSeenAt?.toISOString() ?? null,
          primaryTimezone: person.timezone,
        },
      },
    ]),
  )

const blank = (id: number, createdAt: Date): Attributes => ({
  ...Object.fromEntries([...texts, ...custom].map((name) => [name, null])),
  createdAt: createdAt.toISOString(),
  updatedAt: createdAt.toISOString(),
  currentSignInAt: null,
  lastSignInAt: null,
  passwordExpiresAt: null,
  userGuid: stableUuid(`outreach-user-${id}`),
  locked: false,
  scimExternalId: null,
  scimSource: null,
  // An object by the schema, a list in recorded answers.
  duties: [{ name: 'Prospecting', duty_type: 'prospecting', id: 1 }],
  // Undocumented, recorded.
  globalId: stableUuid(`outreach-global-${id}`),
  onboardedAt: null,
  activeProspectsCount: 0,
  primaryTimezone: 'Europe/Berlin',
})

/** The resource object; `fields` leaves only these attributes. `self` is its URL. */
export const resource = (user: OutreachUser, self: string, fields?: readonly string[]): unknown => {
  const attributes = Object.entries(user.attributes).filter(([name]) => fields?.includes(name) ?? true)
  const api = self.slice(0, self.lastIndexOf('/users/'))
  return {
    type: 'user',
    id: user.id,
    attributes: Object.fromEntries(attributes),
    relationships: {
      profile: { data: { type: 'profile', id: 1 } },
      role: { data: null },
      mailboxes: { links: { related: `${api}/mailboxes?filter[user][id]=${user.id}` } },
    },
    links: { self },
  }
}

/** The fault of a write: the sentence, and the pointer to the member. */
export interface Fault {
  readonly detail: string
  readonly pointer: string
}

type Written = { readonly user: OutreachUser } | { readonly fault: Fault }

/** `POST /users`: invites by e-mail. */
export const created = (body: unknown, users: ReadonlyMap<number, OutreachUser>, now: Date): Written => {
  const data = isRecord(body) ? body.data : undefined
  if (!isRecord(data) || data.type !== 'user') return { fault: { detail: 'Type must be user.', pointer: '/data/type' } }
  const { email, ...rest } = isRecord(data.attributes) ? data.attributes : {}
  if (typeof email !== 'string' || !email.includes('@')) return { fault: fault('email', "Email can't be blank.") }
  const taken = [...users.values()].some((user) => same(user.attributes.email, email))
  if (taken) return { fault: fault('email', 'Email has already been taken.') }
  const problem = problemWith(rest)
  if (problem) return { fault: problem }
  const id = Math.max(...users.keys()) + 1
  return { user: named({ id, attributes: { ...blank(id, now), email, ...rest } }) }
}

/** `PATCH /users/{id}`: type and id must be repeated, only the sent attributes change. */
export const changed = (body: unknown, user: OutreachUser, now: Date): Written => {
  const data = isRecord(body) ? body.data : undefined
  if (!isRecord(data) || data.type !== 'user') return { fault: { detail: 'Type must be user.', pointer: '/data/type' } }
  if (data.id !== user.id) return { fault: { detail: 'Id must match the URL.', pointer: '/data/id' } }
  const attributes = isRecord(data.attributes) ? data.attributes : {}
  const problem = 'email' in attributes ? fault('email', 'Email cannot be updated.') : problemWith(attributes)
  if (problem) return { fault: problem }
  return {
    user: named({ id: user.id, attributes: { ...user.attributes, ...attributes, updatedAt: now.toISOString() } }),
  }
}

const named = (user: OutreachUser): OutreachUser => {
  const { firstName, lastName } = user.attributes
  return { ...user, attributes: { ...user.attributes, name: [firstName, lastName].filter(Boolean).join(' ') } }
}

const problemWith = (attributes: Attributes): Fault | undefined => {
  for (const [name, value] of Object.entries(attributes)) {
    const title = name.charAt(0).toUpperCase() + name.slice(1)
    if (readOnly.some((known) => known === name)) return fault(name, `${title} is read-only.`)
    if (name === 'locked') {
      if (typeof value !== 'boolean') return fault(name, 'Locked must be a boolean.')
      continue
    }
    const isCustom = custom.some((known) => known === name)
    if (!isCustom && !texts.some((known) => known === name)) return fault(name, `${title} is not a valid attribute.`)
    if (value !== null && typeof value !== 'string') return fault(name, `${title} must be a string.`)
    const maximum = isCustom ? maximumCustomLength : maximumTextLength
    if (value !== null && value.length > maximum) return fault(name, `${title} is too long (maximum is ${maximum}).`)
  }
  return undefined
}

const fault = (name: string, detail: string): Fault => ({ detail, pointer: `/data/attributes/${name}` })

const same = (one: unknown, other: string): boolean =>
  typeof one === 'string' && one.toLowerCase() === other.toLowerCase()
