import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromEpochSeconds, utc } from './dates.ts'
import { Misread } from './values.ts'

const first = Date.UTC(1000, 0, 1)
const last = Date.UTC(9998, 11, 31)
const instant = fc.integer({ min: first, max: last })
const digits = fc.stringMatching(/^\d{0,9}$/)

/** The local time at an offset, as `YYYY-MM-DDTHH:MM:SS`. */
const wallClock = (instantMs: number, offsetMinutes: number): string =>
  new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(0, 19)

const offsetText = (offsetMinutes: number, colon: string): string => {
  const size = Math.abs(offsetMinutes)
  const pair = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'))
  return `${offsetMinutes < 0 ? '-' : '+'}${pair.join(colon)}`
}

describe('utc', () => {
  test.each([
    ['2019-07-25T15:26:49+05:30', '2019-07-25T09:56:49.000Z'],
    ['2021-06-15T10:51:23.035+0100', '2021-06-15T09:51:23.035Z'],
    ['2026-06-19T09:22:10.543000+00:00', '2026-06-19T09:22:10.543Z'],
    ['2022-11-21T13:22:49.061281000Z', '2022-11-21T13:22:49.061Z'],
    ['2024-07-09 12:51:48.050073+00:00', '2024-07-09T12:51:48.050Z'],
    ['2024-05-21 14:30:00', '2024-05-21T14:30:00.000Z'],
    ['2019-01-01T00:00:00', '2019-01-01T00:00:00.000Z'],
    ['2019-01-10', '2019-01-10T00:00:00.000Z'],
    ['2015-09-15t10:43:23z', '2015-09-15T10:43:23.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2024-01-01T00:00:00.9999Z', '2024-01-01T00:00:00.999Z'],
    ['2023-12-31T20:00:00-06:00', '2024-01-01T02:00:00.000Z'],
    ['0042-01-01T00:00:00Z', '0042-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T00:59:60+01:00', '2017-01-01T00:00:00.000Z'],
  ])('reads %s as %s', (written, expected) => {
    expect(utc(written)).toBe(expected)
  })

  test.each([[null], [undefined], [''], ['0000-00-00'], ['0000-00-00 00:00:00'], ['0000-00-00T00:00:00.000Z']])(
    'is null for %j, which means no date',
    (value) => {
      expect(utc(value)).toBeNull()
    },
  )

  test.each([
    ['2024-13-01T00:00:00Z'],
    ['2024-00-10'],
    ['2024-02-30'],
    ['2023-02-29T00:00:00Z'],
    ['2024-01-32'],
    ['2024-01-00'],
    ['2024-01-01T24:00:00Z'],
    ['2024-01-01T10:60:00Z'],
    ['2024-01-01T10:00:61Z'],
    ['2024-01-01T10:00:60Z'],
    ['2024-01-01T10:00:00+24:00'],
    ['2024-01-01T10:00:00+01:60'],
    ['2024-01-01T10:00:00+1:00'],
    ['2024-01-01T10:00Z'],
    ['2024-01-01T10:00:00.Z'],
    ['9999-12-31T23:59:59-00:01'],
    ['0000-01-01T00:00:00+00:01'],
    [' 2024-01-01'],
    ['2024-01-01\n'],
    ['20240101'],
    ['yesterday'],
    ['20231114'],
    [20_231_114],
    [true],
    [{}],
    [new Date(0)],
  ])('throws Misread for %j', (value) => {
    expect(() => utc(value)).toThrow(Misread)
  })

  test('quotes only a part of a misread text, and does not name the field', () => {
    expect(() => utc('x'.repeat(1000))).toThrow(`"${'x'.repeat(40)}" is not a date.`)
    expect(() => utc(7)).toThrow('A value of type number is not a date.')
  })

  test('reads every spelling that it does not parse itself as `Date` does', () => {
    const two = (least: number, most: number) =>
      fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, '0'))
    const year = fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0'))
    const fraction = fc.constantFrom('', '.000', '.123', '.999')
    fc.assert(
      fc.property(
        fc.tuple(year, two(0, 13), two(0, 32), two(0, 24), two(0, 60), two(0, 61)),
        fraction,
        fc.constantFrom('T', ' '),
        fc.constantFrom('', 'Z'),
        ([y, month, day, hour, minute, second], milliseconds, between, zone) => {
          fc.pre(y !== '0000' || month !== '00' || day !== '00')
          const clock = `${hour}:${minute}:${second}${milliseconds}`
          const instant = new Date(`${y}-${month}-${day}T${clock}Z`)
          const isReal = instant.toJSON()?.startsWith(`${y}-${month}-${day}T`) === true
          fc.pre(second !== '60' && hour !== '24')
          const read = () => utc(`${y}-${month}-${day}${between}${clock}${zone}`)
          if (isReal) expect(read()).toBe(instant.toISOString())
          else expect(read).toThrow(Misread)
        },
      ),
    )
  })

  test('returns its own spelling unchanged', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        const text = new Date(ms).toISOString()
        expect(utc(text)).toBe(text)
      }),
    )
  })

  test('reads the same instant in every offset, with and without colon, for any fraction', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: -1439, max: 1439 }),
        fc.constantFrom(':', ''),
        digits,
        fc.constantFrom('T', ' '),
        (ms, offset, colon, fraction, between) => {
          const whole = Math.floor(ms / 1000) * 1000
          const written = `${wallClock(whole, offset)}${fraction === '' ? '' : `.${fraction}`}${offsetText(offset, colon)}`
          const milliseconds = Number(`${fraction}000`.slice(0, 3))
          expect(utc(written.replace('T', between))).toBe(new Date(whole + milliseconds).toISOString())
        },
      ),
    )
  })

  test('returns a canonical text or null, or throws Misread, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}:\d{2}Z?)?$/)), (text) => {
        try {
          const result = utc(text)
          if (result !== null) expect(result).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
        } catch (error) {
          expect(error).toBeInstanceOf(Misread)
        }
      }),
    )
  })
})

