/** The first instant of a day, in the time zone of the reader, as times are shown to them. */
export const startOf = (day: string): string => new Date(`${day}T00:00`).toISOString()

/** The API's bounds for the days of a form, where a day may be empty. */
export const rangeOf = (since: string | undefined, before: string | undefined) =>
  since || before ? { ...(since && { gte: startOf(since) }), ...(before && { lt: startOf(before) }) } : undefined
