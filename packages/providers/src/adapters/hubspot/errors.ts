import type { ErrorRules } from '../../contract.ts'
import { codeTable } from '../../runtime/calls/codes.ts'
import { textsOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** Categories, by their statuses: https://developers.hubspot.com/docs/api-reference/error-handling */
const codes = codeTable({
  400: ['VALIDATION_ERROR', 'BAD_REQUEST', 'INVALID_PARAMS'],
  401: ['INVALID_AUTHENTICATION', 'EXPIRED_AUTHENTICATION', 'REVOKED_AUTHENTICATION'],
  403: ['MISSING_SCOPES', 'FORBIDDEN', 'BANNED', 'USER_DOES_NOT_HAVE_PERMISSIONS'],
  404: ['OBJECT_NOT_FOUND', 'NOT_FOUND'],
  409: ['CONFLICT', 'OBJECT_ALREADY_EXISTS'],
  429: ['RATE_LIMIT', 'RATE_LIMITS'],
  500: ['INTERNAL_ERROR', 'UNKNOWN_ERROR'],
})

const scopesOf = (body: unknown) => at(body, 'context.requiredGranularScopes') ?? at(body, 'context.missingScopes')

/** https://developers.hubspot.com/docs/api-reference/error-handling */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message'),
  missingScopes: (body) => textsOf(scopesOf(body)),
  fails: (body) => textAt(body, 'status') === 'error',
  code: (body) => textAt(body, 'category') ?? textAt(body, 'errorType'),
  codes,
  statusWins: true,
  rules: [
    // The account is being moved to another data centre, which takes hours; a repeat does not help.
    { status: 477, means: 'provider-error' },
    // Too many requests at once; the lock ends after two seconds.
    { status: 423, means: 429 },
    { status: 403, when: ({ body }) => textAt(body, 'errorType') === 'RATE_LIMIT', means: 429 },
  ],
}
