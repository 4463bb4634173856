import type { PartialColumn, VendorAnswer } from '../../contract.ts'
import { codeTable } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/**
 * monday.com answers most failures with 200 and says in the body what they are. The codes of
 * https://developer.monday.com/api-reference/docs/error-handling, .../docs/rate-limits and of the enums of its schema.
 */
const statusOf = codeTable({
  400: [
    'CANNOT_UPDATE_SELF',
    // Apollo Server's codes, whose server monday.com's errors look like: https://www.apollographql.com/docs/apollo-server/data/errors
    'BAD_USER_INPUT',
    'ERROR',
    'EXCEEDS_BATCH_LIMIT',
    'FAILED',
    'GRAPHQL_VALIDATION_FAILED',
    'INVALID_FIELD',
    'INVALID_INPUT',
    'InvalidArgumentException',
    'JsonParseException',
    'REQUEST_MAX_COMPLEXITY_EXCEEDED',
    'maxComplexityExceeded',
  ],
  401: ['Unauthorized', 'Unauthenticated', 'NotAuthenticated'],
  403: [
    'Forbidden',
    'missingRequiredPermissions',
    'UNAUTHORIZED_FIELD_OR_TYPE',
    'USER_ACCESS_DENIED',
    'USER_UNAUTHORIZED',
    'UserUnauthorizedException',
  ],
  404: ['USER_NOT_FOUND', 'ResourceNotFoundException', 'InvalidUserIdException'],
  409: ['IDEMPOTENCY_CONFLICT'],
  422: ['RecordInvalidException'],
  423: ['Resource is currently locked'],
  429: [
    'COMPLEXITY_BUDGET_EXHAUSTED',
    'ComplexityException',
    'CONCURRENCY_LIMIT_EXCEEDED',
    'DAILY_LIMIT_EXCEEDED',
    'FIELD_LIMIT_EXCEEDED',
    'FIELD_MINUTE_RATE_LIMIT_EXCEEDED',
    'IP_RATE_LIMIT_EXCEEDED',
    'maxConcurrencyExceeded',
    'Minute limit rate exceeded',
    'MINUTE_LIMIT_EXCEEDED',
    'Rate Limit Exceeded',
  ],
  500: ['INTERNAL_SERVER_ERROR'],
  // The version is chosen here, not by the caller.
  502: ['InvalidVersionException', 'DOWNSTREAM_SERVICE_ERROR'],
  503: ['API_TEMPORARILY_BLOCKED', 'SERVICE_UNAVAILABLE'],
})

/** Errors that come as texts, without a code: https://github.com/mondaycom/monday-graphql-api/issues/27 */
const sentences: readonly (readonly [RegExp, number])[] = [
  [/not authenticated|invalid (?:access )?token/i, 401],
  [/unauthori[sz]ed/i, 403],
  [/complexity budget|rate limit|limit (?:rate )?exceeded|\bexhausted\b|too many requests/i, 429],
  [/currently locked/i, 423],
  [/internal server error/i, 500],
]

/** Errors beside the data: a list of objects or texts, or one of them. */
const beside = (body: unknown): readonly unknown[] => {
  const errors = at(body, 'errors') ?? at(body, 'error')
  const list = Array.isArray(errors) ? errors : [errors]
  return list.filter((error) => error !== undefined && error !== null && error !== '' && error !== false)
}

/** The user that the path of an error leads to, and the field below; `undefined` where it leads to no field of a user. */
const fieldAt = (error: unknown): { readonly user: readonly unknown[]; readonly column: string } | undefined => {
  const path: unknown = at(error, 'path')
  if (!Array.isArray(path)) return undefined
  const depth = path[0] === 'me' ? 1 : path[0] === 'users' && Number.isInteger(Number(path[1])) ? 2 : path.length
  const column: unknown = path[depth]
  return typeof column === 'string' ? { user: path.slice(0, depth), column } : undefined
}

/**
 * Whether an error is about one optional field of a user who is there: its path ends below the record, and the record
 * has its id. The page on error handling calls it partial data.
 */
const isOptional = (body: unknown, error: unknown): boolean => {
  const field = fieldAt(error)
  const user = field === undefined ? undefined : at(body, ['data', ...field.user].join('.'))
  return field?.column !== 'id' && isObject(user) && typeof user.id === 'string'
}

/** The optional fields that one user came without, each once. */
export const partial = (body: unknown, index: number): readonly PartialColumn[] => {
  const found = new Map<string, PartialColumn>()
  for (const error of beside(body)) {
    const field = isOptional(body, error) ? fieldAt(error) : undefined
    if (field === undefined || (field.user.length > 1 && Number(field.user[1]) !== index)) continue
    if (!found.has(field.column)) found.set(field.column, { column: field.column, said: textAt(error, 'message') })
  }
  return [...found.values()]
}

/** One error: beside the data, as the whole body, or inside the answer of a mutation; `undefined` when there is none. */
export const errorOf = (body: unknown): unknown => {
  const first = beside(body).find((error) => !isOptional(body, error))
  // Older versions and gateways: code, status and sentence of one error lie in the body, alone or beside a text.
  const isAlone = ['error_code', 'error_message', 'status_code'].some((key) => at(body, key) !== undefined)
  if (isAlone && !isObject(first)) return body
  if (first !== undefined) return first
  const data = at(body, 'data')
  const results = isObject(data) ? Object.values(data) : []
  return results.flatMap(beside)[0]
}

/** The sentence of an error in any of its forms. */
export const messageOf = (body: unknown): string | undefined => {
  const error = errorOf(body)
  if (typeof error === 'string') return error
  return textAt(error, 'message') ?? textAt(body, 'error_message') ?? textAt(error, 'errors.0')
}

/**
 * `update_multiple_users` has INVALID_FIELD for everything, an unknown id among it; the message that tells it apart is
 * UNVERIFIED, so any that says so is taken.
 */
const isUnknownUser = (code: string | undefined, said: string): boolean =>
  code === 'INVALID_FIELD' && [/\buser\b/i, /\bnot found\b/i].every((words) => words.test(said))

/** What an answer of GraphQL stands for; `undefined` for a success, and where the status itself tells. */
export const classify = ({ status, body }: VendorAnswer): number | undefined => {
  const error = errorOf(body)
  if (error === undefined) return undefined
  const code = textAt(error, 'extensions.code') ?? textAt(error, 'error_code') ?? textAt(error, 'code')
  const said = messageOf(body) ?? ''
  if (isUnknownUser(code, said)) return 404
  const bySentence = sentences.find(([pattern]) => code === undefined && pattern.test(said))?.[1]
  const own = saidStatus(at(error, 'extensions.status_code') ?? at(error, 'status_code'))
  // What is not in the table and names no status is not understood.
  return statusOf(code) ?? own ?? (status >= 400 ? undefined : (bySentence ?? 502))
}

/** A field that the version lacks, or that the token may not read and that cannot be null. */
export const missingColumn = (body: unknown): string | undefined => {
  const error = errorOf(body)
  const code = textAt(error, 'extensions.code') ?? ''
  if (code === 'UNAUTHORIZED_FIELD_OR_TYPE') return fieldAt(error)?.column
  const [, named] =
    /Cannot query field "(\w{1,80})" on type "User"|Field '(\w{1,80})' doesn't exist on type 'User'/
      .exec((messageOf(body) ?? '').slice(0, 500))
      ?.filter((part) => part !== undefined) ?? []
  return named
}
