import { Misread } from './values.ts'

/** Turns vendors' dates into the spelling of the contract: RFC 3339 in UTC, cut to milliseconds. */

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:([Tt ])(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:([Zz])|([+-])(\d{2})(:?)(\d{2}))?)?$/
/**
 * The form that nearly all vendors send, with days that every month has: such a text is a valid date, and gets the canonical
 * spelling without being parsed.
 */
const common = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z?$/
// What MySQL and its relatives store where nothing was entered, and what PHP makes of it, in any zone.
const zeroDate = /^(?:0000-00-00|-0001-11-30)(?:[Tt ]00:00:00(?:\.0{1,9})?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/
/** From here on a number counts milliseconds since the epoch (1973; as seconds it would be the year 5138). */
const leastEpochMs = 1e11
/** From here on a number counts seconds since the epoch (1973); a smaller number may be a year, a day or nothing. */
const leastEpochSeconds = 1e8
/** 9999-12-31T23:59:59.999Z: the last instant that has a four-digit year. */
const lastMs = 253_402_300_799_999
/** 0000-01-01T00:00:00.000Z. */
const firstMs = -62_167_219_200_000
const minuteMs = 60_000
const dayMs = 86_400_000

/** Milliseconds since the epoch of the parts that `pattern` found; `undefined` where the calendar has no such instant. */
const instantOfParts = (parts: RegExpExecArray): number | undefined => {
  const [
    ,
    year,
    month,
    day,
    ,
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    ,
    sign,
    offsetHour,
    ,
    offsetMinute,
  ] = parts
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return undefined
  const date = new Date(0)
  // Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0))
  const minutes = Number(hour) * 60 + Number(minute) - offset
  const instant = date.getTime() + minutes * minuteMs + Number(second) * 1000 + Number(`${fraction}000`.slice(0, 3))
  // RFC 3339 has leap seconds, only at the end of a day in UTC; here one is the first instant of the next day.
  if (Number(second) === 60 && (date.getTime() + (minutes + 1) * minuteMs) % dayMs !== 0) return undefined
  return instant < firstMs || instant > lastMs ? undefined : instant
}

/**
 * Milliseconds since the epoch of a date in any form that vendors use: ISO 8601 with `T` or a blank, offset with or without
 * colon, any number of fractional digits (cut), no zone (UTC), a bare date (midnight UTC). `undefined` for all else.
 */
export const readInstant = (text: string): number | undefined => {
  const parts = pattern.exec(text)
  return parts === null ? undefined : instantOfParts(parts)
}

/** The last canonical spelling: what an adapter's reader has made is read again at once as the value of its field. */
let last = ''

const fromCommon = (text: string): string => {
  if (text.length === 24 && text[10] === 'T') return text
  const milliseconds = text[19] === '.' ? text.slice(20, 23) : '000'
  last = `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`
  return last
}

const misread = (value: unknown): Misread =>
  new Misread(
    `${typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : `A value of type ${typeof value}`} is not a date.`,
  )

/**
 * The canonical spelling of a vendor's date, `2026-11-22T00:29:27.000Z`; `null` for no value and for zero dates. A number,
 * or digits alone, counts seconds or milliseconds since the epoch, by its size.
 * @throws Misread for all else that `readInstant` cannot read.
 */
export const utc = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (value === last) return last
  if (typeof value === 'string' && common.test(value)) return fromCommon(value)
  const count = typeof value === 'string' && /^\d{9,14}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value
  if (typeof count === 'number' && count >= leastEpochMs) return fromEpochSeconds(count / 1000)
  if (typeof count === 'number' && count >= leastEpochSeconds) return fromEpochSeconds(count)
  if (typeof value !== 'string') throw misread(value)
  if (zeroDate.test(value)) return null
  const instant = readInstant(value)
  if (instant === undefined) throw misread(value)
  return new Date(instant).toISOString()
}

/**
 * The canonical spelling of seconds since the epoch, a number or digits; `null` for no value. Zero is 1970.
 * @throws Misread for all else, also beyond the year 9999, as milliseconds would be.
 */
export const fromEpochSeconds = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null
  const seconds = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value
  if (typeof seconds !== 'number') throw misread(value)
  // Cut, not rounded, as fractions of a text are. The small addend corrects the error of binary fractions (1.001 * 1000).
  const instant = Math.floor(seconds * 1000 + 1e-4)
  if (!(instant >= firstMs && instant <= lastMs)) throw misread(value)
  return new Date(instant).toISOString()
}
