import { describe, expect, it } from 'vitest'
import { authorise } from '../../runtime/calls/authorise.ts'
import { assertVariables, baseUrlOf } from '../../runtime/calls/hosts.ts'
import { vendorSentence } from '../../runtime/calls/verdict.ts'
import { at } from '../../runtime/json/json.ts'
import { hintOf, retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { freshsales } from './freshsales.ts'

const api = 'https://acme.myfreshworks.com/crm/sales/api'
const owners = fixture(import.meta.url, 'owners')
const list = { request: `GET ${api}/selector/owners`, answer: { body: owners } }

testAdapter(freshsales, {
  account: { method: 'api_key', variables: { bundle_alias: 'acme.myfreshworks.com/crm/sales' } },
  get: {
    id: '4000000012',
    exchanges: [{ ...list, headers: { authorization: 'Token token=key-4f1d9b7c5e' } }],
    user: { id: '4000000012', name: 'Ann Lee', email: 'ann@example.com', is_active: true },
  },
  unknown: { id: '99', exchanges: [list] },
  list: {
    pages: {
      limit: 1,
      exchanges: [list],
      ids: ['4000000012'],
      next: { limit: 5, exchanges: [list], ids: ['40000000013'] },
    },
    empty: { exchanges: [{ ...list, answer: { body: { users: [] } } }], ids: [] },
  },
  errors: [
    {
      operation: 'list',
      answer: { status: 401, body: { login: 'failed', message: 'Wrong key' } },
      slug: 'account-needs-reauth',
      says: 'Wrong key',
    },
    {
      operation: 'get',
      answer: { status: 403, body: { message: 'No right' } },
      slug: 'provider-forbidden',
      says: 'No right',
    },
    // A wrong bundle alias, answered by JSON, a login page, or a redirect to one.
    { operation: 'get', answer: { status: 404, body: { errors: 'No such account' } }, slug: 'provider-rejected' },
    { operation: 'list', answer: { status: 200, body: '<html>Log in</html>' }, slug: 'provider-error' },
    { operation: 'list', answer: { status: 302, headers: { location: 'https://evil.test' } }, slug: 'provider-error' },
    {
      operation: 'list',
      answer: { status: 400, body: { errors: { code: 400, message: ['Odd', 'Very'] } } },
      slug: 'provider-rejected',
      says: 'Odd',
    },
    { operation: 'list', answer: { status: 429, body: {} }, slug: 'provider-rate-limited', retryAfterSeconds: 60 },
    { operation: 'get', answer: { status: 500, body: '<html>' }, slug: 'provider-error' },
    // Errors under a success, in the observed forms.
    {
      operation: 'list',
      answer: { body: { login: 'failed', message: 'Invalid credentials' } },
      slug: 'account-needs-reauth',
      says: 'Invalid credentials',
    },
    { operation: 'list', answer: { body: { errors: { code: 403, message: ['No'] } } }, slug: 'provider-forbidden' },
    { operation: 'list', answer: { body: { errors: ['Odd'] } }, slug: 'provider-error', says: 'Odd' },
    { operation: 'list', answer: { body: { errors: 'Odd' } }, slug: 'provider-error', says: 'Odd' },
  ],
})

describe('quirks of Freshsales', () => {
  const addressOf = (bundle_alias: string) => baseUrlOf(freshsales, { bundle_alias }).toString()

  it('has the prefix of a bundle, given or not, and none for an older account', () => {
    for (const tail of ['', '/', '/crm/sales', '/crm/sales/'])
      expect(addressOf(`acme.myfreshworks.com${tail}`)).toBe(api)
    expect(addressOf('acme.freshworks.com/crm/sales')).toBe('https://acme.freshworks.com/crm/sales/api')
    expect(addressOf('acme.freshsales.io')).toBe('https://acme.freshsales.io/api')
  })

  it('accepts bundle aliases of Freshworks only, as a whole', () => {
    const { pattern } = freshsales.account.bundle_alias ?? {}
    const fits = (value: string) => new RegExp(`^(?:${pattern?.source})$`, pattern?.flags).test(value)
    const good = ['acme.myfreshworks.com/crm/sales', 'acme.freshworks.com', 'acme.freshsales.io', 'acme.freshsales.io/']
    const bad = [
      'acme.evil.test',
      'myfreshworks.com',
      'a@b.freshsales.io',
      'acme.freshsales.io.evil.test',
      'a.b.freshsales.io',
    ]
    expect([...good, ...bad].map(fits)).toEqual([true, true, true, true, false, false, false, false, false])
    for (const alias of bad) expect(() => addressOf(alias)).toThrow('does not belong to Freshsales')
    expect(() => assertVariables(freshsales, {})).toThrow('no "bundle_alias"')
  })

  it('reads ids of more than 32 bits, splits no name and has no dates', () => {
    expect(readUser(freshsales, at(owners, 'users.1'), {}).user).toEqual({
      id: '40000000013',
      name: 'Bo Gone',
      email: 'bo@example.com',
      is_active: false,
    })
    expect(readUser(freshsales, { id: 7 }, {}).user.is_active).toBeNull()
    expect(readUser(freshsales, { id: 7, is_active: 1 }, {}).user.is_active).toBe(true)
    expect(readUser(freshsales, { id: 7, is_active: 'false' }, {}).user.is_active).toBe(false)
  })

  it('authenticates with the user name and password of an older account', () => {
    const credential = { kind: 'basic' as const, username: 'ann', password: 'x' }
    expect(authorise(freshsales.authentication.basic ?? {}, credential, {})).toEqual({
      authorization: `Basic ${btoa('ann:x')}`,
    })
  })

  it('finds the sentence in every form of its errors', () => {
    expect(vendorSentence(freshsales, { errors: { code: 400, message: ['Odd'] } })).toBe('Odd')
    expect(vendorSentence(freshsales, { errors: { code: 400, message: 'Odd' } })).toBe('Odd')
    expect(vendorSentence(freshsales, { errors: ['Odd'] })).toBe('Odd')
    expect(vendorSentence(freshsales, { errors: {}, description: 'Odd' })).toBe('Odd')
  })

  it('reads its reset in seconds or as an instant, and a Retry-After if there is one', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1780316400' }
    expect(hintOf(freshsales.limits, headers, 1_780_315_800_000)).toEqual({ remaining: 0, resetSeconds: 600 })
    expect(hintOf(freshsales.limits, { ...headers, 'x-ratelimit-reset': '30' }, 0)?.resetSeconds).toBe(30)
    expect(retryAfterSeconds(freshsales.limits, { status: 429, headers: { 'retry-after': '9' }, body: {} }, 0)).toBe(9)
  })

  it('has no own user for a key', () => {
    expect(freshsales.users.me).toHaveProperty('absent')
  })
})
