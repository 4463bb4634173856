import type { ErrorRules } from '../../contract.ts'
import { codeTable, pageForUser } from '../../runtime/calls/codes.ts'
import { complaints, sentencesOf, textsOf } from '../../runtime/calls/envelope.ts'
import { at, textAt } from '../../runtime/json/json.ts'

/** https://developers.outreach.io/api/making-requests/ */
const codes = codeTable({
  403: ['unauthorizedOauthScope', 'unauthorizedRequest'],
  404: ['resourceNotFound'],
  415: ['unsupportedMediaType'],
  422: ['validationError'],
  429: ['rateLimitExceeded'],
  500: ['internalServerError'],
  // The route is missing, not the user: the API has changed.
  502: ['routeNotFound'],
  503: ['scheduledServerMaintenance'],
})

/** The first error of a list, or a single one without a list. */
const errorOf = (body: unknown): unknown => at(body, 'errors.0') ?? at(body, 'errors')

const scopeIn = (sentence: string | undefined): string | undefined => /'([\w.]+)'/.exec(sentence ?? '')?.[1]

const sentence = (body: unknown): string | undefined => sentencesOf(at(body, 'errors.0') ?? at(body, 'errors'))

/** The meaning of Outreach's answers: errors of JSON:API, which differ by their ids. */
export const errors: ErrorRules = {
  message: sentence,
  fails: (body) => complaints(at(body, 'errors')).length > 0,
  status: (body) => at(errorOf(body), 'status'),
  code: (body) => textAt(errorOf(body), 'id'),
  codes,
  rules: [
    pageForUser,
    { status: 422, says: /already (?:been taken|exists)/i, means: 409 },
    // A record that the change names, not the user.
    { code: 'resourceNotFound', says: /could not find '(?!user')/i, means: 422 },
  ],
  missingScopes: (body) =>
    textAt(errorOf(body), 'id') === 'unauthorizedOauthScope' ? textsOf([scopeIn(sentence(body))]) : undefined,
}
