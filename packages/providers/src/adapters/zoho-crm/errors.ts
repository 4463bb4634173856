import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** What Zoho CRM's answers mean: errors come instead of the whole answer or of one user, the latter under 200 too. */

/**
 * The user of an answer about one: users come in an array always. Another body is handed on as it is, so that it is not
 * taken for a user who does not exist.
 */
export const first = (body: unknown): unknown => {
  const users = at(body, 'users')
  return Array.isArray(users) ? users[0] : body
}

const isError = (item: unknown): boolean =>
  /^(?:error|failure)$/i.test(textAt(item, 'status') ?? '') ||
  (textAt(item, 'message') !== undefined && !/^success$/i.test(textAt(item, 'code') ?? 'success'))

const errorOf = (body: unknown): unknown => [body, first(body)].find(isError)

/** A change is made where its item says so: https://www.zoho.com/crm/developer/docs/api/v8/update-user.html */
export const saysSuccess = ({ body }: VendorAnswer): boolean => /^success$/i.test(textAt(first(body), 'code') ?? '')

/** The codes of the v8 pages on getting, adding, changing and deleting users, and of the vendor's OpenAPI file. */
const statusOf = codeTable({
  400: [
    'CANNOT_UPDATE_DELETED_USER',
    'DEPENDENT_FIELD_MISSING',
    'DEPENDENT_PARAM_MISSING',
    // Zoho's spelling, and the right one.
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
  // Somebody else was faster.
  409: ['DUPLICATE_DATA', 'CONFLICTING_DATA_FOUND', 'ID_ALREADY_ACTIVE', 'ID_ALREADY_DEACTIVATED'],
  429: ['TOO_MANY_REQUESTS', 'REQUEST_LIMIT_REACHED'],
  500: ['INTERNAL_ERROR', 'INTERNAL_SERVER_ERROR'],
  // The address is made here, of the data centre and the version.
  502: ['INVALID_URL_PATTERN', 'INVALID_REQUEST_METHOD'],
  503: ['SERVICE_UNAVAILABLE', 'TEMPORARILY_UNAVAILABLE'],
})

/** Whether INVALID_DATA is about the id in the address, and not about a parameter or a field. */
const isAboutId = (error: unknown): boolean =>
  textAt(error, 'code') === 'INVALID_DATA' &&
  at(error, 'details.param_name') === undefined &&
  ['id', undefined].includes(textAt(error, 'details.api_name'))

/** The exceptions to the table of statuses, and where the sentence and the missing permissions stand. */
export const errors: ErrorRules = {
  message: (body) => textAt(errorOf(body), 'message'),
  missingScopes: (body) => {
    const permissions = at(errorOf(body), 'details.permissions')
    return Array.isArray(permissions) ? permissions.map(String) : undefined
  },
  classify: (answer, operation) => {
    const { status, body } = answer
    const error = errorOf(body)
    // Users who do not exist are told otherwise: this is the page of a wrong host.
    if (error === undefined) return status === 404 && isPage(answer) ? 502 : undefined
    const idIsInAddress = operation === 'get' || operation === 'delete'
    const saysId = [/\bid\b/i, /\binvalid\b/i].every((words) => words.test(textAt(error, 'message') ?? ''))
    if (isAboutId(error) && (idIsInAddress || (operation === 'update' && saysId))) return 404
    const meant = statusOf(textAt(error, 'code'))
    // A code of tomorrow under a success, or without a meaning for a 404, is not understood.
    return meant ?? (status < 300 || status === 404 ? 502 : undefined)
  },
}
