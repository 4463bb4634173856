import type { ErrorRules } from '../../contract.ts'
import { isHtml, plainSentence } from '../../runtime/calls/envelope.ts'
import { textAt } from '../../runtime/json/json.ts'

/** What Insightly's answers mean: it has no codes beside the statuses of its help page (200, 400, 401, 404, 429). */
export const errors: ErrorRules = {
  // Errors come as `{"Message"}`, as a JSON string or as plain text.
  message: (body) => plainSentence(body) ?? textAt(body, 'Message') ?? textAt(body, 'message'),
  rules: [
    // An object that the plan or the user's rights leave out is "not found" too, with this sentence:
    // https://github.com/amp-labs/connectors/tree/main/providers/insightly
    { status: 404, says: /(?:does not|doesn't) have access/i, means: 403 },
    // Not of the API: an unknown user comes as JSON or without a body.
    { status: 404, when: ({ body }) => isHtml(body), means: 502 },
  ],
}
