import type { Fault } from '@rollcall/providers'

/** Makes sentences of faults: each names its place, and all of them together are the message of a problem. */

/** Characters of one fault, and of all that a message joins. */
export const longestFault = 300
const longestMessage = 2000
/** Faults that a message joins; `errors` lists more. */
const faultsInMessage = 10

/** A text cut to a length, with an ellipsis. */
export const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`

/** A name in the contract's form: `sort_by[name]`, `context.api_key`, `Content-Type`. */
const plainName = /^[a-z_][\w-]*(?:\.[\w-]+|\[[\w-]*\])*$/i

const longestName = 80

/** A caller's name in the form of a sentence: one that is not plain is quoted, and a long one is cut. */
export const shownName = (name: string): string =>
  plainName.test(name) && name.length <= longestName ? name : quoted(name)

/** A caller's text in quotes: short, on one line and without quotes of its own. */
export const quoted = (text: string): string =>
  `"${clip(
    text
      .slice(0, 400)
      .toWellFormed()
      .replaceAll(/[\p{C}"]/gu, ''),
    40,
  )}"`

const ofPointer = (pointer: string): string =>
  pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')

/** The place of a fault, as the beginning of a sentence. */
export const placeOf = ({ parameter, header, pointer }: Omit<Fault, 'detail'>): string => {
  const name = parameter ?? header ?? (pointer === undefined ? undefined : ofPointer(pointer))
  return name === undefined || name === '' ? 'The body' : shownName(name)
}

/** A whole sentence begins with a capital or a quotation mark; the fault of a place does not. */
const isSentence = (detail: string): boolean => /^[A-Z"]/.test(detail)

/** A fault with a whole sentence; where its detail has only the fault, the place is put before it. */
export const asSentence = (fault: Fault): Fault => {
  const { detail } = fault
  const whole = isSentence(detail) ? detail : `${placeOf(fault)} ${detail}`
  const isLong = whole.length > longestFault - 1
  return { ...fault, detail: isLong ? clip(whole, longestFault) : /[.…]$/.test(whole) ? whole : `${whole}.` }
}

/** Sentences as one text; those that do not fit are counted. `total`: how many there are in all. */
const joined = (sentences: readonly string[], total: number): string => {
  const unique = [...new Set(sentences)]
  const shown: string[] = []
  let length = 0
  for (const sentence of unique.slice(0, faultsInMessage)) {
    length += sentence.length + 1
    if (length > longestMessage) break
    shown.push(sentence)
  }
  const more = total - (sentences.length - unique.length) - shown.length
  if (more > 0) shown.push(more === 1 ? 'There is 1 more fault.' : `There are ${more} more faults.`)
  return shown.join(' ')
}

/** The message of faults without a failure. */
export const messageOfFaults = (faults: readonly Fault[]): string =>
  joined(
    faults.slice(0, faultsInMessage).map((fault) => asSentence(fault).detail),
    faults.length,
  )

/** The message of a failure with the sentences of its faults, without those that it holds already. */
export const withFaults = (message: string | undefined, faults: readonly Fault[]): string | undefined => {
  const [first] = faults
  if (first === undefined || message?.includes(asSentence(first).detail) === true) return message
  const further = messageOfFaults(faults)
  return message === undefined ? further : `${message} ${further}`
}
