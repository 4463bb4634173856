import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Filters, Sort } from '../../contract.ts'
import { acme, acmeListing } from '../../testing/made-up-vendor.ts'
import {
  compareKeys,
  emulatedFilters,
  matches,
  nativeFilters,
  type SortKey,
  sortKeyOf,
  unsupportedFilters,
} from './filters.ts'

const noon = '2026-01-01T12:00:00.000Z'

describe('a filter', () => {
  const user = { id: '1', email: 'Zoë@Example.com', name: 'Zoe\u0308 Li', is_active: true, created_at: noon }

  it.each<[string, Filters]>([
    ['the whole e-mail without regard to case', { email: 'ZOË@example.COM' }],
    ['the whole name in any composition of its accents', { name: 'zoë li' }],
    ['the state', { is_active: true }],
    ['an instant in another zone', { created_at: { gte: '2026-01-01T13:00:00+01:00', lte: noon } }],
    ['a range', { created_at: { gt: '2026-01-01T11:59:59.999Z', lt: '2026-01-01T12:00:00.001Z' } }],
    ['all of several', { email: 'zoë@example.com', is_active: true }],
  ])('accepts %s', (_what, filters) => {
    expect(matches(user, filters)).toBe(true)
  })

  it.each<[string, Filters]>([
    ['a part of the e-mail', { email: 'zoë@example' }],
    ['an e-mail with blanks around it', { email: ' zoë@example.com' }],
    ['a part of the name', { name: 'zoë' }],
    ['another state', { is_active: false }],
    ['the bound of an open range', { created_at: { gt: noon } }],
    ['the other bound of an open range', { created_at: { lt: noon } }],
    ['an instant after the range', { created_at: { lte: '2026-01-01T11:59:59.999Z' } }],
    ['an instant before the range', { created_at: { gte: '2026-01-01T12:00:00.001Z' } }],
    ['one of several that does not hold', { email: 'zoë@example.com', is_active: false }],
  ])('refuses %s', (_what, filters) => {
    expect(matches(user, filters)).toBe(false)
  })

  it('matches neither null nor an absent field', () => {
    const empty = { id: '1', email: null, name: null, is_active: null, created_at: null }
    for (const filters of [{ email: '' }, { name: '' }, { is_active: false }, { created_at: { lt: noon } }]) {
      expect(matches(empty, filters)).toBe(false)
      expect(matches({ id: '1' }, filters)).toBe(false)
    }
    expect(matches({ id: '1' }, { updated_at: {} })).toBe(false)
  })

  it('that is absent accepts every user', () => {
    expect(matches({ id: '1' }, {})).toBe(true)
  })
})

