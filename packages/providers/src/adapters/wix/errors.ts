import type { ErrorRules, FailureKind } from '../../contract.ts'
import { textAt } from '../../runtime/json.ts'

/** The vendor's own codes say more than the status: 401 also comes for a missing permission. */
const kinds: ReadonlyMap<string, FailureKind> = new Map([
  ['UNAUTHENTICATED', 'unauthorised'],
  ['PERMISSION_DENIED', 'forbidden'],
  ['NOT_FOUND', 'not-found'],
  ['ALREADY_EXISTS', 'conflict'],
  ['RESOURCE_EXHAUSTED', 'rate-limited'],
])

/** https://dev.wix.com/docs/rest/articles/getting-started/errors */
export const errors: ErrorRules = {
  message: (body) =>
    [
      textAt(body, 'message'),
      textAt(body, 'details.applicationError.description'),
      textAt(body, 'details.validationError.fieldViolations.0.description'),
    ].find((sentence) => sentence !== undefined && sentence !== ''),
  classify: ({ status, body }) => {
    const kind = kinds.get(textAt(body, 'details.applicationError.code') ?? '')
    return kind === undefined || status < 400 || status >= 500 ? undefined : { kind }
  },
}
