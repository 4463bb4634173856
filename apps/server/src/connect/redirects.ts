import type { Config } from '../config.ts'

type Allowed = Pick<Config, 'connectRedirects'>

/** Whether the configuration allows the page to send customers to an address: by its origin, or by the exact page. */
export const isAllowedRedirect = ({ connectRedirects }: Allowed, address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) return false
  return connectRedirects.includes(url.origin) || connectRedirects.includes(`${url.origin}${url.pathname}`)
}

/** The origins of pages that get the result: that of the link token's address, else all that are allowed. */
export const messageOrigins = ({ connectRedirects }: Allowed, redirectUri: string | undefined): readonly string[] => {
  const addresses = redirectUri === undefined ? connectRedirects : [redirectUri]
  return [...new Set(addresses.map((address) => new URL(address).origin))]
}
