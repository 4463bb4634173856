import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf } from '../../runtime/calls/address.ts'
import { emailFilter, filterQuery } from './filters.ts'

type Meaning = Readonly<Record<string, readonly string[]>>

/** A query as Outreach reads it: the value of each filter. */
const meaningOf = (query: ReturnType<typeof filterQuery>): Meaning => {
  const url = addressOf('https://api.outreach.io/api/v2', { path: '/users', query }, {}, undefined, '')
  const isNew = url.searchParams.get('newFilterSyntax') === 'true'
  const meaning: Record<string, string[]> = {}
  for (const [name, value] of url.searchParams) {
    if (name === 'newFilterSyntax') continue
    const [, attribute = '?', operator = ''] = /^filter\[(\w+)\](\[\w*\])?$/.exec(name) ?? []
    if (!isNew && operator !== '') throw new Error(`${name} needs the new syntax.`)
    if (!isNew && value.includes('..')) throw new Error(`${value} is a range.`)
    meaning[`${attribute}${operator === '[]' ? '' : operator}`] = isNew ? [value] : value.split(',')
  }
  return meaning
}

/** Any text, with many of the characters that split or widen a filter, or begin another parameter. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: fc.constantFrom(',', '..', 'inf', '&', '=', '[', ']', '%2C', '#', '+', 'filter[id]', '@') }),
)
const anyInstant = fc
  .date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

describe('a value in a filter of Outreach', () => {
  it('requests exactly that e-mail, for any text', () => {
    fc.assert(
      fc.property(anyText, (email) => {
        expect(meaningOf(emailFilter(email))).toEqual({ email: [email] })
        expect(meaningOf(filterQuery({ email }))).toEqual({ email: [email] })
      }),
    )
  })

  it('changes no other filter', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), anyInstant, (email, is_active, gte) => {
        expect(meaningOf(filterQuery({ email, is_active, created_at: { gte } }))).toEqual({
          email: [email],
          locked: [String(!is_active)],
          'createdAt[gte]': [gte],
        })
      }),
    )
  })

  it('includes every user whose date is within the bounds', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, fc.boolean(), (one, other, isOpen) => {
        const [from = '', to = ''] = [one, other].sort()
        const range = isOpen ? { gt: from, lt: to } : { gte: from, lte: to }
        const meaning = meaningOf(filterQuery({ updated_at: range }))
        expect(Object.keys(meaning).sort()).toEqual(['updatedAt[gte]', 'updatedAt[lte]'])
        expect(Date.parse(meaning['updatedAt[gte]']?.[0] ?? '')).toBeLessThanOrEqual(Date.parse(from))
        expect(Date.parse(meaning['updatedAt[lte]']?.[0] ?? '')).toBeGreaterThanOrEqual(Date.parse(to))
      }),
    )
  })

  it('is refused where it has to be a date and is not', () => {
    fc.assert(
      fc.property(
        anyText.filter((value) => Number.isNaN(Date.parse(value))),
        (value) => {
          expect(() => filterQuery({ created_at: { gte: value } })).toThrow(RangeError)
          expect(() => filterQuery({ created_at: { lte: value } })).toThrow(RangeError)
        },
      ),
    )
  })

  it('uses the new syntax only where the value or a date needs it', () => {
    expect(filterQuery({})).toEqual({})
    expect(filterQuery({ email: 'a@example.com' })).toEqual({ 'filter[email]': 'a@example.com' })
    expect(filterQuery({ email: 'a,b@example.com' })).toEqual({
      newFilterSyntax: true,
      'filter[email][]': 'a,b@example.com',
    })
  })
})
