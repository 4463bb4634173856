import { digitsOf } from '../json/lossless-json.ts'

/** Reads the values of a vendor's record in all their forms, only where the meaning is certain. */

/** A value whose meaning is not certain. The reader of the record adds the name of the field. */
export class Misread extends Error {
  override readonly name = 'Misread' as const
}

const flags: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false }

/**
 * A boolean from `true`, `false`, 1, 0 and their texts in any case; `null` for no value.
 * @throws Misread for all else
 */
export const flag = (value: unknown): boolean | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim().toLowerCase() : ''
  const found = Object.hasOwn(flags, text) ? flags[text] : undefined
  if (found === undefined) throw new Misread('The value is not a boolean.')
  return found
}

/** A boolean as `flag` reads it; `undefined` where the value is missing or uncertain. */
export const certainFlag = (value: unknown): boolean | undefined => {
  try {
    return flag(value) ?? undefined
  } catch {
    return undefined
  }
}

/** The opposite of a flag. @throws Misread as `flag` does */
export const notFlag = (value: unknown): boolean | null => {
  const read = flag(value)
  return read === null ? null : !read
}

/**
 * A text unchanged, a number as its digits; `null` for no value.
 * @throws Misread for all else
 */
export const plainText = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  const digits = digitsOf(value)
  if (digits !== undefined) return digits
  throw new Misread('The value is not a text.')
}

/**
 * The items of a list, without nulls; a single item counts as a list of one, no value as an empty list. Some vendors write an
 * empty list as an empty object.
 */
export const listOf = <T>(value: readonly (T | null | undefined)[] | T | null | undefined): readonly T[] => {
  if (value === null || value === undefined || isEmpty(value)) return []
  return isList(value) ? value.filter((item) => item !== null && item !== undefined) : [value]
}

const isList = <T>(value: readonly (T | null | undefined)[] | T): value is readonly (T | null | undefined)[] =>
  Array.isArray(value)

const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
