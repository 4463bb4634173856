import type { Warning } from '@rollcall/contract'

/** The most characters of warnings in a header; Node's client refuses headers above 16 kB in all. */
const maximumHeaderLength = 4000

const ascii = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The header `Rollcall-Warnings`, for answers without our envelope: JSON in ASCII. */
export const warningsHeader = (warnings: readonly Warning[]): Record<string, string> => {
  if (warnings.length === 0) return {}
  const kept = [...warnings]
  while (kept.length > 1 && ascii(JSON.stringify(kept)).length > maximumHeaderLength) kept.pop()
  return { 'Rollcall-Warnings': ascii(JSON.stringify(kept)) }
}
