import ipaddr from 'ipaddr.js'

/** A webhook has a forbidden address; the error has its own code. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused' as const
  readonly code = 'ERR_ADDRESS_REFUSED'
  constructor() {
    super('The host has a private or special address.')
  }
}

/** The assigned part of IPv6; the special addresses within it have their own ranges. */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an IP address is one of the public internet: neither private, loopback, link-local, of a carrier's NAT,
 * multicast, nor reserved. An IPv4 address in the form of IPv6 counts as that IPv4 address.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  return !(address instanceof ipaddr.IPv6) || address.match(globalIpv6)
}
