/** The form of a sentence that a user meets, and the words that no text of the repository may have. */

/** Words and figures of speech, each with what to write in its place. Other matters of style are not checked. */
export const unwanted: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  {
    pattern: /\bnobody\b|\bno ?one (?:knows|has|reads|is)\b/i,
    instead: 'name the thing: "no process has", "nothing reads"',
  },
  { pattern: /\bwho(?:ever|soever)\b/i, instead: 'a caller that' },
  { pattern: /\b(?:there|here|where)(?:of|upon|by|in|with|from)\b/i, instead: 'of it, on it, by it' },
  {
    pattern:
      /\b(?:thence|hence|whence|thither|hither|lest|alas|nay|albeit|amongst|betwixt|shall|ere|nought|unto|whom)\b/i,
    instead: 'plain present-day words',
  },
  { pattern: /\bway out\b/i, instead: 'the next step, or: the proxy' },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, instead: 'repair, correct' },
  { pattern: /\b(?:tells|told)\b/i, instead: 'reports, states, distinguishes' },
  { pattern: /\bwho may know whom\b/i, instead: 'which file may import which' },
  { pattern: /\bit means nothing\b|\bmeans? nothing (?:to|here)\b/i, instead: 'has no field, does not use' },
  { pattern: /\bcome to an end\b|\bcomes to an end\b/i, instead: 'ends' },
  { pattern: /\bbelieve[sd]?\b/i, instead: 'trusted, used' },
  { pattern: /\b(?:felt|feels?) for\b/i, instead: 'measured, found' },
  { pattern: /\bdoubted\b/i, instead: 'read again, not trusted' },
  { pattern: /\bledgers?\b/i, instead: 'log, table' },
  { pattern: /\bthe house\b|\bhouses\b/i, instead: 'the repository, contains' },
  { pattern: /\bwalls?\b/i, instead: 'boundary, isolation' },
  { pattern: /\bthe server says\b|\bsaid at (?:the )?start\b/i, instead: 'is logged at the start' },
  { pattern: /\bnot one of (?:this|our|its)\b/i, instead: 'is not known' },
  { pattern: /\bis no (?:\w+ ){0,2}of (?:it|its|ours|this)\b/i, instead: 'does not belong to' },
  { pattern: /\bgood any ?more\b/i, instead: 'valid' },
  { pattern: /\bany ?more\b/i, instead: 'no longer' },
  { pattern: /\b(?:every|some)body\b|\bsomeone\b/i, instead: 'every user, a user, a person, a caller' },
  { pattern: /\bnone but\b|\bbut for\b|\bbar none\b/i, instead: 'except, only, without' },
  { pattern: /\bours\b/i, instead: 'of Rollcall, of the server, our own' },
  { pattern: /\b(?:stands?|stood)\b/i, instead: 'is, is in, means, replaces' },
  { pattern: /\blies\b/i, instead: 'is' },
  { pattern: /\bhand(?:s|ed)? (?:out|over|on)\b|\bhands? back\b/i, instead: 'returns, issues, passes on' },
  { pattern: /\b(?:gives?|given) (?:back|away|way)\b/i, instead: 'returns, releases, reveals' },
  { pattern: /\bc[oa]mes? back\b|\bwhat came\b/i, instead: 'is returned, the answer' },
  { pattern: /\bgoes? (?:nowhere|along)\b/i, instead: 'is sent, is not sent' },
  { pattern: /\b(?:dies|died)\b/i, instead: 'ends, is killed, expires' },
  { pattern: /\bsays? nothing\b|\bnothing to say\b/i, instead: 'has no meaning, finds no fault' },
  { pattern: /\blearnt\b/i, instead: 'learned, derived' },
  { pattern: /\b(?:takes?|took) the place\b|\bin the place of\b/i, instead: 'replaces, instead of' },
  { pattern: /\bthough\b/i, instead: 'although' },
  { pattern: /\bin silence\b|\bwithout a word\b/i, instead: 'without a message, without an error' },
  { pattern: /\bthrown? away\b/i, instead: 'delete, drop' },
  { pattern: /\bheld against\b/i, instead: 'compared with, checked against' },
  {
    pattern: /\bof (?:its|their) own accord\b|\bkeeps? (?:its|their) word\b|\beach to its own\b/i,
    instead: 'say it literally',
  },
]

/** An unwanted word, where it begins in the text, and what to write in its place. */
export interface UnwantedWord {
  readonly index: number
  readonly words: string
  readonly instead: string
}

