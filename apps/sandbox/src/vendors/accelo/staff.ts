import type { Person } from '../../people.ts'

/** A member of staff; every value is a text, numbers too. */
export interface Staff {
  readonly id: string
  readonly firstname: string
  readonly surname: string
  readonly standing: string
  readonly financial_level: string
  readonly title: string
  readonly email: string
  readonly mobile: string
  readonly phone: string
  readonly fax: string
  readonly position: string
  readonly username: string
  readonly timezone: string
  readonly staff_rate: string
  readonly staff_cost_rate: string
}

type Fields = Readonly<Record<string, string>>

/** The result of a change: the member of staff, or the fields that are missing or wrong. */
export type Outcome = { readonly staff: Staff } | { readonly wrong: readonly string[] }

const usual = ['id', 'firstname', 'surname']
const notInAll = ['staff_rate', 'staff_cost_rate']
const required = ['username', 'password', 'firstname', 'surname', 'email']
const writable = ['firstname', 'surname', 'title', 'email', 'fax', 'phone', 'mobile', 'position']

/** Staff by id, in ascending order; each has an e-mail address. */
export const seedStaff = (people: readonly Person[]): Map<string, Staff> => {
  const held = people.filter((person) => person.email !== null)
  return new Map(held.map((person) => [String(person.number), seed(person)]))
}

/** The three usual fields, and those of `_fields`: a comma list in which `_ALL` means all but the rates. */
export const staffBody = (staff: Staff, asked: string): Readonly<Record<string, string>> => {
  const names = asked.split(',').map((name) => name.trim())
  const all = names.includes('_ALL')
  const shown = ([name]: [string, string]): boolean =>
    usual.includes(name) || names.includes(name) || (all && !notInAll.includes(name))
  return Object.fromEntries(Object.entries(staff).filter(shown))
}

/** The staff after a `PUT`: missing fields stay, and fields that cannot be written (`standing`) are ignored. */
export const changedStaff = (staff: Staff, asked: Fields): Outcome => {
  const given = writable.filter((name) => asked[name] !== undefined)
  if (asked.email !== undefined && !/^[^\s@]+@[^\s@]+$/u.test(asked.email)) return { wrong: ['email'] }
  return { staff: { ...staff, ...Object.fromEntries(given.map((name) => [name, asked[name] ?? ''])) } }
}

/** The staff that a `POST` makes. */
export const createdStaff = (id: string, asked: Fields): Outcome => {
  const wrong = required.filter((name) => !asked[name])
  if (wrong.length > 0) return { wrong }
  const blank: Staff = {
    id,
    firstname: '',
    surname: '',
    standing: 'active',
    financial_level: 'none',
    title: '',
    email: '',
    mobile: '',
    phone: '',
    fax: '',
    position: '',
    username: asked.username ?? '',
    timezone: 'UTC',
    staff_rate: '0.00',
    staff_cost_rate: '0.00',
  }
  return changedStaff(blank, asked)
}

const seed = (person: Person): Staff => {
  const { number } = person
  return {
    id: String(number),
    firstname: person.firstName ?? '',
    surname: person.lastName ?? '',
    standing: standingOf(person),
    financial_level: person.admin ? 'all' : 'time',
    title: number % 4 === 0 ? 'Ms' : '',
    email: person.email ?? '',
    mobile: '',
    phone: person.phone ?? '',
    fax: '',
    position: person.title ?? '',
    username: person.email?.split('@')[0]?.toLowerCase() ?? '',
    timezone: person.timezone,
    staff_rate: `${100 + (number % 50)}.00`,
    staff_cost_rate: `${50 + (number % 50)}.00`,
  }
}

const standingOf = ({ state, number }: Person): string => {
  if (state !== 'inactive') return 'active'
  return number % 2 === 0 ? 'lockout' : 'inactive'
}
