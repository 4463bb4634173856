import { expect, test } from 'vitest'
import { fullName, people, personCount, selfNumber, stableUuid } from './people.ts'

test('there are 400 people, numbered in order', () => {
  expect(people.map((person) => person.number)).toEqual(Array.from({ length: personCount }, (_, index) => index + 1))
})

test('the first ten are complete, active and not the own user', () => {
  for (const person of people.slice(0, 10)) {
    expect(person).toMatchObject({ state: 'active', self: false, admin: false })
    expect(person.firstName && person.lastName && person.email).toBeTruthy()
  }
})

test('the own user is the eleventh: complete, active, an administrator', () => {
  expect(people.filter((person) => person.self)).toEqual([people[selfNumber - 1]])
  expect(people[selfNumber - 1]).toMatchObject({ state: 'active', admin: true, firstName: 'Karin' })
})

test('no two people share an e-mail, whatever its case', () => {
  const emails = people.flatMap((person) => (person.email === null ? [] : [person.email.toLowerCase()]))
  expect(new Set(emails).size).toBe(emails.length)
})

test('every special case exists', () => {
  const some = (fits: (person: (typeof people)[number]) => boolean): boolean => people.some(fits)
  expect(some((person) => person.state === 'inactive')).toBe(true)
  expect(some((person) => person.state === 'invited' && person.lastSeenAt === null)).toBe(true)
  expect(some((person) => person.firstName !== null && person.lastName === null)).toBe(true)
  expect(some((person) => person.firstName === null && person.lastName !== null)).toBe(true)
  expect(some((person) => fullName(person) === '')).toBe(true)
  expect(some((person) => person.email === null)).toBe(true)
  expect(some((person) => person.email !== person.email?.toLowerCase())).toBe(true)
  expect(some((person) => person.email?.includes('+') === true)).toBe(true)
  expect(some((person) => fullName(person) !== fullName(person).normalize('NFC'))).toBe(true)
  for (const script of [/\p{Script=Han}/u, /\p{Script=Arabic}/u, /\p{Script=Cyrillic}/u]) {
    expect(some((person) => script.test(fullName(person)))).toBe(true)
  }
  expect(new Set(people.map(fullName)).size).toBeLessThan(people.length)
})

test('no person was updated before it was created, and all dates are past', () => {
  for (const person of people) {
    expect(person.updatedAt.getTime()).toBeGreaterThanOrEqual(person.createdAt.getTime())
    expect(person.updatedAt.getTime()).toBeLessThan(Date.UTC(2026, 0, 1))
  }
})

test('a stable UUID is the same for the same text', () => {
  expect(stableUuid('wix 1')).toBe(stableUuid('wix 1'))
  expect(stableUuid('wix 1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(stableUuid('wix 1')).not.toBe(stableUuid('wix 2'))
})
