import type { ErrorRules } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** Every code of https://api.attio.com/openapi/api, and the one of its guide to rate limits. */
const statusOf = codeTable({
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
  // Under 404: not gone, but not there yet.
  503: ['merge_in_progress'],
})

const scope = /\b[a-z_]+:read(?:-write)?\b/g

/** What Attio's answers mean: of a dead token /self tells in a success, and of a malformed one in a 400. */
export const errors: ErrorRules = {
  missingScopes: (body) => textAt(body, 'message')?.match(scope) ?? undefined,
  classify: (answer, operation) => {
    const { status, body } = answer
    const code = textAt(body, 'code')
    if (operation === 'me' && status === 200 && certainFlag(at(body, 'active')) === false) return 401
    if (operation === 'me' && code === 'missing_value' && /\btoken\b/i.test(textAt(body, 'message') ?? '')) return 401
    if (status === 404 && isPage(answer)) return 502
    // Attio's code for a UUID that it does not take for one; whether it applies here is not stated.
    if (operation === 'get' && status === 400 && code === 'validation_type') return 404
    const own = saidStatus(at(body, 'status_code'))
    if (status >= 300) return status === 401 || status === 403 ? undefined : statusOf(code)
    return code === undefined && own === undefined ? undefined : (statusOf(code) ?? own ?? 502)
  },
}
