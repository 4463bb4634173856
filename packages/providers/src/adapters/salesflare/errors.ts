import type { ErrorRules } from '../../contract.ts'
import { isPage } from '../../runtime/calls/codes.ts'
import { saidStatus, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/**
 * What Salesflare's answers mean: Boom's form, whose statuses are its only codes (400, 401, 404, 429 and 500 are
 * documented). "Bad Request" alone says nothing, so the faults of fields go along.
 */
export const errors: ErrorRules = {
  message: (body) =>
    [textAt(body, 'message') ?? textAt(body, 'error'), sentencesOf(at(body, 'validation.errors'))]
      .filter((text) => text !== undefined)
      .join(': '),
  classify: (answer) => {
    const { status, body } = answer
    // Not of the API: an unknown user comes as JSON.
    if (status === 404 && isPage(answer)) return 502
    if (status >= 300) return undefined
    const isError = textAt(body, 'error') !== undefined
    return saidStatus(at(body, 'statusCode')) ?? (isError ? 502 : undefined)
  },
}
