import { describe, expect, it } from 'vitest'
import { apiKey, credential, displayOf, Placeholder, template, userId, variable } from './template.ts'

const names = (placeholder: Placeholder): string => `<${placeholder.name}>`

describe('a template', () => {
  it('is filled once: a value is not read as a template', () => {
    const greeting = template`a${userId}b${variable('pod')}c`
    expect(greeting.fill(({ name }) => (name === 'pod' ? '{user id}' : '{pod}'))).toBe('a{pod}b{user id}c')
  })

  it('treats a text from outside as a text, whatever it looks like', () => {
    for (const text of ['{credential}', '{user id}', '$&', '$1', '`']) {
      expect(template`/users/${text}/x`.fill(names)).toBe(`/users/${text}/x`)
    }
  })

  it('encodes every value and no text of the source, within a further template too', () => {
    const base = template`/v1/${variable('org')}`
    expect(template`${base}/u/${userId}(${'a/b'})`.fill(() => 'x/y', encodeURIComponent)).toBe(
      '/v1/x%2Fy/u/x%2Fy(a%2Fb)',
    )
  })

  it('shows names in braces in documents', () => {
    expect([template`Token ${apiKey}`, credential, 'plain'].map(displayOf)).toEqual([
      'Token {api_key}',
      '{credential}',
      'plain',
    ])
  })

  it('cannot be made by JSON, and throws when it is used as a text by mistake', () => {
    expect(JSON.parse(JSON.stringify(credential)) instanceof Placeholder).toBe(false)
    expect(String(template`/users/${userId}`)).toBe('[object Object]')
  })
})
