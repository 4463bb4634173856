import type { ErrorRules, Verdict } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'

/** What Zoho CRM's answers mean: errors come instead of the whole answer or of one user, the latter under 200 too. */

/**
 * The user of an answer about one: users come in an array always. Another body is handed on as it is, so that it is not
 * taken for a user who does not exist.
 */
export const first = (body: unknown): unknown => {
  const users = at(body, 'users')
  return Array.isArray(users) ? users[0] : body
}

const errorOf = (body: unknown): unknown => [body, first(body)].find((item) => at(item, 'status') === 'error')

/** By code, where the status says otherwise or nothing; the codes of its v8 pages on getting, changing and deleting users. */
const verdicts: ReadonlyMap<string, Verdict> = new Map([
  // A 401 in some answers; a new token of the same consent would have the same scopes.
  ['OAUTH_SCOPE_MISMATCH', { kind: 'forbidden' }],
  ['AUTHORIZATION_FAILED', { kind: 'forbidden' }],
  ['NO_PERMISSION', { kind: 'forbidden' }],
  ['PERMISSION_DENIED', { kind: 'forbidden' }],
  ['DUPLICATE_DATA', { kind: 'conflict' }],
  ['ID_ALREADY_DELETED', { kind: 'not-found' }],
  ['TOO_MANY_REQUESTS', { kind: 'rate-limited' }],
  ['INTERNAL_ERROR', { kind: 'provider-error', status: 500 }],
])

/** The exceptions to the table of statuses, and where the sentence and the missing permissions stand. */
export const errors: ErrorRules = {
  message: (body) => textAt(errorOf(body), 'message'),
  missingScopes: (body) => {
    const permissions = at(errorOf(body), 'details.permissions')
    return Array.isArray(permissions) ? permissions.map(String) : undefined
  },
  classify: ({ status, body }, operation) => {
    const error = errorOf(body)
    if (error === undefined) return undefined
    const code = textAt(error, 'code') ?? ''
    // An id that does not exist, unless it names the parameter that is wrong.
    const isAboutId = code === 'INVALID_DATA' && at(error, 'details.param_name') === undefined
    if (isAboutId && (operation === 'get' || operation === 'delete')) return { kind: 'not-found' }
    return verdicts.get(code) ?? (status < 300 ? { kind: 'rejected', status: 400 } : undefined)
  },
}
