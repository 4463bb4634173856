import { describe, expect, it } from 'vitest'
import { toAddress, toSubdomain } from './host-patterns.ts'

describe('an address that people paste', () => {
  it.each([
    'https://acme.my.salesforce.com',
    ' https://acme.my.salesforce.com/ ',
    'HTTPS://ACME.my.Salesforce.com',
    'http://acme.my.salesforce.com',
    'acme.my.salesforce.com',
  ])('is one address: %j', (pasted) => {
    expect(toAddress(pasted)).toBe('https://acme.my.salesforce.com')
  })

  it.each(['https://acme.my.salesforce.com@evil.test', 'https://acme.my.salesforce.com\\@evil.test', 'no address', ''])(
    'stays as it is where it is none, for the pattern to refuse: %j',
    (pasted) => {
      expect(toAddress(pasted)).not.toBe('https://acme.my.salesforce.com')
    },
  )
})

describe('a subdomain that people paste', () => {
  const subdomain = toSubdomain('pipedrive.com')
  it.each([
    'acme',
    ' acme ',
    'acme.pipedrive.com',
    'https://acme.pipedrive.com',
    'https://ACME.pipedrive.com/settings/api',
  ])('is one subdomain: %j', (pasted) => {
    expect(subdomain(pasted)).toBe('acme')
  })

  it.each(['acme.pipedrive.com.evil.test', 'https://evil.test/acme.pipedrive.com', 'acme@pipedrive.com'])(
    'is not taken out of another host: %j',
    (pasted) => {
      expect(subdomain(pasted)).not.toBe('acme')
    },
  )
})
