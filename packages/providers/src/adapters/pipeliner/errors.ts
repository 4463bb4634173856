import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** Names of errors, as https://github.com/amp-labs/connectors recorded them (providers/pipeliner). */
const codes = codeTable({ 400: ['ERROR_PARAMETER_INVALID'], 422: ['ERROR_ENTITY_VALIDATION'] })

const isError = (item: unknown): boolean => certainFlag(at(item, 'success')) === false

/** The error of an answer, or the first one that a batch call has in place of an id. */
const errorIn = (body: unknown): unknown =>
  [at(body, 'data')].flat().find((item) => isObject(item) && isError(item)) ?? body

/**
 * A 404 of the router, for an unknown space or entity, does not concern a user. Only an error of the API itself does.
 */
const hasCode = (body: unknown): boolean => at(body, 'errorcode') !== undefined
const isOfRouter = ({ status, body }: VendorAnswer): boolean =>
  status === 404 && (hasCode(body) || textAt(body, 'name') === 'ERROR_UNKNOWN_TYPE')

/** The meaning of Pipeliner's answers. */
export const errors: ErrorRules = {
  message: (body) => textAt(errorIn(body), 'message') ?? textAt(body, 'message'),
  fails: (body) => isError(errorIn(body)),
  status: (body) => at(errorIn(body), 'http_status'),
  code: (body) => textAt(errorIn(body), 'name'),
  codes,
  statusWins: true,
  rules: [pageForUser, { status: 404, when: isOfRouter, means: 502 }],
}
