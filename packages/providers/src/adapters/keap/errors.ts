import type { ErrorRules } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/** The statuses of v2, and the faults of the gateway before it (https://docs.apigee.com/api-platform/troubleshoot). */
const statusOf = codeTable({
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

/** https://github.com/infusionsoft/keap-sdk/blob/main/sdks/v2/swagger.yml, schema `Error` */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? textAt(body, 'fault.faultstring'),
  classify: (answer) => {
    const { status, body } = answer
    const fault = textAt(body, 'fault.detail.errorcode')
    const code = saidStatus(at(body, 'code'))
    // A user has a status too, but no message beside it.
    const isError =
      fault !== undefined || isObject(at(body, 'fault')) || (code !== undefined && at(body, 'message') !== undefined)
    // A page is about the address, not about a user, who is missing in JSON.
    if (status === 404 && isPage(answer)) return 502
    if (!isError) return undefined
    return statusOf(fault ?? textAt(body, 'status')) ?? (status >= 300 ? undefined : (code ?? 502))
  },
}
