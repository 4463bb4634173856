import type { Page, PageRequest, Paging, VendorAnswer } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { digitsOf } from '../json/lossless-json.ts'
import { flag } from '../records/values.ts'

/** The named ways in which vendors page. Each finds the next page and the places where a walk can be resumed. */

/**
 * A full page has a next one. A shorter one of a round number of records may have one too, since the number may be an
 * undocumented cap of the vendor: only the next page shows that.
 */
const mayGoOn = ({ records, request }: Page): boolean =>
  records.length >= request.size || (records.length >= 10 && (records.length % 10 === 0 || records.length % 25 === 0))

/** The vendor states that its list continues, but not where: an end would leave users out without an error. @throws always */
export const brokenPaging = (): never => {
  throw new ProviderFailure('provider-error', 'The vendor reports that its list continues, but not where.')
}

/** A cursor or link as text, where a number counts as its digits; `undefined` after the last page. */
const positionText = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '' || value === false) return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return digitsOf(value) ?? (typeof value === 'string' ? value : brokenPaging())
}

/** A cursor that a vendor sends percent-encoded, ready for an address; it is encoded again when it is sent. */
export const unescaped = (cursor: unknown): unknown => {
  if (typeof cursor !== 'string' || !/%[0-9a-f]{2}/i.test(cursor)) return cursor
  try {
    return decodeURIComponent(cursor)
  } catch {
    return cursor
  }
}

/** A vendor's statement about a next page: `perhaps` where only an empty page is certainly the end; `undefined`: none. */
type More = boolean | 'perhaps' | undefined

const hasMore = (page: Page, more: More): boolean => {
  if (page.records.length > 0) return more === undefined ? mayGoOn(page) : more !== false
  return more === true ? brokenPaging() : false
}

/**
 * A vendor's statement whether its list continues; `undefined` where there is none.
 * @throws ProviderFailure `provider-error` where it is not a boolean in any form
 */
export const statement = (value: unknown): boolean | undefined => {
  try {
    return flag(value) ?? undefined
  } catch (cause) {
    throw new ProviderFailure(
      'provider-error',
      'The vendor does not report in a readable form whether its list continues.',
      { cause },
    )
  }
}

const offsetOf = (request: Pick<PageRequest, 'at'>): number => Number(request.at ?? 0)

/** All users are in one answer. */
export const onePage: Paging = { next: () => undefined }

/**
 * Counted pages; the request computes its page number by `pageNumber`. `more` reads the vendor's own statement; without
 * it a page shorter than asked for is the last, unless its length is round.
 */
export const byPage = (more?: (answer: VendorAnswer, nextOffset: number) => More): Paging => ({
  ...byOffset(more),
  // The next page is the next number, also where the vendor left records out of this one.
  next: (page) => {
    const nextOffset = offsetOf(page.request) + page.request.size
    return hasMore(page, more?.(page.answer, nextOffset)) ? { at: nextOffset } : undefined
  },
  aligned: true,
})

/** The number of the page that starts at the request's offset, counted from `first`. */
export const pageNumber = (request: Pick<PageRequest, 'at' | 'size'>, first: 0 | 1): number =>
  Math.floor(offsetOf(request) / request.size) + first

/** An offset into the list; `more` as for `byPage`. */
export const byOffset = (more?: (answer: VendorAnswer, nextOffset: number) => More): Paging => ({
  first: 0,
  next: (page) => {
    const nextOffset = offsetOf(page.request) + page.records.length
    return hasMore(page, more?.(page.answer, nextOffset)) ? { at: nextOffset } : undefined
  },
  resume: (page, index) => ({ at: offsetOf(page.request) + index + 1 }),
})

/**
 * A cursor of the vendor; absent or empty after the last page. `more` reads the vendor's own statement beside
 * it: a last page may have a cursor too, and one that is not the last must.
 */
export const byCursor = (
  cursor: (answer: VendorAnswer) => unknown,
  more?: (answer: VendorAnswer) => unknown,
): Paging => ({
  next: ({ answer }) => {
    const said = statement(more?.(answer))
    const next = said === false ? undefined : positionText(cursor(answer))
    if (next !== undefined) return { at: next }
    return said === true ? brokenPaging() : undefined
  },
})

/** A link of the vendor, absolute or a path of its origin; the engine checks it before it is followed. */
export const byLink = (link: (answer: VendorAnswer) => unknown): Paging => ({
  next: ({ answer }) => {
    const next = link(answer)
    if (typeof next === 'number') return brokenPaging()
    const text = positionText(next)
    return text === undefined ? undefined : { link: text }
  },
})

/** Sticky patterns that continue where the last match ended: an address with its parameters, and one parameter. */
const link = /[\s,]*<([^>]*)>((?:[^,"]|"[^"]*")*)/y
const linkParameter = /;([^;="]*)(?:=\s*(?:"([^"]*)"|([^;"]*)))?/g

const isNext = (parameters: string): boolean =>
  [...parameters.matchAll(linkParameter)].some(
    ([, name = '', quoted, plain = '']) =>
      name.trim().toLowerCase() === 'rel' && (quoted ?? plain).toLowerCase().split(/\s+/).includes('next'),
  )

/** The address with `rel="next"` in a `Link` header (RFC 8288). */
export const nextOfLinkHeader = (answer: VendorAnswer): string | undefined => {
  const header = answer.headers.link ?? ''
  link.lastIndex = 0
  for (let found = link.exec(header); found !== null; found = link.exec(header)) {
    const [, address, parameters = ''] = found
    if (isNext(parameters)) {
      link.lastIndex = 0
      return address
    }
  }
  return undefined
}
