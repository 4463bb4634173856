import { describe, expect, it } from 'vitest'
import { serializePath } from './path.ts'

const template = 'https://rollcall.test/unified/crm/users/{id}'

describe('a path', () => {
  it('has each parameter as one percent-encoded segment', () => {
    expect(serializePath(template, { id: 'a/b c@x?y#z%2F' })).toBe(
      'https://rollcall.test/unified/crm/users/a%2Fb%20c%40x%3Fy%23z%252F',
    )
  })

  it('fills every placeholder', () => {
    expect(serializePath('/users/{provider}/meta/{method}', { provider: 'hubspot', method: 'list' })).toBe(
      '/users/hubspot/meta/list',
    )
  })

  it('inserts text literally, also with marks of a replacement pattern', () => {
    expect(serializePath('/users/{id}', { id: "$&$1$'" })).toBe("/users/%24%26%241%24'")
    expect(serializePath('/users/{id}', { id: '{id}' })).toBe('/users/%7Bid%7D')
  })

  it('accepts numbers', () => {
    expect(serializePath('/users/{id}', { id: 17 })).toBe('/users/17')
  })

  it.each(['', '.', '..'])('refuses the id "%s", which would reach another path', (id) => {
    expect(() => serializePath(template, { id })).toThrow('The path parameter id must be text')
  })

  it.each([undefined, null, {}, ['a']])('refuses %s', (id) => {
    expect(() => serializePath(template, { id })).toThrow(TypeError)
  })
})
