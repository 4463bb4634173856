import { describe, expect, it } from 'vitest'
import type { Adapter } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { assertLink, assertVariables, assertVendorUrl, baseUrlOf, fill } from './hosts.ts'
import { template, variable } from './template.ts'

const acme: Pick<Adapter<never>, 'hosts' | 'name' | 'baseUrl' | 'linkHosts'> = {
  name: 'Acme',
  hosts: [/[a-z0-9-]+\.acme\.test/i],
  baseUrl: template`https://${variable('tenant')}.acme.test/v1/`,
}
const base = new URL('https://one.acme.test/v1')

describe('templates', () => {
  it('are filled at each place of a name', () => {
    expect(fill(template`${variable('a')}-${variable('b')}-${variable('a')}`, { a: '1', b: '2' })).toBe('1-2-1')
  })
  it('fail with the name of the value that the account lacks', () => {
    expect(() => fill(variable('region'), {})).toThrow('The account has no "region".')
  })
})

describe('an address that may get a credential', () => {
  it.each(['https://one.acme.test/v1', 'https://ONE.acme.test', 'https://one.acme.test:443/x'])('is %s', (address) => {
    expect(assertVendorUrl(acme, address).hostname).toBe('one.acme.test')
  })

  it.each([
    'http://one.acme.test/',
    'https://one.acme.test:8443/',
    'https://user@one.acme.test/',
    'https://user:secret@one.acme.test/',
    'https://one.acme.test@evil.test/',
    'https://one.acme.test.evil.test/',
    'https://evil.test/one.acme.test',
    'https://evil.test#.acme.test',
    'https://evil.test\\.acme.test/',
    'https://one.acme.test./',
    'https://a.b.acme.test/',
    'https://acme.test/',
    'https://127.0.0.1/',
    'ftp://one.acme.test/',
    'javascript:alert(1)',
    '//one.acme.test/',
    'one.acme.test',
    '',
  ])('is not %j', (address) => {
    expect(() => assertVendorUrl(acme, address)).toThrow(ProviderFailure)
  })

  it('matches a pattern against the whole host, also with flags that search', () => {
    const sloppy = { name: 'Acme', hosts: [/acme\.test/g] }
    for (let round = 0; round < 3; round += 1) {
      expect(assertVendorUrl(sloppy, 'https://acme.test/').hostname).toBe('acme.test')
      expect(() => assertVendorUrl(sloppy, 'https://acme.test.evil.test/')).toThrow(ProviderFailure)
    }
  })
})

describe('the base URL of an account', () => {
  it('is made of its variables', () => {
    expect(baseUrlOf(acme, { tenant: 'two' }).toString()).toBe('https://two.acme.test/v1')
    expect(baseUrlOf({ ...acme, baseUrl: ({ tenant }) => `https://${tenant}.acme.test` }, { tenant: 'x' }).host).toBe(
      'x.acme.test',
    )
  })
  it.each(['evil.test/', 'evil.test#', 'evil.test?', 'x@evil.test/', '127.0.0.1:1/', 'a\\'])(
    'stays at the vendor for the tenant %j',
    (tenant) => {
      expect(() => baseUrlOf(acme, { tenant })).toThrow(ProviderFailure)
    },
  )
  it('is refused when a variable as a whole does not match the adapter’s pattern', () => {
    const account = { tenant: { description: '', example: 'one', pattern: /[a-z]+/g } }
    expect(assertVariables({ name: 'Acme', account }, { tenant: 'one', other: '/../' })).toBeUndefined()
    expect(() => assertVariables({ name: 'Acme', account }, {})).toThrow('no "tenant", which Acme needs')
    for (const tenant of ['', 'one/', '/one', 'one\n', 'one two', 'ONE']) {
      expect(() => assertVariables({ name: 'Acme', account }, { tenant })).toThrow(
        '"tenant" does not have the form that Acme needs',
      )
    }
  })
})

describe('a next link', () => {
  it('may name a path of the base origin, or an address on its host', () => {
    expect(assertLink(acme, base, '/v1/users?after=2').toString()).toBe('https://one.acme.test/v1/users?after=2')
    expect(assertLink(acme, base, 'https://one.acme.test/v1/users?after=2').host).toBe('one.acme.test')
  })

  it('may name another host only where the adapter allows it', () => {
    const link = 'https://two.acme.test/v1/users'
    expect(() => assertLink(acme, base, link)).toThrow('another host')
    const open = { ...acme, linkHosts: (host: string) => [host.replace('one', 'two')] }
    expect(assertLink(open, base, link).host).toBe('two.acme.test')
    expect(() => assertLink({ ...acme, linkHosts: () => ['evil.test'] }, base, 'https://evil.test/')).toThrow(
      'does not belong to Acme',
    )
  })

  it.each(['http://one.acme.test/users?after=2', 'HTTP://ONE.acme.test/users?after=2'])(
    'is read as https where it is of the same host: %s',
    (link) => {
      expect(assertLink(acme, base, link).toString()).toBe('https://one.acme.test/users?after=2')
    },
  )

  it.each([
    '//evil.test/users',
    '/\\evil.test/users',
    '\\\\evil.test',
    '/\t/evil.test/',
    '/\n/evil.test/',
    'http://two.acme.test/users',
    'http://one.acme.test:80/users',
    'http://one.acme.test:8080/users',
    'http://user@one.acme.test/users',
    'http://evil.test/users',
    'https://one.acme.test',
    'https://one.acme.test@evil.test/users',
    'https://one.acme.test\\@evil.test/users',
    'https://evil.test/users',
    'HTTPS://evil.test/',
    'https:evil.test/',
    'https:/evil.test/',
    'users?after=2',
    '?after=2',
    '@evil.test/',
    ' https://evil.test/',
    'data:text/plain,x',
    'https://one.acme.test%00/users',
    'https://one.acme.test:99999/users',
    '',
  ])('is refused: %j', (link) => {
    expect(() => assertLink(acme, base, link)).toThrow(ProviderFailure)
  })
})

describe('the variables of a base URL', () => {
  const variable = { description: 'd', example: 'e', pattern: /.*/ }
  const declared = {
    region: { ...variable, default: 'eu' },
    login: { ...variable, default: ({ company = '' }) => `https://${company}.acme.test` },
    company: variable,
  }

  it('have their defaults, and a missing one is named in the failure', () => {
    const adapter = { ...acme, account: declared }
    const byName = { ...adapter, baseUrl: (_: object, needed: (name: string) => string) => needed('login') }
    expect(baseUrlOf(byName, { company: 'one' }).host).toBe('one.acme.test')
    const lacking = { ...adapter, baseUrl: (_: object, needed: (name: string) => string) => needed('company') }
    expect(() => baseUrlOf(lacking, {})).toThrow('The account has no "company".')
  })
})
