import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, isObject, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** Names of errors, as https://github.com/amp-labs/connectors recorded them (providers/pipeliner). */
const statusOf = codeTable({ 400: ['ERROR_PARAMETER_INVALID'], 422: ['ERROR_ENTITY_VALIDATION'] })

/** The error of an answer, or the first one that a batch call has in place of an id. */
const errorIn = (body: unknown): unknown => {
  const items = at(body, 'data')
  return Array.isArray(items)
    ? (items.find((item) => isObject(item) && certainFlag(at(item, 'success')) === false) ?? body)
    : body
}

/**
 * A 404 of the router, which knows no such space, or of an unknown entity: it says nothing of a user. Only an error of
 * the API itself does.
 */
const isOfRouter = (answer: VendorAnswer): boolean =>
  isPage(answer) ||
  (isObject(answer.body) && Object.hasOwn(answer.body, 'errorcode')) ||
  textAt(answer.body, 'name') === 'ERROR_UNKNOWN_TYPE'

/** What Pipeliner's answers mean. */
export const errors: ErrorRules = {
  message: (body) => textAt(errorIn(body), 'message') ?? textAt(body, 'message'),
  classify: (answer) => {
    const { status, body } = answer
    if (status === 404 && isOfRouter(answer)) return 502
    if (status >= 300) return undefined
    const error = errorIn(body)
    if (certainFlag(at(error, 'success')) !== false) return undefined
    return saidStatus(at(error, 'http_status')) ?? statusOf(textAt(error, 'name')) ?? 502
  },
}
