import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyTextFaults } from './text-faults.ts'

const parsed = (text: string): unknown => JSON.parse(text)

test('a lone surrogate and a NUL are faults at their places, at any depth', () => {
  const body = parsed(
    '{"name":"\\ud800","remote_data":{"a/b":["x\\u0000"],"c":{"\\udfff":1}},"email":"ann@acme.example"}',
  )
  expect(bodyTextFaults(body)).toEqual(
    expect.arrayContaining([
      { pointer: '/name', detail: 'has half of a surrogate pair, which is not a character' },
      { pointer: '/remote_data/a~1b/0', detail: 'has a NUL character; leave it out' },
      { pointer: '/remote_data/c', detail: 'has half of a surrogate pair, which is not a character' },
    ]),
  )
  expect(bodyTextFaults(body)).toHaveLength(3)
})

test('names that JavaScript reserves are faults of the object that has them', () => {
  expect(bodyTextFaults(parsed('{"remote_data":{"__proto__":{"a":1},"b":{"constructor":2}}}'))).toEqual(
    expect.arrayContaining([
      { pointer: '/remote_data', detail: 'must not have a member named __proto__' },
      { pointer: '/remote_data/b', detail: 'must not have a member named constructor' },
    ]),
  )
})

test('every valid text is accepted', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
      fc.pre(texts.every((text) => !text.includes('\0')))
      expect(bodyTextFaults({ remote_data: { texts } })).toEqual([])
    }),
  )
})
