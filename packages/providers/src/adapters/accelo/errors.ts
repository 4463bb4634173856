import type { ErrorRules } from '../../contract.ts'
import { codeTable } from '../../runtime/calls/codes.ts'
import { textAt } from '../../runtime/json/json.ts'

/** https://api.accelo.com/docs/#status-codes */
const codes = codeTable({
  400: ['invalid_request', 'invalid_scope', 'unsupported_grant_type'],
  401: ['invalid_client', 'unauthorized client', 'invalid_grant'],
  403: ['invalid_permission'],
  409: ['duplicate'],
  429: ['too_many_requests', 'too_many_failed_logins'],
  500: ['server_error'],
})

/** The meaning of Accelo's answers: there is no 404, and every answer has its own status in `meta`. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'meta.message') ?? textAt(body, 'error_description'),
  fails: (body) => (textAt(body, 'meta.status') ?? 'ok') !== 'ok',
  code: (body) => textAt(body, 'meta.status'),
  codes,
  rules: [
    // Not an answer of the API: one of a gateway, or of a deployment that no longer exists.
    { when: ({ status }) => status === 404, means: 502 },
    // Too many logins are reported as a bad client, for some minutes.
    { code: 'invalid_client', says: /\block(?:ed|-| )? ?out\b|\bfailed (?:login|attempt)/i, means: 429 },
    { code: 'invalid_request', operation: 'get', means: 404 },
    // On a write it can also mean a refused value; the sentence distinguishes the two.
    { code: 'invalid_request', says: /actually exists/i, means: 404 },
  ],
}
