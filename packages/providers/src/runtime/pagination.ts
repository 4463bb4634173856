import type { Page, Paging, VendorAnswer } from '../contract.ts'

/** The named ways in which vendors page. Each says how one page leads to the next and where a walk can be resumed. */

const isFull = (page: Page): boolean => page.records.length > 0 && page.records.length >= page.request.size

/** Everything comes in one answer. */
export const whole: Paging = { next: () => undefined }

/**
 * Counted pages; the request computes its page number by `pageNumber`. `more` reads the vendor's own statement; without
 * it a page shorter than asked for is the last.
 */
export const byPage = (more?: (answer: VendorAnswer) => boolean | undefined): Paging => ({
  ...byOffset(more),
  // The next page is the next number, also where the vendor left records out of this one.
  next: (page) => {
    const goesOn = (more?.(page.answer) ?? isFull(page)) && page.records.length > 0
    return goesOn ? { at: page.request.offset + page.request.size } : undefined
  },
  aligned: true,
})

/** The number of the page that starts at the request's offset, counted from `first`. */
export const pageNumber = (request: { readonly offset: number; readonly size: number }, first: 0 | 1): number =>
  Math.floor(request.offset / request.size) + first

/** An offset into the list; `more` as for `byPage`. */
export const byOffset = (more?: (answer: VendorAnswer, nextOffset: number) => boolean | undefined): Paging => ({
  next: (page) => {
    const nextOffset = page.request.offset + page.records.length
    const goesOn = more?.(page.answer, nextOffset) ?? isFull(page)
    return goesOn && page.records.length > 0 ? { at: nextOffset } : undefined
  },
  resume: (page, index) => ({ at: page.request.offset + index + 1 }),
})

/** A cursor that the vendor hands out; absent or empty after the last page. */
export const byCursor = (cursor: (answer: VendorAnswer) => unknown): Paging => ({
  next: ({ answer }) => {
    const next = cursor(answer)
    return typeof next === 'string' && next !== '' ? { at: next } : undefined
  },
})

/** A link that the vendor hands out, absolute or a path of its origin; the engine checks it before it is followed. */
export const byLink = (link: (answer: VendorAnswer) => unknown): Paging => ({
  next: ({ answer }) => {
    const next = link(answer)
    return typeof next === 'string' && next !== '' ? { link: next } : undefined
  },
})

/** The address with `rel="next"` in a `Link` header (RFC 8288). */
export const nextOfLinkHeader = (answer: VendorAnswer): string | undefined =>
  (answer.headers.link ?? '')
    .split(/,(?=\s*<)/)
    .find((part) => />.*;\s*rel=(?:next(?![\w-])|"(?:[^"]*\s)?next(?:\s[^"]*)?")/i.test(part))
    ?.match(/<([^>]*)>/)?.[1]
