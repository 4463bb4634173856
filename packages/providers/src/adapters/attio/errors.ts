import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** Every code of https://api.attio.com/openapi/api, and the one of its guide to rate limits. */
const codes = codeTable({
  400: [
    'validation_type',
    'value_not_found',
    'filter_error',
    'missing_value',
    'immutable_value',
    'multiple_match_results',
    'self_merge',
  ],
  401: ['unauthorized'],
  // A limit of the plan, not of the rate.
  402: ['billing_error', 'quota_exceeded'],
  403: ['system_edit_unauthorized'],
  404: ['not_found'],
  409: ['slug_conflict'],
  429: ['rate_limit_exceeded'],
  // Under 404: the record exists, but not yet here.
  503: ['merge_in_progress'],
})

const scope = /\b[a-z_]+:read(?:-write)?\b/g

const isDead = (body: unknown): boolean => certainFlag(at(body, 'active')) === false

const isError = (body: unknown): boolean => (at(body, 'code') ?? saidStatus(at(body, 'status_code'))) !== undefined

/** The meaning of Attio's answers: /self reports an invalid token in a success, and a malformed one in a 400. */
export const errors: ErrorRules = {
  missingScopes: (body) => textAt(body, 'message')?.match(scope) ?? undefined,
  fails: (body, operation) => (operation === 'me' && isDead(body)) || isError(body),
  status: (body) => at(body, 'status_code'),
  code: (body) => textAt(body, 'code'),
  codes,
  rules: [
    { operation: 'me', when: ({ status, body }) => status === 200 && isDead(body), means: 401 },
    { operation: 'me', code: 'missing_value', says: /\btoken\b/i, means: 401 },
    pageForUser,
    // Attio's code for a text that it does not accept as a UUID; it is not stated whether it applies here.
    { operation: 'get', code: 'validation_type', when: ({ status }) => status === 400, means: 404 },
    { when: ({ status }) => status === 401 || status === 403, means: ({ status }) => status },
  ],
}
