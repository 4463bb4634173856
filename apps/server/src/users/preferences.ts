import type { Handling } from '@rollcall/providers'

/** A caller's preferences (RFC 7240); those that are not understood are ignored. */
export interface Preferences {
  readonly handling: Handling | undefined
  /** The seconds that the caller waits at most. */
  readonly waitSeconds: number | undefined
}

const none: Preferences = { handling: undefined, waitSeconds: undefined }

/** Parts between commas that are not in quotes. */
const parts = (header: string): readonly string[] => header.match(/(?:"[^"]*"|[^,"])+/g) ?? []

/** `name`, `name=value` or `name="value"`; parameters after a semicolon are ignored. */
const preferenceOf = (part: string): readonly [name: string, value: string] => {
  const [pair = ''] = part.match(/^(?:"[^"]*"|[^;"])+/) ?? []
  const [name = '', ...value] = pair.split('=')
  const text = value.join('=').trim()
  return [name.trim().toLowerCase(), text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text]
}

/** Reads `Prefer`; the first one of a repeated preference counts (RFC 7240, section 2). */
export const readPreferences = (header: string | string[] | undefined): Preferences => {
  if (header === undefined) return none
  const found = new Map<string, string>()
  for (const part of parts(Array.isArray(header) ? header.join(',') : header)) {
    const [name, value] = preferenceOf(part)
    if (!found.has(name)) found.set(name, value)
  }
  const handling = found.get('handling')?.toLowerCase()
  const wait = found.get('wait') ?? ''
  return {
    handling: handling === 'strict' || handling === 'lenient' ? handling : undefined,
    waitSeconds: /^\d{1,6}$/.test(wait) ? Number(wait) : undefined,
  }
}

/** The header `Preference-Applied`: the preferences that were followed. */
export const preferenceApplied = (
  preferences: Preferences,
  honours: readonly ('handling' | 'wait')[],
): Record<string, string> => {
  const { handling, waitSeconds } = preferences
  const applied = [
    ...(handling !== undefined && honours.includes('handling') ? [`handling=${handling}`] : []),
    ...(waitSeconds !== undefined && honours.includes('wait') ? [`wait=${waitSeconds}`] : []),
  ]
  return applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') }
}
