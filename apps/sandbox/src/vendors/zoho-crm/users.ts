import { fullName, type Person } from '../../people.ts'

/** A role, a profile or a person, in Zoho CRM's nested form. */
export interface Reference {
  readonly name: string
  readonly id: string
}

/** A CRM user in the API's form. The other fields are only returned or overwritten, never read. */
export interface ZohoUser {
  /** Digits; above 2^53. */
  readonly id: string
  readonly first_name: string | null
  /** Null for people with only one name, which is then in `first_name` (as in a sample of the vendor). */
  readonly last_name: string | null
  readonly full_name: string
  readonly email: string
  readonly status: 'active' | 'inactive' | 'disabled' | 'deleted'
  /** False until the invitation is accepted. */
  readonly confirm: boolean
  readonly profile: Reference
  readonly role: Reference
  readonly type__s: string
  readonly created_time: string
  readonly Modified_Time: string | null
  readonly [rest: string]: unknown
}

const administrator: Reference = { name: 'Administrator', id: '554023000000015972' }

/** The profiles of the demo organisation; the first is the administrators'. */
export const profiles: readonly Reference[] = [administrator, { name: 'Standard', id: '554023000000015975' }]

/** The roles of the demo organisation. */
export const roles: readonly Reference[] = [
  { name: 'CEO', id: '554023000000015969' },
  { name: 'Manager', id: '554023000000015966' },
]

/** The user that set up the organisation: cannot be deactivated or deleted. */
export const primaryContactNumber = 50

/** The id of the user made of a person; 18 digits. */
export const userId = (number: number): string => String(554_023_000_000_235_000n + BigInt(number))

/**
 * ISO 8601 in whole seconds with a colon in the offset, in the zone of the caller; here always Asia/Kolkata, which has
 * no summer time and half an hour in its offset.
 */
export const zohoTime = (at: Date): string =>
  `${new Date(at.getTime() + 330 * 60_000).toISOString().slice(0, 19)}+05:30`

/** The organisation's users: all people with an e-mail and at least one name, since an invitation needs both. */
export const seedUsers = (people: readonly Person[]): Map<string, ZohoUser> => {
  const primary = people.find((person) => person.number === primaryContactNumber)
  const founder = { name: primary ? fullName(primary) : '', id: userId(primaryContactNumber) }
  const users = people.flatMap((person) => seed(person, founder) ?? [])
  return new Map(users.map((user) => [user.id, user]))
}

/** True for a user whose `profile` is that of administrators. */
export const isAdministrator = (user: ZohoUser): boolean => user.profile.id === administrator.id

/** A newly invited user. */
export const invitedUser = (
  id: string,
  fields: Pick<ZohoUser, 'first_name' | 'last_name' | 'full_name' | 'email' | 'profile' | 'role'>,
  by: Reference,
  at: Date,
): ZohoUser => ({
  ...blank,
  ...fields,
  id,
  status: 'active',
  confirm: false,
  zuid: null,
  created_time: zohoTime(at),
  Modified_Time: zohoTime(at),
  created_by: by,
  Modified_By: by,
})

const blank = {
  type__s: 'Regular User',
  status_reason__s: null,
  category: 'regular_user',
  alias: null,
  phone: null,
  mobile: null,
  fax: null,
  website: null,
  street: null,
  city: null,
  state: null,
  zip: null,
  country: null,
  dob: null,
  signature: null,
  Reporting_To: null,
  language: 'en_US',
  locale: 'en_US',
  country_locale: 'en_US',
  time_zone: 'Asia/Kolkata',
  time_format: 'hh:mm a',
  date_format: 'MMM d, yyyy',
  offset: 19_800_000,
  decimal_separator: 'Period',
  number_separator: 'Comma',
  name_format__s: 'Salutation,First Name,Last Name',
  sort_order_preference__s: 'First Name,Last Name',
  default_tab_group: '0',
  Isonline: false,
  microsoft: false,
  personal_account: false,
  sandboxDeveloper: false,
  $current_shift: null,
  $next_shift: null,
  $shift_effective_from: null,
}

const seed = (person: Person, founder: Reference): ZohoUser | undefined => {
  const name = fullName(person)
  if (person.email === null || name === '') return undefined
  const { number } = person
  const whole = person.firstName !== null && person.lastName !== null
  const changed = person.updatedAt > person.createdAt
  const locale = person.locale.replace('-', '_')
  const disabled = person.state === 'inactive' && number % 4 === 0
  return {
    ...blank,
    id: userId(number),
    first_name: whole ? person.firstName : name,
    last_name: whole ? person.lastName : null,
    full_name: name,
    email: person.email,
    status: disabled ? 'disabled' : person.state === 'inactive' ? 'inactive' : 'active',
    status_reason__s: disabled ? 'disabled due to license downgrade' : null,
    confirm: person.state !== 'invited',
    zuid: person.state === 'invited' ? null : String(4_760_000 + number),
    role: roles[person.admin ? 0 : 1] ?? founder,
    profile: profiles[person.admin ? 0 : 1] ?? founder,
    phone: person.phone,
    website: website(number),
    ...(number % 2 === 0 ? { image_link: `https://contacts.example.com/photo/${number}` } : {}),
    locale,
    country_locale: locale,
    time_zone: person.timezone,
    created_time: zohoTime(person.createdAt),
    Modified_Time: changed ? zohoTime(person.updatedAt) : null,
    created_by: founder,
    Modified_By: changed ? founder : null,
  }
}

/** Some have a scheme, some do not, most have no website. */
const website = (number: number): string | null => {
  if (number % 3 !== 0) return null
  return number % 2 === 0 ? `https://www.acme.example/people/${number}` : `www.acme.example/people/${number}`
}
