import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { complaints, isHtml, joined, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

const lacksScope = ({ headers }: VendorAnswer): boolean => /insufficient_scope/i.test(headers['www-authenticate'] ?? '')

/**
 * The meaning of Capsule's answers. It uses the statuses of HTTP, and has no codes:
 * https://developer.capsulecrm.com/v2/overview/handling-api-responses
 */
export const errors: ErrorRules = {
  // "Validation Failed" does not name the fault; a 429 has its sentence under `error`.
  message: (body) => joined(textAt(body, 'message'), sentencesOf(at(body, 'errors')) ?? textAt(body, 'error')),
  fails: (body) => complaints(at(body, 'errors')).length > 0 || textAt(body, 'error') !== undefined,
  status: (body) => (textAt(body, 'error') === undefined ? 422 : undefined),
  rules: [
    { status: 404, when: ({ body }) => isHtml(body), means: 502 },
    // The user was read already: a change that gets 404 did not find its card, or an entry of it.
    { operation: 'update', status: 404, means: 'rejected' },
    // The token is valid, and lacks a right: https://developer.capsulecrm.com/v2/overview/authentication
    { status: 401, when: lacksScope, means: 403 },
    { status: 422, says: /must be unique|already (?:exists|taken)/i, means: 409 },
    { status: 502, says: /rate limit/i, means: 429 },
  ],
}
