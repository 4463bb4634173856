import type { HandedOut, RateLimitHint } from '@rollcall/providers'
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

/** The header that lists what was taken out of the vendor's bytes; absent where nothing was. */
export const removedHeader = (paths: readonly string[]): Record<string, string> =>
  // The vendor's keys may hold any character, a header and its list may not.
  paths.length === 0 ? {} : { 'Rollcall-Removed': paths.map((path) => encodeURIComponent(path)).join(', ') }

/** A successful answer of a vendor. */
export interface VendorBytes {
  readonly status: number
  readonly raw: () => HandedOut
}

/** The vendor's body, 2xx status and content type as they came, but for what authenticates. */
export const presentRaw = (
  answer: VendorBytes,
  hint: RateLimitHint | undefined,
  headers: Readonly<Record<string, string>> = {},
): WholeAnswer => {
  const { headers: ownHeaders, bytes, removed } = answer.raw()
  return {
    status: answer.status,
    headers: { ...rawHeaders(ownHeaders, hint), ...removedHeader(removed), ...headers },
    body: bytes,
  }
}

/**
 * The next page of a raw list: the same request with our cursor, relative to the server (RFC 8288), so that it holds
 * behind any proxy.
 */
export const nextLink = (path: string, rawQuery: string, cursor: string): string => {
  const kept = rawQuery.split('&').filter((part) => part !== '' && !/^next_cursor(?:=|$)/.test(part))
  const query = [...kept, `next_cursor=${encodeURIComponent(cursor)}`].join('&')
  return `<${path}?${query.replaceAll(/[<>"\s]/g, encodeURIComponent)}>; rel="next"`
}
