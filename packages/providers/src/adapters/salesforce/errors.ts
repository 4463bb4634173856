import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { textsOf } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/**
 * Codes that are more exact than the 400 that most of them have:
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 */
const codes = codeTable({
  401: ['INVALID_SESSION_ID', 'INVALID_AUTH_HEADER'],
  403: [
    'INSUFFICIENT_ACCESS',
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'API_CURRENTLY_DISABLED',
    'API_DISABLED_FOR_ORG',
    'CANNOT_DISABLE_LAST_ADMIN',
    'CLIENT_NOT_ACCESSIBLE_FOR_USER',
    'FORBIDDEN',
    'FUNCTIONALITY_NOT_ENABLED',
    'INVALID_OPERATION_WITH_EXPIRED_PASSWORD',
    'INVALID_READ_ONLY_USER_DML',
    'OP_WITH_INVALID_USER_TYPE_EXCEPTION',
    'TXN_SECURITY_NO_ACCESS',
  ],
  404: ['NOT_FOUND', 'ENTITY_IS_DELETED', 'MALFORMED_ID'],
  // A locked row is not changed, so a repeat is safe: https://github.com/salto-io/salto/pull/4424
  409: [
    'UNABLE_TO_LOCK_ROW',
    'ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE',
    'ENVIRONMENT_HUB_MEMBERSHIP_CONFLICT',
    'PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT',
  ],
  423: ['ENTITY_IS_LOCKED', 'ALREADY_IN_PROCESS'],
  429: ['REQUEST_LIMIT_EXCEEDED', 'EXCEEDED_RATE_LIMIT', 'TOO_MANY_APEX_REQUESTS'],
  500: ['UNKNOWN_EXCEPTION'],
  // https://github.com/airbytehq/airbyte/issues/17503, https://github.com/restforce/restforce/issues/790
  503: [
    'QUERY_TIMEOUT',
    'SERVER_UNAVAILABLE',
    'REQUEST_RUNNING_TOO_LONG',
    'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE',
    'TERRITORY_REALIGN_IN_PROGRESS',
  ],
})

/** The first error: of a list, or of a result with `success: false`. */
const errorOf = (body: unknown): unknown => at(body, '0') ?? at(body, 'errors.0') ?? at(body, 'errors')

const sentence = (body: unknown): string | undefined => textAt(errorOf(body), 'message') ?? textAt(body, 'errors.0')

const codeOf = (body: unknown): string | undefined =>
  textAt(errorOf(body), 'errorCode') ?? textAt(errorOf(body), 'statusCode')

/** The columns with a fault; without one the id in the address is wrong. */
const namesColumn = ({ body }: VendorAnswer): boolean =>
  (textsOf(at(errorOf(body), 'fields')) ?? []).some((field) => field !== 'Id')

/** Field-level security hides a column as if there were none. */
const missing = /No such column '([^']+)' on entity 'User'/i

/**
 * The userinfo call has its own form of an expired token:
 * https://github.com/forcedotcom/SalesforceMobileSDK-Android/pull/2430
 */
const saysExpired = ({ body }: VendorAnswer): boolean => typeof body === 'string' && /^"?Bad_OAuth_Token/i.test(body)

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
export const errors: ErrorRules = {
  message: sentence,
  missingColumn: (body) => (codeOf(body) === 'INVALID_FIELD' ? missing.exec(sentence(body) ?? '')?.[1] : undefined),
  fails: (body) => codeOf(body) !== undefined || (isObject(body) && at(body, 'success') === false),
  status: (body) => (isObject(body) ? 400 : 502),
  code: codeOf,
  codes,
  rules: [
    // The org has moved to another address; the next token answer has it.
    { code: 'URL_NOT_RESET', means: 'moved' },
    { status: 403, when: saysExpired, means: 401 },
    // The page of an address that no org has any longer; the user is not missing.
    pageForUser,
    { code: /^DUPLICATES?_/, means: 409 },
    // A valid session that may not use this API.
    {
      status: 401,
      says: /^(?:This session is not valid for use with the REST API|Connected app is not attached)/,
      means: 403,
    },
    { status: 404, when: namesColumn, means: 400 },
  ],
}
