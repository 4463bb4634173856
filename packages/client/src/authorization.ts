import type { Middleware } from 'openapi-fetch'

/** An API token, or a function that returns it before every call. */
export type Token = string | (() => string | Promise<string>)

/**
 * Sends the token only to the given base URL, and keeps a call's own `Authorization`. Throws a `TypeError` that does not
 * quote the token when a header cannot hold it.
 */
export const authorization = (token: Token, baseUrl: string): Middleware => ({
  async onRequest({ request, options }) {
    if (options.baseUrl !== baseUrl || request.headers.has('Authorization')) return
    const text = (typeof token === 'string' ? token : await token()).trim()
    if (!/^[\x21-\x7e]+$/.test(text))
      throw new TypeError('The token is empty or has characters that a token cannot have.')
    request.headers.set('Authorization', `Bearer ${text}`)
  },
})
