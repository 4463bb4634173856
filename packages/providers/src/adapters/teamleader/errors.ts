import type { ErrorRules } from '../../contract.ts'
import { isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** Sentences by which an error says that what was asked for does not exist. */
const missing = /not[ _-]*(?:be[ _-]*)?found|not exist|non-?existi?ng|non-?existent|no such|unknown/i

/** The first error of a list, or the one that stands without a list; only its title is certain. */
const errorOf = (body: unknown): unknown => at(body, 'errors.0') ?? at(body, 'errors')

const sentence = (body: unknown): string | undefined => {
  const error = errorOf(body)
  return typeof error === 'string' ? error : textAt(error, 'title')
}

/** What Teamleader's answers mean: 400 comes for an unknown user as well as 404. */
export const errors: ErrorRules = {
  message: sentence,
  classify: (answer, operation) => {
    const error = errorOf(answer.body)
    const isSuccess = answer.status < 300
    if (isSuccess && (error === undefined || error === null || Array.isArray(error))) return undefined
    const status = isSuccess ? (saidStatus(at(error, 'status')) ?? 502) : answer.status
    if (status !== 400 && status !== 404) return status === answer.status ? undefined : status
    if (status === 404 && isPage(answer)) return 502
    const saysMissing = operation === 'get' && missing.test(sentence(answer.body) ?? '')
    return { kind: saysMissing ? 'not-found' : 'rejected' }
  },
}
