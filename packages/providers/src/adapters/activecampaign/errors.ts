import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { complaints, sentencesOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { certainFlag } from '../../runtime/records/values.ts'

/**
 * Codes of the complaints of a 422: https://developers.activecampaign.com/reference/errors documents the statuses (402 is an
 * unpaid account, 403 a wrong key too), the codes are those of recorded answers.
 */
const codes = codeTable({ 409: ['duplicate'], 422: ['field_missing', 'field_invalid', 'related_missing'] })

/** Flags that some endpoints answer with under 200: https://github.com/ActiveCampaign/activecampaign-api-php */
const flags = ['success', 'succeeded', 'result_code']

const faults = (body: unknown): unknown => [at(body, 'errors'), at(body, 'error')]

const isRefused = (body: unknown): boolean => flags.some((flag) => certainFlag(at(body, flag)) === false)

/** The meaning of ActiveCampaign's answers: an unknown user has several statuses. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'message') ?? sentencesOf(faults(body)) ?? textAt(body, 'result_message'),
  fails: (body) => complaints(faults(body)).length > 0 || isRefused(body),
  status: (body) => complaints(faults(body))[0]?.status ?? at(body, 'status'),
  code: (body) => complaints(faults(body))[0]?.code,
  codes,
  rules: [
    { when: ({ status }) => status >= 500, means: ({ status }) => status },
    // Sent with 400, 403, 404 or 422. The unknown thing may also be a group that remote_data names.
    { says: [/No Result found/i, /\bgroup\b/i], means: 422 },
    { says: /No Result found/i, means: 404 },
    pageForUser,
  ],
}
