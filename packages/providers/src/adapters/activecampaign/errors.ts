import type { ErrorRules } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { complaints, saidStatus, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/**
 * Codes of the complaints of a 422: https://developers.activecampaign.com/reference/errors tells the statuses (402 is an
 * unpaid account, 403 a wrong key too), the codes are those of recorded answers.
 */
const statusOf = codeTable({ 409: ['duplicate'], 422: ['field_missing', 'field_invalid', 'related_missing'] })

/** Flags that some endpoints answer with under 200: https://github.com/ActiveCampaign/activecampaign-api-php */
const flags = ['success', 'succeeded', 'result_code']

const faults = (body: unknown): unknown => [at(body, 'errors'), at(body, 'error')]

/** What ActiveCampaign's answers mean: an unknown user comes with several statuses. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? sentencesOf(faults(body)),
  classify: (answer) => {
    const { status, body } = answer
    const all = complaints(faults(body))
    const said = textAt(body, 'message') ?? all[0]?.sentence ?? textAt(body, 'result_message') ?? ''
    const isRefused =
      status < 300 ? all.length > 0 || flags.some((flag) => certainFlag(at(body, flag)) === false) : status < 500
    if (!isRefused) return undefined
    // Comes with 400, 403, 404 or 422. A group that remote_data names may be unknown as well.
    if (/No Result found/i.test(said)) return /\bgroup\b/i.test(said) ? 422 : 404
    // Not of the API: the address of an account that was renamed or closed.
    if (status === 404 && isPage(answer)) return 502
    const [{ code, status: own } = {}] = all
    return statusOf(code) ?? (status < 300 ? (own ?? saidStatus(at(body, 'status')) ?? 502) : undefined)
  },
}
