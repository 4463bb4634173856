import type { ErrorRules } from '../../contract.ts'
import { at, isObject, textAt } from '../../runtime/json.ts'

/** What Close's answers mean: faults of single fields stand apart. */
export const errors: ErrorRules = {
  message: (body) => {
    const fields = at(body, 'field-errors')
    if (!isObject(fields) || Object.keys(fields).length === 0) return textAt(body, 'error') ?? textAt(body, 'errors.0')
    const told = Object.entries(fields).map(([name, fault]) => [
      name,
      typeof fault === 'string' ? fault : JSON.stringify(fault),
    ])
    return told.map((parts) => parts.join(': ')).join('; ')
  },
}
