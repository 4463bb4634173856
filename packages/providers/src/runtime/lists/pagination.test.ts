import { describe, expect, it } from 'vitest'
import type { Page, VendorAnswer } from '../../contract.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { at } from '../json/json.ts'
import { parseLossless } from '../json/lossless-json.ts'
import { byCursor, byLink, byOffset, byPage, nextOfLinkHeader, onePage, pageNumber, unescaped } from './pagination.ts'

const page = (records: number, change: { size?: number; at?: number; answer?: Partial<VendorAnswer> } = {}): Page => ({
  request: pageOf({ size: change.size ?? 10, at: change.at ?? 0 }),
  answer: { status: 200, headers: {}, body: undefined, ...change.answer },
  records: Array.from({ length: records }, (_, index) => index),
})
const saying = (body: unknown) => ({ answer: { body } })

describe('everything in one answer', () => {
  it('has no next page', () => {
    expect(onePage.next(page(10))).toBeUndefined()
  })
})

describe('counted pages', () => {
  it('continue after a full page, and end after one that is not full', () => {
    expect(byPage().next(page(10, { at: 20 }))).toEqual({ at: 30 })
    expect(byPage().next(page(9))).toBeUndefined()
    expect(byPage().next(page(0))).toBeUndefined()
  })

  it.each([
    [50, { at: 200 }],
    [25, { at: 200 }],
    [20, { at: 200 }],
    [49, undefined],
    [5, undefined],
  ])('continue after a page of %d where 100 were requested: a round number may be a cap', (records, next) => {
    expect(byPage().next(page(records, { size: 100, at: 100 }))).toEqual(next)
    expect(byOffset().next(page(records, { size: 100, at: 100 }))).toEqual(next && { at: 100 + records })
  })

  it('continue as the vendor states, with the next number also after a page without some records', () => {
    const paging = byPage(({ body }) => at(body, 'more') === true)
    expect(paging.next(page(8, saying({ more: true })))).toEqual({ at: 10 })
    expect(paging.next(page(10, saying({ more: false })))).toBeUndefined()
  })

  it('fail where the vendor states that there is more, and sends nothing', () => {
    const paging = byPage(({ body }) => at(body, 'more') === true)
    expect(() => paging.next(page(0, saying({ more: true })))).toThrow('continues, but not where')
    expect(paging.next(page(0, saying({ more: false })))).toBeUndefined()
  })

  it('use the size of the page where the vendor states nothing', () => {
    expect(byPage(() => undefined).next(page(10))).toEqual({ at: 10 })
    expect(byPage(() => undefined).next(page(3))).toBeUndefined()
  })

  it('are counted from 0 or 1, and can start at any aligned offset', () => {
    expect(pageNumber({ at: 20, size: 10 }, 1)).toBe(3)
    expect(pageNumber({ at: 20, size: 10 }, 0)).toBe(2)
    expect(byPage().aligned).toBe(true)
    expect(byPage().resume?.(page(10, { at: 20 }), 4)).toEqual({ at: 25 })
  })
})

describe('an offset', () => {
  it('grows by the number of records', () => {
    expect(byOffset().next(page(10, { at: 7 }))).toEqual({ at: 17 })
    expect(byOffset().next(page(12, { at: 7 }))).toEqual({ at: 19 })
    expect(byOffset().next(page(9, { at: 7 }))).toBeUndefined()
  })

  it('may end by the vendor’s own total', () => {
    const paging = byOffset(({ body }, nextOffset) => nextOffset < Number(at(body, 'total')))
    expect(paging.next(page(5, { at: 5, ...saying({ total: 11 }) }))).toEqual({ at: 10 })
    expect(paging.next(page(5, { at: 5, ...saying({ total: 10 }) }))).toBeUndefined()
  })

  it('fails where the vendor states that there are more, and sends none', () => {
    expect(() => byOffset(() => true).next(page(0))).toThrow('continues, but not where')
  })

  it.each([byOffset, byPage])('ends only at an empty page where the vendor’s statement is uncertain', (strategy) => {
    const paging = strategy(() => 'perhaps')
    expect(paging.next(page(0))).toBeUndefined()
    expect(paging.next(page(1))).toEqual({ at: strategy === byPage ? 10 : 1 })
  })

  it('can be resumed after any record', () => {
    expect(byOffset().resume?.(page(10, { at: 7 }), 0)).toEqual({ at: 8 })
    expect(byOffset().aligned).toBeUndefined()
  })
})

