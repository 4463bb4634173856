import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf } from '../../runtime/calls/address.ts'
import { doubledText as text } from '../../runtime/lists/literals.ts'
import { usersFilter } from './odata.ts'

/**
 * A filter read as OData reads it: its skeleton, each string literal replaced by `?`, and the values of the literals.
 * @throws for a literal that does not end.
 */
const scan = (filter: string): { readonly skeleton: string; readonly values: readonly string[] } => {
  const values: string[] = []
  let skeleton = ''
  let value: string | undefined
  for (let index = 0; index < filter.length; index += 1) {
    const character = filter.charAt(index)
    if (value === undefined) {
      if (character === "'") value = ''
      else skeleton += character
    } else if (character !== "'") value += character
    else if (filter.charAt(index + 1) === "'") {
      value += character
      index += 1
    } else {
      values.push(value)
      skeleton += '?'
      value = undefined
    }
  }
  if (value !== undefined) throw new Error('A literal does not end.')
  return { skeleton, values }
}

const filterOf = (...given: Parameters<typeof usersFilter>): string => String(usersFilter(...given).$filter)

/** Any text, with many of the characters that could end a literal or a parameter. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", "''", '"', '\\', ' or ', 'true', '(', ')', '&$expand=', '%27', '+', '#', '\n'),
  }),
)
const anyInstant = fc
  .date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

describe('a value in a filter of OData', () => {
  it('is one literal with exactly that value, for any value', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(scan(text(value))).toEqual({ skeleton: '?', values: [value] })
      }),
    )
  })

  it('never changes the filter around it', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.boolean(), (email, name, is_active) => {
        expect(scan(filterOf({ email, name, is_active }))).toEqual({
          skeleton: `internalemailaddress eq ? and (fullname eq ? or fullname eq null) and isdisabled eq ${!is_active}`,
          values: [email, name],
        })
      }),
    )
  })

  it('stays in its parameter of the address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (email) => {
        const request = { path: '/systemusers', query: usersFilter({ email }) }
        const { searchParams } = addressOf('https://x.crm.dynamics.com', request, {}, undefined, '')
        expect([...searchParams]).toEqual([['$filter', `internalemailaddress eq ${text(email)}`]])
      }),
    )
  })

  it('is refused where it has to be a date and is not: dates have no quotes', () => {
    fc.assert(
      fc.property(
        anyText.filter((value) => Number.isNaN(Date.parse(value))),
        (value) => {
          expect(() => usersFilter({ created_at: { gte: value } })).toThrow(RangeError)
          expect(() => usersFilter({ updated_at: { lt: value } })).toThrow(RangeError)
        },
      ),
    )
  })

  it('includes every second that may be shown as one within the bounds', () => {
    const first = Date.parse('1970-01-01T00:00:00.000Z')
    const last = Date.parse('9999-12-31T23:59:59.000Z')
    fc.assert(
      fc.property(anyInstant, anyInstant, fc.integer({ min: -2, max: 2 }), (one, other, seconds) => {
        const [gte = '', lte = ''] = [one, other].sort()
        const [, from = '', to = ''] =
          /^createdon ge (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) and createdon lt (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(
            filterOf({ created_at: { gte, lte } }),
          ) ?? []
        // A user of the vendor, stored to the millisecond and shown cut to the second.
        const stored = Date.parse(one) + seconds * 1000
        const shown = Math.floor(stored / 1000) * 1000
        const matches = shown >= Date.parse(gte) && shown <= Date.parse(lte) && shown >= first && shown < last
        if (matches) expect(stored >= Date.parse(from) && stored < Date.parse(to)).toBe(true)
      }),
    )
  })

  it('is absent without filters', () => {
    expect(usersFilter({})).toEqual({})
  })
})
