import type { ErrorRules } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'

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
    return status === 403 && textAt(body, 'errorType') === 'RATE_LIMIT' ? { kind: 'rate-limited' } : undefined
  },
}
