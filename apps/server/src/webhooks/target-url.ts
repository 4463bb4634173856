import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Why webhooks may not be sent to an address, as far as its text shows; `undefined` without a reason. */
export const targetUrlFault = (address: string, allowsPrivate: boolean): string | undefined => {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'must be an address that begins with https://'
  if (url.username !== '' || url.password !== '') return 'must not have a user or a password'
  if (allowsPrivate) return undefined
  const allow = 'unless the server sets ROLLCALL_ALLOW_PRIVATE_WEBHOOKS=1'
  if (url.protocol !== 'https:') return `must begin with https://, ${allow}`
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublicAddress(host)) return `must not be a private or special address, ${allow}`
  return undefined
}
