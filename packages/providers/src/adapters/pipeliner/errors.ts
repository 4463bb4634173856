import type { ErrorRules } from '../../contract.ts'
import { at, isObject, textAt } from '../../runtime/json.ts'

/** What Pipeliner's answers mean. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? textAt(body, 'data.0.message'),
  // A batch call answers 200 with an error in place of each id that failed.
  classify: ({ status, body }, operation) => {
    const items = operation === 'update' && status === 200 ? at(body, 'data') : undefined
    return Array.isArray(items) && items.some(isObject) ? { kind: 'rejected', status: 422 } : undefined
  },
}
