import { Buffer } from 'node:buffer'
import fc from 'fast-check'

/** Generated spellings of a secret: escapes of every kind, of all characters or of some, in several layers. */

type Escape = (char: string) => string

const hexOf = (char: string, digits: number): string => char.charCodeAt(0).toString(16).padStart(digits, '0')
const bytesOf = (char: string): number[] => [...Buffer.from(char)]
const names: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  '/': 'sol',
  '+': 'plus',
}

const escapes: Readonly<Record<string, Escape>> = {
  percent: (char) =>
    bytesOf(char)
      .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  percentInCapitals: (char) =>
    bytesOf(char)
      .map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`)
      .join(''),
  decimalEntity: (char) => `&#${char.codePointAt(0)};`,
  paddedEntity: (char) => `&#00${char.codePointAt(0)};`,
  hexEntity: (char) => `&#x${char.codePointAt(0)?.toString(16)};`,
  hexEntityInCapitals: (char) => `&#X${char.codePointAt(0)?.toString(16).toUpperCase()};`,
  namedEntity: (char) => (Object.hasOwn(names, char) ? `&${names[char]};` : char),
  json: (char) => [...Array(char.length).keys()].map((unit) => `\\u${hexOf(char.charAt(unit), 4)}`).join(''),
  jsonInCapitals: (char) =>
    [...Array(char.length).keys()].map((unit) => `\\u${hexOf(char.charAt(unit), 4).toUpperCase()}`).join(''),
  jsonAsNeeded: (char) => JSON.stringify(char).slice(1, -1).replace('/', '\\/'),
  uri: (char) => encodeURIComponent(char),
  form: (char) => new URLSearchParams({ a: char }).toString().slice(2),
}
const anEscape = fc.constantFrom(...Object.values(escapes))

/** The characters that a decoder of the kind misreads where they are not escaped. */
const mustEscape = /[%&\\"]/

/** One layer of escapes: each character is escaped or, where the bits allow and it is safe, kept. */
const layer = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(anEscape, fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }))
    .map(([escapeOne, bits]) =>
      [...text]
        .map((char, index) => (bits[index % bits.length] === true || mustEscape.test(char) ? escapeOne(char) : char))
        .join(''),
    )

/** Letters in another case, where that can be reversed (`SS` to `ß` cannot). */
const inCase = (text: string, change: (text: string) => string): string =>
  [...text].map((char) => (change(char).toLowerCase() === char.toLowerCase() ? change(char) : char)).join('')

const base64Of = (text: string): string => Buffer.from(text).toString('base64')

/** Spellings of the whole: in another letter case, in hex, within base64. */
const whole = (secret: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(secret),
    fc.constantFrom(
      inCase(secret, (char) => char.toUpperCase()),
      inCase(secret, (char) => char.toLowerCase()),
    ),
    fc.constantFrom('hex', 'HEX').map((form) => {
      const hex = Buffer.from(secret).toString('hex')
      return form === 'hex' ? hex : hex.toUpperCase()
    }),
    fc
      .tuple(
        fc.constantFrom('', 'Bearer ', 'ann@acme.test:', ':', '{"t":"', 'x', 'xy', 'xyz'),
        fc.constantFrom('', ':', '"}', 'a', 'ab'),
        fc.constantFrom('padded', 'bare', 'url'),
      )
      .map(([before, after, form]) => {
        const base64 = base64Of(`${before}${secret}${after}`)
        if (form === 'padded') return base64
        const bare = base64.replaceAll('=', '')
        return form === 'bare' ? bare : bare.replaceAll('+', '-').replaceAll('/', '_')
      }),
    fc.constant(base64Of(`app:${encodeURIComponent(secret)}`)),
  )

/** A secret with one of its spellings: of the whole, under up to three layers of escapes. */
export const spelled = (secret: string): fc.Arbitrary<{ readonly secret: string; readonly spelling: string }> =>
  fc
    .tuple(whole(secret), fc.nat(3))
    .chain(([spelling, layers]) => {
      let result: fc.Arbitrary<string> = fc.constant(spelling)
      for (let count = 0; count < layers; count += 1) result = result.chain(layer)
      return result
    })
    .map((spelling) => ({ secret, spelling }))
