import type { ErrorRules } from '../../contract.ts'
import { textAt } from '../../runtime/json.ts'

/** What ActiveCampaign's answers mean: an unknown user comes with several statuses. */
export const errors: ErrorRules = {
  classify: ({ status, body }) => {
    const said = textAt(body, 'message') ?? textAt(body, 'errors.0.detail') ?? ''
    if (status < 400 || status >= 500 || !/No Result found/i.test(said)) return undefined
    // Comes with 400, 403, 404 or 422. A group that remote_data names may be unknown as well.
    return { kind: /\bgroup\b/i.test(said) ? 'rejected' : 'not-found' }
  },
}
