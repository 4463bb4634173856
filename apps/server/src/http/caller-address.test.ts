import { describe, expect, test } from 'vitest'
import { callerAddress } from './caller-address.ts'

const addressOf = (remoteAddress: string, forwarded: string | undefined, ...trusted: string[]): string | undefined =>
  callerAddress(
    { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } },
    trusted,
  )

test('without a trusted proxy the header changes nothing', () => {
  expect(addressOf('192.0.2.1', '198.51.100.7')).toBe('192.0.2.1')
  expect(addressOf('::ffff:192.0.2.1', '198.51.100.7')).toBe('::ffff:192.0.2.1')
})

test('the header of a caller that is not a trusted proxy changes nothing', () => {
  expect(addressOf('192.0.2.1', '198.51.100.7', '10.0.0.0/8', '127.0.0.1/32')).toBe('192.0.2.1')
})

describe('behind a trusted proxy', () => {
  test.each([
    ['its caller counts', '10.0.0.2', '198.51.100.7', '198.51.100.7'],
    ['what the caller itself put before it does not', '10.0.0.2', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
    ['nor does a trusted address that the caller put there', '10.0.0.2', '10.0.0.3, 198.51.100.7', '198.51.100.7'],
    ['a chain of trusted proxies is followed', '10.0.0.2', '203.0.113.9, 198.51.100.7, 10.9.9.9, ::1', '198.51.100.7'],
    ['where all are trusted the first one counts', '10.0.0.2', '10.0.0.3,10.0.0.4', '10.0.0.3'],
    ['without the header it counts itself', '10.0.0.2', undefined, '10.0.0.2'],
    ['an empty header is none', '10.0.0.2', '', '10.0.0.2'],
    ['what is no address ends the search', '10.0.0.2', '198.51.100.7, unknown', '10.0.0.2'],
    ['half an address is none', '10.0.0.2', '198.51.100', '10.0.0.2'],
    ['a port is left out', '10.0.0.2', '198.51.100.7:4711', '198.51.100.7'],
    ['and brackets are', '10.0.0.2', '[2001:db8::7]:4711', '2001:db8::7'],
    ['an IPv4 address in the form of IPv6 is trusted as what it is', '::ffff:10.0.0.2', '198.51.100.7', '198.51.100.7'],
    ['and counts as what it is', '10.0.0.2', '::ffff:198.51.100.7', '198.51.100.7'],
    ['a link-local one has no zone', 'fe80::1%eth0', '198.51.100.7', 'fe80::1'],
  ])('%s', (_name, remote, forwarded, expected) => {
    expect(addressOf(remote, forwarded, '10.0.0.0/8', '::1/128')).toBe(expected)
  })
})

test('a header of any length is read within milliseconds', () => {
  const long = '10.0.0.1,'.repeat(17_000)
  const startedMs = performance.now()
  expect(addressOf('10.0.0.2', `${long}198.51.100.7`, '10.0.0.0/8')).toBe('198.51.100.7')
  expect(performance.now() - startedMs).toBeLessThan(100)
})
