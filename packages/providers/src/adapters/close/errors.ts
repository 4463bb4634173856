import type { ErrorRules } from '../../contract.ts'
import { pageForUser } from '../../runtime/calls/codes.ts'
import { complaints, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at } from '../../runtime/json/json.ts'

/** Faults of single fields, which count as a 400. */
const faults = (body: unknown) => complaints([at(body, 'field-errors') ?? [], at(body, 'errors') ?? []])

const sentences = (body: unknown) => ['field-errors', 'error', 'errors'].map((key) => sentencesOf(at(body, key)))

/**
 * The meaning of Close's answers: faults of single fields have their own place. There are no codes besides the statuses:
 * https://developer.close.com/api/overview/http-response-codes
 */
export const errors: ErrorRules = {
  message: (body) => sentences(body).find((sentence) => sentence !== undefined),
  fails: (body) => [...faults(body), ...complaints(at(body, 'error'))].length > 0,
  status: (body) => faults(body).map(({ status }) => status ?? 400)[0],
  rules: [pageForUser],
}
