import type { ErrorRules } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/** The words of `error`, of which the documentation shows the first alone. */
const statusOf = codeTable({
  404: ['not_found'],
  401: ['unauthorized'],
  403: ['forbidden'],
  429: ['rate_limit_exceeded'],
})

/** What Copper's answers mean: `{success: false, status, message}`, or a word under `error`. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? textAt(body, 'error'),
  classify: (answer) => {
    const { status, body } = answer
    // Not of the API: an unknown user comes as JSON.
    if (status === 404 && isPage(answer)) return 502
    const isError = certainFlag(at(body, 'success')) === false || textAt(body, 'error') !== undefined
    if (status >= 300 || !isError) return undefined
    return saidStatus(at(body, 'status')) ?? statusOf(textAt(body, 'error')) ?? 502
  },
}
