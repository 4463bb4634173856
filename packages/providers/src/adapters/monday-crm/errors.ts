import type { ErrorRules, PartialColumn, VendorAnswer } from '../../contract.ts'
import { codeTable } from '../../runtime/calls/codes.ts'
import { plainSentence, saidStatus, textsOf } from '../../runtime/calls/envelope.ts'
import { at, firstTextAt, isObject, textAt } from '../../runtime/json/json.ts'

/**
 * monday.com answers most failures with 200 and describes them in the body. The codes of
 * https://developer.monday.com/api-reference/docs/error-handling, .../docs/rate-limits and of the enums of its schema.
 */
const codes = codeTable({
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
  // The adapter chooses the version, not the caller.
  502: ['InvalidVersionException', 'DOWNSTREAM_SERVICE_ERROR'],
  503: ['API_TEMPORARILY_BLOCKED', 'SERVICE_UNAVAILABLE'],
})

/** Errors beside the data: a list of objects or texts, or one of them. */
const isPresent = (error: unknown): boolean => ![undefined, null, '', false].some((nothing) => nothing === error)
const beside = (body: unknown) => [at(body, 'errors') ?? at(body, 'error')].flat().filter(isPresent)

/** The user that the path of an error names, and the field below. */
const fieldPath = /^(me|users\.(\d{1,9}))\.(\w{1,80})(?:\.|$)/
const fieldOf = (error: unknown) => fieldPath.exec(textsOf(at(error, 'path'))?.join('.') ?? '')
const columnOf = (error: unknown): string | undefined => fieldOf(error)?.[3]
const isOf = (index: number, error: unknown): boolean => (fieldOf(error)?.[2] ?? String(index)) === String(index)

/**
 * Whether an error concerns one optional field of an existing user: its path ends below the record, and the record has its
 * id. The page on error handling calls it partial data.
 */
const hasUser = (body: unknown, error: unknown) => textAt(body, `data.${fieldOf(error)?.[1]}.id`) !== undefined
const isOptional = (body: unknown, error: unknown): boolean => columnOf(error) !== 'id' && hasUser(body, error)

const isLacking = (body: unknown, index: number) => (error: unknown) => isOptional(body, error) && isOf(index, error)
const lacking = (body: unknown, index: number) => beside(body).filter(isLacking(body, index))
const toPartial = (error: unknown): PartialColumn => ({ column: columnOf(error) ?? '', said: textAt(error, 'message') })
const isFirst = ({ column }: PartialColumn, index: number, all: readonly PartialColumn[]): boolean =>
  all.findIndex((other) => other.column === column) === index

/** Older versions and gateways: code, status and sentence of one error are in the body, alone or beside a text. */
const alone = ['error_code', 'error_message', 'status_code']
const isSingleError = (body: unknown): boolean => alone.some((key) => at(body, key) !== undefined)

/** One error: beside the data, as the whole body, or inside the answer of a mutation; `undefined` when there is none. */
const firstBeside = (body: unknown) => beside(body).find((error) => !isOptional(body, error))
const inside = (body: unknown) => Object.values(Object(at(body, 'data'))).flatMap(beside)[0]
const singleOr = (body: unknown, first: unknown) =>
  isSingleError(body) && !isObject(first) ? body : (first ?? inside(body))
export const errorOf = (body: unknown): unknown => singleOr(body, firstBeside(body))

/** The sentence of an error in any of its forms. */
const sentence = (body: unknown, error: unknown) =>
  textAt(error, 'message') ?? textAt(body, 'error_message') ?? textAt(error, 'errors.0')
export const messageOf = (body: unknown): string | undefined =>
  plainSentence(errorOf(body)) ?? sentence(body, errorOf(body))

const codePaths = ['extensions.code', 'error_code', 'code']
const codeOf = (body: unknown) => firstTextAt(errorOf(body), codePaths)

const ownStatus = (body: unknown) =>
  saidStatus(at(errorOf(body), 'extensions.status_code') ?? at(errorOf(body), 'status_code'))

/** Errors that are texts, without a code: https://github.com/mondaycom/monday-graphql-api/issues/27 */
const hasNoCode = ({ status, body }: VendorAnswer): boolean => status < 400 && codeOf(body) === undefined

/** A field that the version lacks, or that the token may not read and that cannot be null. */
const refusedColumn = /Cannot query field "(\w{1,80})" on type "User"|Field '(\w{1,80})' doesn't exist on type 'User'/
const isHidden = (body: unknown): boolean => textAt(errorOf(body), 'extensions.code') === 'UNAUTHORIZED_FIELD_OR_TYPE'
const namedIn = (said = '') => refusedColumn.exec(said.slice(0, 500))?.slice(1).find(isPresent)

export const errors: ErrorRules = {
  message: messageOf,
  fails: (body) => errorOf(body) !== undefined,
  status: ownStatus,
  code: codeOf,
  codes,
  missingColumn: (body) => (isHidden(body) ? columnOf(errorOf(body)) : namedIn(messageOf(body))),
  partial: (body, index) => lacking(body, index).map(toPartial).filter(isFirst),
  rules: [
    // `update_multiple_users` has INVALID_FIELD for every fault, also an unknown id; the message that distinguishes it is
    // UNVERIFIED, so every message of that meaning is accepted.
    { code: 'INVALID_FIELD', says: [/\buser\b/i, /\bnot found\b/i], means: 404 },
    { code: false, means: ({ body }) => ownStatus(body) },
    { when: hasNoCode, says: /not authenticated|invalid (?:access )?token/i, means: 401 },
    { when: hasNoCode, says: /unauthori[sz]ed/i, means: 403 },
    {
      when: hasNoCode,
      says: /complexity budget|rate limit|limit (?:rate )?exceeded|\bexhausted\b|too many requests/i,
      means: 429,
    },
    { when: hasNoCode, says: /currently locked/i, means: 423 },
    { when: hasNoCode, says: /internal server error/i, means: 500 },
  ],
}
