import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitsOf, parseLossless } from './lossless-json.ts'

describe('JSON with long numbers', () => {
  it.each([
    '7615917337495251231',
    '-9007199254740993',
    '{"id":7615917337495251231,"list":[1,{"deep":12345678901234567890}]}',
    '0.1234567890123456789',
    '"7615917337495251231"',
  ])('is written as it was read: %s', (text) => {
    expect(JSON.stringify(parseLossless(text))).toBe(text)
  })

  it('has plain numbers wherever they hold the digits', () => {
    expect(parseLossless('[9007199254740991, 1e3, 1.5, -0.25, 1000000000000000000]')).toEqual([
      9007199254740991, 1000, 1.5, -0.25, 1000000000000000000,
    ])
  })

  it('keeps every whole number at every place', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt()), (numbers) => {
        const text = `{"numbers":[${numbers.join(',')}]}`
        expect(JSON.stringify(parseLossless(text))).toBe(text)
      }),
    )
  })

  it('parses all other JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseLossless(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('returns the digits of a long number, and of nothing else', () => {
    expect(digitsOf(parseLossless('7615917337495251231'))).toBe('7615917337495251231')
    for (const value of [1, '7615917337495251231', null, { rawJSON: '1' }, undefined]) {
      expect(digitsOf(value)).toBeUndefined()
    }
  })
})
