import type { VendorRequest } from './request.ts'

/** A user name and password, or a client id and secret, from HTTP Basic. */
export interface BasicCredential {
  readonly username: string
  readonly password: string
}

/** The token of `Authorization: <scheme> <token>`; the scheme is compared ignoring case. Undefined when absent. */
export const schemeToken = (request: VendorRequest, scheme = 'Bearer'): string | undefined => {
  const value = request.header('authorization')
  if (value === undefined) return undefined
  const space = value.indexOf(' ')
  if (space < 0 || value.slice(0, space).toLowerCase() !== scheme.toLowerCase()) return undefined
  return value.slice(space + 1).trim() || undefined
}

/** HTTP Basic, as far as it is well formed; undefined otherwise. */
export const basicCredential = (request: VendorRequest): BasicCredential | undefined => {
  const encoded = schemeToken(request, 'Basic')
  if (encoded === undefined) return undefined
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  if (colon < 0) return undefined
  return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
}
