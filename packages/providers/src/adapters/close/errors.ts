import type { ErrorRules } from '../../contract.ts'
import { pageForUser } from '../../runtime/calls/codes.ts'
import { complaints, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at } from '../../runtime/json/json.ts'

/** Faults of single fields, which a 400 stands for. */
const faults = (body: unknown) => complaints([at(body, 'field-errors') ?? [], at(body, 'errors') ?? []])

const sentences = (body: unknown) => ['field-errors', 'error', 'errors'].map((key) => sentencesOf(at(body, key)))

/**
 * What Close's answers mean: faults of single fields stand apart. It has no codes beside the statuses:
 * https://developer.close.com/api/overview/http-response-codes
 */
export const errors: ErrorRules = {
  message: (body) => sentences(body).find((sentence) => sentence !== undefined),
  fails: (body) => [...faults(body), ...complaints(at(body, 'error'))].length > 0,
  status: (body) => faults(body).map(({ status }) => status ?? 400)[0],
  rules: [pageForUser],
}
