import type { ErrorRules, FailureKind } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'

/** By the `status` of the envelope, which repeats the status of the answer. */
const kinds: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
}

/** What OnePageCRM's answers mean: its envelope has a status of its own, and throttling has none of its own. */
export const errors: ErrorRules = {
  message: (body) => textAt(body, 'error_message') ?? textAt(body, 'message'),
  classify: ({ status, headers, body }) => {
    // Throttling is a 403 in plain text; one in JSON is about rights.
    if (status === 403 && !/json/i.test(headers['content-type'] ?? '')) return { kind: 'rate-limited' }
    // Older generations of the API answered 200 to everything: only the envelope's 0 means success.
    const inside = at(body, 'status')
    const isRefused = status < 300 && typeof inside === 'number' && inside !== 0
    return isRefused
      ? { kind: kinds[inside] ?? (inside < 500 ? 'rejected' : 'provider-error'), status: inside }
      : undefined
  },
}
