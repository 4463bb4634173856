import type { ErrorRules } from '../../contract.ts'
import { pageForUser } from '../../runtime/calls/codes.ts'
import { joined, saidStatus, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/**
 * The meaning of Salesflare's answers: Boom's form, whose statuses are its only codes (400, 401, 404, 429 and 500 are
 * documented). "Bad Request" does not name the fault, so the faults of fields are added.
 */
export const errors: ErrorRules = {
  message: (body) =>
    joined(textAt(body, 'message') ?? textAt(body, 'error'), sentencesOf(at(body, 'validation.errors'))),
  fails: (body) => textAt(body, 'error') !== undefined || saidStatus(at(body, 'statusCode')) !== undefined,
  status: (body) => at(body, 'statusCode'),
  rules: [pageForUser],
}
