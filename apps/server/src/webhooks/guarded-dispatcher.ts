import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { AddressRefused, isPublicAddress } from './public-address.ts'

/** Looks a name up: all of its addresses. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Gives a connection its addresses, or fails where one of them is not public. */
export const guardLookup =
  (lookup: Lookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null) callback(error, '')
      else if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        callback(new AddressRefused(), '')
      } else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }

/**
 * What webhooks are sent with. The addresses that a name stands for are checked when a connection is made, and the
 * connection goes to one of those: a name that stands for another address a moment later changes nothing. No proxy is
 * used, since it would look the name up itself.
 */
export const createGuardedDispatcher = (options: {
  readonly allowsPrivate: boolean
  readonly lookup?: Lookup
}): Dispatcher => {
  if (options.allowsPrivate) return new Agent()
  const connect = buildConnector({ lookup: guardLookup(options.lookup ?? systemLookup) })
  return new Agent({
    connect(target, callback) {
      // Of an address in place of a name nothing is looked up.
      if (isIP(target.hostname) !== 0 && !isPublicAddress(target.hostname)) callback(new AddressRefused(), null)
      else connect(target, callback)
    },
  })
}
