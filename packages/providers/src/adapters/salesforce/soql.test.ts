import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageRequest } from '../../contract.ts'
import { escapedText as text } from '../../runtime/lists/literals.ts'
import { usersQuery } from './soql.ts'

const page = (change: Partial<PageRequest> = {}): PageRequest => ({
  size: 100,
  at: undefined,
  pass: '',
  filters: {},
  sort: undefined,
  variables: {},
  workspaceId: undefined,
  ...change,
})

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', "'": "'", '"': '"', '\\': '\\' }

/**
 * A query as Salesforce reads it: its skeleton, each string literal replaced by `?`, and the values of the
 * literals.
 * @throws for a literal that does not end, an unknown escape, and a line break within a literal.
 */
const scan = (query: string): { readonly skeleton: string; readonly values: readonly string[] } => {
  const values: string[] = []
  let skeleton = ''
  let value: string | undefined
  for (let index = 0; index < query.length; index += 1) {
    const character = query.charAt(index)
    if (value === undefined) {
      if (character === "'") value = ''
      else skeleton += character
    } else if (character === '\\') {
      index += 1
      const meant = escapes[query.charAt(index)]
      if (meant === undefined) throw new Error(`Not an escape of SOQL: \\${query.charAt(index)}`)
      value += meant
    } else if (character === "'") {
      values.push(value)
      skeleton += '?'
      value = undefined
    } else if (character === '\n' || character === '\r') throw new Error('A literal goes over the line.')
    else value += character
  }
  if (value !== undefined) throw new Error('A literal does not end.')
  return { skeleton, values }
}

/** Any text, with many of the characters that could end a literal. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '"', '\\', '\n', '\r', ' ', 'OR', 'Id', '!=', '--', '%', '\u2019', '\u0000'),
  }),
)
const anyInstant = fc
  .date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

describe('a value in a query', () => {
  it('is one literal with exactly that value, for any value', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(scan(text(value))).toEqual({ skeleton: '?', values: [value] })
      }),
    )
  })

  it('never changes the query around it, as a filter', () => {
    const plain = scan(usersQuery(['Id'], page({ filters: { email: 'x', name: 'x' } }))).skeleton
    fc.assert(
      fc.property(anyText, anyText, (email, name) => {
        const { skeleton, values } = scan(usersQuery(['Id'], page({ filters: { email, name } })))
        expect(skeleton).toBe(plain)
        expect(values).toEqual(['Standard', email, name])
      }),
    )
  })

  it('never changes the query around it, as the key that a page continues from', () => {
    const plain = scan(usersQuery(['Id'], page({ at: 'x' }))).skeleton
    fc.assert(
      fc.property(anyText, (at) => {
        const { skeleton, values } = scan(usersQuery(['Id'], page({ at })))
        expect(skeleton).toBe(plain)
        expect(values).toEqual(['Standard', at])
      }),
    )
  })

  it('never changes the query around it, as the key of a sorted page', () => {
    const sort = { field: 'updated_at', direction: 'desc' } as const
    fc.assert(
      fc.property(anyInstant, anyText, (date, id) => {
        const { skeleton, values } = scan(usersQuery(['Id'], page({ sort, at: `${date},${id}` })))
        expect(skeleton.replaceAll(date, 'DATE')).toBe(
          'SELECT Id FROM User WHERE UserType = ? AND ' +
            '(LastModifiedDate < DATE OR (LastModifiedDate = DATE AND Id > ?)) ' +
            'ORDER BY LastModifiedDate DESC, Id LIMIT 100',
        )
        expect(values).toEqual(['Standard', id])
      }),
    )
  })

  it('is refused where it has to be a date and is not: dates have no quotes', () => {
    fc.assert(
      fc.property(
        anyText.filter((value) => Number.isNaN(Date.parse(value))),
        (value) => {
          expect(() => usersQuery(['Id'], page({ filters: { created_at: { gte: value } } }))).toThrow(RangeError)
        },
      ),
    )
  })

  it('is a bare date-time in UTC, for any bounds', () => {
    fc.assert(
      fc.property(fc.record({ gt: anyInstant, gte: anyInstant, lt: anyInstant, lte: anyInstant }), (range) => {
        const { skeleton, values } = scan(usersQuery(['Id'], page({ filters: { created_at: range } })))
        expect(values).toEqual(['Standard'])
        expect(skeleton).toContain(
          `CreatedDate > ${range.gt} AND CreatedDate >= ${range.gte} AND CreatedDate < ${range.lt} AND CreatedDate <= ${range.lte}`,
        )
      }),
    )
  })
})

describe('the query of a page', () => {
  it('leaves out system and portal users, orders by id, and requests no more than the page', () => {
    expect(usersQuery(['Id', 'Name'], page({ size: 7 }))).toBe(
      "SELECT Id,Name FROM User WHERE UserType = 'Standard' ORDER BY Id LIMIT 7",
    )
  })

  it('has every filter at once', () => {
    const filters = { email: 'a@b.c', name: "O'C", is_active: false, updated_at: { lt: '2026-01-01T00:00:00.000Z' } }
    expect(usersQuery(['Id'], page({ filters }))).toBe(
      "SELECT Id FROM User WHERE UserType = 'Standard' AND Email = 'a@b.c' AND Name = 'O\\'C' AND IsActive = false " +
        'AND LastModifiedDate < 2026-01-01T00:00:00.000Z ORDER BY Id LIMIT 100',
    )
  })

  it('orders ties by id in either direction', () => {
    const orderOf = (direction: 'asc' | 'desc') =>
      usersQuery(['Id'], page({ sort: { field: 'created_at', direction } })).replace(/^.*ORDER BY /, '')
    expect(orderOf('asc')).toBe('CreatedDate ASC, Id LIMIT 100')
    expect(orderOf('desc')).toBe('CreatedDate DESC, Id LIMIT 100')
  })
})
