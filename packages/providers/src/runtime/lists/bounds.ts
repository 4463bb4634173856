import type { TimeRange } from '@rollcall/contract'

/** Ranges of time, for filters of vendors that may return more than the matches and never less: the engine checks again. */

const msOf = (value: string | undefined): number | undefined => (value === undefined ? undefined : Date.parse(value))

/** The first and the last instant of a range, in milliseconds; `undefined` where it is open. */
export const boundsOf = (
  range: TimeRange | undefined,
): { readonly from: number | undefined; readonly to: number | undefined } => ({
  from: msOf(range?.gt ?? range?.gte),
  to: msOf(range?.lt ?? range?.lte),
})

/** 9999-12-31T23:59:59.999Z: later years have another spelling. */
const lastMs = 253_402_300_799_999

/** An instant as vendors spell it, `2026-06-01T12:00:00.000Z`, up to the year 9999. */
export const isoOf = (ms: number): string => new Date(Math.min(ms, lastMs)).toISOString()
