import type { Limits, VendorAnswer } from '../../contract.ts'
import type { RateLimitHint } from '../failures.ts'
import { readInstant } from '../records/dates.ts'

/** Reads what vendors report about their rate limits, in all spellings, as whole seconds and numbers. */

/**
 * The longest wait: daily budgets reset within it, and after it the next request is sent even if the vendor reported a longer
 * wait.
 */
export const maximumWaitSeconds = 86_400

/** From here on a number is an instant in seconds since the epoch (2001), below it a number of seconds (31 years). */
const leastEpochSeconds = 1e9
/** From here on milliseconds since the epoch (1973; as seconds it would be the year 5138). */
const leastEpochMs = 1e11
const mostEpochMs = 1e14

const number = /^\s*(-?\d+(?:\.\d+)?)\s*(?:[,;]|$)/
const imfDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/
const asctime = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

const instantOfText = (text: string): number | undefined => {
  if (imfDate.test(text)) return Date.parse(text)
  // The third form of dates that RFC 9110 requires every recipient to accept; in GMT, which it does not name.
  if (asctime.test(text)) return Date.parse(`${text} GMT`)
  return readInstant(text)
}

const secondsUntil = (instantMs: number, nowMs: number): number | undefined =>
  Number.isNaN(instantMs) ? undefined : Math.max(0, Math.ceil((instantMs - nowMs) / 1000))

/**
 * Whole seconds from now, rounded up, of a reset or Retry-After header: seconds, seconds or milliseconds since the epoch, RFC
 * 3339, ISO 8601 without zone (UTC) or with an offset without colon, HTTP date. 0 for the past; `undefined` for a text that
 * cannot be read.
 */
export const parseReset = (value: string, nowMs: number): number | undefined => {
  const digits = number.exec(value)?.[1]
  if (digits === undefined) {
    const instant = instantOfText(value.trim())
    return instant === undefined ? undefined : secondsUntil(instant, nowMs)
  }
  const count = Number(digits)
  if (count >= mostEpochMs) return undefined
  if (count >= leastEpochMs) return secondsUntil(count, nowMs)
  if (count >= leastEpochSeconds) return secondsUntil(count * 1000, nowMs)
  return Math.max(0, Math.ceil(count))
}

interface Parts {
  limit?: string
  remaining?: string
  reset?: string
}

// Close: `limit=100, remaining=50, reset=5`, by comma or semicolon; IETF draft: `"default";r=50;t=30`.
const combinedPart = /(?:^|[\s,;])(limit|remaining|reset|q|r|t)\s*=\s*"?([^\s,;"]+)/gi
const names: Readonly<Record<string, keyof Parts>> = {
  limit: 'limit',
  q: 'limit',
  remaining: 'remaining',
  r: 'remaining',
  reset: 'reset',
  t: 'reset',
}

/** The values of one declared header that has more than one number. */
const partsOf = (value: string): Parts | undefined => {
  // `api-usage=18/100000`, used of limit.
  const usage = /(?:^|[=\s])(\d+)\/(\d+)(?![\d/])/.exec(value)
  if (usage !== null) {
    const limit = Number(usage[2])
    return { limit: String(limit), remaining: String(limit - Number(usage[1])) }
  }
  const parts: Parts = {}
  for (const [, key = '', text = ''] of value.matchAll(combinedPart)) {
    const name = names[key.toLowerCase()]
    // Of several policies the first one counts.
    if (name !== undefined) parts[name] ??= text
  }
  return parts.limit === undefined && parts.remaining === undefined && parts.reset === undefined ? undefined : parts
}

/** The first whole number of `9999, 19988` or `60, 60;w=1`; 0 for a negative one. */
const countOf = (value: string | undefined): number | undefined => {
  const digits = value === undefined ? undefined : number.exec(value)?.[1]
  const count = Math.max(0, Math.floor(Number(digits)))
  return digits !== undefined && Number.isSafeInteger(count) ? count : undefined
}

const headerOf = (headers: VendorAnswer['headers'], name: string | undefined): string | undefined =>
  name === undefined ? undefined : headers[name.toLowerCase()]

/** The state of the limit in the declared headers; `undefined` where they have none. */
export const hintOf = (limits: Limits, headers: VendorAnswer['headers'], nowMs: number): RateLimitHint | undefined => {
  const state: Parts = {}
  for (const name of ['limit', 'remaining', 'reset'] as const) {
    const value = headerOf(headers, limits.headers?.[name])
    if (value === undefined) continue
    const parts = partsOf(value)
    if (parts === undefined) state[name] = value
    else Object.assign(state, { ...parts, ...state })
  }
  const limit = countOf(state.limit)
  const remaining = countOf(state.remaining)
  const resetSeconds = state.reset === undefined ? undefined : parseReset(state.reset, nowMs)
  if (limit === undefined && remaining === undefined && resetSeconds === undefined) return undefined
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetSeconds === undefined ? {} : { resetSeconds }),
  }
}

const waitOfBody = (limits: Limits, body: unknown): number | undefined => {
  try {
    const seconds = limits.waitSeconds?.(body)
    return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : undefined
  } catch {
    // A body of another shape than the adapter expects has no wait.
    return undefined
  }
}

/**
 * Whole seconds to wait after an answer that means a rate limit, 1 to `maximumWaitSeconds`: from Retry-After, else the reset
 * header (where it belongs to this limit), the body, the length of the window, the adapter's default.
 */
export const retryAfterSeconds = (limits: Limits, answer: VendorAnswer, nowMs: number): number => {
  const { headers, status } = answer
  const retryAfter = headers['retry-after'] === undefined ? undefined : parseReset(headers['retry-after'], nowMs)
  const hint = hintOf(limits, headers, nowMs)
  const reset = status === 429 || hint?.remaining === 0 ? hint?.resetSeconds : undefined
  const interval = countOf(headerOf(headers, limits.headers?.intervalMs))
  const seconds =
    retryAfter ??
    reset ??
    waitOfBody(limits, answer.body) ??
    (interval === undefined ? undefined : interval / 1000) ??
    limits.defaultWaitSeconds
  return Math.min(maximumWaitSeconds, Math.max(1, Math.ceil(seconds)))
}
