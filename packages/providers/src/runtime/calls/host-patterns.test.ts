import { describe, expect, it } from 'vitest'
import { toAddress, toPart, toSubdomain } from './host-patterns.ts'

describe('an address that people paste', () => {
  it.each([
    'https://acme.my.salesforce.com',
    ' https://acme.my.salesforce.com/ ',
    'HTTPS://ACME.my.Salesforce.com',
    'http://acme.my.salesforce.com',
    'acme.my.salesforce.com',
    'https://acme.my.salesforce.com:443/',
    'https://acme.my.salesforce.com/home/home.jsp?a=b#c',
  ])('becomes one address: %j', (pasted) => {
    expect(toAddress(pasted)).toBe('https://acme.my.salesforce.com')
  })

  it.each([
    'https://acme.my.salesforce.com@evil.test',
    'https://acme.my.salesforce.com\\@evil.test',
    'https://acme.my.salesforce.com:8443',
    'https://acme.my.salesforce.com?x',
    'https://acme.my.salesforce.com/\nx',
    'ftp://acme.my.salesforce.com',
    'https://acme.my.salesforce\uff0ecom',
    'no address',
    '',
  ])('stays as it is where it is not an address, so that the pattern refuses it: %j', (pasted) => {
    expect(toAddress(pasted)).toBe(pasted)
  })
})

describe('a subdomain that people paste', () => {
  const subdomain = toSubdomain('pipedrive.com')
  it.each([
    'acme',
    ' acme ',
    'ACME',
    'acme/',
    'acme.pipedrive.com',
    'https://acme.pipedrive.com',
    'https://ACME.pipedrive.com/settings/api',
  ])('becomes one subdomain: %j', (pasted) => {
    expect(subdomain(pasted)).toBe('acme')
  })

  it.each([
    'acme.pipedrive.com.evil.test',
    'https://evil.test/acme.pipedrive.com',
    'acme@pipedrive.com',
    'https://acme',
  ])('is not read from another host: %j', (pasted) => {
    expect(subdomain(pasted)).not.toBe('acme')
  })
})

describe('a part of an address that people paste', () => {
  const id = toPart(/\/location\/([A-Za-z0-9]{1,64})/)
  it.each(['aB3', ' aB3 ', 'https://app.acme.test/v2/location/aB3/dashboard'])('becomes that part: %j', (pasted) => {
    expect(id(pasted)).toBe('aB3')
  })
})
