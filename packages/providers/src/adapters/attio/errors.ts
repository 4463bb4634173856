import type { ErrorRules } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'

/** What Attio's answers mean: of a dead token /self tells in a success. */
export const errors: ErrorRules = {
  classify: ({ status, body }, operation) => {
    if (operation === 'me' && status === 200 && at(body, 'active') === false)
      return { kind: 'unauthorised', status: 401 }
    // Attio's code for a UUID that it does not take for one; whether it applies here is not stated.
    const isRefusedId = operation === 'get' && status === 400 && textAt(body, 'code') === 'validation_type'
    return isRefusedId ? { kind: 'not-found' } : undefined
  },
}
