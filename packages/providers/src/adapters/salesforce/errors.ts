import type { ErrorRules } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/**
 * Codes that say more than the 400 that most of them come with:
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 */
const statusOf = codeTable({
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
  // A locked row is not changed, so trying again is harmless: https://github.com/salto-io/salto/pull/4424
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

/** The first error: of a list of them, or of a result that says `success: false`. */
const errorOf = (body: unknown): unknown => at(body, '0') ?? at(body, 'errors.0') ?? at(body, 'errors')

const codeOf = (body: unknown): string | undefined =>
  textAt(errorOf(body), 'errorCode') ?? textAt(errorOf(body), 'statusCode')

/** Sentences under 401 of a session that lives, and is not for this API. */
const isBlocked = (said: string): boolean =>
  ['This session is not valid for use with the REST API', 'Connected app is not attached'].some((start) =>
    said.startsWith(start),
  )

/** The columns at fault; without one the id in the address is. */
const namesColumn = (body: unknown): boolean => {
  const fields = at(errorOf(body), 'fields')
  return Array.isArray(fields) && fields.some((field) => field !== 'Id')
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
export const errors: ErrorRules = {
  message: (body) => {
    const error = errorOf(body)
    return typeof error === 'string' ? error : textAt(error, 'message')
  },
  // Field-level security hides a column as if there were none.
  missingColumn: (body) =>
    codeOf(body) === 'INVALID_FIELD'
      ? /No such column '([^']+)' on entity 'User'/i.exec(textAt(errorOf(body), 'message') ?? '')?.[1]
      : undefined,
  classify: (answer) => {
    const { status, body } = answer
    const code = codeOf(body)
    // The org lies at another address now, which its token endpoint knows.
    if (code === 'URL_NOT_RESET') return 301
    // The userinfo call has its own way to say that a token has expired: https://github.com/forcedotcom/SalesforceMobileSDK-Android/pull/2430
    if (status === 403 && typeof body === 'string' && /^"?Bad_OAuth_Token/i.test(body)) return 401
    // The page of an address that no org has any more, not of a user that is missing.
    if (status === 404 && isPage(answer)) return 502
    if (code === undefined) return isObject(body) && at(body, 'success') === false ? 400 : undefined
    const meant = /^DUPLICATES?_/.test(code) ? 409 : statusOf(code)
    if (meant === 401 && isBlocked(textAt(errorOf(body), 'message') ?? '')) return 403
    if (meant === 404 && namesColumn(body)) return 400
    return meant ?? (status >= 300 ? undefined : isObject(body) ? 400 : 502)
  },
}
