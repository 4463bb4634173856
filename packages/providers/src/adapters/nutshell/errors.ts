import type { ErrorRules } from '../../contract.ts'
import { complaints, isHtml, saidStatus, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/**
 * What Nutshell's answers mean: an array of errors may stand beside empty data, under 200; each has its status. Other
 * failures are `{code, message}`, text or HTML (recorded in https://github.com/amp-labs/connectors, providers/nutshell).
 */
export const errors: ErrorRules = {
  message: (body) => {
    const plain = typeof body === 'string' && !isHtml(body) ? body : undefined
    return sentencesOf(at(body, 'errors')) ?? textAt(body, 'message') ?? sentencesOf(at(body, 'error')) ?? plain
  },
  classify: ({ status, body }) => {
    if (status >= 300) return undefined
    const [error] = [...complaints(at(body, 'errors')), ...complaints(at(body, 'error'))]
    return error === undefined ? saidStatus(at(body, 'code')) : (error.status ?? 502)
  },
}
