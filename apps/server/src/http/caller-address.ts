import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/** The most proxies of one request; further addresses of a header are not read. */
const maximumProxies = 20

/** Without a port, brackets and a zone; an IPv4 address in the form of IPv6 as that IPv4 address. */
const parsed = (text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined => {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? []
  const [plain = ''] = (bracketed ?? text.replace(/^([\d.]+):\d+$/, '$1')).split('%', 1)
  const isWhole = plain.includes(':') ? ipaddr.IPv6.isValid(plain) : ipaddr.IPv4.isValidFourPartDecimal(plain)
  return isWhole ? ipaddr.process(plain) : undefined
}

const isIn = (address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean => {
  const [base, bits] = ipaddr.parseCIDR(network)
  return address.kind() === base.kind() && address.match(base, bits)
}

/**
 * The address of a request's sender: that of the connection, or, where that is a trusted proxy, the last one in
 * `X-Forwarded-For` that is not a trusted proxy. A proxy appends the address that it sees, so that addresses that the caller
 * forged come before it and are ignored. An entry that cannot be read ends the search at the proxy that sent it.
 * @param trusted networks such as `10.0.0.0/8`
 */
export const callerAddress = (
  {
    socket,
    headers,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } },
  trusted: readonly string[],
): string | undefined => {
  const own = socket.remoteAddress
  let address = own === undefined ? undefined : parsed(own)
  if (trusted.length === 0 || address === undefined) return own
  const listed = String(headers['x-forwarded-for'] ?? '').split(',')
  for (const text of listed.slice(-maximumProxies).reverse()) {
    const current = address
    if (!trusted.some((network) => isIn(current, network))) break
    const former = parsed(text.trim())
    if (former === undefined) break
    address = former
  }
  return address.toString()
}
