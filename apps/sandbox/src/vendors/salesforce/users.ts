import { fullName, type Person } from '../../people.ts'
import { fields } from './fields.ts'
import { recordId, userId } from './ids.ts'

/** A value of a field; date-times are stored in Salesforce's form. */
export type FieldValue = string | boolean | null

/** A user with every field of the catalogue. */
export type UserRecord = Readonly<Record<string, FieldValue>>

/** A record that users refer to, with the fields of queries. */
export interface RelatedRecord {
  readonly type: 'Profile' | 'UserRole'
  readonly Id: string
  readonly Name: string
}

/** The address of the demo org. */
export const instanceHost = 'acme.my.salesforce.com'

/** The demo org's id. */
export const organizationId = recordId('00D', 5_000_017)

const profileNames = ['System Administrator', 'Standard User', 'Chatter Free User', 'Guest', 'Partner Community User']

const relatedRecord = (type: RelatedRecord['type'], prefix: string, index: number, name: string): RelatedRecord => ({
  type,
  Id: recordId(prefix, 900_000 + index * 77),
  Name: name,
})

/** The org's profiles and roles, by id. */
export const related: ReadonlyMap<string, RelatedRecord> = new Map(
  [
    ...profileNames.map((name, index) => relatedRecord('Profile', '00e', index, name)),
    ...['Analytics Cloud Integration User', 'Analytics Cloud Security User'].map((name, index) =>
      relatedRecord('Profile', '00e', 20 + index, name),
    ),
    ...['CEO', 'Sales'].map((name, index) => relatedRecord('UserRole', '00E', index, name)),
  ].map((record) => [record.Id, record]),
)

/** The user of a person: ids are a hundred apart, so that others fit between. */
export const userIdOf = (person: number): string => userId(70_000_000 + person * 100)

/** All users of the org, by id, in the order of ids. Salesforce has no user without a last name or an e-mail. */
export const seededUsers = (people: readonly Person[]): Map<string, UserRecord> => {
  const records = [...people.filter((person) => person.lastName && person.email).map(personUser), ...system.map(other)]
  return new Map(records.sort((left, right) => (id(left) < id(right) ? -1 : 1)).map((record) => [id(record), record]))
}

/** A record with null or false in every missing field. */
export const userRecord = (given: UserRecord): UserRecord => {
  const blank = fields.map(({ name, type }): [string, FieldValue] => [name, type === 'boolean' ? false : null])
  const path = `https://${instanceHost}/profilephoto/005`
  return {
    ...Object.fromEntries(blank),
    CompanyName: 'Acme',
    UserType: 'Standard',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ReceivesInfoEmails: true,
    ReceivesAdminInfoEmails: true,
    SmallPhotoUrl: `${path}/T`,
    MediumPhotoUrl: `${path}/M`,
    FullPhotoUrl: `${path}/F`,
    BannerPhotoUrl: `${path}/B`,
    SmallBannerPhotoUrl: `${path}/D`,
    CreatedById: userIdOf(11),
    LastModifiedById: userIdOf(11),
    ...given,
  }
}

/** `2024-05-14T09:12:33.000+0000`: whole seconds, and an offset without a colon. */
export const vendorTime = (at: Date): string => `${at.toISOString().slice(0, 19)}.000+0000`

/** The read-only `Name`. */
export const wholeName = (record: UserRecord): string =>
  [record.FirstName, record.LastName].filter((part) => typeof part === 'string' && part !== '').join(' ')

