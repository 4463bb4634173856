import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** What HighLevel's answers mean: a 401 is not always about the token, and no status stands for an unknown user. */

/** The sentence of an error; some errors have several. */
const sentence = (body: unknown): string | undefined => {
  const message = at(body, 'message')
  return Array.isArray(message) ? message.join('; ') : textAt(body, 'message')
}

/** No status is documented for an unknown user: 400, 401, 404 and 422 are taken for one where they say so. */
const missing = /not[ _-]*(?:be[ _-]*)?found|not exist|no such|unknown/i

/**
 * Sentences under 401 of a token that lives, and is of a class or a scope that may not make this call; another token of
 * the same app would be told the same: https://marketplace.gohighlevel.com/docs/Authorization/authorization_doc
 */
const wrongToken =
  /not authori[sz]ed for this scope|user type mismatch|authclass type is not allowed|not have access to (?:this|the) (?:location|company)/i

/** What only the one error can be about: the location or the company, not the user. */
const otherThing = /\b(?:location|company|agency|sub-?account)\b/i

/** `succeded` is the vendor's spelling; its v3 has `succeeded`. */
const succeeded = (body: unknown): boolean | undefined =>
  certainFlag(at(body, 'succeded') ?? at(body, 'succeeded') ?? at(body, 'success'))

/** A deletion is queued where the answer says so. */
export const isQueued = ({ body }: VendorAnswer): boolean => succeeded(body) === true

/** The exceptions to the table of statuses. */
export const errors: ErrorRules = {
  message: sentence,
  classify: (answer, operation) => {
    const { body } = answer
    // Some errors come under a success and repeat their status in the body.
    const status = (answer.status < 300 ? saidStatus(at(body, 'statusCode')) : undefined) ?? answer.status
    if (status < 300) return succeeded(body) === false ? 422 : undefined
    const said = sentence(body) ?? ''
    // An unknown user: https://github.com/GoHighLevel/highlevel-api-docs/issues/205
    const saysUnknown =
      missing.test(said) && (/\buser\b/i.test(said) || (operation === 'get' && !otherThing.test(said)))
    if (status === 401) {
      // The version is ours: another token would not help.
      if (/version header/i.test(said)) return { kind: 'rejected' }
      if (wrongToken.test(said)) return 403
      return saysUnknown && /\buser\b/i.test(said) ? 404 : 401
    }
    if (status === 404) return isPage(answer) ? 502 : otherThing.test(said) && !saysUnknown ? 422 : 404
    if (status !== 400 && status !== 422) return status === answer.status ? undefined : status
    if (/already (?:exists|taken|in use)/i.test(said)) return 409
    return saysUnknown ? 404 : status
  },
}
