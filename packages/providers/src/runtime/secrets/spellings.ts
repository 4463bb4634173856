import { Buffer } from 'node:buffer'

/**
 * Finds secrets in a text in every spelling: in any letter case, percent-encoded, as HTML entities, with JSON
 * escapes, each of them wholly or partly and several times over, in hex, and in base64 at any alignment.
 *
 * Escapes are decoded layer by layer, and each layer is searched: a list of all spellings would be too long. Each step
 * is linear in the length of the text.
 */

const mark = '[redacted]'
/** Decoded layers that are searched; no reader decodes a text with more layers. */
const maximumLayers = 6
/** Characters of a large text that are searched at once. */
const sliceLength = 32 * 1024
/** A beginning of a secret that is shorter than this is not hidden. */
const minimumBeginning = 6
/** Shorter base64 would be found in ordinary words. */
const minimumBase64 = 6

const escapes =
  /%f[0-4](?:%[89ab][0-9a-f]){3}|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%[cd][0-9a-f]%[89ab][0-9a-f]|%u[0-9a-f]{4}|%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|&#x0{0,8}[0-9a-f]{1,6};|&#0{0,8}\d{1,7};|&[a-z]{2,8};/gi

// The printable ASCII characters that have a name (https://html.spec.whatwg.org/multipage/named-characters.html).
const named: Readonly<Record<string, string>> = {
  excl: '!',
  quot: '"',
  num: '#',
  dollar: '$',
  percnt: '%',
  amp: '&',
  apos: "'",
  lpar: '(',
  rpar: ')',
  ast: '*',
  midast: '*',
  plus: '+',
  comma: ',',
  period: '.',
  sol: '/',
  colon: ':',
  semi: ';',
  lt: '<',
  equals: '=',
  gt: '>',
  quest: '?',
  commat: '@',
  lsqb: '[',
  lbrack: '[',
  bsol: '\\',
  rsqb: ']',
  rbrack: ']',
  hat: '^',
  lowbar: '_',
  underbar: '_',
  grave: '`',
  lcub: '{',
  lbrace: '{',
  verbar: '|',
  vert: '|',
  rcub: '}',
  rbrace: '}',
  nbsp: ' ',
  tab: '\t',
  newline: '\n',
}
const shortEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

const fromCodePoint = (code: number, otherwise: string): string =>
  code <= 0x10ffff ? String.fromCodePoint(code) : otherwise

const fromPercent = (spelled: string): string => {
  try {
    return decodeURIComponent(spelled)
  } catch {
    return String.fromCharCode(Number.parseInt(spelled.slice(1, 3), 16)) + spelled.slice(3)
  }
}

/** The character of one escape; the escape itself where it is invalid. */
const meaningOf = (spelled: string): string => {
  const lower = spelled.toLowerCase()
  if (lower.startsWith('%u')) return String.fromCharCode(Number.parseInt(lower.slice(2), 16))
  if (lower.startsWith('%')) return fromPercent(lower)
  if (lower.startsWith('\\')) {
    if (lower.length > 2) return String.fromCharCode(Number.parseInt(lower.slice(2), 16))
    return shortEscapes[lower.slice(1)] ?? lower.slice(1)
  }
  if (lower.startsWith('&#x')) return fromCodePoint(Number.parseInt(lower.slice(3, -1), 16), spelled)
  if (lower.startsWith('&#')) return fromCodePoint(Number(lower.slice(2, -1)), spelled)
  return Object.hasOwn(named, lower.slice(1, -1)) ? (named[lower.slice(1, -1)] ?? spelled) : spelled
}

