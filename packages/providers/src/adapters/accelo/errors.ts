import type { ErrorRules } from '../../contract.ts'
import { textAt } from '../../runtime/json.ts'

/** What Accelo's answers mean: there is no 404, and 400 has a status of its own in `meta`. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'meta.message') ?? textAt(body, 'error_description'),
  classify: ({ status, body }, operation) => {
    const said = textAt(body, 'meta.status')
    if (status !== 400) return undefined
    if (said === 'duplicate') return { kind: 'conflict' }
    if (said !== 'invalid_request') return undefined
    // On a write it may as well mean a refused value; the sentence tells.
    const isMissing = operation === 'get' || /actually exists/i.test(textAt(body, 'meta.message') ?? '')
    return isMissing ? { kind: 'not-found' } : undefined
  },
}
