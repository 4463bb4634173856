import type { Person } from '../../people.ts'

/** A slot and its value. */
export interface KeapEmail {
  readonly email: string
  readonly field: string
  readonly opt_in_reason?: string
}

/** A user as the simulator keeps it: what v2 shows, with the id as a number and the dates as dates. */
export interface KeapUser {
  readonly id: number
  readonly status: 'ACTIVE' | 'INVITED' | 'INACTIVE' | 'NOT_A_USER'
  readonly admin: boolean
  readonly partner: boolean
  readonly emails: readonly KeapEmail[]
  readonly createdAt: Date
  readonly createdBy: number
  readonly updatedAt: Date
  readonly updatedBy: number
  /** Optional everywhere: given_name, family_name, title, website, company_name, nickname, address and numbers. */
  readonly details: Readonly<Record<string, unknown>>
  /** Writable, and returned by no version. */
  readonly timeZone: string
}

/** The e-mail in the first slot, else the first one. */
export const mainEmail = (user: KeapUser): string | undefined =>
  (user.emails.find((one) => one.field === 'EMAIL1') ?? user.emails[0])?.email

/** The user's number across tenants, as in `global_user_id` and in the userinfo's `id`. */
export const globalUserId = (user: KeapUser): string => String(4_236_000 + user.id)

/** The form of v2. Empty fields are left out: the specification has no null. */
export const userBody = (user: KeapUser): Readonly<Record<string, unknown>> => {
  const login = mainEmail(user)
  return {
    id: String(user.id),
    global_user_id: globalUserId(user),
    ...(login === undefined ? {} : { keap_id: login }),
    status: user.status,
    admin: user.admin,
    partner: user.partner,
    email_addresses: user.emails.map((one) => ({ ...one, is_opt_in: false, email_opt_status: 'NON_MARKETABLE' })),
    phone_numbers: [],
    fax_numbers: [],
    social_accounts: [],
    ...user.details,
    created_by: user.createdBy,
    create_time: `${user.createdAt.toISOString().slice(0, 19)}Z`,
    updated_by: user.updatedBy,
    update_time: `${user.updatedAt.toISOString().slice(0, 19)}Z`,
  }
}

/** The form of v1: a number for an id, one e-mail as text, other names, and dates with an offset without a colon. */
export const userBodyV1 = (user: KeapUser): Readonly<Record<string, unknown>> => {
  const login = mainEmail(user) ?? null
  return {
    id: user.id,
    global_user_id: Number(globalUserId(user)),
    infusionsoft_id: login,
    email_address: login,
    given_name: user.details.given_name ?? null,
    family_name: user.details.family_name ?? null,
    preferred_name: user.details.nickname ?? null,
    job_title: user.details.title ?? null,
    company_name: user.details.company_name ?? null,
    status: statusesV1[user.status],
    admin: user.admin,
    partner: user.partner,
    date_created: timeV1(user.createdAt),
    last_updated: timeV1(user.updatedAt),
  }
}

const statusesV1 = { ACTIVE: 'Active', INVITED: 'Invited', INACTIVE: 'Inactive', NOT_A_USER: 'NotAUser' } as const

const timeV1 = (at: Date): string => at.toISOString().replace('Z', '+0000')

/** A person invited by v1: only an e-mail and a first name are known. */
export const invitedUser = (
  id: number,
  given: { email: string; givenName: string; admin: boolean; partner: boolean; by: number; at: Date },
): KeapUser => ({
  id,
  status: 'INVITED',
  admin: given.admin,
  partner: given.partner,
  emails: [{ email: given.email, field: 'EMAIL1' }],
  createdAt: given.at,
  createdBy: given.by,
  updatedAt: given.at,
  updatedBy: given.by,
  details: { given_name: given.givenName },
  timeZone: 'America/New_York',
})

/** A person as a user. One without e-mail cannot sign in: `NOT_A_USER`. */
export const seedUser = (person: Person): KeapUser => {
  const { number } = person
  return {
    id: number,
    status: statusOf(person),
    admin: person.admin,
    partner: number > 11 && number % 37 === 0,
    emails: emailsOf(person),
    createdAt: person.createdAt,
    createdBy: 11,
    updatedAt: person.updatedAt,
    updatedBy: 11,
    details: {
      ...(person.firstName === null ? {} : { given_name: person.firstName }),
      ...(person.lastName === null ? {} : { family_name: person.lastName }),
      ...(person.title === null ? {} : { title: person.title }),
      ...(number % 7 === 0 ? { nickname: `Nick ${number}`, website: `https://example.com/people/${number}` } : {}),
      ...(person.phone === null
        ? {}
        : { phone_numbers: [{ number: person.phone, number_e164: person.phone, type: 'Work', field: 'PHONE1' }] }),
      company_name: 'Acme',
    },
    timeZone: person.timezone,
  }
}

const statusOf = (person: Person): KeapUser['status'] => {
  if (person.email === null) return 'NOT_A_USER'
  return ({ active: 'ACTIVE', inactive: 'INACTIVE', invited: 'INVITED' } as const)[person.state]
}

/** The first slot is not always the first in the list, and not always filled. */
const emailsOf = (person: Person): readonly KeapEmail[] => {
  const { number, email } = person
  if (email === null) return []
  if (number > 40 && number % 41 === 0) return [{ email, field: 'EMAIL2' }]
  const second = number > 11 && number % 6 === 0 ? [{ email: `private.${number}@acme.example`, field: 'EMAIL2' }] : []
  return [...second, { email, field: 'EMAIL1' }]
}
