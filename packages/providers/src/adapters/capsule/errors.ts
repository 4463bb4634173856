import type { ErrorRules } from '../../contract.ts'
import { complaints, isHtml, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

const isTaken = (sentence: string | undefined): boolean =>
  /must be unique|already (?:exists|taken)/i.test(sentence ?? '')

/**
 * What Capsule's answers mean. It keeps to the statuses of HTTP, and has no codes:
 * https://developer.capsulecrm.com/v2/overview/handling-api-responses
 */
export const errors: ErrorRules = {
  // "Validation Failed" alone says nothing; a 429 has its sentence under `error`.
  message: (body) =>
    [textAt(body, 'message'), sentencesOf(at(body, 'errors')) ?? textAt(body, 'error')]
      .filter((text) => text !== undefined)
      .join(': '),
  classify: ({ status, headers, body }, operation) => {
    const faults = complaints(at(body, 'errors'))
    if (status === 404 && isHtml(body)) return 502
    // The user was read already: what is not found by a change is its card, or an entry of it.
    if (operation === 'update' && status === 404) return { kind: 'rejected' }
    // The token lives, and lacks a right: https://developer.capsulecrm.com/v2/overview/authentication
    if (status === 401 && /insufficient_scope/i.test(headers['www-authenticate'] ?? '')) return 403
    if ((status < 300 || status === 422) && faults.some(({ sentence }) => isTaken(sentence))) return 409
    if (status >= 300) return undefined
    const said = textAt(body, 'error')
    if (said !== undefined) return /rate limit/i.test(said) ? 429 : 502
    return faults.length > 0 ? 422 : undefined
  },
}
