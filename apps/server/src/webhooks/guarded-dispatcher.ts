import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { AddressRefused, isPublicAddress } from './public-address.ts'

/** Resolves a name to all of its addresses. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Returns the addresses of a connection, or fails where one of them is not public. */
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
 * The dispatcher of webhooks. The addresses of a name are checked when a connection is made, and the connection uses one of
 * those: a later change of the name has no effect. No proxy is used, since it would resolve the name itself.
 */
export const createGuardedDispatcher = (options: {
  readonly allowsPrivate: boolean
  readonly lookup?: Lookup
}): Dispatcher => {
  if (options.allowsPrivate) return new Agent()
  const connect = buildConnector({ lookup: guardLookup(options.lookup ?? systemLookup) })
  return new Agent({
    connect(target, callback) {
      // An address in place of a name is not resolved.
      if (isIP(target.hostname) !== 0 && !isPublicAddress(target.hostname)) callback(new AddressRefused(), null)
      else connect(target, callback)
    },
  })
}
