/** Texts of callers as literals of query languages, between single quotes: no text changes the query around it. */

/** Quotes, backslashes and line ends are escaped with a backslash. */
export const escapedText = (value: string): string =>
  `'${value
    .replaceAll(/[\\'"]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)}'`

/** Quotes are doubled. */
export const doubledText = (value: string): string => `'${value.replaceAll("'", "''")}'`
