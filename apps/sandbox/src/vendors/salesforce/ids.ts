const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
const digitCount = 9
/** The key prefix of the sObject User. */
const userPrefix = '005'

/** An id of 18 characters: prefix, then the number in base 62, then the suffix. A larger number sorts later. */
export const recordId = (prefix: string, number: number): string => {
  let rest = number
  let digits = ''
  for (let place = 0; place < digitCount; place += 1) {
    digits = (alphabet[rest % alphabet.length] ?? '0') + digits
    rest = Math.floor(rest / alphabet.length)
  }
  const short = `${prefix}5g0${digits}`
  return short + suffix(short)
}

/** The id of a user. */
export const userId = (number: number): string => recordId(userPrefix, number)

/**
 * An id in its stored form, from 15 characters or 18; undefined when it is malformed or its suffix does not fit. The suffix
 * has which letters are upper case, so 18 characters are understood when a system changed all of them to upper or lower case.
 */
export const normalId = (text: string): string | undefined => {
  if (/^[A-Za-z0-9]{15}$/.test(text)) return text + suffix(text)
  if (!/^[A-Za-z0-9]{15}[A-Za-z0-5]{3}$/.test(text)) return undefined
  const lost = text === text.toUpperCase() || text === text.toLowerCase()
  if (!lost) return suffix(text) === text.slice(15) ? text : undefined
  const wanted = text.slice(15).toUpperCase()
  const bits = [...wanted].flatMap((letter) => {
    const value = suffixAlphabet.indexOf(letter)
    return [0, 1, 2, 3, 4].map((bit) => ((value >> bit) & 1) === 1)
  })
  const short = [...text.slice(0, 15)]
    .map((letter, index) => (bits[index] ? letter.toUpperCase() : letter.toLowerCase()))
    .join('')
  return suffix(short) === wanted ? short + wanted : undefined
}

const suffix = (short: string): string =>
  [0, 5, 10]
    .map((start) => {
      const value = [...short.slice(start, start + 5)].reduce(
        (sum, letter, index) => (letter >= 'A' && letter <= 'Z' ? sum + (1 << index) : sum),
        0,
      )
      return suffixAlphabet[value] ?? 'A'
    })
    .join('')
