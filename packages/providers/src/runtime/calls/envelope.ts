import { at, isObject, textAt } from '../json/json.ts'

/** Reads what vendors' envelopes have beside the records, in its different forms. */

/** The status of an error that an envelope names, a number or its digits; `undefined` for all else. */
export const saidStatus = (value: unknown): number | undefined => {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599 ? status : undefined
}

/** One complaint of an envelope's `errors`. */
interface Complaint {
  readonly sentence?: string | undefined
  readonly code?: string | undefined
  readonly status?: number | undefined
}

const sentenceKeys = ['detail', 'message', 'title', 'error_message', 'error', 'description']

const complaintOf = (error: Readonly<Record<string, unknown>>): Complaint => ({
  sentence: sentenceKeys.map((key) => textAt(error, key)).find((text) => text !== undefined && text.trim() !== ''),
  code: textAt(error, 'code') ?? textAt(error, 'name'),
  status: saidStatus(at(error, 'status')) ?? saidStatus(at(error, 'http_status')) ?? saidStatus(at(error, 'code')),
})

const isComplaint = (error: Readonly<Record<string, unknown>>): boolean =>
  [...sentenceKeys, 'code', 'status'].some((key) => Object.hasOwn(error, key))

/**
 * The complaints of an envelope: a text, an object, a list of either, or reasons by field. None for an empty or missing
 * value.
 */
export const complaints = (errors: unknown): readonly Complaint[] => {
  if (typeof errors === 'string') return errors.trim() === '' ? [] : [{ sentence: errors }]
  if (Array.isArray(errors)) return errors.flatMap(complaints)
  if (!isObject(errors)) return []
  if (isComplaint(errors)) return [complaintOf(errors)]
  return Object.entries(errors).flatMap(([field, reason]) => {
    const said = typeof reason === 'string' ? reason : JSON.stringify(reason)
    return reason === null || said === '' ? [] : [{ sentence: `${field}: ${said}` }]
  })
}

/** The sentences of complaints, as one; `undefined` where there is none. */
export const sentencesOf = (errors: unknown): string | undefined =>
  complaints(errors)
    .flatMap(({ sentence }) => sentence ?? [])
    .join('; ') || undefined

/** The list at a dotted path; `null` is an empty list only where the envelope itself reports a success. */
export const listAt = (body: unknown, path: string, isWell: boolean): unknown =>
  isWell && at(body, path) === null ? [] : at(body, path)

/** An HTML page where the API answers JSON or nothing: of a gateway, or of an account that no longer exists. */
export const isHtml = (body: unknown): boolean => typeof body === 'string' && /^\s*</.test(body)

/** A sentence that is the whole body, as a JSON text or as plain text; a page is not one. */
export const plainSentence = (body: unknown): string | undefined =>
  typeof body === 'string' && !isHtml(body) ? body : undefined

/** The items of a list as texts, without those that are missing; `undefined` where there is none. */
export const textsOf = (list: unknown): readonly string[] | undefined => {
  const texts = Array.isArray(list) ? list.filter((item) => item !== undefined && item !== null).map(String) : []
  return texts.length === 0 ? undefined : texts
}

/** The parts of a sentence that exist, as one. */
export const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(': ')
