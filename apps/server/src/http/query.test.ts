import type { Fault } from '@rollcall/providers'
import { Refusal } from '@rollcall/providers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery } from './query.ts'

const parsed = (text: string) => {
  const faults: Fault[] = []
  return { query: parseQuery(text, faults), faults }
}

test('brackets nest, decoded once, and a plus sign is a space', () => {
  expect(parsed('a[b][c]=x%26y&d=1+2&e=%2B').query).toEqual({ a: { b: { c: 'x&y' } }, d: '1 2', e: '+' })
})

test('lists of up to 1,000 values stay lists, in any spelling', () => {
  const { query } = parsed(Array.from({ length: 1000 }, (_, index) => `a[${index}]=${index}`).join('&'))
  expect(query.a).toHaveLength(1000)
})

test('32 levels are read, 40 are not', () => {
  expect(() => parsed(`a${'[b]'.repeat(31)}=1`)).not.toThrow()
  expect(() => parsed(`a${'[b]'.repeat(40)}=1`)).toThrow(Refusal)
})

test('names that JavaScript reserves are faults or plain values, never prototypes', () => {
  const { query, faults } = parsed('__proto__[polluted]=1&a[__proto__]=2&a[constructor]=3&toString=4')
  expect(faults).toEqual([
    { parameter: '__proto__', detail: 'must not have a member named __proto__' },
    { parameter: 'a', detail: 'must not have a member named __proto__' },
    { parameter: 'a', detail: 'must not have a member named constructor' },
  ])
  expect(Object.hasOwn(query, 'toString')).toBe(true)
  expect(query).not.toHaveProperty('a')
  expect({}).not.toHaveProperty('polluted')
})

test('a NUL is a fault of its parameter at any place', () => {
  const { query, faults } = parsed('a=x%00&b[c%00]=1&d=%C3%A9')
  expect(query).toEqual({ d: 'é' })
  expect(faults).toEqual([
    { parameter: 'a', detail: 'has a NUL character; leave it out' },
    { parameter: 'b', detail: 'has a NUL character; leave it out' },
  ])
})

test.each([
  ['2,001 parameters', Array.from({ length: 2001 }, (_, index) => `a${index}=1`).join('&'), []],
  ['40 levels of brackets', `limit=1&deep${'[b]'.repeat(40)}=1`, ['deep']],
  ['1,001 values of one parameter', `limit=1&${'f[]=a&'.repeat(1001)}x=1`, ['f']],
  ['an index above 1,000', 'limit=1&f[99999999]=a', ['f']],
])('%s are refused by name', (_case, query, names) => {
  try {
    parsed(query)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).errors.map(({ parameter }) => parameter)).toEqual(names)
  }
})

test('every malformed percent sign is a fault of its own parameter, the others are read', () => {
  const { query, faults } = parsed('a=%&b=%41&c%zz=1')
  expect(query).toEqual({ b: 'A' })
  expect(faults.map(({ parameter }) => parameter)).toEqual(['a', 'c%zz'])
})

test('no text causes another failure than a problem', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
      try {
        parsed(text)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
  )
})

test('the values that a client encodes are the values that are read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
      fc.pre(!text.includes('\0'))
      expect(parsed(`a[b]=${encodeURIComponent(text)}`).query).toEqual({ a: { b: text } })
    }),
  )
})
