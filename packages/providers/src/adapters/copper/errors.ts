import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** The words of `error`, of which the documentation shows the first alone. */
const codes = codeTable({
  404: ['not_found'],
  401: ['unauthorized'],
  403: ['forbidden'],
  429: ['rate_limit_exceeded'],
})

/** What Copper's answers mean: `{success: false, status, message}`, or a word under `error`. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? textAt(body, 'error'),
  fails: (body) => certainFlag(at(body, 'success')) === false || textAt(body, 'error') !== undefined,
  status: (body) => at(body, 'status'),
  code: (body) => textAt(body, 'error'),
  codes,
  statusWins: true,
  rules: [pageForUser],
}
