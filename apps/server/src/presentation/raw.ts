import type { RateLimitHint } from '@rollcall/providers'
import type { WholeAnswer } from '../http/answer.ts'
import { rateLimitHeaders } from './rate-limit-headers.ts'

/** The vendor's own bytes on our origin: no browser may take them for a page of ours. */
const guards = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
}

/** The headers that go along with a vendor's bytes; all others stay behind. */
export const rawHeaders = (
  vendorHeaders: Readonly<Record<string, string>>,
  hint: RateLimitHint | undefined,
): Record<string, string> => {
  const language = vendorHeaders['content-language']
  return {
    'Content-Type': vendorHeaders['content-type'] ?? 'application/octet-stream',
    ...(language === undefined ? {} : { 'Content-Language': language }),
    ...rateLimitHeaders(hint),
    ...guards,
  }
}

/** The vendor's body, 2xx status and content type as they came. */
export const presentRaw = (
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly bytes: Uint8Array },
  hint: RateLimitHint | undefined,
  headers: Readonly<Record<string, string>> = {},
): WholeAnswer => ({
  status: answer.status,
  headers: { ...rawHeaders(answer.headers, hint), ...headers },
  body: answer.bytes,
})

/**
 * The next page of a raw list: the same request with our cursor, relative to the server (RFC 8288), so that it holds
 * behind any proxy.
 */
export const nextLink = (path: string, rawQuery: string, cursor: string): string => {
  const kept = rawQuery.split('&').filter((part) => part !== '' && !/^next_cursor(?:=|$)/.test(part))
  const query = [...kept, `next_cursor=${encodeURIComponent(cursor)}`].join('&')
  return `<${path}?${query.replaceAll(/[<>"\s]/g, encodeURIComponent)}>; rel="next"`
}
