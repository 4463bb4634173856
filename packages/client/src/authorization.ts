import type { Middleware } from 'openapi-fetch'

/** An API token, or a function that is asked for it before every call. */
export type Token = string | (() => string | Promise<string>)

/**
 * Sends the token to the given base URL and nowhere else, and leaves a call's own `Authorization` as it is. Throws a
 * `TypeError` that does not quote the token when no header could carry it.
 */
export const authorization = (token: Token, baseUrl: string): Middleware => ({
  async onRequest({ request, options }) {
    if (options.baseUrl !== baseUrl || request.headers.has('Authorization')) return
    const text = (typeof token === 'string' ? token : await token()).trim()
    if (!/^[\x21-\x7e]+$/.test(text)) throw new TypeError('The token is empty or has characters that no token has.')
    request.headers.set('Authorization', `Bearer ${text}`)
  },
})
