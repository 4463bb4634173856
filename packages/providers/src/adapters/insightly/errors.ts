import type { ErrorRules } from '../../contract.ts'
import { isHtml } from '../../runtime/calls/envelope.ts'
import { textAt } from '../../runtime/json/json.ts'

/** Errors come as `{"Message"}`, as a JSON string or as plain text. */
const sentence = (body: unknown): string | undefined =>
  typeof body === 'string' && !isHtml(body) ? body : (textAt(body, 'Message') ?? textAt(body, 'message'))

/** What Insightly's answers mean: it has no codes beside the statuses of its help page (200, 400, 401, 404, 429). */
export const errors: ErrorRules = {
  message: sentence,
  classify: ({ status, body }) => {
    // An object that the plan or the user's rights leave out is "not found" too, with this sentence:
    // https://github.com/amp-labs/connectors/tree/main/providers/insightly
    if (status === 404 && /(?:does not|doesn't) have access/i.test(sentence(body) ?? '')) return 403
    // Not of the API: an unknown user comes as JSON or without a body.
    return status === 404 && isHtml(body) ? 502 : undefined
  },
}
