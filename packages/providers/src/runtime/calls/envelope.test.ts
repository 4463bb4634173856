import { describe, expect, it } from 'vitest'
import { complaints, isHtml, joined, listAt, plainSentence, saidStatus, sentencesOf, textsOf } from './envelope.ts'

describe('the status that an envelope names', () => {
  it.each([
    [404, 404],
    ['422', 422],
    [599, 599],
  ])('is the status of %j', (value, status) => expect(saidStatus(value)).toBe(status))

  it.each([0, 200, 117, 600, 404.5, '404 ', 'error', true, null, undefined])('is not in %j', (value) =>
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

  it('are reported in one sentence', () => {
    expect(sentencesOf(['a', { message: 'b' }, { code: 'c' }])).toBe('a; b')
  })
})

describe('a list in an envelope', () => {
  it('may be null only where the envelope reports a success', () => {
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

describe('a sentence of an error', () => {
  it('may be the whole body, unless that is a page', () => {
    expect(plainSentence('User not found.')).toBe('User not found.')
    expect(['<html>', { message: 'No.' }, undefined].map(plainSentence)).toEqual([undefined, undefined, undefined])
  })

  it('is made of the parts that exist', () => {
    expect(joined('Bad Request', 'email is taken')).toBe('Bad Request: email is taken')
    expect([joined(undefined, 'email is taken'), joined(undefined, undefined)]).toEqual(['email is taken', ''])
  })
})

describe('a list of names', () => {
  it('is read as texts, without those that are missing', () => {
    expect(textsOf(['users.read', 7, null, undefined])).toEqual(['users.read', '7'])
    expect([[], [null], 'users.read', {}, undefined].map(textsOf)).toEqual(Array(5).fill(undefined))
  })
})