describe('cursors and links', () => {
  const next = ({ body }: VendorAnswer) => at(body, 'next')

  it('are followed while there is one', () => {
    expect(byCursor(next).next(page(1, saying({ next: 'c2' })))).toEqual({ at: 'c2' })
    expect(byLink(next).next(page(1, saying({ next: '/users?after=2' })))).toEqual({ link: '/users?after=2' })
  })

  it.each([{}, { next: null }, { next: '' }, { next: false }, null])('end at %j', (body) => {
    expect(byCursor(next).next(page(1, saying(body)))).toBeUndefined()
    expect(byLink(next).next(page(1, saying(body)))).toBeUndefined()
  })

  it('may be numbers, if the vendor uses cursors', () => {
    expect(byCursor(next).next(page(1, saying({ next: 5 })))).toEqual({ at: '5' })
    expect(byCursor(next).next(page(1, saying({ next: 0 })))).toEqual({ at: '0' })
    const long = '90071992547409931'
    expect(byCursor(next).next(page(1, saying({ next: parseLossless(long) })))).toEqual({ at: long })
    expect(() => byLink(next).next(page(1, saying({ next: 5 })))).toThrow('continues, but not where')
  })

  it.each([{ next: {} }, { next: [] }, { next: true }])('fail at %j', (body) => {
    expect(() => byCursor(next).next(page(1, saying(body)))).toThrow('continues, but not where')
    expect(() => byLink(next).next(page(1, saying(body)))).toThrow('continues, but not where')
  })

  it('end by the statement beside the cursor: the last page may have a cursor, and an earlier page must have one', () => {
    const paging = byCursor(next, ({ body }) => at(body, 'more'))
    expect(paging.next(page(1, saying({ next: 'c2', more: true })))).toEqual({ at: 'c2' })
    expect(paging.next(page(1, saying({ next: 'c2', more: 1 })))).toEqual({ at: 'c2' })
    expect(paging.next(page(1, saying({ next: 'c2' })))).toEqual({ at: 'c2' })
    expect(paging.next(page(1, saying({ next: 'c2', more: 'false' })))).toBeUndefined()
    expect(paging.next(page(1, saying({ next: null })))).toBeUndefined()
    expect(() => paging.next(page(1, saying({ next: null, more: true })))).toThrow('continues, but not where')
    expect(() => paging.next(page(1, saying({ next: 'c2', more: {} })))).toThrow('does not report in a readable form')
  })

  it('are decoded once where the vendor sends them encoded', () => {
    expect(['NTI1Cg%3D%3D', 'NTI1Cg==', '100%', '%E0%A4%A', 5, undefined].map(unescaped)).toEqual([
      'NTI1Cg==',
      'NTI1Cg==',
      '100%',
      '%E0%A4%A',
      5,
      undefined,
    ])
  })

  it('cannot be resumed within a page', () => {
    expect([byCursor(next).resume, byLink(next).resume]).toEqual([undefined, undefined])
  })
})

describe('a Link header', () => {
  const nextOf = (link: string) => nextOfLinkHeader({ status: 200, headers: { link }, body: null })

  it.each([
    ['<https://x/?a=1,2>; rel="next"', 'https://x/?a=1,2'],
    ['<https://x/1>; rel="prev", <https://x/3>; rel="next"', 'https://x/3'],
    ['<https://x/3>; rel=next; title="a, b"', 'https://x/3'],
    ['</users?p=2>;REL="NEXT"', '/users?p=2'],
    ['<https://x/9>; rel="last next"', 'https://x/9'],
  ])('%s has a next page', (link, expected) => {
    expect(nextOf(link)).toBe(expected)
  })

  it.each([
    '',
    '<https://x/1>; rel="prev"',
    'rel="next"',
    '<https://x>; rel="nextish"',
    '<https://x>; rel=next-but-one',
    '<https://x;rel=next>',
  ])('%j is the last page', (link) => {
    expect(nextOf(link)).toBeUndefined()
  })

  it('may be missing', () => {
    expect(nextOfLinkHeader({ status: 200, headers: {}, body: null })).toBeUndefined()
  })
})
