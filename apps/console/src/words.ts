const spelled: Readonly<Record<string, string>> = { api_key: 'API key', api_token: 'API token', oauth2: 'OAuth 2' }

/** `needs_reauth`, `switched-off` and the like, as words. */
export const words = (name: string): string => {
  const known = spelled[name]
  if (known !== undefined) return known
  const text = name.replaceAll(/[_-]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `12 accounts`, `1 account`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const formatter = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** A time of the API in the time zone of the reader. */
export const timeText = (time: string | null | undefined): string => (time ? formatter.format(new Date(time)) : '–')