/** A blank of a pattern matches any white space, also a line break. */
const patterns = unwanted.map(({ pattern, instead }) => ({
  pattern: new RegExp(pattern.source.replaceAll(' ', String.raw`\s+`), `${pattern.flags}g`),
  instead,
}))

/** The unwanted words of a text, in the order of the list. */
export const unwantedWords = (text: string): readonly UnwantedWord[] =>
  patterns.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map(({ index, 0: words }) => ({ index, words, instead })),
  )

/** The unwanted words of a text, each once with what to write in its place. */
export const unwantedIn = (text: string): readonly string[] => [
  ...new Set(unwantedWords(text).map(({ words, instead }) => `has "${words}" (write: ${instead})`)),
]

/** What looks like the source of a regular expression. */
const regularExpression = /\(\?[:=!<]|\[\^|\\[bdswpSDWP.]|\^\S*\$|\{\d+,\d*\}|\][+*?]/

/** Sentences as validators of JSON schemas write them. */
const ofValidator =
  /must NOT|must match (?:pattern|format|a schema)|must be (?:>=|<=|equal to)|must be \w+,\w+|must be (?:string|integer|number|object|array|boolean)\b|must have required/

/** Words that always have a capital; acronyms have two and are accepted without a list. */
const properNames = new Set([
  'I',
  'Accept',
  'Authorization',
  'Bearer',
  'Content-Type',
  'Ctrl-C',
  'Entra',
  'Microsoft',
  'Idempotency-Key',
  'If-Match',
  'Node',
  'OAuth',
  'Prefer',
  'PostgreSQL',
  'Python',
  'Retry-After',
  'Rollcall',
  'SQLite',
  'Truto',
])

const isProper = (word: string, names: ReadonlySet<string>): boolean =>
  properNames.has(word) || names.has(word) || /^[A-Z]\w*[A-Z\d_]/.test(word) || !/^[A-Z]/.test(word)

/** Quotations are words of others; code and addresses are not words. */
export const withoutQuotations = (text: string): string =>
  text.replaceAll(/"[^"]*"|`[^`]*`|[^\s"@]+@[\w.-]*\w/g, '""').replaceAll(/(?<=^|[\s(])'[^']*'(?=[\s).,;:]|$)/g, '""')

const formFaults = (sentence: string, names: ReadonlySet<string>): readonly string[] => {
  const faults: string[] = []
  const words = sentence.split(/[\s(),;:]+/).filter((word) => word !== '')
  const [first = ''] = words
  const isName =
    names.has(first) || (/^[a-z][\w-]*[_[./]|^[a-z]+$/.test(first) && names.has(first.replace(/[[.].*$/, '')))
  if (!/^["A-Z\d]/.test(sentence) && !isName && !/^[a-z][\w-]*[_[./]\w/.test(first))
    faults.push('does not begin with a capital, a quotation or a name')
  if (!/[^.…!?:;,\s][.…]$/.test(sentence)) faults.push('does not end with one full stop')
  if (/\.\.|\.:|:\.|,\.|;\.|\?\./.test(sentence)) faults.push('has doubled punctuation')
  if (/\s{2}|\s[.,;:]|[\n\t]/.test(sentence)) faults.push('has a blank too many')
  const odd = words.slice(1).filter((word) => !isProper(word.replace(/[.…]+$/, '').replace(/['’]s?$/, ''), names))
  if (odd.length > 0) faults.push(`has capitals within: ${odd.join(', ')}`)
  return faults
}

/**
 * The faults of a text of whole sentences; empty without faults. `names`: fields, providers and other names, which
 * may begin a sentence with a small letter and have capitals within one.
 */
export const sentenceFaults = (
  text: string,
  { names = [], single = false }: { readonly names?: Iterable<string>; readonly single?: boolean } = {},
): readonly string[] => {
  const known = new Set([...names].flatMap((name) => [name, ...name.split(/[\s.]+/)]))
  const plain = withoutQuotations(text)
  const sentences = plain.split(/(?<=[.…]) /)
  const faults = sentences.flatMap((sentence) => formFaults(sentence, known))
  if (single && sentences.length > 1) faults.push(`has ${sentences.length} sentences`)
  if (regularExpression.test(plain)) faults.push('has a regular expression')
  if (ofValidator.test(plain)) faults.push('has a sentence of the validator')
  return [...faults, ...unwantedIn(plain)]
}
