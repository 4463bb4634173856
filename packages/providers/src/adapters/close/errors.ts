import type { ErrorRules } from '../../contract.ts'
import { isPage } from '../../runtime/calls/codes.ts'
import { complaints, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at } from '../../runtime/json/json.ts'

/**
 * What Close's answers mean: faults of single fields stand apart. It has no codes beside the statuses:
 * https://developer.close.com/api/overview/http-response-codes
 */
export const errors: ErrorRules = {
  message: (body) =>
    sentencesOf(at(body, 'field-errors')) ?? sentencesOf(at(body, 'error')) ?? sentencesOf(at(body, 'errors')),
  classify: (answer) => {
    const { status, body } = answer
    if (status === 404 && isPage(answer)) return 502
    if (status >= 300) return undefined
    const [fault] = ['field-errors', 'errors'].flatMap((key) => complaints(at(body, key)))
    if (fault !== undefined) return fault.status ?? 400
    return complaints(at(body, 'error')).length > 0 ? 502 : undefined
  },
}
