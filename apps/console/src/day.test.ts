import { afterEach, expect, test, vi } from 'vitest'
import { rangeOf, startOf } from './day.ts'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['UTC', '2026-11-27T00:00:00.000Z'],
  ['Asia/Tokyo', '2026-11-26T15:00:00.000Z'],
  ['America/New_York', '2026-11-27T05:00:00.000Z'],
])('a day begins at midnight in %s', (zone, instant) => {
  vi.stubEnv('TZ', zone)
  expect(startOf('2026-11-27')).toBe(instant)
})

test('bounds are those that are given', () => {
  vi.stubEnv('TZ', 'UTC')
  const gte = '2026-11-27T00:00:00.000Z'
  const lt = '2026-11-28T00:00:00.000Z'
  expect(rangeOf('2026-11-27', '2026-11-28')).toEqual({ gte, lt })
  expect(rangeOf('2026-11-27', '')).toEqual({ gte })
  expect(rangeOf(undefined, '2026-11-28')).toEqual({ lt })
  expect(rangeOf('', undefined)).toBeUndefined()
})
