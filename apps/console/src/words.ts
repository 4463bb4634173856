const spelled: Readonly<Record<string, string>> = { api_key: 'API key', api_token: 'API token', oauth2: 'OAuth 2' }

/** `needs_reauth`, `switched-off` and the like, as words. */
export const words = (name: string): string => {
  const known = spelled[name]
  if (known !== undefined) return known
  const text = name.replaceAll(/[_-]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const pluralOf = (noun: string): string => (noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`)

/** `12 accounts`, `1 account`, `2 entries`. */
export const counted = (count: number, noun: string): string =>
  count === 1 ? `1 ${noun}` : `${count} ${pluralOf(noun)}`

const formatter = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** A time of the API in the time zone of the reader. */
export const timeText = (time: string | null | undefined): string => (time ? formatter.format(new Date(time)) : '–')
