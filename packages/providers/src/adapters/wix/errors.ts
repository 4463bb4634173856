import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { at, firstTextAt, textAt } from '../../runtime/json/json.ts'

/** The vendor's own codes are more exact than the status: 401 is also sent for a missing permission. */
const codes = codeTable({
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

const sentences = [
  'message',
  'details.applicationError.description',
  'details.validationError.fieldViolations.0.description',
]

const refusals = ['details.validationError', 'details.applicationError']

/** https://dev.wix.com/docs/rest/articles/getting-started/errors */
export const errors: ErrorRules = {
  message: (body) => firstTextAt(body, sentences),
  fails: (body) => refusals.some((path) => at(body, path) !== undefined),
  status: (body) => (at(body, 'details.validationError') === undefined ? 502 : 400),
  code: (body) => textAt(body, 'details.applicationError.code'),
  codes,
  rules: [
    // A path that does not exist, not a member.
    pageForUser,
    { when: ({ status }) => status >= 500, means: ({ status }) => status },
  ],
}
