import { describe, expect, it } from 'vitest'
import { boundsOf, isoOf } from './bounds.ts'

describe('the bounds of a range of time', () => {
  it('are its first and last instant, whether or not these are part of it', () => {
    const [from, to] = ['2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']
    const both = { from: Date.parse(from), to: Date.parse(to) }
    expect(boundsOf({ gte: from, lt: to })).toEqual(both)
    expect(boundsOf({ gt: from, lte: to })).toEqual(both)
  })

  it('are open where the range is', () => {
    expect(boundsOf(undefined)).toEqual({ from: undefined, to: undefined })
    expect(boundsOf({ gt: '1970-01-01T00:00:01Z' })).toEqual({ from: 1000, to: undefined })
    expect(boundsOf({ lte: '1970-01-01T00:00:01Z' })).toEqual({ from: undefined, to: 1000 })
  })

  it('end with the year 9999', () => {
    expect(isoOf(0)).toBe('1970-01-01T00:00:00.000Z')
    expect(isoOf(8_640_000_000_000_000)).toBe('9999-12-31T23:59:59.999Z')
  })
})
