import type { ErrorRules } from '../../contract.ts'
import { pageForUser } from '../../runtime/calls/codes.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** Sentences of an error that mean that the requested thing does not exist. */
const missing = /not[ _-]*(?:be[ _-]*)?found|not exist|non-?existi?ng|non-?existent|no such|unknown/i

/** The first error of a list, or a single one without a list; only its title is certain. */
const errorOf = (body: unknown): unknown => at(body, 'errors.0') ?? at(body, 'errors')

/** The meaning of Teamleader's answers: an unknown user gets 400 or 404. */
export const errors: ErrorRules = {
  message: (body) => textAt(errorOf(body), 'title') ?? textAt(body, 'errors.0') ?? textAt(body, 'errors'),
  fails: (body) => !Array.isArray(errorOf(body) ?? []),
  status: (body) => at(errorOf(body), 'status'),
  rules: [
    pageForUser,
    { status: [400, 404], operation: 'get', says: missing, means: 'not-found' },
    { status: [400, 404], means: 'rejected' },
  ],
}
