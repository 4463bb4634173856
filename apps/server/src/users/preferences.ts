import type { Handling } from '@rollcall/providers'

/** What a caller prefers (RFC 7240); what is not understood is as if it were not there. */
export interface Preferences {
  readonly handling: Handling | undefined
  /** Seconds that the caller is willing to wait. */
  readonly waitSeconds: number | undefined
}

/** `name`, `name=value` or `name="value"`, with parameters that nobody here knows. */
const preference = /^\s*([\w!#$%&'*+.^`|~-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s;,"]*)))?\s*(?:;.*)?$/

/** Parts between commas that stand in no quotes. */
const parts = (header: string): readonly string[] => header.match(/(?:"[^"]*"|[^,"])+/g) ?? []

/** Reads `Prefer`; of a preference that comes twice the first one counts (RFC 7240, section 2). */
export const readPreferences = (header: string | string[] | undefined): Preferences => {
  const found = new Map<string, string>()
  for (const part of parts(Array.isArray(header) ? header.join(',') : (header ?? ''))) {
    const [, name, quoted, plain] = preference.exec(part) ?? []
    const key = name?.toLowerCase()
    if (key !== undefined && !found.has(key)) found.set(key, quoted ?? plain ?? '')
  }
  const handling = found.get('handling')?.toLowerCase()
  const wait = found.get('wait') ?? ''
  return {
    handling: handling === 'strict' || handling === 'lenient' ? handling : undefined,
    waitSeconds: /^\d{1,6}$/.test(wait) ? Number(wait) : undefined,
  }
}

/** The header `Preference-Applied`: what was followed of what was preferred. */
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
