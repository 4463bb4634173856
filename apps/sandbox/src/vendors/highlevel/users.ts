import { createHash } from 'node:crypto'
import type { Person } from '../../people.ts'

/** A user of the agency or of its sub-accounts, with all fields that the API returns of it. */
export interface HighLevelUser {
  readonly id: string
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone?: string
  readonly extension?: string
  readonly permissions: Readonly<Record<string, boolean>>
  readonly scopes: readonly string[]
  readonly scopesAssignedToOnly: readonly string[]
  readonly roles: {
    readonly type: string
    readonly role: string
    readonly locationIds: readonly string[]
    readonly restrictSubAccount: boolean
  }
  readonly deleted: boolean
  readonly lcPhone: Readonly<Record<string, string>>
  readonly totpEnabled: boolean
  readonly platformLanguage: string
  /** ISO 8601 in UTC, milliseconds. */
  readonly dateAdded: string
  readonly dateUpdated: string
}

/** 20 letters and digits, always the same for the same text, and case-sensitive. */
export const highLevelId = (text: string): string => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  const hash = createHash('sha256').update(`highlevel-${text}`).digest()
  return Array.from(hash.subarray(0, 20), (byte) => digits[byte % digits.length]).join('')
}

/** The agency of the demo account. */
export const companyId = highLevelId('company')

/** The sub-account of the demo account. */
export const locationId = highLevelId('location-main')

/** Another sub-account of the same agency. */
export const otherLocationId = highLevelId('location-other')

const switchedOn = (
  'campaigns contacts workflows triggers funnels opportunities dashboardStats bulkRequests appointments reviews ' +
  'onlineListings phoneCall conversations settings tags leadValue marketing agentReporting blogging invoice ' +
  'affiliateManager contentAi refunds recordPayment cancelSubscription payments communities exportPayments'
).split(' ')
const switchedOff = 'websites adwordsReporting membership facebookAdsReporting attributionsReporting'.split(' ')

/** The default rights of a user. */
export const usualPermissions: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(switchedOn.map((name) => [`${name}Enabled`, true])),
  ...Object.fromEntries(switchedOff.map((name) => [`${name}Enabled`, false])),
  campaignsReadOnly: false,
  workflowsReadOnly: false,
  assignedDataOnly: false,
  botService: false,
  socialPlanner: true,
}

/** The default scopes of a user. */
export const usualScopes: readonly string[] = ['campaigns.readonly', 'contacts.write', 'opportunities.write']

/** Users by id: those with an e-mail address and both names, without which no user can be made. */
export const seedUsers = (people: readonly Person[]): Map<string, HighLevelUser> => {
  const held = people.filter((person) => person.email !== null && person.firstName !== null && person.lastName !== null)
  const tenth = byName(held[9])
  return new Map(held.map((person) => [highLevelId(`user-${person.number}`), seed(person, tenth)]))
}

/** The name that lists are ordered by. */
export const byName = (one: { firstName: string | null; lastName: string | null } | undefined): string =>
  `${one?.firstName ?? ''} ${one?.lastName ?? ''}`.toLowerCase()

const seed = (person: Person, tenth: string): HighLevelUser => {
  const { number } = person
  const firstName = person.firstName ?? ''
  const lastName = person.lastName ?? ''
  const agency = person.admin && !person.self
  return {
    id: highLevelId(`user-${number}`),
    name: `${firstName} ${lastName}`,
    firstName,
    lastName,
    email: person.email ?? '',
    ...(person.phone === null ? {} : { phone: person.phone }),
    ...(number % 4 === 0 ? { extension: '' } : {}),
    permissions: usualPermissions,
    scopes: usualScopes,
    scopesAssignedToOnly: [],
    roles: {
      type: agency ? 'agency' : 'account',
      role: person.admin ? 'admin' : 'user',
      locationIds: agency ? [] : locationsOf(person, tenth),
      restrictSubAccount: false,
    },
    deleted: person.state === 'inactive',
    lcPhone: person.phone !== null && number % 6 === 0 ? { [locationId]: person.phone } : {},
    totpEnabled: false,
    platformLanguage: person.locale === 'de-DE' ? 'de' : 'en_US',
    dateAdded: person.createdAt.toISOString(),
    dateUpdated: person.updatedAt.toISOString(),
  }
}

/**
 * Lists are in order of names, but people 1 to 10 must be the first of the demo account's sub-account: a person whose name
 * would come between them belongs to the other one.
 */
const locationsOf = (person: Person, tenth: string): readonly string[] => {
  if (person.number <= 11) return [locationId]
  if (byName(person) < tenth) return [otherLocationId]
  return person.number % 5 === 0 ? [otherLocationId, locationId] : [locationId]
}