describe('the order of a sorted list', () => {
  const order = (values: readonly (string | null)[], sort: Sort): (string | null)[] =>
    values
      .map((value, index) => ({ value, key: sortKeyOf({ id: String(index), [sort.field]: value }, sort) }))
      .sort((left, right) => compareKeys(left.key, right.key, sort.direction))
      .map(({ value }) => value)

  it('is that of the code points of the lower-case text', () => {
    const names = ['b', 'A', 'é', 'a b', 'B2', '\u{1f600}', '\uff21']
    expect(order(names, { field: 'name', direction: 'asc' })).toEqual([
      'A',
      'a b',
      'b',
      'B2',
      'é',
      '\uff21',
      '\u{1f600}',
    ])
  })

  it('treats composed and decomposed accents alike', () => {
    expect(sortKeyOf({ id: '1', name: 'Zoe\u0308' }, { field: 'name', direction: 'asc' })).toEqual(['zoë', '1'])
  })

  it('puts null last in both directions', () => {
    expect(order([null, 'b', 'a'], { field: 'email', direction: 'asc' })).toEqual(['a', 'b', null])
    expect(order([null, 'b', 'a'], { field: 'email', direction: 'desc' })).toEqual(['b', 'a', null])
  })

  it('is that of the code points, for any texts', () => {
    const points = (text: string) => Array.from(text, (point) => point.codePointAt(0) ?? 0)
    const byPoints = (left: readonly number[], right: readonly number[]): number => {
      const index = left.findIndex((point, place) => point !== right[place])
      if (index < 0) return left.length - right.length
      return index >= right.length ? 1 : (left[index] ?? 0) - (right[index] ?? 0)
    }
    const text = fc.string({ unit: fc.constantFrom('a', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}') })
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [one, other] = [left, right].map((id) => sortKeyOf({ id }, { field: 'email', direction: 'asc' }))
        const found = compareKeys(one ?? [null, ''], other ?? [null, ''], 'asc')
        expect(Math.sign(found)).toBe(Math.sign(byPoints(points(left), points(right))))
      }),
    )
  })

  it('is that of the instants for times in any spelling', () => {
    const times = ['2026-01-01T12:00:00+02:00', '2026-01-01T11:00:00Z']
    expect(order(times, { field: 'created_at', direction: 'asc' })).toEqual(times)
    expect(order(times, { field: 'updated_at', direction: 'desc' })).toEqual([...times].reverse())
  })

  it('orders ties by id, ascending in both directions', () => {
    for (const direction of ['asc', 'desc'] as const) {
      expect(compareKeys(['a', '1'], ['a', '2'], direction)).toBeLessThan(0)
      expect(compareKeys([null, '1'], [null, '2'], direction)).toBeLessThan(0)
      expect(compareKeys([5, '10'], [5, '9'], direction)).toBeLessThan(0)
      expect(compareKeys([5, '9'], [5, '9'], direction)).toBe(0)
    }
  })

  it('is an order: antisymmetric and transitive', () => {
    const key = fc.tuple(fc.option(fc.string({ unit: 'binary', maxLength: 3 })), fc.string({ maxLength: 2 }))
    fc.assert(
      fc.property(key, key, key, fc.constantFrom('asc' as const, 'desc' as const), (a, b, c, direction) => {
        const compare = (left: SortKey, right: SortKey) => Math.sign(compareKeys(left, right, direction))
        expect(compare(a, b) + compare(b, a)).toBe(0)
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})

describe('what a provider can filter by', () => {
  const { created_at: _created, email: _email, ...user } = acme.user
  const poor = { ...acme, user }

  it('are all fields that its users have', () => {
    expect(unsupportedFilters(acme, { email: 'a', created_at: {} }, { field: 'updated_at', direction: 'asc' })).toEqual(
      [],
    )
  })

  it('are no fields that its users lack; each is named', () => {
    const sort = { field: 'created_at', direction: 'asc' } as const
    expect(unsupportedFilters(poor, { email: 'a', created_at: {}, is_active: true }, sort)).toEqual([
      { parameter: 'email', detail: 'Acme users have no email, so the list cannot be filtered by it.' },
      { parameter: 'created_at', detail: 'Acme users have no created_at, so the list cannot be filtered by it.' },
      { parameter: 'sort_by', detail: 'Acme users have no created_at, so the list cannot be sorted by it.' },
    ])
  })

  it('include a name that is made of first and last name', () => {
    const { name: _name, ...rest } = acme.user
    expect(unsupportedFilters({ ...acme, user: rest }, { name: 'a' })).toEqual([])
  })
})

describe('the filters that the vendor applies', () => {
  const adapter = acmeListing({ nativeFilters: ['email', 'is_active', 'name'] })

  it('are the filters that the adapter declares', () => {
    expect(nativeFilters(adapter, { email: 'a', is_active: false, created_at: {} }, [])).toEqual({
      email: 'a',
      is_active: false,
    })
  })

  it('have no text beyond ASCII, and none that this walk emulates', () => {
    expect(nativeFilters(adapter, { email: 'ä', name: 'b', is_active: true }, ['name'])).toEqual({ is_active: true })
    expect(nativeFilters(adapter, { name: 'a b~' }, [])).toEqual({ name: 'a b~' })
    for (const name of ['ä', 'a\n', '\u007f']) {
      expect(nativeFilters(adapter, { name }, [])).toEqual({})
      expect(emulatedFilters(adapter, { name }, [])).toEqual(['name'])
    }
  })

  it('are those that were given, also where the value is false or empty', () => {
    const filters = { is_active: false, name: '' }
    expect(nativeFilters(adapter, filters, [])).toEqual(filters)
    expect(emulatedFilters(adapter, filters, [])).toEqual([])
    expect(emulatedFilters(adapter, filters, ['name'])).toEqual(['name'])
  })
})
