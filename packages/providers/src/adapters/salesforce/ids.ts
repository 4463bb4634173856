const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** Each of the last three characters of a long id encodes, bit by bit, which of five characters are capitals. */
const bitsOf = (letters: string): number =>
  [...letters].reduce((sum, letter, index) => sum + (/[A-Z]/.test(letter) ? 2 ** index : 0), 0)

const suffixOf = (id: string): string =>
  [0, 5, 10].map((start) => alphabet[bitsOf(id.slice(start, start + 5))]).join('')

const withCapitals = (id: string, suffix: string): string =>
  id.replaceAll(/./g, (letter, index: number) => {
    const bits = alphabet.indexOf(suffix[Math.floor(index / 5)] ?? '')
    return Math.floor(bits / 2 ** (index % 5)) % 2 === 1 ? letter.toUpperCase() : letter.toLowerCase()
  })

/**
 * The canonical spelling of a Salesforce id. 15 characters, whose case matters, get their suffix; 18 characters, whose case
 * does not, get the case of their suffix. Any other text is not changed.
 */
export const longId = (id: string): string => {
  if (/^[a-zA-Z0-9]{15}$/.test(id)) return `${id}${suffixOf(id)}`
  if (!/^[a-zA-Z0-9]{15}[a-zA-Z0-5]{3}$/.test(id)) return id
  const suffix = id.slice(15).toUpperCase()
  return `${withCapitals(id.slice(0, 15), suffix)}${suffix}`
}
