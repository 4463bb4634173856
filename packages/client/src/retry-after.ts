/**
 * The milliseconds from now in `Retry-After`, in seconds or as an HTTP date; `undefined` without a readable one.
 * A date is measured against the answer's own `Date`, so that a wrong clock on either side does not matter.
 */
export const retryAfterMs = (headers: Headers, nowMs: number): number | undefined => {
  const value = headers.get('Retry-After')?.trim()
  if (value === undefined || value === '') return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000
  // Date.parse accepts many texts as a date, "-5" too; every HTTP date (RFC 9110, 5.6.7) begins with a day's name.
  const instantMs = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(instantMs)) return undefined
  const answeredMs = Date.parse(headers.get('Date') ?? '')
  return Math.max(0, instantMs - (Number.isNaN(answeredMs) ? nowMs : answeredMs))
}
