import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { joined, saidStatus } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'

/** https://developer.zendesk.com/api-reference/sales-crm/errors/ */
const codes = codeTable({
  400: ['invalid_header', 'invalid_param', 'invalid_payload', 'invalid_user_agent'],
  401: ['unauthorized'],
  403: ['forbidden', 'insufficient_scope'],
  404: ['not_found'],
  409: ['conflict'],
  422: ['incorrect_payload'],
  429: ['rate_limit_exceeded'],
  500: ['server_error'],
  // The path is made by this adapter.
  502: ['incorrect_path'],
  503: ['temporarily_unavailable'],
})

/** The first error, which is mostly in its own envelope. */
const errorOf = (body: unknown): unknown => at(body, 'errors.0.error') ?? at(body, 'errors.0') ?? at(body, 'errors')

/**
 * A throttled call is redirected to the page of a 429, which does not exist:
 * https://github.com/zendesk/basecrm-ruby/issues/81
 */
const pageIn = (body: unknown) =>
  saidStatus(/\/(\d{3})\.(?:json|html)\b/.exec(textAt(errorOf(body), 'details') ?? '')?.[1])

/** The meaning of Zendesk Sell's answers. */
export const errors: ErrorRules = {
  message: (body) => joined(textAt(errorOf(body), 'message'), textAt(errorOf(body), 'details')),
  fails: (body) => isObject(errorOf(body)),
  // `401 Unauthorized`
  status: (body) => textAt(body, 'meta.http_status')?.slice(0, 3),
  code: (body) => textAt(errorOf(body), 'code'),
  codes,
  rules: [pageForUser, { means: ({ body }) => pageIn(body) }],
}
