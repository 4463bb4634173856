import { describe, expect, test } from 'vitest'
import { isPublicAddress } from './public-address.ts'

describe('an address of the public internet', () => {
  test.each([
    '1.1.1.1',
    '93.184.215.14',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '2606:4700:4700::1111',
    '::ffff:1.1.1.1',
  ])('may be %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.0.1'],
    ['loopback', '::1'],
    ['loopback in the form of IPv6', '::ffff:127.0.0.1'],
    ['loopback in the form of IPv6, in hexadecimal', '::ffff:7f00:1'],
    ['loopback in the old form of IPv6', '::127.0.0.1'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['private in the form of IPv6', '::ffff:10.0.0.1'],
    ['private through a translator of addresses', '64:ff9b::10.0.0.1'],
    ['private within 6to4', '2002:a00:1::1'],
    ['unique local', 'fd00::1'],
    ['site-local', 'fec0::1'],
    ['link-local, where clouds keep credentials', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ["of a carrier's NAT", '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '::'],
    ['reserved', '240.0.0.1'],
    ['for documentation', '192.0.2.1'],
    ['for documentation', '2001:db8::1'],
    ['for measurements', '198.18.0.1'],
    ['Teredo', '2001::1'],
    ['not assigned', '4000::1'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('is not one that is %s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})
