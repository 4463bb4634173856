import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'
import { nothing } from '../../runtime/writes/done.ts'

/** The vendor's own codes say more than the status: 401 also comes for a missing permission. */
const statusOf = codeTable({
  400: ['INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'OUT_OF_RANGE'],
  401: ['UNAUTHENTICATED'],
  403: ['PERMISSION_DENIED', 'MEMBER_TO_MEMBER_BLOCKED'],
  404: ['NOT_FOUND', 'MEMBER_NOT_FOUND'],
  409: ['ALREADY_EXISTS', 'ABORTED'],
  429: ['RESOURCE_EXHAUSTED'],
  500: ['INTERNAL', 'UNKNOWN', 'DATA_LOSS'],
  501: ['UNIMPLEMENTED'],
  503: ['UNAVAILABLE'],
  504: ['DEADLINE_EXCEEDED'],
})

/** A deleted member leaves nothing, or an empty object. */
export const isGone = (answer: VendorAnswer): boolean =>
  nothing(answer) || (isObject(answer.body) && Object.keys(answer.body).length === 0)

/** https://dev.wix.com/docs/rest/articles/getting-started/errors */
export const errors: ErrorRules = {
  message: (body) =>
    [
      textAt(body, 'message'),
      textAt(body, 'details.applicationError.description'),
      textAt(body, 'details.validationError.fieldViolations.0.description'),
    ].find((sentence) => sentence !== undefined && sentence !== ''),
  classify: (answer) => {
    const { status, body } = answer
    const meant = statusOf(textAt(body, 'details.applicationError.code'))
    // A path that does not exist, not a member.
    if (status === 404 && isPage(answer)) return 502
    if (meant !== undefined && status < 500) return meant
    if (status >= 300) return undefined
    if (at(body, 'details.validationError') !== undefined) return 400
    return at(body, 'details.applicationError') === undefined ? undefined : 502
  },
}
