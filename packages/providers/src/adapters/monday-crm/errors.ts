import type { FailureKind, VendorAnswer, Verdict } from '../../contract.ts'
import { at, isObject, textAt } from '../../runtime/json.ts'

/**
 * monday.com answers failures with 200 and says in the body what they are:
 * https://developer.monday.com/api-reference/docs/error-handling
 */

const kinds: ReadonlyMap<string, FailureKind> = new Map([
  ['COMPLEXITY_BUDGET_EXHAUSTED', 'rate-limited'],
  ['ComplexityException', 'rate-limited'],
  ['DAILY_LIMIT_EXCEEDED', 'rate-limited'],
  ['UserUnauthorizedException', 'forbidden'],
  ['USER_NOT_FOUND', 'not-found'],
  ['INTERNAL_SERVER_ERROR', 'provider-error'],
])

const kindOfStatus = (status: number): FailureKind => {
  if (status === 401) return 'unauthorised'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 409) return 'conflict'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'provider-error' : 'rejected'
}

/** An error beside the data, or one inside the answer of a mutation; `undefined` when there is none. */
export const errorOf = (body: unknown): unknown => {
  const beside = at(body, 'errors')
  if (Array.isArray(beside) && beside.length > 0) return beside[0]
  // Versions before 2025-01 and some gateways: one error as the whole body.
  if (textAt(body, 'error_code') !== undefined) return body
  const data = at(body, 'data')
  const results = isObject(data) ? Object.values(data) : []
  return results.map((result) => at(result, 'errors.0')).find((error) => error !== undefined)
}

/**
 * `update_multiple_users` has INVALID_FIELD for everything, an unknown id among it; the message that tells it apart is
 * UNVERIFIED, so any that says so is taken.
 */
const isUnknownUser = (code: string, error: unknown): boolean =>
  code === 'INVALID_FIELD' && /\buser\b.*\bnot found\b/i.test(textAt(error, 'message') ?? '')

/** What an answer of GraphQL means; `undefined` for a success, and where the status itself tells. */
export const verdictOf = ({ status, body }: VendorAnswer): Verdict | undefined => {
  const error = errorOf(body)
  if (error === undefined) return undefined
  const code = textAt(error, 'extensions.code') ?? textAt(error, 'error_code') ?? textAt(error, 'code') ?? ''
  const told = at(error, 'extensions.status_code') ?? at(error, 'status_code')
  const meant = typeof told === 'number' && told >= 400 ? told : status
  const kind = kinds.get(code) ?? (isUnknownUser(code, error) ? 'not-found' : kindOfStatus(meant))
  return meant >= 400 ? { kind, status: meant } : { kind }
}
