/** Parts of patterns of hosts. A host pattern is a security boundary: a host that matches it receives credentials. */

/** One label of a host name (RFC 1123): no dot, no hyphen at either end. */
export const hostLabel = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'

/** Literal hosts or domains as the alternatives of a pattern. */
export const oneOfHosts = (...names: readonly string[]): string =>
  `(?:${names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})`

/** A pattern of hosts, in any letter case; always matched against the whole host. */
export const hostPattern = (source: string): RegExp => new RegExp(source, 'i')

/** A pattern of addresses: https and such a host, without user info, port, path or query. */
export const addressPattern = (source: string): RegExp => new RegExp(`https://${source}`, 'i')

/** An address with or without its scheme, and with a path or query after it. Any other text stays as it is. */
const pastedAddress = /^(?:https?:\/\/)?([a-z0-9._-]{1,253})(?::443)?(?:\/[^\s\\]*)?$/i

const hostIn = (pasted: string): string | undefined => pastedAddress.exec(pasted)?.[1]?.toLowerCase()

/** Turns what people paste for an address into the address alone: https, small letters, no port, path or query. */
export const toAddress = (pasted: string): string => {
  const text = pasted.trim()
  const host = hostIn(text)
  return host === undefined ? text : `https://${host}`
}

/**
 * As `toAddress`; also turns addresses of other hosts of the vendor, such as its web app, into those of its API: the first
 * spelling that fits.
 */
export const toAddressBy =
  (...spellings: readonly (readonly [others: RegExp, own: string])[]) =>
  (pasted: string): string => {
    const address = toAddress(pasted)
    const [others = /$^/, own = ''] = spellings.find(([hosts]) => hosts.test(address)) ?? []
    return address.replace(others, own)
  }

/** Turns what people paste for the part before a domain into that part alone, also from the whole host or address. */
export const toSubdomain =
  (...domains: readonly string[]) =>
  (pasted: string): string => {
    const text = pasted.trim()
    const host = hostIn(text) ?? text
    const domain = domains.find((candidate) => host.endsWith(`.${candidate}`))
    if (domain !== undefined) return host.slice(0, -domain.length - 1)
    return text.includes('://') ? text : host
  }

/** Turns what people paste for a part of an address (an id in its path) into that part alone. */
export const toPart =
  (part: RegExp) =>
  (pasted: string): string => {
    const text = pasted.trim()
    return part.exec(text)?.[1] ?? text
  }
