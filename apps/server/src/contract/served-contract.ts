import { madeOnce } from './made-once.ts'
import { readSpecificationJson, readSpecificationYaml } from './specification.ts'
import { type Support as PartSupport, supportedBy } from './supported-by.ts'

/** The contract that callers get: the written one, with the providers that support each part of it. */
export interface ServedContract {
  readonly json: () => string
  readonly yaml: () => string
}

type Support = Pick<PartSupport, 'place' | 'providers'>

type Json = { [key: string]: unknown }

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

const lacks = (place: readonly string[]): Error => new Error(`The contract lacks ${place.join(' / ')}.`)

const withSupportJson = (text: string, support: readonly Support[]): string => {
  const document: unknown = JSON.parse(text)
  for (const { place, providers } of support) {
    const part = place.reduce((found, key) => (isObject(found) ? found[key] : undefined), document)
    if (!isObject(part)) throw lacks(place)
    part[supportedBy] = providers
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** Number of spaces for one level in `openapi.yaml`. */
const indentation = 2

const depthOf = (line: string): number => line.search(/\S|$/)

/** The line on which a place of a YAML text begins, found by the indentation of its keys. */
const lineOf = (lines: readonly string[], place: readonly string[]): number => {
  let found = -1
  for (const [level, key] of place.entries()) {
    const wanted = `${' '.repeat(level * indentation)}${key}:`
    let next = found + 1
    while (lines[next] !== wanted) {
      const line = lines[next]
      if (line === undefined || (line !== '' && depthOf(line) < level * indentation)) throw lacks(place)
      next += 1
    }
    found = next
  }
  return found
}

/** Inserted as lines, so that comments, order and folded text stay as they are. */
const withSupportYaml = (text: string, support: readonly Support[]): string => {
  const lines = text.split('\n')
  for (const { place, providers } of support) {
    const line = `${' '.repeat(place.length * indentation)}${supportedBy}: [${providers.join(', ')}]`
    lines.splice(lineOf(lines, place) + 1, 0, line)
  }
  return lines.join('\n')
}

/** Both forms of the contract, each made when it is first asked for: most servers are never asked. */
export const serveContract = (support: readonly Support[]): ServedContract => ({
  json: madeOnce(() => withSupportJson(readSpecificationJson(), support)),
  yaml: madeOnce(() => withSupportYaml(readSpecificationYaml(), support)),
})
