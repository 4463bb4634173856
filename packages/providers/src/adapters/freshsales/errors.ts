import type { ErrorRules } from '../../contract.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/** What Freshsales' answers mean; the forms of its errors are not documented: each that was seen is read. */
export const errors: ErrorRules = {
  message: (body) =>
    textAt(body, 'errors.message.0') ??
    textAt(body, 'errors.message') ??
    textAt(body, 'errors.0') ??
    textAt(body, 'errors'),
  classify: ({ status, body }) => {
    if (status >= 300) return undefined
    if (textAt(body, 'login') === 'failed') return 401
    const errors = at(body, 'errors')
    const isError = isObject(errors) || typeof errors === 'string' || (Array.isArray(errors) && errors.length > 0)
    return isError ? (saidStatus(at(errors, 'code')) ?? 502) : undefined
  },
}
