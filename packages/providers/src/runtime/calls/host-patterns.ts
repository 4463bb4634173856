/** Parts of patterns of hosts. A host pattern is a security boundary: who matches it receives credentials. */

/** One label of a host name (RFC 1123): no dot, no hyphen at either end. */
export const hostLabel = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'

/** Literal hosts or domains as the alternatives of a pattern. */
export const oneOfHosts = (...names: readonly string[]): string =>
  `(?:${names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})`

/** A pattern of hosts, in any letter case; always held against the whole host. */
export const hostPattern = (source: string): RegExp => new RegExp(source, 'i')

/** A pattern of addresses: https and such a host, without user info, port, path or query. */
export const addressPattern = (source: string): RegExp => new RegExp(`https://${source}`, 'i')

/** What people paste where an address is asked, as the address alone: no white space, no slash at the end, small letters. */
export const toAddress = (pasted: string): string => {
  const text = pasted.trim()
  const withScheme = /^[a-z0-9.-]+$/i.test(text) ? `https://${text}` : text.replace(/^http:\/\//i, 'https://')
  return URL.canParse(withScheme) && new URL(withScheme).pathname === '/' && !/[?#@\\]/.test(withScheme)
    ? new URL(withScheme).origin
    : withScheme
}

/** What people paste where the part before a domain is asked, as that part alone: out of the whole host or address too. */
export const toSubdomain =
  (...domains: readonly string[]) =>
  (pasted: string): string => {
    const address = toAddress(pasted.trim().replace(/^(https?:\/\/[^/?#]+)[/?#].*$/i, '$1'))
    const host = address.replace(/^https:\/\//, '')
    const domain = domains.find((candidate) => host.endsWith(`.${candidate}`))
    return domain === undefined ? pasted.trim() : host.slice(0, -domain.length - 1)
  }
