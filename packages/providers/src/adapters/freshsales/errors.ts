import type { ErrorRules } from '../../contract.ts'
import { complaints } from '../../runtime/calls/envelope.ts'
import { at, firstTextAt, isObject, textAt } from '../../runtime/json/json.ts'

const isError = (errors: unknown): boolean => isObject(errors) || complaints(errors).length > 0

const sentences = ['errors.message.0', 'errors.message', 'errors.0', 'errors']

/** The meaning of Freshsales' answers; the forms of its errors are not documented: each observed one is read. */
export const errors: ErrorRules = {
  message: (body) => firstTextAt(body, sentences),
  fails: (body) => textAt(body, 'login') === 'failed' || isError(at(body, 'errors')),
  status: (body) => (textAt(body, 'login') === 'failed' ? 401 : at(body, 'errors.code')),
}
