import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** The values of `error`, of which only the first is documented. */
const codes = codeTable({
  404: ['not_found'],
  401: ['unauthorized'],
  403: ['forbidden'],
  429: ['rate_limit_exceeded'],
})

/** The meaning of Copper's answers: `{success: false, status, message}`, or a word under `error`. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? textAt(body, 'error'),
  fails: (body) => certainFlag(at(body, 'success')) === false || textAt(body, 'error') !== undefined,
  status: (body) => at(body, 'status'),
  code: (body) => textAt(body, 'error'),
  codes,
  statusWins: true,
  rules: [pageForUser],
}
