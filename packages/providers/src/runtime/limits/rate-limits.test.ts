import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Limits, VendorAnswer } from '../../contract.ts'
import { hintOf, maximumWaitSeconds, parseReset, retryAfterSeconds } from './rate-limits.ts'

/** 2021-06-15T09:51:20.000Z. */
const nowMs = Date.UTC(2021, 5, 15, 9, 51, 20)
const limitsWith = (headers: NonNullable<Limits['headers']>, more: Partial<Limits> = {}): Limits => ({
  windows: [],
  headers,
  defaultWaitSeconds: 10,
  ...more,
})
const usual = { limit: 'X-RateLimit-Limit', remaining: 'X-RateLimit-Remaining', reset: 'X-RateLimit-Reset' }
const answerWith = (headers: Record<string, string>, status = 429, body: unknown = undefined): VendorAnswer => ({
  status,
  headers,
  body,
})

/** The reader of an adapter, which throws on a body without members. */
const waitOf = (body: unknown): number | undefined => {
  if (typeof body !== 'object' || body === null) throw new TypeError('no body')
  return 'wait' in body && typeof body.wait === 'number' ? body.wait : undefined
}

describe('parseReset', () => {
  test.each([
    ['5', 5],
    ['0', 0],
    [' 2 ', 2],
    ['1.2', 2],
    ['2, 2', 2],
    ['-7', 0],
    ['3600', 3600],
    ['1623750690', 10],
    ['1623750690.5', 11],
    ['1623750690500', 11],
    ['1623750000', 0],
    ['2021-06-15T10:51:23.035+0100', 4],
    ['2021-06-15T09:51:23Z', 3],
    ['2021-06-15T11:51:23+02:00', 3],
    ['2021-06-15T09:51:30', 10],
    ['2021-06-15 09:51:30', 10],
    ['2017-01-01T00:00:00', 0],
    ['Tue, 15 Jun 2021 09:52:20 GMT', 60],
    ['Tuesday, 15-Jun-21 09:52:20 GMT', 60],
    ['Tue Jun 15 09:52:20 2021', 60],
    ['Tue, 15 Jun 2021 09:00:00 GMT', 0],
  ])('reads %j as %i seconds from now', (value, seconds) => {
    expect(parseReset(value, nowMs)).toBe(seconds)
  })

  test.each([
    [''],
    ['soon'],
    ['5 minutes'],
    ['1e3'],
    ['0x10'],
    ['NaN'],
    ['Infinity'],
    ['2021-13-01T00:00:00Z'],
    ['Tue, 99 Jun 2021 09:52:20 GMT'],
    ['99999999999999999999'],
  ])('ignores %j', (value) => {
    expect(parseReset(value, nowMs)).toBeUndefined()
  })

  test('reads the same instant from all the forms that vendors use', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400 * 30 }), (seconds) => {
        const instant = new Date(nowMs + seconds * 1000)
        const forms = [
          String(instant.getTime() / 1000),
          String(instant.getTime()),
          instant.toISOString(),
          instant.toISOString().replace('Z', '+0000'),
          instant.toISOString().slice(0, 19),
          instant.toUTCString(),
          String(seconds),
        ]
        for (const form of forms) expect(parseReset(form, nowMs)).toBe(seconds)
      }),
    )
  })

  test('returns a whole number of seconds, never negative, or nothing, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double().map(String), fc.date({ noInvalidDate: true }).map(String)),
        (text) => {
          const seconds = parseReset(text, nowMs)
          if (seconds !== undefined) expect(Number.isSafeInteger(seconds) && seconds >= 0).toBe(true)
        },
      ),
    )
  })
})

