import type { ErrorRules } from '../../contract.ts'
import { codeTable } from '../../runtime/calls/codes.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** Categories, by the statuses that they come with: https://developers.hubspot.com/docs/api-reference/error-handling */
const statusOf = codeTable({
  400: ['VALIDATION_ERROR', 'BAD_REQUEST', 'INVALID_PARAMS'],
  401: ['INVALID_AUTHENTICATION', 'EXPIRED_AUTHENTICATION', 'REVOKED_AUTHENTICATION'],
  403: ['MISSING_SCOPES', 'FORBIDDEN', 'BANNED', 'USER_DOES_NOT_HAVE_PERMISSIONS'],
  404: ['OBJECT_NOT_FOUND', 'NOT_FOUND'],
  409: ['CONFLICT', 'OBJECT_ALREADY_EXISTS'],
  429: ['RATE_LIMIT', 'RATE_LIMITS'],
  500: ['INTERNAL_ERROR', 'UNKNOWN_ERROR'],
})

/** https://developers.hubspot.com/docs/api-reference/error-handling */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message'),
  missingScopes: (body) => {
    const scopes = at(body, 'context.requiredGranularScopes') ?? at(body, 'context.missingScopes')
    return Array.isArray(scopes) ? scopes.map(String) : undefined
  },
  classify: ({ status, body }) => {
    // 477: the account is on its way to another data centre; a matter of hours, not of the request.
    if (status === 477) return { kind: 'provider-error' }
    // 423: too much at once; the lock is gone after two seconds.
    if (status === 423) return 429
    if (status === 403 && textAt(body, 'errorType') === 'RATE_LIMIT') return 429
    const isRefusal = status < 300 && textAt(body, 'status') === 'error'
    return isRefusal ? (statusOf(textAt(body, 'category') ?? textAt(body, 'errorType')) ?? 502) : undefined
  },
}
