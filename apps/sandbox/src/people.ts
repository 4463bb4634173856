import { createHash } from 'node:crypto'
import { firstNames, lastNames, type PersonName, remarkable } from './people-names.ts'

/** A colleague at the made-up company Acme: the same one in every vendor. */
export interface Person extends PersonName {
  /** 1 to 400, stable. A vendor makes its own id from it. */
  readonly number: number
  readonly state: 'active' | 'inactive' | 'invited'
  readonly admin: boolean
  /** True for number 11 only: the user that the demo credential belongs to. */
  readonly self: boolean
  readonly title: string | null
  readonly phone: string | null
  /** IANA name. */
  readonly timezone: string
  /** BCP 47. */
  readonly locale: string
  readonly createdAt: Date
  /** Never before `createdAt`. */
  readonly updatedAt: Date
  /** Null for invited people. */
  readonly lastSeenAt: Date | null
}

/** How many people there are. */
export const personCount = 400

/** The number of the credential's own user. */
export const selfNumber = 11

const titles = ['Account Executive', 'Sales Manager', 'Customer Success', 'Operations', null]
const places = [
  { timezone: 'Europe/Berlin', locale: 'de-DE' },
  { timezone: 'America/New_York', locale: 'en-US' },
  { timezone: 'Europe/London', locale: 'en-GB' },
  { timezone: 'Asia/Tokyo', locale: 'ja-JP' },
  { timezone: 'America/Sao_Paulo', locale: 'pt-BR' },
] as const

const dayMs = 86_400_000
const firstDayMs = Date.UTC(2023, 0, 2, 8, 15, 30)

const person = (number: number): Person => {
  const place = pick(places, number) ?? places[0]
  const createdAt = new Date(firstDayMs + number * dayMs + ((number * 37) % 600) * 60_000)
  const updatedAt = new Date(createdAt.getTime() + (number % 13 === 0 ? 0 : ((number * 17) % 420) * dayMs + 61_000))
  const { firstName, lastName, email } = identity(number)
  const state = stateOf(number)
  return {
    number,
    firstName,
    lastName,
    email,
    state,
    admin: number === selfNumber || (number > 40 && number % 50 === 0),
    self: number === selfNumber,
    title: pick(titles, number) ?? null,
    phone: number % 3 === 0 ? null : `+1555${String(1_000_000 + number).slice(-7)}`,
    timezone: place.timezone,
    locale: place.locale,
    createdAt,
    updatedAt,
    lastSeenAt: state === 'invited' ? null : new Date(updatedAt.getTime() + 2 * 3_600_000),
  }
}

const identity = (number: number): PersonName => {
  const special = remarkable[number - 12]
  if (special) return special
  const first = pick(firstNames, number - 1) ?? 'Ann'
  const last = pick(lastNames, (number - 1) * 7 + Math.floor((number - 1) / firstNames.length)) ?? 'Lee'
  const mailbox = number <= selfNumber ? `${first}.${last}` : `${first}.${last}.${number}`
  const complete = number <= selfNumber
  return {
    firstName: !complete && (number % 31 === 0 || number % 47 === 0) ? null : first,
    lastName: !complete && (number % 23 === 0 || number % 47 === 0) ? null : last,
    email: !complete && number % 29 === 0 ? null : `${mailbox.toLowerCase()}@acme.example`,
  }
}

const stateOf = (number: number): Person['state'] => {
  if (number <= selfNumber) return 'active'
  if (number % 17 === 0) return 'invited'
  return number % 9 === 0 || number === 13 ? 'inactive' : 'active'
}

const pick = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length]

/**
 * The people, in order of number. 1 to 10 are complete, active and no administrators; 11 is the credential's own user,
 * an administrator; 12 and up have every special case: inactive and invited ones, missing names and e-mails, other scripts.
 */
export const people: readonly Person[] = Array.from({ length: personCount }, (_, index) => person(index + 1))

/** First and last name with a space, or the only one; empty when there is none. */
export const fullName = (one: Person): string => [one.firstName, one.lastName].filter(Boolean).join(' ')

/** A lower-case version 4 shaped UUID that is always the same for the same text. */
export const stableUuid = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
