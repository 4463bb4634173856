import type { ErrorRules } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'

/** What HighLevel's answers mean: a 401 is not always about the token, and no status stands for an unknown user. */

/** The sentence of an error; some errors have several. */
const sentence = (body: unknown): string | undefined => {
  const message = at(body, 'message')
  return Array.isArray(message) ? message.join('; ') : textAt(body, 'message')
}

/** No status is documented for an unknown user: 400, 404 and 422 are taken for one where they say so. */
const missing = /not[ _-]*(?:be[ _-]*)?found|not exist|no such|unknown/i

/** The exceptions to the table of statuses. */
export const errors: ErrorRules = {
  message: sentence,
  classify: ({ status, body }, operation) => {
    const said = sentence(body) ?? ''
    if (status === 401 && /not authorized for this scope/i.test(said)) return { kind: 'forbidden' }
    // The version is ours: another token would not help.
    if (status === 401 && /version header/i.test(said)) return { kind: 'rejected' }
    // In an update or a creation something else may be missing, a location say.
    const saysUnknown = missing.test(said) && (operation === 'get' || /\buser\b/i.test(said))
    if (status === 400 || status === 422) return saysUnknown ? { kind: 'not-found' } : undefined
    // `succeded` is the vendor's spelling; its v3 has `succeeded`.
    const failed = at(body, 'succeded') === false || at(body, 'succeeded') === false
    return operation === 'delete' && status === 200 && failed ? { kind: 'rejected', status: 422 } : undefined
  },
}
