import { SalesforceFailure } from './failure.ts'

/** A word of a query, with its position. The parser distinguishes names and keywords. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'date' | 'datetime' | 'symbol' | 'end'
  /** As written; for a string its value. */
  readonly text: string
  readonly at: number
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['datetime', /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/y],
  ['date', /\d{4}-\d\d-\d\d(?!T)/y],
  ['number', /[+-]?\d+(?:\.\d+)?(?![\w.])/y],
  ['name', /[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/y],
  ['symbol', /<=|>=|!=|<>|[=<>(),]/y],
]

/** The mark before an escaped `_` or `%`: for LIKE it is not a wildcard, elsewhere the mark is dropped. */
export const wildcardGuard = '\u0000'

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
  _: `${wildcardGuard}_`,
  '%': `${wildcardGuard}%`,
}

/** Cuts a query into words. Throws MALFORMED_QUERY. */
export const tokens = (query: string): Token[] => {
  const found: Token[] = []
  let at = 0
  while (at < query.length) {
    if (/\s/.test(query[at] ?? '')) {
      at += 1
    } else if (query[at] === "'") {
      const { text, end } = quoted(query, at)
      found.push({ kind: 'string', text, at })
      at = end
    } else {
      const token = unquoted(query, at)
      found.push(token)
      at += token.text.length
    }
  }
  return [...found, { kind: 'end', text: '<EOF>', at: query.length }]
}

/** A refusal that shows the place in the query, as Salesforce does. */
export const queryFailure = (query: string, at: number, message: string, errorCode: string): SalesforceFailure => {
  const before = query.slice(0, at).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  const start = Math.max(0, at - 40)
  const excerpt = query.slice(start, at + 40).replaceAll('\n', ' ')
  const place = `ERROR at Row:${before.length}:Column:${column}`
  return new SalesforceFailure(400, errorCode, `\n${excerpt}\n${' '.repeat(at - start)}^\n${place}\n${message}`)
}

/** A query that is not SOQL. */
export const malformed = (query: string, at: number, message: string): SalesforceFailure =>
  queryFailure(query, at, message, 'MALFORMED_QUERY')

const unquoted = (query: string, at: number): Token => {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(query)
    if (match) return { kind, text: match[0], at }
  }
  throw malformed(query, at, `unexpected token: '${query[at]}'`)
}

const quoted = (query: string, start: number): { text: string; end: number } => {
  let text = ''
  for (let at = start + 1; at < query.length; at += 1) {
    const letter = query[at] ?? ''
    if (letter === "'") return { text, end: at + 1 }
    if (letter !== '\\') {
      text += letter
      continue
    }
    at += 1
    const meaning = escapes[query[at] ?? '']
    if (meaning === undefined) {
      throw malformed(query, start, `Illegal character sequence '\\${query[at] ?? ''}' in string literal`)
    }
    text += meaning
  }
  throw malformed(query, start, `unexpected token: '<EOF>'`)
}
