import type { JsonObject } from '../contract.ts'
import { digitsOf } from './lossless-json.ts'

/** Small questions about values of which nothing is known. */

/** Whether a value is an object with members; a number that was kept as text (`lossless-json.ts`) is none. */
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

/** The id at a dotted path as text, or `undefined`: vendors write ids as texts and as numbers. */
export const idAt = (value: unknown, path: string): string | undefined => {
  const found = at(value, path)
  if (typeof found === 'string' || (typeof found === 'number' && Number.isFinite(found))) return String(found)
  return digitsOf(found)
}

/** A copy whose texts have at most so many characters. */
export const withShortTexts = (value: unknown, length: number): unknown => {
  if (typeof value === 'string') return value.slice(0, length)
  if (Array.isArray(value)) return value.map((item) => withShortTexts(item, length))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withShortTexts(member, length)]))
}

/** `over` laid over `base`: objects merged deep, everything else replaced. Neither is changed. */
export const laidOver = (base: unknown, over: unknown): unknown => {
  if (!isObject(base) || !isObject(over)) return over
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    if (key === '__proto__') continue
    merged[key] = Object.hasOwn(base, key) ? laidOver(base[key], value) : value
  }
  return merged
}

/** A copy of `base` with `over` laid over the member at a dotted path; missing objects on the way are made. */
export const laidOverAt = (base: unknown, path: string | undefined, over: unknown): unknown => {
  if (path === undefined || path === '') return laidOver(base, over)
  const [head = '', ...rest] = path.split('.')
  if (Array.isArray(base)) {
    return base.map((item, index) => (String(index) === head ? laidOverAt(item, rest.join('.'), over) : item))
  }
  const object = isObject(base) ? base : {}
  return { ...object, [head]: laidOverAt(object[head] ?? {}, rest.join('.'), over) }
}

/** A copy without the members at the dotted paths; arrays on the way are entered. */
export const without = (value: unknown, paths: readonly string[]): unknown => {
  if (paths.length === 0) return value
  if (Array.isArray(value)) return value.map((item) => without(item, paths))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => !paths.includes(key))
  return Object.fromEntries(
    kept.map(([key, member]) => {
      const deeper = paths.filter((path) => path.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1))
      return [key, deeper.length === 0 ? member : without(member, deeper)]
    }),
  )
}
