import { readFileSync, writeFileSync } from 'node:fs'

/** The measured parts of `docs/benchmarks.md`: each is between two markers, `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`. */

const path = new URL('../../docs/benchmarks.md', import.meta.url)

/** @throws Error where the document does not have both markers of a part once */
export const withPart = (document: string, name: string, content: string): string => {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const [before, inside, ...more] = document.split(begin)
  const [, after, ...further] = inside?.split(end) ?? []
  if (before === undefined || after === undefined || more.length + further.length > 0 || before.includes(end)) {
    throw new Error(`The document needs "${begin}" and, after it, "${end}", each of them once.`)
  }
  return `${before}${begin}\n\n${content.trim()}\n\n${end}${after}`
}

/** Writes measured parts into the document; all others stay as they are. */
export const writeDocument = (parts: Readonly<Record<string, string>>): void => {
  const text = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    Object.entries(parts).reduce((document, [name, content]) => withPart(document, name, content), text),
  )
}
