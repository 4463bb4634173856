import type { ErrorRules } from '../../contract.ts'
import { textAt } from '../../runtime/json.ts'

/** Sentences by which an error says that what was asked for does not exist. */
const missing = /not[ _-]*(?:be[ _-]*)?found|not exist|non-?existi?ng|non-?existent|no such|unknown/i

/** What Teamleader's answers mean: 400 comes for an unknown user as well as 404. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'errors.0.title'),
  classify: ({ status, body }, operation) => {
    if (status !== 400 && status !== 404) return undefined
    const saysMissing = operation === 'get' && missing.test(textAt(body, 'errors.0.title') ?? '')
    return { kind: saysMissing ? 'not-found' : 'rejected' }
  },
}
