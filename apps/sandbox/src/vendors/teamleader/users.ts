import { type Person, stableUuid } from '../../people.ts'
import { isRecord } from '../../request.ts'

/** A co-worker, with every field that any of the three calls shows. */
export interface TeamleaderUser {
  readonly id: string
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly telephones: readonly { readonly type: 'phone' | 'mobile' | 'fax'; readonly number: string }[]
  /** With a region: the list shows the first part only. */
  readonly language: string
  readonly function: string | null
  readonly status: 'active' | 'deactivated'
  readonly teams: readonly { readonly type: 'team'; readonly id: string }[]
  readonly time_zone: string
  readonly avatar_url: string | null
  readonly email_verification_status: 'pending' | 'confirmed'
}

const account = { type: 'account', id: stableUuid('teamleader-account') } as const
const team = { type: 'team', id: stableUuid('teamleader-team') } as const

/** The id of a person's user. */
export const userId = (person: Person): string => stableUuid(`teamleader-user-${person.number}`)

/** The default order is by first name: its first users are active, so that a list begins with plain users. */
const isListedEarly = (person: Person): boolean => (person.firstName ?? '') < 'B'

/**
 * Makes users of the people. Names and e-mail are plain strings in the vendor's reference, never null: a person without one
 * of them is not a Teamleader user. There is no status for invited people: they are active and have an unconfirmed e-mail.
 */
export const seed = (people: readonly Person[]): readonly TeamleaderUser[] =>
  people.flatMap((person): TeamleaderUser[] => {
    const { firstName, lastName, email } = person
    if (firstName === null || lastName === null || email === null) return []
    return [
      {
        id: userId(person),
        first_name: firstName,
        last_name: lastName,
        email,
        telephones: person.phone === null ? [] : [{ type: 'phone', number: person.phone }],
        language: person.locale,
        function: person.title,
        status: person.state === 'inactive' && !isListedEarly(person) ? 'deactivated' : 'active',
        teams: person.number % 4 === 0 ? [] : [team],
        time_zone: person.timezone,
        avatar_url: person.number % 2 === 0 ? `https://example.com/avatars/${person.number}.png` : null,
        email_verification_status: person.state === 'invited' ? 'pending' : 'confirmed',
      },
    ]
  })

/** One row of `users.list`: a language without region, no time zone. */
export const listed = (user: TeamleaderUser): unknown => ({
  ...common(user),
  language: user.language.split('-')[0],
  status: user.status,
  teams: user.teams,
})

/** The answer of `users.info`. */
export const detailed = (user: TeamleaderUser, withExternalRate: boolean): unknown => ({
  ...common(user),
  status: user.status,
  teams: user.teams,
  time_zone: user.time_zone,
  ...(withExternalRate ? { external_rate: { amount: 85, currency: 'EUR' } } : {}),
})

/** The answer of `users.me`: without status and teams. */
export const own = (user: TeamleaderUser): unknown => ({
  ...common(user),
  time_zone: user.time_zone,
  email_verification_status: user.email_verification_status,
  preferences: { invoiceable: true },
})

/** A faulty request: the sentence, and the member that it is about. */
export interface Fault {
  readonly title: string
  readonly field: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const statuses = ['active', 'deactivated'] as const
const sortFields = ['first_name', 'last_name', 'email', 'function'] as const
const maximumPageSize = 100

/** True for anything shaped like a UUID. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)

/** Answers `users.list`: filtered (active users only, by default), sorted, and one page of it. */
export const list = (
  users: readonly TeamleaderUser[],
  body: Record<string, unknown>,
): readonly TeamleaderUser[] | Fault => {
  const filter = isRecord(body.filter) ? body.filter : {}
  const { ids, term = '', status = ['active'] } = filter
  if (ids !== undefined && !(Array.isArray(ids) && ids.every(isUuid)))
    return fault('filter.ids', 'must be a list of uuids')
  if (typeof term !== 'string') return fault('filter.term', 'must be a string')
  if (!Array.isArray(status) || !status.every((one) => statuses.some((known) => known === one))) {
    return fault('filter.status', 'must be a list of active and deactivated')
  }
  const order = comparators(body.sort)
  if (!order) return fault('sort', 'has an unknown field or order')
  const page = pageOf(body.page)
  if ('title' in page) return page
  const wanted = Array.isArray(ids) ? ids.map((id) => String(id).toLowerCase()) : undefined
  return users
    .filter((user) => status.includes(user.status) && (wanted?.includes(user.id) ?? true) && mentions(user, term))
    .toSorted((one, other) => order.reduce((found, compare) => found || compare(one, other), 0))
    .slice((page.number - 1) * page.size, page.number * page.size)
}

const mentions = (user: TeamleaderUser, term: string): boolean => {
  const texts = [user.first_name, user.last_name, user.email, user.function ?? '']
  return texts.some((text) => text.toLowerCase().includes(term.toLowerCase()))
}

type Compare = (one: TeamleaderUser, other: TeamleaderUser) => number

// The vendor's collation is not published; this one compares only letters and digits.
const collator = new Intl.Collator('en')
const sortKey = (value: string | null): string => (value ?? '').replace(/[^\p{L}\p{N}]/gu, '')

const comparators = (sort: unknown): readonly Compare[] | undefined => {
  const byDefault = [{ field: 'first_name' }, { field: 'last_name' }]
  const asked = sort === undefined ? byDefault : sort
  if (!Array.isArray(asked)) return undefined
  const found = asked.map((item: unknown): Compare | undefined => {
    const { field, order = 'asc' } = isRecord(item) ? item : {}
    const known = sortFields.find((name) => name === field)
    if (!known || (order !== 'asc' && order !== 'desc')) return undefined
    const sign = order === 'asc' ? 1 : -1
    return (one, other) => sign * collator.compare(sortKey(one[known]), sortKey(other[known]))
  })
  const complete = found.filter((compare) => compare !== undefined)
  return complete.length === found.length ? complete : undefined
}

const pageOf = (page: unknown): { readonly size: number; readonly number: number } | Fault => {
  if (page !== undefined && !isRecord(page)) return fault('page', 'must be an object')
  // Numbers are texts when the call is a GET.
  const size = Number(page?.size ?? 20)
  const number = Number(page?.number ?? 1)
  if (!Number.isInteger(number) || number < 1) return fault('page.number', 'must be at least 1')
  // UNVERIFIED: the maximum is known from other clients, the refusal is an assumption.
  if (!Number.isInteger(size) || size < 1 || size > maximumPageSize) {
    return fault('page.size', `must be between 1 and ${maximumPageSize}`)
  }
  return { size, number }
}

const fault = (field: string, problem: string): Fault => ({ field, title: `${field} ${problem}` })

const common = (user: TeamleaderUser): Record<string, unknown> => {
  const { id, first_name, last_name, email, telephones, language, avatar_url } = user
  return { id, account, first_name, last_name, email, telephones, language, function: user.function, avatar_url }
}
