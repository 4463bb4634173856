import { describe, expect, test } from 'vitest'
import { normalId, recordId, userId } from './ids.ts'

describe('ids', () => {
  test('15 characters get the suffix of the published example', () => {
    expect(normalId('0055g00000ABCde')).toBe('0055g00000ABCdeAAH')
  })

  test('18 characters are understood without their case', () => {
    expect(normalId('0055g00000ABCdeAAH')).toBe('0055g00000ABCdeAAH')
    expect(normalId('0055g00000abcdeaah')).toBe('0055g00000ABCdeAAH')
    expect(normalId('0055G00000ABCDEAAH')).toBe('0055g00000ABCdeAAH')
    expect(normalId('005000000000000AAA')).toBe('005000000000000AAA')
  })

  test.each(['', '005', '0055g00000ABCd', '0055g00000ABCdeAAA', '0055g00000ABCde%27', '0055g00000ABCdeAAH0', '11'])(
    '%j is no id',
    (text) => expect(normalId(text)).toBeUndefined(),
  )

  test('a larger number sorts later, and every made id is valid', () => {
    const ids = [1, 61, 62, 3843, 3844, 70_000_100, 70_000_200, 80_000_000].map(userId)
    expect([...ids].sort()).toEqual(ids)
    for (const id of ids) expect(normalId(id.slice(0, 15))).toBe(id)
    expect(recordId('00D', 1)).toMatch(/^00D\w{15}$/)
  })
})
