import type { JsonObject } from '../../contract.ts'
import { digitsOf, parseLossless } from './lossless-json.ts'

/** Small functions that read values of type `unknown`. */

/** Whether a value is an object with members; a number that was kept as text (`lossless-json.ts`) is not one. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)

/** The member at a dotted path, or `undefined`. Own properties only; a key that has dots itself (OData) is found whole. */
export const at = (value: unknown, path: string): unknown =>
  isObject(value) && Object.hasOwn(value, path)
    ? value[path]
    : path.split('.').reduce<unknown>((current, key) => {
        if (Array.isArray(current) && /^\d+$/.test(key)) return current[Number(key)]
        return isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined
      }, value)

/** The text at a dotted path, or `undefined`. */
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = at(value, path)
  return typeof found === 'string' ? found : undefined
}

/** The first text that is not blank at one of the dotted paths, or `undefined`. */
export const firstTextAt = (value: unknown, paths: readonly string[]): string | undefined =>
  paths.map((path) => textAt(value, path)).find((text) => text !== undefined && text.trim() !== '')

/** The texts among some members of an object, under other names. */
export const textsNamed = (value: unknown, names: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, path]) => {
      const text = textAt(value, path)
      return text === undefined ? [] : [[name, text]]
    }),
  )

/** The id at a dotted path as text, or `undefined`: vendors write ids as texts and as numbers. */
export const idAt = (value: unknown, path: string): string | undefined => {
  const found = at(value, path)
  if (typeof found === 'string' || (typeof found === 'number' && Number.isFinite(found))) return String(found)
  return digitsOf(found)
}

/** A copy whose texts have at most this many characters. */
export const withShortTexts = (value: unknown, length: number): unknown => {
  if (typeof value === 'string') return value.slice(0, length)
  if (Array.isArray(value)) return value.map((item) => withShortTexts(item, length))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withShortTexts(member, length)]))
}

/** `over` merged into `base`: objects are merged deep, everything else is replaced. Neither is changed. */
export const overlay = (base: unknown, over: unknown): unknown => {
  if (!isObject(base) || !isObject(over)) return over
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    if (key === '__proto__') continue
    merged[key] = Object.hasOwn(base, key) ? overlay(base[key], value) : value
  }
  return merged
}

/** A copy of `base` with `over` merged into the member at a dotted path; missing objects of the path are made. */
export const overlayAt = (base: unknown, path: string | undefined, over: unknown): unknown => {
  if (path === undefined || path === '') return overlay(base, over)
  const [head = '', ...rest] = path.split('.')
  if (Array.isArray(base)) {
    return base.map((item, index) => (String(index) === head ? overlayAt(item, rest.join('.'), over) : item))
  }
  const object = isObject(base) ? base : {}
  return { ...object, [head]: overlayAt(object[head] ?? {}, rest.join('.'), over) }
}

/** The dotted path of a member; only the end of a deep one, so that no path grows with the depth of an answer. */
export const memberPath = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`).slice(-300)

/** Whether a dotted path of keys ends with one of the dotted names. */
export const endsWithName = (path: string, names: readonly string[]): boolean =>
  names.some((name) => path.endsWith(name) && (path.length === name.length || path.at(-name.length - 1) === '.'))

/**
 * A copy without the members whose path ends with one of the dotted names, at any depth; places in arrays are not part of a
 * path.
 */
export const without = (value: unknown, names: readonly string[], path = ''): unknown => {
  if (names.length === 0) return value
  if (Array.isArray(value)) return value.map((item) => without(item, names, path))
  if (!isObject(value)) return value
  const kept = Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
    const own = memberPath(path, key)
    return endsWithName(own, names) ? [] : [[key, without(member, names, own)]]
  })
  return Object.fromEntries(kept)
}

/**
 * The value of a JSON text. `hasLongNumbers`: see `parseLossless`.
 * @throws SyntaxError that names the place of the fault: V8's own message quotes the text around it, which may be secret
 */
export const parseText = (text: string, hasLongNumbers?: boolean): unknown => {
  try {
    return parseLossless(text, hasLongNumbers)
  } catch (error) {
    throw withoutQuote(error)
  }
}

/** The failure of `JSON.parse` without what it quotes. */
export const withoutQuote = (error: unknown): SyntaxError => {
  const place =
    error instanceof Error ? /\bposition (\d+)(?: \(line \d+ column \d+\))?$/.exec(error.message)?.[1] : undefined
  return new SyntaxError(place === undefined ? 'This is not JSON.' : `This is not JSON at character ${place}.`)
}
