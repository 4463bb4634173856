import type { ErrorRules } from '../../contract.ts'
import { textAt } from '../../runtime/json.ts'

/** What Outreach's answers mean: errors of JSON:API, told apart by their ids. */
export const errors: ErrorRules = {
  message: (body) =>
    textAt(body, 'errors.0.detail') ?? textAt(body, 'errors.0.details') ?? textAt(body, 'errors.0.title'),
  // Not the user is missing, but the route: the API has changed.
  classify: ({ status, body }) =>
    status === 404 && textAt(body, 'errors.0.id') === 'routeNotFound' ? { kind: 'provider-error' } : undefined,
  missingScopes: (body) => {
    if (textAt(body, 'errors.0.id') !== 'unauthorizedOauthScope') return undefined
    const scope = /'([\w.]+)'/.exec(textAt(body, 'errors.0.detail') ?? textAt(body, 'errors.0.details') ?? '')?.[1]
    return scope === undefined ? undefined : [scope]
  },
}
