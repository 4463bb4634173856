import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/** The statuses of v2, and the faults of the gateway in front of it (https://docs.apigee.com/api-platform/troubleshoot). */
const codes = codeTable({
  400: ['INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'OUT_OF_RANGE'],
  401: [
    'UNAUTHENTICATED',
    'keymanagement.service.invalid_access_token',
    'keymanagement.service.access_token_expired',
    'oauth.v2.InvalidAccessToken',
    'oauth.v2.InvalidApiKey',
  ],
  403: ['PERMISSION_DENIED', 'keymanagement.service.InsufficientScope', 'steps.oauth.v2.insufficient_scope'],
  404: ['NOT_FOUND'],
  409: ['ABORTED', 'ALREADY_EXISTS', 'CONFLICT'],
  429: ['RESOURCE_EXHAUSTED', 'policies.ratelimit.QuotaViolation', 'policies.ratelimit.SpikeArrestViolation'],
  500: ['INTERNAL', 'UNKNOWN'],
  501: ['UNIMPLEMENTED'],
  502: ['messaging.adaptors.http.flow.ApplicationNotFound'],
  503: ['UNAVAILABLE', 'messaging.adaptors.http.flow.ServiceUnavailable'],
  504: ['DEADLINE_EXCEEDED', 'messaging.adaptors.http.flow.GatewayTimeout'],
})

/** A user has a status too, but no message beside it. */
const isError = (body: unknown): boolean =>
  saidStatus(at(body, 'code')) !== undefined && at(body, 'message') !== undefined

/** https://github.com/infusionsoft/keap-sdk/blob/main/sdks/v2/swagger.yml, schema `Error` */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? textAt(body, 'fault.faultstring'),
  fails: (body) => isObject(at(body, 'fault')) || isError(body),
  status: (body) => at(body, 'code'),
  code: (body) => textAt(body, 'fault.detail.errorcode') ?? textAt(body, 'status'),
  codes,
  rules: [pageForUser],
}
