import type { ErrorRules } from '../../contract.ts'
import { codeTable } from '../../runtime/calls/codes.ts'
import { textAt } from '../../runtime/json/json.ts'

/** https://api.accelo.com/docs/#status-codes */
const statusOf = codeTable({
  400: ['invalid_request', 'invalid_scope', 'unsupported_grant_type'],
  401: ['invalid_client', 'unauthorized client', 'invalid_grant'],
  403: ['invalid_permission'],
  409: ['duplicate'],
  429: ['too_many_requests', 'too_many_failed_logins'],
  500: ['server_error'],
})

/** Told as a bad client, and over after some minutes. */
const isLockedOut = (said: string): boolean => /\block(?:ed|-| )? ?out\b|\bfailed (?:login|attempt)/i.test(said)

/** What Accelo's answers mean: there is no 404, and every answer has a status of its own in `meta`. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'meta.message') ?? textAt(body, 'error_description'),
  classify: ({ status, body }, operation) => {
    const code = textAt(body, 'meta.status')
    const said = textAt(body, 'meta.message') ?? ''
    // No answer of the API: of a gateway, or of a deployment that is not there any more.
    if (status === 404) return 502
    if (code === undefined || code === 'ok') return undefined
    if (code === 'invalid_client' && isLockedOut(said)) return 429
    // On a write it may as well mean a refused value; the sentence tells.
    if (code === 'invalid_request' && (operation === 'get' || /actually exists/i.test(said))) return 404
    const meant = statusOf(code)
    return meant === status ? undefined : (meant ?? (status < 300 ? 502 : undefined))
  },
}