const personUser = (person: Person): UserRecord => {
  const email = person.email ?? ''
  const role = person.number % 4 === 0 ? null : roleId(person.admin ? 'CEO' : 'Sales')
  const record = userRecord({
    Id: userIdOf(person.number),
    // A user name has the form of an e-mail address, but is unique across all orgs.
    Username: email.toLowerCase().replace('@acme.example', '@crm.acme.example'),
    // Text fields lose the space around them.
    FirstName: person.firstName?.trim() ?? null,
    LastName: person.lastName?.trim() ?? null,
    Email: email,
    Alias: `u${person.number}`,
    CommunityNickname: `${fullName(person).toLowerCase().replace(/\W+/g, '.').slice(0, 32)}.${person.number}`,
    IsActive: person.state !== 'inactive',
    Title: person.title,
    Department: person.title === null ? null : 'Sales',
    Phone: person.phone,
    TimeZoneSidKey: person.timezone,
    LocaleSidKey: person.locale.replace('-', '_'),
    ProfileId: profileId(person.admin ? 'System Administrator' : 'Standard User'),
    UserRoleId: role,
    ManagerId: person.admin ? null : userIdOf(11),
    LastLoginDate: person.lastSeenAt ? vendorTime(person.lastSeenAt) : null,
    ...dates(person.createdAt, person.updatedAt),
  })
  return { ...record, Name: wholeName(record) }
}

interface SystemUser {
  readonly place: number
  readonly first: string | null
  readonly last: string
  readonly userType: string
  readonly profile: string | null
  readonly active?: boolean
}

/** Those between 10 and 11 are not `Standard` users. The last two are, but are not people: seen in a developer org. */
const system: readonly SystemUser[] = [
  { place: 1010, first: 'Automated', last: 'Process', userType: 'AutomatedProcess', profile: null },
  { place: 1020, first: null, last: 'Data.com Clean', userType: 'AutomatedProcess', profile: null },
  { place: 1030, first: null, last: 'Platform Integration User', userType: 'CloudIntegrationUser', profile: null },
  { place: 1040, first: null, last: 'Chatter Expert', userType: 'CsnOnly', profile: 'Chatter Free User' },
  { place: 1050, first: 'Help Center', last: 'Site Guest User', userType: 'Guest', profile: 'Guest' },
  { place: 1060, first: 'Paula', last: 'Partner', userType: 'PowerPartner', profile: 'Partner Community User' },
  {
    place: 1070,
    first: 'Carl',
    last: 'Customer',
    userType: 'PowerCustomerSuccess',
    profile: 'Partner Community User',
    active: false,
  },
  {
    place: 90_010,
    first: 'Integration',
    last: 'User',
    userType: 'Standard',
    profile: 'Analytics Cloud Integration User',
  },
  { place: 90_020, first: 'Security', last: 'User', userType: 'Standard', profile: 'Analytics Cloud Security User' },
]

const other = ({ place, first, last, userType, profile, active = true }: SystemUser): UserRecord => {
  const mailbox = [first, last].filter(Boolean).join('.').toLowerCase().replace(/\W+/g, '.')
  const at = new Date(Date.UTC(2022, 10, 3, 9, 0, 7))
  const record = userRecord({
    Id: userId(70_000_000 + place),
    Username: `${mailbox}@00d5g.example`,
    FirstName: first,
    LastName: last,
    Email: `${mailbox}@salesforce.example`,
    Alias: mailbox.replaceAll('.', '').slice(0, 8),
    CommunityNickname: mailbox,
    IsActive: active,
    UserType: userType,
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    ProfileId: profile === null ? null : profileId(profile),
    ...dates(at, at),
  })
  return { ...record, Name: wholeName(record) }
}

const dates = (created: Date, updated: Date): UserRecord => {
  const modified = vendorTime(updated)
  return { CreatedDate: vendorTime(created), LastModifiedDate: modified, SystemModstamp: modified }
}

const id = (record: UserRecord): string => String(record.Id)

const profileId = (name: string): string => relatedId('Profile', name)

const roleId = (name: string): string => relatedId('UserRole', name)

const relatedId = (type: RelatedRecord['type'], name: string): string => {
  const found = [...related.values()].find((record) => record.type === type && record.Name === name)
  if (!found) throw new Error(`the org has no ${type} '${name}'`)
  return found.Id
}
