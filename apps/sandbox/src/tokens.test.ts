import { describe, expect, test } from 'vitest'
import { TokenBook, type TokenBookOptions } from './tokens.ts'

const book = (options: Partial<TokenBookOptions> = {}): { tokens: TokenBook; advance: (seconds: number) => void } => {
  let nowMs = Date.UTC(2026, 0, 1)
  const tokens = new TokenBook({
    prefix: 'sandbox-toy',
    now: () => new Date(nowMs),
    accessLifetimeSeconds: 60,
    refresh: 'single-use',
    ...options,
  })
  return {
    tokens,
    advance: (seconds) => {
      nowMs += seconds * 1000
    },
  }
}

describe('access tokens', () => {
  test('are valid until their lifetime ends, and are then known as expired', () => {
    const { tokens, advance } = book()
    const { accessToken } = tokens.issue('7', ['read'])
    expect(tokens.valid(accessToken)).toMatchObject({ subject: '7', scopes: ['read'], kind: 'access' })
    advance(60)
    expect(tokens.valid(accessToken)).toBeUndefined()
    expect(tokens.find(accessToken)?.expired).toBe(true)
    expect(tokens.find('never-seen')).toBeUndefined()
    expect(tokens.find(undefined)).toBeUndefined()
  })

  test('keys do not expire, but expireAll ends them as well', () => {
    const { tokens, advance } = book()
    tokens.addKey('key', '7')
    tokens.issue('7')
    advance(10)
    expect(tokens.valid('key')?.kind).toBe('api_key')
    expect(tokens.expireAll()).toBe(2)
    expect(tokens.valid('key')).toBeUndefined()
    expect(tokens.expireAll()).toBe(0)
  })

  test('are unknown when revoked', () => {
    const { tokens } = book()
    const { accessToken } = tokens.issue('7')
    expect(tokens.revoke(accessToken)).toBe(true)
    expect(tokens.find(accessToken)).toBeUndefined()
    expect(tokens.revoke(accessToken)).toBe(false)
  })
})

describe('refresh tokens', () => {
  const cases = [
    { refresh: 'keep', again: true, handsOut: 'none' },
    { refresh: 'repeat', again: true, handsOut: 'same' },
    { refresh: 'rotate', again: true, handsOut: 'new' },
    { refresh: 'single-use', again: false, handsOut: 'new' },
  ] as const
  test.each(cases)('with $refresh return $handsOut and work again: $again', ({ refresh, again, handsOut }) => {
    const { tokens } = book({ refresh })
    tokens.addPair({ access: 'a', refresh: 'r', subject: '7', scopes: ['read'] })
    const issued = tokens.refresh('r')
    expect(issued).toMatchObject({ subject: '7', scopes: ['read'], expiresInSeconds: 60 })
    expect(tokens.valid(issued?.accessToken)).toBeDefined()
    const expected = { none: undefined, same: 'r', new: issued?.refreshToken }[handsOut]
    expect(issued?.refreshToken).toBe(expected)
    if (handsOut === 'new') expect(tokens.refresh(issued?.refreshToken ?? '')).toBeDefined()
    expect(tokens.refresh('r') !== undefined).toBe(again)
  })

  test('expire by the time since their last use', () => {
    const { tokens, advance } = book({ refresh: 'repeat', refreshLifetimeSeconds: 100 })
    tokens.addPair({ access: 'a', refresh: 'r', subject: '7' })
    advance(90)
    expect(tokens.refresh('r')).toBeDefined()
    advance(90)
    expect(tokens.refresh('r')).toBeDefined()
    advance(100)
    expect(tokens.refresh('r')).toBeUndefined()
  })

  test('are invalid when the control API rotates them', () => {
    const { tokens } = book()
    tokens.addPair({ access: 'a', refresh: 'r', subject: '7' })
    expect(tokens.rotateRefreshTokens()).toBe(1)
    expect(tokens.refresh('r')).toBeUndefined()
  })
})

test('a code works once, for a short time', () => {
  const { tokens, advance } = book()
  const code = tokens.issueCode({ subject: '7', scopes: [], redirectUri: 'https://app.example/back' })
  expect(tokens.takeCode(code)?.subject).toBe('7')
  expect(tokens.takeCode(code)).toBeUndefined()
  const late = tokens.issueCode({ subject: '7', scopes: [] })
  advance(300)
  expect(tokens.takeCode(late)).toBeUndefined()
})

test('the book lists its secrets for redaction', () => {
  const { tokens } = book()
  tokens.addPair({ access: 'a', refresh: 'r', subject: '7' })
  const code = tokens.issueCode({ subject: '7', scopes: [] })
  expect(tokens.secrets()).toEqual(['a', 'r', code])
})
