import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProviderFailure, Refusal } from '../failures.ts'
import { addressOf, appendNested, assertRemoteQuery } from './address.ts'
import { credential, template, userId, variable } from './template.ts'

const prefix = 'https://api.acme.test/v1'
const address = (id: string): URL =>
  addressOf(prefix, { path: template`/users/${userId}`, userId: id }, {}, undefined, '')

describe('the address of a request', () => {
  it('is the base URL, the path, the query of the adapter and remote_query', () => {
    const request = { path: '/users', query: { limit: 2, fields: ['a', 'b'], after: undefined, all: true, q: 'a&b=c' } }
    expect(addressOf(prefix, request, {}, { include: { deep: [1, { x: null }] } }, '').toString()).toBe(
      'https://api.acme.test/v1/users?limit=2&fields=a&fields=b&all=true&q=a%26b%3Dc' +
        '&include%5Bdeep%5D%5B%5D=1&include%5Bdeep%5D%5B%5D%5Bx%5D=',
    )
  })

  it('fills path segments from the parameters, then from the variables of the account, then from the credential', () => {
    const request = { path: template`/${variable('org')}/${userId}/${credential}`, userId: '1' }
    expect(addressOf(prefix, request, { id: '2', org: 'a/b' }, undefined, 'se/cret').pathname).toBe(
      '/v1/a%2Fb/1/se%2Fcret',
    )
  })

  it('fails when a name in the path has no value', () => {
    expect(() => addressOf(prefix, { path: template`/${variable('nobody')}` }, {}, undefined, '')).toThrow('nobody')
  })

  it.each([
    ['../admin', '..%2Fadmin'],
    ['%2e%2e', '%252e%252e'],
    ['a/b', 'a%2Fb'],
    ['a\\b', 'a%5Cb'],
    ['%2f', '%252f'],
    ['a?b#c', 'a%3Fb%23c'],
    ['@evil.test', '%40evil.test'],
    ['a;b,c', 'a%3Bb%2Cc'],
    ["(')*!", '%28%27%29%2A%21'],
    ['Zoë 李', 'Zo%C3%AB%20%E6%9D%8E'],
    ['...', '...'],
  ])('encodes the id %j as the single segment %s', (id, segment) => {
    expect(address(id).toString()).toBe(`https://api.acme.test/v1/users/${segment}`)
  })

  it.each(['', '.', '..', '\ud800'])('cannot encode %j, so there is no such user', (id) => {
    expect(() => address(id)).toThrow(ProviderFailure)
  })

  it('encodes any id as one segment that names only itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((id) => id !== '.' && id !== '..'),
        (id) => {
          const url = address(id)
          expect(url.origin).toBe('https://api.acme.test')
          expect(url.search + url.hash).toBe('')
          const segments = url.pathname.split('/')
          expect(segments.slice(0, 3)).toEqual(['', 'v1', 'users'])
          expect(segments.slice(3).map(decodeURIComponent)).toEqual([id])
        },
      ),
    )
  })

  it('spells nesting in brackets', () => {
    const search = new URLSearchParams()
    appendNested(search, 'a', { b: [1, 2], c: { d: false }, e: null })
    expect([...search]).toEqual([
      ['a[b][]', '1'],
      ['a[b][]', '2'],
      ['a[c][d]', 'false'],
      ['a[e]', ''],
    ])
  })
})

describe('remote_query', () => {
  const acme = { name: 'Acme', refusedQueryKeys: ['$expand', 'Q'] }
  const request = { path: '/users', query: { limit: 2, 'page[size]': 2, 'ids[]': ['1'], after: undefined } }
  const refusal = (remoteQuery: Record<string, unknown>): Refusal => {
    try {
      assertRemoteQuery(acme, request, remoteQuery)
    } catch (error) {
      if (error instanceof Refusal) return error
    }
    throw new Error('Nothing was refused.')
  }

  it('may have names that the adapter does not set', () => {
    expect(assertRemoteQuery(acme, request, { include: 'teams', page: { number: 2 }, ids: { a: 1 } })).toBeUndefined()
  })

  it.each([
    ['limit', { limit: 1 }],
    ['limit', { limit: { a: 1 } }],
    ['LIMIT', { LIMIT: 1 }],
    ['after', { after: 'x' }],
    ['page', { page: { size: 100 } }],
    ['page[size]', { 'page[size]': 100 }],
    ['ids', { ids: ['2'] }],
  ])('may not set %s, which the engine sets, in any spelling', (name, remoteQuery) => {
    expect(refusal(remoteQuery)).toMatchObject({
      slug: 'invalid-request',
      errors: [{ parameter: `remote_query[${name}]`, detail: expect.stringContaining('set by Rollcall itself') }],
    })
  })

  it.each(['access_token', 'api_key', 'apiKey', 'X-API-Key', 'Authorization', 'hapikey', 'token', 'client_secret'])(
    'may not authenticate with %s',
    (name) => {
      expect(refusal({ [name]: 'x' }).errors).toEqual([
        {
          parameter: `remote_query[${name}]`,
          detail: `"${name}" authenticates the call, which only the account does; leave it out.`,
        },
      ])
    },
  )

  it.each(['$expand', '$EXPAND', 'q'])('may not reach other data by %s', (name) => {
    expect(refusal({ [name]: 'x' }).errors).toMatchObject([{ detail: expect.stringContaining('other data at Acme') }])
  })

  it('is refused with all its faults at once', () => {
    expect(refusal({ q: 1, limit: 1, token: 1, fine: 1 }).errors).toHaveLength(3)
  })
})