/** Lower case, of the same length; a character whose lower case is longer stays. */
const folded = (text: string): string => {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return [...text].map((char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join('')
}

const decoded = (text: string): string => folded(text.replaceAll(escapes, meaningOf))

/** A decoded text, and for each place in it where it began in the original. */
interface Layer {
  readonly text: string
  readonly starts: (index: number) => number
}

const nextLayer = (layer: Layer): Layer => {
  const places: number[] = []
  const lengths: number[] = []
  let shift = 0
  const text = layer.text.replaceAll(escapes, (spelled, ...rest) => {
    const meaning = meaningOf(spelled)
    const at: unknown = rest.at(-2)
    const place = typeof at === 'number' ? at : 0
    if (meaning.length === spelled.length) return meaning
    // After this escape, places in the two texts differ more.
    places.push(place - shift + meaning.length)
    shift += spelled.length - meaning.length
    lengths.push(shift)
    return meaning
  })
  const shiftAt = (index: number): number => {
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((places[middle] ?? 0) <= index) low = middle + 1
      else high = middle
    }
    return low === 0 ? 0 : (lengths[low - 1] ?? 0)
  }
  return { text: folded(text), starts: (index) => layer.starts(index + shiftAt(index)) }
}

const hasEscapes = (text: string): boolean => /[%\\&]/.test(text)

/** The layers of a text, the original first. */
function* layersOf(text: string): Generator<Layer> {
  let layer: Layer = { text: folded(text), starts: (index) => index }
  for (let count = 0; ; count += 1) {
    yield layer
    if (count === maximumLayers || !hasEscapes(layer.text)) return
    const next = nextLayer(layer)
    if (next.text === layer.text) return
    layer = next
  }
}

const withSpaces = (text: string): string => (text.includes('+') ? text.replaceAll('+', ' ') : text)
const withBase64 = (text: string): string => (/[-_]/.test(text) ? text.replaceAll('-', '+').replaceAll('_', '/') : text)

/** The text that is searched for: `core`, and the text that may be `around` it. */
interface Needle {
  readonly kind: 'plain' | 'base64' | 'hex'
  readonly whole: string
  readonly core: string
  /** Characters of the whole before the core, and after it. */
  readonly around: number
}

/**
 * An escape that begins before a secret may include its first characters, and one that begins in it the next character after
 * it: so the middle is searched for.
 */
const needle = (kind: Needle['kind'], whole: string): Needle => {
  const around = Math.max(0, Math.min(5, Math.floor((whole.length - 8) / 2)))
  return { kind, whole, core: whole.slice(around, whole.length - around), around }
}

/** Rare in the folded text of answers, the rarest first. */
const rareCharacters = '~^|`$!*;qzjxkwvyg'
/** A shorter end of a needle may be an ordinary word of answers, which would be searched in full each time. */
const minimumEnd = 12

/**
 * The end of a needle from its rarest character on. V8 searches for a text by its first character: a rare one takes a tenth
 * of the time in a large text.
 */
const fromRarest = (core: string): string => {
  for (const rare of rareCharacters) {
    const at = core.indexOf(rare)
    if (at >= 0 && core.length - at >= minimumEnd) return core.slice(at)
  }
  return core
}

/** The characters of base64 that `secret` alone decides, after `before` unknown bytes. */
const base64Of = (secret: string, before: number): string => {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
  const decided = bytes.toString('base64').slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3))
  return decided.toLowerCase()
}

const needlesOf = (secret: string): Needle[] => {
  const lower = folded(secret)
  const plain = new Set([lower])
  for (let inner = decoded(lower); !plain.has(inner) && plain.size <= maximumLayers; inner = decoded(inner)) {
    if (inner !== '') plain.add(inner)
  }
  const wellFormed = secret.toWellFormed()
  const hex = Buffer.from(wellFormed).toString('hex')
  // A client's secret is percent-encoded before it is base64-encoded (RFC 6749, 2.3.1).
  const base64 = [...new Set([wellFormed, encodeURIComponent(wellFormed)])].flatMap((text) =>
    [0, 1, 2].map((before) => base64Of(text, before)),
  )
  const short = base64.some((text) => text.length < minimumBase64)
    ? [Buffer.from(wellFormed).toString('base64').toLowerCase()]
    : []
  return [
    ...[...plain, ...short].map((text) => needle('plain', withSpaces(text))),
    ...(hex.length < minimumBase64 ? [] : [needle('hex', hex)]),
    ...base64.filter((text) => text.length >= minimumBase64).map((text) => needle('base64', text)),
  ]
}

type Range = readonly [from: number, to: number]

const isBase64 = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2f

/** The whole run of base64 around a place. */
const runAround = (text: string, from: number, to: number): Range => {
  let [start, end] = [from, to]
  while (start > 0 && isBase64(text.charCodeAt(start - 1))) start -= 1
  while (end < text.length && isBase64(text.charCodeAt(end))) end += 1
  while (text[end] === '=') end += 1
  return [start, end]
}

/** Every place of a part of the text, none over the other. */
const placesOf = (text: string, part: string): number[] => {
  const places: number[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at)
  return places
}