describe('utc of a count since the epoch', () => {
  test.each([
    [1_700_000_000, '2023-11-14T22:13:20.000Z'],
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    [1_700_000_000_123, '2023-11-14T22:13:20.123Z'],
    ['1700000000123', '2023-11-14T22:13:20.123Z'],
  ])('reads %j by its size', (value, expected) => {
    expect(utc(value)).toBe(expected)
  })

  test.each(['0000-00-00', '0000-00-00 00:00:00', '0000-00-00T00:00:00-06:00', '-0001-11-30T00:00:00-06:00'])(
    'reads the zero date %s as null',
    (value) => {
      expect(utc(value)).toBeNull()
    },
  )
})

describe('fromEpochSeconds', () => {
  test.each([
    [1_700_000_000, '2023-11-14T22:13:20.000Z'],
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    [1_700_000_000.123, '2023-11-14T22:13:20.123Z'],
    [1.001, '1970-01-01T00:00:01.001Z'],
    ['1700000000.9996', '2023-11-14T22:13:20.999Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    [-1, '1969-12-31T23:59:59.000Z'],
  ])('reads %j as %s', (value, expected) => {
    expect(fromEpochSeconds(value)).toBe(expected)
  })

  test.each([[null], [undefined], ['']])('is null for %j', (value) => {
    expect(fromEpochSeconds(value)).toBeNull()
  })

  test.each([[1_700_000_000_000], ['2024-01-01'], ['0x10'], [' 1'], [Number.NaN], [Number.POSITIVE_INFINITY], [[]]])(
    'throws Misread for %j',
    (value) => {
      expect(() => fromEpochSeconds(value)).toThrow(Misread)
    },
  )
})

test('what has been made is read again as it is, and the next date by itself', () => {
  const made = utc('2018-11-13 09:16:26')
  expect(utc(made)).toBe('2018-11-13T09:16:26.000Z')
  expect(utc('2018-11-13 09:16:27')).toBe('2018-11-13T09:16:27.000Z')
  expect(utc(made)).toBe('2018-11-13T09:16:26.000Z')
})
