import type { ErrorRules } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'

/** What Planhat's answers mean; it documents 200, 206, 400, 403 and 500 alone. */
export const errors: ErrorRules = {
  // An object or a bare string, also one that is not JSON.
  message: (body) => (typeof body === 'string' && !/^\s*</.test(body) ? body : textAt(body, 'message')),
  classify: ({ status, body }, operation) => {
    // Planhat documents no 404: an id that it does not know may be a 400, or a deletion of nothing.
    const isAboutId = operation === 'get' || operation === 'delete'
    const isNothing = operation === 'delete' && [at(body, 'deletedCount'), at(body, 'n')].includes(0)
    return (isAboutId && status === 400) || (isNothing && status < 300) ? { kind: 'not-found' } : undefined
  },
}
