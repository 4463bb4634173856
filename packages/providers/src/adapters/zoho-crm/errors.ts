import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { textsOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** The meaning of Zoho CRM's answers: errors replace the whole answer or one user, the latter under 200 too. */

/** The codes of the v8 pages on getting, adding, changing and deleting users, and of the vendor's OpenAPI file. */
const codes = codeTable({
  400: [
    'CANNOT_UPDATE_DELETED_USER',
    'DEPENDENT_FIELD_MISSING',
    'DEPENDENT_PARAM_MISSING',
    // Zoho's spelling, and the correct one.
    'EMAIL_UPDATE_NOT_ALOWED',
    'EMAIL_UPDATE_NOT_ALLOWED',
    'INVALID_DATA',
    'INVALID_REQUEST',
    'LICENSE_LIMIT_EXCEEDED',
    'MANDATORY_NOT_FOUND',
    'MAPPING_MISMATCH',
    'NOT_ALLOWED',
    'NOT_SUPPORTED',
    'REQUIRED_DATA_NOT_FOUND',
    'REQUIRED_PARAM_MISSING',
    'UNAPPROVABLE',
  ],
  401: ['INVALID_TOKEN', 'INVALID_OAUTHTOKEN', 'AUTHENTICATION_FAILURE'],
  403: [
    // A 401 in some answers; a new token of the same consent would have the same scopes.
    'OAUTH_SCOPE_MISMATCH',
    'AUTHORIZATION_FAILED',
    'FEATURE_NOT_AVAILABLE',
    'FEATURE_NOT_ENABLED',
    'NO_PERMISSION',
    'PERMISSION_DENIED',
  ],
  404: ['ID_ALREADY_DELETED', 'RESOURCE_NOT_FOUND'],
  // Another change was faster.
  409: ['DUPLICATE_DATA', 'CONFLICTING_DATA_FOUND', 'ID_ALREADY_ACTIVE', 'ID_ALREADY_DEACTIVATED'],
  429: ['TOO_MANY_REQUESTS', 'REQUEST_LIMIT_REACHED'],
  500: ['INTERNAL_ERROR', 'INTERNAL_SERVER_ERROR'],
  // This adapter makes the address, from the data centre and the version.
  502: ['INVALID_URL_PATTERN', 'INVALID_REQUEST_METHOD'],
  503: ['SERVICE_UNAVAILABLE', 'TEMPORARILY_UNAVAILABLE'],
})

/**
 * The user of an answer about one: users are always in an array. Another body is passed on as it is, so that it does not
 * count as an unknown user.
 */
export const first = (body: unknown): unknown => (Array.isArray(at(body, 'users')) ? at(body, 'users.0') : body)

/** A change is made if its item says so: https://www.zoho.com/crm/developer/docs/api/v8/update-user.html */
export const saysSuccess = ({ body }: VendorAnswer): boolean => /^success$/i.test(textAt(first(body), 'code') ?? '')

const isFailed = (item: unknown): boolean => /^(?:error|failure)$/i.test(textAt(item, 'status') ?? '')
const hasFault = (item: unknown): boolean => !/^success$/i.test(textAt(item, 'code') ?? 'success')
const isError = (item: unknown): boolean => isFailed(item) || (textAt(item, 'message') !== undefined && hasFault(item))
const errorOf = (body: unknown): unknown => [body, first(body)].find(isError)

/** Whether INVALID_DATA concerns the id in the address, and not a parameter or a field. */
const isOfParameter = (body: unknown): boolean => at(errorOf(body), 'details.param_name') !== undefined
const isOfId = (body: unknown): boolean => ['id', undefined].includes(textAt(errorOf(body), 'details.api_name'))
const isAboutId = ({ body }: VendorAnswer): boolean => isOfId(body) && !isOfParameter(body)

/** The exceptions to the table of statuses, and the places of the sentence and the missing permissions. */
export const errors: ErrorRules = {
  message: (body) => textAt(errorOf(body), 'message'),
  missingScopes: (body) => textsOf(at(errorOf(body), 'details.permissions')),
  fails: (body) => errorOf(body) !== undefined,
  code: (body) => textAt(errorOf(body), 'code'),
  codes,
  rules: [
    // Unknown users have another answer: this is the page of a wrong host.
    pageForUser,
    { code: 'INVALID_DATA', operation: ['get', 'delete'], when: isAboutId, means: 404 },
    { code: 'INVALID_DATA', operation: 'update', says: [/\bid\b/i, /\binvalid\b/i], when: isAboutId, means: 404 },
    // An unknown code under a 404 is not understood.
    { status: 404, code: false, when: ({ body }) => errorOf(body) !== undefined, means: 502 },
  ],
}
