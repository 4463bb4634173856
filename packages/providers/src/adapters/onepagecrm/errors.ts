import type { ErrorRules } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { isHtml, saidStatus, sentencesOf } from '../../runtime/calls/envelope.ts'
import { isAboutNetwork } from '../../runtime/calls/verdict.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/**
 * The names of a refused credential. Their envelope says 400 under 401, seen on 2026-10-06 by
 * https://github.com/segevsh/w6w-apps (apps/onepagecrm).
 */
const statusOf = codeTable({
  401: ['invalid_login', 'invalid_auth_token', 'authorization_data_not_found', 'invalid_access_token'],
})

/** What OnePageCRM's answers mean: its envelope has a status of its own, and throttling has none of its own. */
export const errors: ErrorRules = {
  message: (body) =>
    typeof body === 'string' && !isHtml(body)
      ? body
      : (textAt(body, 'error_message') ?? textAt(body, 'message') ?? sentencesOf(at(body, 'errors'))),
  classify: (answer) => {
    const { status, headers, body } = answer
    // Throttling is a 403 in plain text; one in JSON is about rights, and a firewall's is a page or names the address.
    const isText = !/json/i.test(headers['content-type'] ?? '') && !isHtml(body)
    if (status === 403 && isText && !isAboutNetwork(String(body ?? ''))) return 429
    // Not of the API: an unknown user comes in the envelope.
    if (status === 404 && isPage(answer)) return 502
    if (status >= 300) return undefined
    // Older generations of the API answered 200 to everything: only the envelope's 0 means success.
    const [inside, name] = [at(body, 'status'), textAt(body, 'error_name')]
    if (name === undefined && (inside === undefined || Number(inside) === 0)) return undefined
    const said = saidStatus(inside)
    return said === 400 ? (statusOf(name) ?? 400) : (said ?? statusOf(name) ?? 502)
  },
}
