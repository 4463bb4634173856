import type { IncomingHttpHeaders } from 'node:http'

const name = 'rollcall_connect'

/** The value of the browser's cookie. */
export const cookieOf = ({ cookie = '' }: Pick<IncomingHttpHeaders, 'cookie'>): string | undefined => {
  const found = cookie.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return found?.slice(found.indexOf('=') + 1).trim()
}

/** A cookie that no script can read, and that another site's page sends only by a link to this server. */
export const setCookie = (value: string, options: { readonly lifetimeMs: number; readonly origin: string }): string =>
  [
    `${name}=${value}`,
    'Path=/connect',
    `Max-Age=${Math.floor(options.lifetimeMs / 1000)}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(options.origin.startsWith('https:') ? ['Secure'] : []),
  ].join('; ')
