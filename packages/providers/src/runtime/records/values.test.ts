import { describe, expect, it } from 'vitest'
import { certainFlag, flag, listOf, Misread, notFlag } from './values.ts'

describe('a boolean of a vendor', () => {
  it('is read in any of its forms', () => {
    expect([true, 'true', ' TRUE ', 1, '1'].map(flag)).toEqual([true, true, true, true, true])
    expect([false, 'False', 0, '0'].map(flag)).toEqual([false, false, false, false])
    expect([null, undefined, ''].map(flag)).toEqual([null, null, null])
  })

  it.each(['yes', 2, {}, [], 'toString'])('is not %j', (value) => {
    expect(() => flag(value)).toThrow(Misread)
  })

  it('is undefined where the value is missing or uncertain and another source can decide', () => {
    expect([true, 'true', 1, '1'].map(certainFlag)).toEqual([true, true, true, true])
    expect([false, 'FALSE', 'False', 0, '0'].map(certainFlag)).toEqual([false, false, false, false, false])
    expect([undefined, null, '', 'perhaps', {}, 7].map(certainFlag)).toEqual(Array.from({ length: 6 }, () => undefined))
  })
})

describe('the opposite of a flag', () => {
  it('negates every form of a flag, and guesses nothing', () => {
    expect([true, 1, 'true', '1'].map(notFlag)).toEqual([false, false, false, false])
    expect([false, 0, 'False', '0'].map(notFlag)).toEqual([true, true, true, true])
    expect([null, undefined, ''].map(notFlag)).toEqual([null, null, null])
    for (const odd of ['yes', 2, {}, []]) expect(() => notFlag(odd)).toThrow('not a boolean')
  })
})

describe('a list', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [[null, 'a', undefined], ['a']],
    [[], []],
    ['a@example.com', ['a@example.com']],
    [{ id: 1 }, [{ id: 1 }]],
    [{}, []],
    ['', []],
    [null, []],
    [undefined, []],
  ])('%j is read as %j', (value, items) => {
    expect(listOf<unknown>(value)).toEqual(items)
  })
})
