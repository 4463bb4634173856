import { describe, expect, it } from 'vitest'
import { complaints, isHtml, listAt, saidStatus, sentencesOf } from './envelope.ts'

describe('the status that an envelope names', () => {
  it.each([
    [404, 404],
    ['422', 422],
    [599, 599],
  ])('%j is one', (value, status) => expect(saidStatus(value)).toBe(status))

  it.each([0, 200, 117, 600, 404.5, '404 ', 'error', true, null, undefined])('%j is none', (value) =>
    expect(saidStatus(value)).toBeUndefined(),
  )
})

describe('complaints', () => {
  it.each([
    ['No seats left.', [{ sentence: 'No seats left.' }]],
    [
      ['a', ' ', 'b'],
      [{ sentence: 'a' }, { sentence: 'b' }],
    ],
    [{ detail: '', title: 'Forbidden', status: '403', code: null }, [{ sentence: 'Forbidden', status: 403 }]],
    [[{ message: 'Gone', code: 'not_found' }], [{ sentence: 'Gone', code: 'not_found' }]],
    [{ code: 500 }, [{ status: 500 }]],
    [
      { email: 'is invalid', name: null, role: ['a'] },
      [{ sentence: 'email: is invalid' }, { sentence: 'role: ["a"]' }],
    ],
  ])('of %j are read', (errors, expected) => {
    expect(complaints(errors)).toEqual(expected.map((complaint) => expect.objectContaining(complaint)))
  })

  it.each([[], {}, '', null, undefined, 0, false, [null], [{}]])('are not in %j', (errors) => {
    expect(complaints(errors)).toEqual([])
    expect(sentencesOf(errors)).toBeUndefined()
  })

  it('are told in one sentence', () => {
    expect(sentencesOf(['a', { message: 'b' }, { code: 'c' }])).toBe('a; b')
  })
})

describe('a list in an envelope', () => {
  it('may be null where the envelope says that all is well, and nowhere else', () => {
    expect(listAt({ users: null }, 'users', true)).toEqual([])
    expect(listAt({ users: null }, 'users', false)).toBeNull()
    expect(listAt({}, 'users', true)).toBeUndefined()
    expect(listAt({ users: [1] }, 'users', true)).toEqual([1])
  })
})

describe('a page', () => {
  it('is HTML in place of an answer of the API', () => {
    expect([' <!doctype html>', '<html>', 'User not found.', '', undefined, {}].map(isHtml)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