/** Up to `most` more characters on either side, within the same word. */
const widened = (text: string, from: number, to: number, most: number): Range => {
  const isOutside = (place: number): boolean => place < 0 || place >= text.length || /[\s"'<>]/.test(text.charAt(place))
  let [start, end] = [from, to]
  while (start > from - most && !isOutside(start - 1)) start -= 1
  while (end < to + most && !isOutside(end)) end += 1
  return [start, end]
}

const rangesOf = (text: string, { kind, whole, core, around }: Needle): Range[] => {
  const ranges = placesOf(text, whole).map((from): Range => [from, from + whole.length])
  let next = 0
  for (const at of placesOf(text, core)) {
    while ((ranges[next]?.[1] ?? text.length) <= at) next += 1
    const [from = text.length, to = 0] = ranges[next] ?? []
    const isKnown = from <= at && at + core.length <= to
    if (!isKnown) ranges.push(widened(text, at, at + core.length, around))
  }
  return kind === 'base64' ? ranges.map(([from, to]) => runAround(text, from, to)) : ranges
}

/** Where a text may have been cut: at its end, before a mark of the cut, before half an escape. */
const endsOf = (text: string): number[] => {
  let bare = text.length
  while (bare > 0 && ' \t\r\n"\'`)]}>.…\\'.includes(text.charAt(bare - 1))) bare -= 1
  const half = (end: number): number =>
    end -
    (/(?:%[0-9a-f]?|\\(?:u[0-9a-f]{0,3})?|&#?x?[0-9a-z]{0,7})$/.exec(text.slice(Math.max(0, end - 12), end))?.[0] ?? '')
      .length
  // A secret may hold such a mark itself.
  const within = [0, 1, 2, 3, 4, 5].map((more) => Math.min(text.length, bare + more))
  return [...new Set([text.length, ...within, half(text.length), half(bare)])]
}

/** The beginning of a needle at the end of a text. */
const beginningAtEnd = (text: string, { kind, whole }: Needle, ends: readonly number[]): Range[] => {
  const least = { plain: minimumBeginning, base64: 8, hex: 2 * minimumBeginning }[kind]
  for (const end of ends) {
    for (let length = Math.min(whole.length - 1, end); length >= least; length -= 1) {
      if (text.startsWith(whole.slice(0, length), end - length)) {
        return [kind === 'base64' ? runAround(text, end - length, end) : [end - length, end]]
      }
    }
  }
  return []
}

/** Finds and hides secrets. */
export interface Hider {
  /**
   * How bytes of UTF-8 become the text to search: one byte a character is the fastest, and finds the same where all secrets
   * are in ASCII.
   */
  readonly encoding: 'latin1' | 'utf8'
  /** Whether the text has one; never false where `hide` changes more than a beginning at the end. */
  holds(text: string): boolean
  /** The text with `[redacted]` for each; with `isCut` for the beginning of one at its end too. */
  hide(text: string, isCut?: boolean): string
}

const nothing: Hider = { encoding: 'latin1', holds: () => false, hide: (text) => text }

/** @param secrets as they are, not encoded */
export const createHider = (secrets: readonly string[]): Hider => {
  const needles = [...new Set(secrets)].filter((secret) => secret !== '').flatMap(needlesOf)
  if (needles.length === 0) return nothing
  const plain = needles.filter(({ kind }) => kind !== 'base64')
  const base64 = needles.filter(({ kind }) => kind === 'base64')

  // Most needles are the same in every view of a text; a large text is copied for the others only.
  const spaced = plain.filter(({ core }) => core.includes(' ')).map(({ core }) => core)
  const direct = [
    ...plain.filter(({ core }) => !core.includes(' ')).map(({ core }) => core),
    ...base64.flatMap(({ core }) => [...new Set([core, core.replaceAll('+', '-').replaceAll('/', '_')])]),
  ].map(fromRarest)
  const isIn = (text: string): boolean => {
    if (direct.some((needle) => text.includes(needle))) return true
    return spaced.length > 0 && spaced.some((needle) => withSpaces(text).includes(needle))
  }

  const longest = Math.max(...direct.map((needle) => needle.length), ...spaced.map((needle) => needle.length))

  const holds = (text: string): boolean => {
    if (text.length > sliceLength && !hasEscapes(text)) {
      // Copies of a large text are large objects, which stay until the collector examines the whole heap.
      for (let from = 0; from < text.length; from += sliceLength) {
        if (isIn(folded(text.slice(from, from + sliceLength + longest)))) return true
      }
      return false
    }
    let layer = folded(text)
    for (let count = 0; ; count += 1) {
      if (isIn(layer)) return true
      if (count === maximumLayers || !hasEscapes(layer)) return false
      const next = decoded(layer)
      if (next === layer) return false
      layer = next
    }
  }

  const found = (text: string, isCut: boolean): Range[] => {
    const ranges: Range[] = []
    for (const layer of layersOf(text)) {
      const [words, standard] = [withSpaces(layer.text), withBase64(layer.text)]
      const ends = isCut ? endsOf(layer.text) : []
      const own = [
        ...plain.flatMap((needle) => [...rangesOf(words, needle), ...beginningAtEnd(words, needle, ends)]),
        ...base64.flatMap((needle) => [...rangesOf(standard, needle), ...beginningAtEnd(standard, needle, ends)]),
      ]
      for (const [from, to] of own) ranges.push([layer.starts(from), layer.starts(to)])
    }
    return ranges.sort(([left], [right]) => left - right)
  }

  return {
    encoding: secrets.every((secret) => /^[ -~]*$/.test(secret)) ? 'latin1' : 'utf8',
    holds,
    hide: (text, isCut = false) => {
      if (!isCut && !holds(text)) return text
      let shown = ''
      let end = 0
      let hiddenTo = -1
      for (const [from, to] of found(text, isCut)) {
        if (from > hiddenTo) shown += text.slice(end, from) + mark
        end = Math.max(end, to)
        hiddenTo = end
      }
      return shown + text.slice(end)
    },
  }
}

/**
 * The hider of each list of secrets, without those that have fewer characters. It is made once for a list: to make one takes
 * longer than to search a small answer.
 */
export const createHiders = (minimumLength: number): ((secrets: readonly string[]) => Hider) => {
  const known = new WeakMap<readonly string[], Hider>()
  return (secrets) => {
    const found = known.get(secrets)
    if (found !== undefined) return found
    const hider = createHider(secrets.filter(({ length }) => length >= minimumLength))
    known.set(secrets, hider)
    return hider
  }
}
