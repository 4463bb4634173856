import type { ErrorRules } from '../../contract.ts'
import { codeTable, isPage } from '../../runtime/calls/codes.ts'
import { saidStatus } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** https://developers.outreach.io/api/making-requests/ */
const statusOf = codeTable({
  403: ['unauthorizedOauthScope', 'unauthorizedRequest'],
  404: ['resourceNotFound'],
  415: ['unsupportedMediaType'],
  422: ['validationError'],
  429: ['rateLimitExceeded'],
  500: ['internalServerError'],
  // Not the user is missing, but the route: the API has changed.
  502: ['routeNotFound'],
  503: ['scheduledServerMaintenance'],
})

/** The first error of a list, or the one that stands without a list. */
const errorOf = (body: unknown): unknown => at(body, 'errors.0') ?? at(body, 'errors')

const sentence = (body: unknown): string | undefined => {
  const error = errorOf(body)
  if (typeof error === 'string') return error
  return textAt(error, 'detail') ?? textAt(error, 'details') ?? textAt(error, 'title')
}

/** What Outreach's answers mean: errors of JSON:API, which differ by their ids. */
export const errors: ErrorRules = {
  message: sentence,
  classify: (answer) => {
    const { status, body } = answer
    const error = errorOf(body)
    const none = error === undefined || error === null || (Array.isArray(error) && error.length === 0)
    if (none) return status === 404 && isPage(answer) ? 502 : undefined
    const meant = statusOf(textAt(error, 'id'))
    const said = sentence(body) ?? ''
    if ((meant ?? status) === 422 && /already (?:been taken|exists)/i.test(said)) return 409
    // A record that the change names, not the user.
    if (meant === 404 && /could not find '(?!user')/i.test(said)) return 422
    return meant ?? (status >= 300 ? undefined : (saidStatus(at(error, 'status')) ?? 502))
  },
  missingScopes: (body) => {
    if (textAt(errorOf(body), 'id') !== 'unauthorizedOauthScope') return undefined
    const scope = /'([\w.]+)'/.exec(sentence(body) ?? '')?.[1]
    return scope === undefined ? undefined : [scope]
  },
}
