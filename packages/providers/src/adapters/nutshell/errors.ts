import type { ErrorRules } from '../../contract.ts'
import { complaints, plainSentence, saidStatus, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

const faults = (body: unknown) => [...complaints(at(body, 'errors')), ...complaints(at(body, 'error'))]

/**
 * The meaning of Nutshell's answers: an array of errors may be beside empty data, under 200; each has its status. Other
 * failures are `{code, message}`, text or HTML (recorded in https://github.com/amp-labs/connectors, providers/nutshell).
 */
export const errors: ErrorRules = {
  message: (body) =>
    sentencesOf(at(body, 'errors')) ?? textAt(body, 'message') ?? sentencesOf(at(body, 'error')) ?? plainSentence(body),
  fails: (body) => faults(body).length > 0 || saidStatus(at(body, 'code')) !== undefined,
  status: (body) => (faults(body).length > 0 ? faults(body)[0]?.status : at(body, 'code')),
}
