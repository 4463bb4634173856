import type { ErrorRules, VendorAnswer } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { isHtml, plainSentence, sentencesOf } from '../../runtime/calls/envelope.ts'
import { isAboutNetwork } from '../../runtime/calls/verdict.ts'
import { at, firstTextAt, textAt } from '../../runtime/json/json.ts'

/**
 * The names of a refused credential. Their envelope has 400 under 401, seen on 2026-10-06 by
 * https://github.com/segevsh/w6w-apps (apps/onepagecrm).
 */
const codes = codeTable({
  401: ['invalid_login', 'invalid_auth_token', 'authorization_data_not_found', 'invalid_access_token'],
})

/** A 403 in plain text is throttling; one in JSON concerns rights, and one of a firewall is a page or names the address. */
const isText = ({ headers, body }: VendorAnswer): boolean =>
  !/json/i.test(headers['content-type'] ?? '') && !isHtml(body)
const isThrottled = (answer: VendorAnswer): boolean => isText(answer) && !isAboutNetwork(String(answer.body ?? ''))

const texts = ['error_message', 'message']

const isEnvelope400 = ({ status, body }: VendorAnswer): boolean => status < 300 && Number(at(body, 'status')) === 400

/** The meaning of OnePageCRM's answers: the envelope has its own status, and throttling has none. */
export const errors: ErrorRules = {
  message: (body) => plainSentence(body) ?? firstTextAt(body, texts) ?? sentencesOf(at(body, 'errors')),
  // Older generations of the API answered 200 to everything: only the envelope's 0 means success.
  fails: (body) => textAt(body, 'error_name') !== undefined || Number(at(body, 'status') ?? 0) !== 0,
  // An envelope with 400 may concern the credential.
  status: (body) => (Number(at(body, 'status')) === 400 ? undefined : at(body, 'status')),
  code: (body) => textAt(body, 'error_name'),
  codes,
  statusWins: true,
  rules: [
    { status: 403, when: isThrottled, means: 429 },
    pageForUser,
    { status: 502, code: false, when: isEnvelope400, means: 400 },
  ],
}
