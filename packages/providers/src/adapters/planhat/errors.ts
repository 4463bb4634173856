import type { ErrorRules } from '../../contract.ts'
import { complaints, isHtml, plainSentence, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** Parts of a success besides or instead of the record: the lists of errors of bulk calls. */
const refusals: Readonly<Record<string, number>> = {
  permissionErrors: 403,
  createdErrors: 422,
  updatedErrors: 422,
  errors: 422,
}

/** The first list of errors that is not empty, and its status. */
const refusalIn = (body: unknown) => Object.entries(refusals).find(([list]) => complaints(at(body, list)).length > 0)

const isError = (body: unknown): boolean => textAt(body, 'error') !== undefined && at(body, '_id') === undefined

const deletesNobody = (body: unknown): boolean =>
  ['deletedCount', 'n'].some((key) => certainFlag(at(body, key)) === false)

const sentences = (body: unknown) => sentencesOf(at(body, refusalIn(body)?.[0] ?? 'error'))

/** The meaning of Planhat's answers; it documents only 200, 206, 400, 403 and 500, and no codes. */
export const errors: ErrorRules = {
  // An object or a bare string, also one that is not JSON.
  message: (body) => plainSentence(body) ?? textAt(body, 'message') ?? sentences(body),
  fails: (body, operation) =>
    refusalIn(body) !== undefined || isError(body) || (operation === 'delete' && deletesNobody(body)),
  status: (body) => refusalIn(body)?.[1] ?? at(body, 'statusCode'),
  rules: [
    // Planhat documents no 404: an unknown id may get a 400, or a deletion without an effect.
    { status: 400, operation: ['get', 'delete'], means: 404 },
    { status: 400, says: /\bduplicate|\balready (?:exists|in use)|\btaken\b/i, means: 409 },
    { status: 404, when: ({ body }) => isHtml(body), means: 502 },
    { operation: 'delete', when: ({ status, body }) => status < 300 && deletesNobody(body), means: 404 },
  ],
}
