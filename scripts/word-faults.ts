import { unwantedWords } from './plain-words.ts'
import type { Text } from './texts.ts'

/** Blanks in place of quotations: words of others, code and addresses. */
const ownWords = (text: string): string =>
  text.replaceAll(/"[^"\n]*"|`[^`]*`|https?:\/\/\S+/g, (quotation) => quotation.replaceAll(/\S/g, ' '))

/** The unwanted words of some texts, each with its place and what to write instead. */
export const wordFaultsOf = (texts: readonly Text[]): readonly string[] =>
  texts.flatMap(({ file, line, text }) => {
    const own = ownWords(text)
    return unwantedWords(own).map(({ index, words, instead }) => {
      const at = line + own.slice(0, index).split('\n').length - 1
      return `${file}:${at}: "${words.replaceAll(/\s+/g, ' ')}" (write: ${instead})`
    })
  })
