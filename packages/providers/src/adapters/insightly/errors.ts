import type { ErrorRules } from '../../contract.ts'
import { isHtml, plainSentence } from '../../runtime/calls/envelope.ts'
import { textAt } from '../../runtime/json/json.ts'

/** The meaning of Insightly's answers: there are no codes besides the statuses of its help page (200, 400, 401, 404, 429). */
export const errors: ErrorRules = {
  // Errors are `{"Message"}`, a JSON string or plain text.
  message: (body) => plainSentence(body) ?? textAt(body, 'Message') ?? textAt(body, 'message'),
  rules: [
    // An object that the plan or the user's rights exclude is "not found" too, with this sentence:
    // https://github.com/amp-labs/connectors/tree/main/providers/insightly
    { status: 404, says: /(?:does not|doesn't) have access/i, means: 403 },
    // Not an answer of the API, which reports an unknown user as JSON or without a body.
    { status: 404, when: ({ body }) => isHtml(body), means: 502 },
  ],
}
