/**
 * JSON whose numbers keep their digits. A number that JavaScript cannot hold is kept as its text (`JSON.rawJSON`, TC39
 * proposal "JSON.parse source text access", Node 22 and later), and `JSON.stringify` writes it unchanged.
 */

interface RawJson {
  readonly rawJSON: string
}

declare global {
  interface JSON {
    rawJSON(text: string): RawJson
    isRawJSON(value: unknown): value is RawJson
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown
  }
}

/** Numbers with fewer digits are always exact. */
export const mayBeLong = /\d{16}/

/** A reviver for `JSON.parse`. */
export const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  const source = context?.source
  return typeof value === 'number' && source !== undefined && mayBeLong.test(source) && String(value) !== source
    ? JSON.rawJSON(source)
    : value
}

/**
 * Parses; a text without long numbers takes no longer than with `JSON.parse`. `hasLongNumbers`: where the caller knows
 * whether there are any. @throws SyntaxError
 */
export const parseLossless = (text: string, hasLongNumbers = mayBeLong.test(text)): unknown =>
  hasLongNumbers ? JSON.parse(text, keepDigits) : JSON.parse(text)

/** The digits of a number that was kept as text; `undefined` for all else. */
export const digitsOf = (value: unknown): string | undefined => (JSON.isRawJSON(value) ? value.rawJSON : undefined)
