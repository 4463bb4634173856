import type { ErrorRules } from '../../contract.ts'
import { complaints, isHtml, saidStatus, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** What a success may hold beside or instead of the record: the lists of errors that bulk calls name. */
const refusals: Readonly<Record<string, number>> = {
  permissionErrors: 403,
  createdErrors: 422,
  updatedErrors: 422,
  errors: 422,
}

/** The first list of errors that is not empty, and the status that it stands for. */
const refusalIn = (body: unknown): readonly [list: string, status: number] | undefined =>
  Object.entries(refusals).find(([list]) => complaints(at(body, list)).length > 0)

const isTaken = (sentence: string): boolean => /\bduplicate|\balready (?:exists|in use)|\btaken\b/i.test(sentence)

/** An object or a bare string, also one that is not JSON. */
const sentence = (body: unknown): string | undefined => {
  if (typeof body === 'string') return isHtml(body) ? undefined : body
  return textAt(body, 'message') ?? sentencesOf(at(body, refusalIn(body)?.[0] ?? 'error'))
}

/** What Planhat's answers mean; it documents 200, 206, 400, 403 and 500 alone, and no codes. */
export const errors: ErrorRules = {
  message: sentence,
  classify: ({ status, body }, operation) => {
    // Planhat documents no 404: an id that it does not know may be a 400, or a deletion of nothing.
    const isAboutId = operation === 'get' || operation === 'delete'
    if (status === 400 && isAboutId) return 404
    if (status === 400 && isTaken(sentence(body) ?? '')) return 409
    if (status === 404 && isHtml(body)) return 502
    if (status >= 300) return undefined
    if (operation === 'delete' && ['deletedCount', 'n'].some((key) => certainFlag(at(body, key)) === false)) return 404
    const isError = textAt(body, 'error') !== undefined && at(body, '_id') === undefined
    return refusalIn(body)?.[1] ?? (isError ? (saidStatus(at(body, 'statusCode')) ?? 502) : undefined)
  },
}
