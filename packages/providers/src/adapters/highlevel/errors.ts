import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { pageForUser } from '../../runtime/calls/codes.ts'
import { saidStatus, textsOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** The meaning of HighLevel's answers: a 401 does not always concern the token, and no status means an unknown user. */

/** No status is documented for an unknown user: 400, 401, 404 and 422 count as one where their sentence says so. */
const missing = /not[ _-]*(?:be[ _-]*)?found|not exist|no such|unknown/i

/**
 * Sentences under 401 for a valid token whose class or scope may not make this call; another token of
 * the same app would get the same answer: https://marketplace.gohighlevel.com/docs/Authorization/authorization_doc
 */
const wrongToken =
  /not authori[sz]ed for this scope|user type mismatch|authclass type is not allowed|not have access to (?:this|the) (?:location|company)/i

/** Other things than the user that an error can concern. */
const otherThing = /\b(?:location|company|agency|sub-?account)\b/i
const namesNoOtherObject = /^(?![\s\S]*\b(?:location|company|agency|sub-?account)\b)/i

/** `succeded` is the vendor's spelling; its v3 has `succeeded`. */
const succeeded = (body: unknown) => certainFlag(at(body, 'succeded') ?? at(body, 'succeeded') ?? at(body, 'success'))

/** A deletion is queued if the answer says so. */
export const isQueued = ({ body }: VendorAnswer): boolean => succeeded(body) === true

export const errors: ErrorRules = {
  // Some errors have several sentences.
  message: (body) => textsOf(at(body, 'message'))?.join('; ') ?? textAt(body, 'message'),
  // Some errors are sent with a success status and have their own status in the body.
  fails: (body) => succeeded(body) === false || saidStatus(at(body, 'statusCode')) !== undefined,
  status: (body) => saidStatus(at(body, 'statusCode')) ?? 422,
  rules: [
    // The version is set by this adapter: another token would not help.
    { status: 401, says: /version header/i, means: 'rejected' },
    { status: 401, says: wrongToken, means: 403 },
    pageForUser,
    { status: [400, 422], says: /already (?:exists|taken|in use)/i, means: 409 },
    // An unknown user: https://github.com/GoHighLevel/highlevel-api-docs/issues/205
    { status: [400, 401, 404, 422], says: [missing, /\buser\b/i], means: 404 },
    { status: [400, 422], operation: 'get', says: [missing, namesNoOtherObject], means: 404 },
    { status: 404, says: otherThing, means: 422 },
  ],
}
