/** HTML whose texts are escaped. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | false | undefined | readonly Part[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as HTML, for elements and for attributes in quotes. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

const written = (part: Part): string => {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map(written).join('')
}

/** A template whose values are escaped, except those that are HTML already; `false` and `undefined` are left out. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.map((text, index) => `${text}${written(parts[index])}`).join(''),
})

/** One of our own texts, in which backticks mark code. */
export const withCode = (text: string): Html => ({
  html: escaped(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>'),
})

/** Values with the same separator between them. */
export const joined = (parts: readonly Html[], separator: string): Html => ({
  html: parts.map((part) => part.html).join(escaped(separator)),
})
