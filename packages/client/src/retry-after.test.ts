import { describe, expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const nowMs = Date.parse('2026-03-01T12:00:00Z')

const read = (value: string, date?: string): number | undefined =>
  retryAfterMs(new Headers({ 'Retry-After': value, ...(date === undefined ? {} : { Date: date }) }), nowMs)

describe('Retry-After', () => {
  it('is read in seconds', () => {
    expect(read('10')).toBe(10_000)
    expect(read('0')).toBe(0)
    expect(read(' 7 ')).toBe(7_000)
    expect(read('1.5')).toBe(1_500)
  })

  it('is read as an HTTP date', () => {
    expect(read('Sun, 01 Mar 2026 12:00:30 GMT')).toBe(30_000)
  })

  it('is no wait when the date is past', () => {
    expect(read('Sun, 01 Mar 2026 11:00:00 GMT')).toBe(0)
  })

  it('is measured against the clock of the answer, not the client’s', () => {
    expect(read('Sun, 01 Mar 2026 14:00:05 GMT', 'Sun, 01 Mar 2026 14:00:00 GMT')).toBe(5_000)
  })

  it.each(['', 'soon', '-5', '10 minutes', 'NaN', '1e9', 'Sun, 99 Foo'])('is undefined when it is "%s"', (value) => {
    expect(read(value)).toBeUndefined()
  })

  it('is undefined when it is absent', () => {
    expect(retryAfterMs(new Headers(), nowMs)).toBeUndefined()
  })
})
