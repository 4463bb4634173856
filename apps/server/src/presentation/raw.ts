import type { HandedOut, RateLimitHint } from '@rollcall/providers'
import type { WholeAnswer } from '../http/answer.ts'
import { rateLimitHeaders } from './rate-limit-headers.ts'

/** The vendor's own bytes on this origin: no browser may treat them as a page of this server. */
const guards = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
}

/** The headers of the vendor that are returned with its bytes; all others are dropped. */
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

/** The header that lists the members removed from the vendor's bytes; absent without any. */
export const removedHeader = (paths: readonly string[]): Record<string, string> =>
  // The vendor's keys may hold any character, a header and its list may not.
  paths.length === 0 ? {} : { 'Rollcall-Removed': paths.map((path) => encodeURIComponent(path)).join(', ') }

/** A successful answer of a vendor. */
export interface VendorBytes {
  readonly status: number
  readonly raw: () => HandedOut
}

/** The vendor's body, 2xx status and content type unchanged, without anything that authenticates. */
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
 * The next page of a raw list: the same request with our cursor, relative to the server (RFC 8288), so that it works behind
 * any proxy.
 */
export const nextLink = (path: string, rawQuery: string, cursor: string): string => {
  const kept = rawQuery.split('&').filter((part) => part !== '' && !/^next_cursor(?:=|$)/.test(part))
  const query = [...kept, `next_cursor=${encodeURIComponent(cursor)}`].join('&')
  return `<${path}?${query.replaceAll(/[<>"\s]/g, encodeURIComponent)}>; rel="next"`
}
