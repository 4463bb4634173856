import ipaddr from 'ipaddr.js'

/** A webhook would go where it may not; its code tells it apart. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused' as const
  readonly code = 'ERR_ADDRESS_REFUSED'
  constructor() {
    super('The host has a private or special address.')
  }
}

/** All that is assigned of IPv6; what is special within it has a range of its own. */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an IP address is one of the public internet: neither private, loopback, link-local, of a carrier's NAT,
 * multicast, nor reserved for anything. An IPv4 address in the form of IPv6 is what that IPv4 address is.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  return !(address instanceof ipaddr.IPv6) || address.match(globalIpv6)
}