describe('hintOf', () => {
  test('reads the declared headers, whatever case they are declared in', () => {
    const headers = {
      'x-ratelimit-limit': '200',
      'x-ratelimit-remaining': '78',
      'x-ratelimit-reset': '2021-06-15T10:51:23.035+0100',
    }
    expect(hintOf(limitsWith(usual), headers, nowMs)).toEqual({ limit: 200, remaining: 78, resetSeconds: 4 })
  })

  test('reads the first of several numbers (Outreach)', () => {
    const headers = {
      'x-ratelimit-limit': '10000',
      'x-ratelimit-remaining': '9999, 19988',
      'x-ratelimit-reset': '1623750690',
    }
    expect(hintOf(limitsWith(usual), headers, nowMs)).toEqual({ limit: 10_000, remaining: 9999, resetSeconds: 10 })
  })

  test('reads the first of several policies (Close)', () => {
    expect(hintOf(limitsWith(usual), { 'x-ratelimit-limit': '60, 60;w=1, 100;w=1' }, nowMs)).toEqual({ limit: 60 })
  })

  test.each([
    ['limit=100, remaining=50, reset=5'],
    ['limit=100; remaining=50; reset=5'],
    ['limit=100,remaining=50,reset=5'],
    ['"default";q=100;r=50;t=5'],
    ['Limit = 100; Remaining = 50; Reset = 5'],
  ])('reads the combined header %j', (value) => {
    const limits = limitsWith({ limit: 'RateLimit', remaining: 'RateLimit', reset: 'RateLimit' })
    expect(hintOf(limits, { ratelimit: value }, nowMs)).toEqual({ limit: 100, remaining: 50, resetSeconds: 5 })
  })

  test('reads a value that only a combined header has, and prefers a separate header', () => {
    const limits = limitsWith({ limit: 'RateLimit-Limit', remaining: 'RateLimit' })
    const headers = { 'ratelimit-limit': '90', ratelimit: 'limit=100, remaining=50, reset=5' }
    expect(hintOf(limits, headers, nowMs)).toEqual({ limit: 90, remaining: 50, resetSeconds: 5 })
  })

  test.each([
    ['api-usage=18/100000', { limit: 100_000, remaining: 99_982 }],
    ['api-usage=18/100000; per-app-api-usage=17/250(appName=sample)', { limit: 100_000, remaining: 99_982 }],
    ['api-usage=100007/100000', { limit: 100_000, remaining: 0 }],
    ['18/100', { limit: 100, remaining: 82 }],
  ])('reads used of limit in %j (Salesforce)', (value, hint) => {
    expect(hintOf(limitsWith({ remaining: 'Sforce-Limit-Info' }), { 'sforce-limit-info': value }, nowMs)).toEqual(hint)
  })

  test('reads a negative remainder as 0 and cuts fractions', () => {
    const headers = { 'x-ratelimit-remaining': '-3', 'x-ratelimit-limit': '9.7' }
    expect(hintOf(limitsWith(usual), headers, nowMs)).toEqual({ limit: 9, remaining: 0 })
  })

  test('is undefined where nothing is declared, sent or understood', () => {
    expect(hintOf(limitsWith({}), { 'x-ratelimit-limit': '1' }, nowMs)).toBeUndefined()
    expect(hintOf({ windows: [], defaultWaitSeconds: 1 }, { 'x-ratelimit-limit': '1' }, nowMs)).toBeUndefined()
    expect(hintOf(limitsWith(usual), {}, nowMs)).toBeUndefined()
    expect(
      hintOf(limitsWith(usual), { 'x-ratelimit-limit': 'many', 'x-ratelimit-reset': '11/22/2026' }, nowMs),
    ).toBeUndefined()
  })
})

describe('retryAfterSeconds', () => {
  const limits = limitsWith({ ...usual, intervalMs: 'X-RateLimit-Interval-Milliseconds' }, { waitSeconds: waitOf })
  const all = {
    'retry-after': '7',
    'x-ratelimit-reset': '8',
    'x-ratelimit-interval-milliseconds': '11001',
  }

  test('uses Retry-After first, then the reset, the body, the interval, and the default last', () => {
    const { 'retry-after': _one, ...withoutRetryAfter } = all
    const { 'x-ratelimit-reset': _two, ...intervalOnly } = withoutRetryAfter
    expect(retryAfterSeconds(limits, answerWith(all, 429, { wait: 9 }), nowMs)).toBe(7)
    expect(retryAfterSeconds(limits, answerWith(withoutRetryAfter, 429, { wait: 9 }), nowMs)).toBe(8)
    expect(retryAfterSeconds(limits, answerWith(intervalOnly, 429, { wait: 9 }), nowMs)).toBe(9)
    expect(retryAfterSeconds(limits, answerWith(intervalOnly, 429, {}), nowMs)).toBe(12)
    expect(retryAfterSeconds(limits, answerWith({}, 429, {}), nowMs)).toBe(10)
  })

  test('uses the reset of another status than 429 only when no request remains', () => {
    const headers = { 'x-ratelimit-reset': '8', 'x-ratelimit-remaining': '0' }
    expect(retryAfterSeconds(limits, answerWith(headers, 403, {}), nowMs)).toBe(8)
    expect(retryAfterSeconds(limits, answerWith({ ...headers, 'x-ratelimit-remaining': '5' }, 403, {}), nowMs)).toBe(10)
  })

  test('reads Retry-After as HTTP date (Attio) and as epoch seconds (Outreach)', () => {
    expect(
      retryAfterSeconds(limits, answerWith({ 'retry-after': 'Tue, 15 Jun 2021 09:51:22 GMT' }, 429, {}), nowMs),
    ).toBe(2)
    expect(retryAfterSeconds(limits, answerWith({ 'retry-after': '1623750690' }, 429, {}), nowMs)).toBe(10)
  })

  test('uses the next source where one cannot be read', () => {
    const headers = { 'retry-after': 'later', 'x-ratelimit-reset': 'soon', 'x-ratelimit-interval-milliseconds': 'x' }
    expect(retryAfterSeconds(limits, answerWith(headers, 429, undefined), nowMs)).toBe(10)
    expect(retryAfterSeconds(limits, answerWith(headers, 429, { wait: Number.NaN }), nowMs)).toBe(10)
  })

  test('is a whole number of seconds from one to a day, whatever the vendor sends', () => {
    expect(retryAfterSeconds(limits, answerWith({ 'retry-after': '0' }, 429, {}), nowMs)).toBe(1)
    expect(retryAfterSeconds(limits, answerWith({}, 429, { wait: 0.2 }), nowMs)).toBe(1)
    expect(retryAfterSeconds(limits, answerWith({}, 429, { wait: 2.1 }), nowMs)).toBe(3)
    expect(retryAfterSeconds(limits, answerWith({ 'retry-after': '99999999' }, 429, {}), nowMs)).toBe(
      maximumWaitSeconds,
    )
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.double(), (retryAfter, reset, wait) => {
        const headers = { 'retry-after': retryAfter, 'x-ratelimit-reset': reset }
        const seconds = retryAfterSeconds(limits, answerWith(headers, 429, { wait }), nowMs)
        expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= maximumWaitSeconds).toBe(true)
      }),
    )
  })
})
