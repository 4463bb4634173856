import type { Warning } from '@rollcall/contract'

/** A warning as the engine gives it. */
export interface EngineWarning {
  readonly code: string
  readonly pointer?: string | undefined
  readonly parameter?: string | undefined
  readonly detail: string
}

const codes: { readonly [Code in Warning['code']]: true } = {
  'field-not-supported': true,
  'filter-not-supported': true,
  'sort-not-supported': true,
  'read-back-failed': true,
  'not-yet-visible': true,
}

const isCode = (code: string): code is Warning['code'] => Object.hasOwn(codes, code)

/** The engine's warnings in the contract's words. */
export const toWarnings = (warnings: readonly EngineWarning[]): Warning[] =>
  warnings.map(({ code, pointer, parameter, detail }) => ({
    code: isCode(code) ? code : 'read-back-failed',
    ...(parameter === undefined ? {} : { parameter }),
    ...(pointer === undefined || pointer === '' ? {} : { pointer }),
    detail,
  }))

/** Most characters of warnings that a header carries; Node's client refuses headers above 16 kB in all. */
const maximumHeaderLength = 4000

const ascii = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The header `Rollcall-Warnings`, for answers without an envelope of ours: JSON in ASCII. */
export const warningsHeader = (warnings: readonly EngineWarning[]): Record<string, string> => {
  if (warnings.length === 0) return {}
  const shown = toWarnings(warnings)
  while (shown.length > 1 && ascii(JSON.stringify(shown)).length > maximumHeaderLength) shown.pop()
  return { 'Rollcall-Warnings': ascii(JSON.stringify(shown)) }
}
