import { schemeToken } from '../../credentials.ts'
import { grant, grantParameters, type OauthApp } from '../../oauth.ts'
import { json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import type { IssuedTokens, TokenBook } from '../../tokens.ts'
import { companyId, locationId } from './users.ts'

/** The scope of a token: the agency with all its sub-accounts, or one sub-account. */
export type Level = 'Company' | 'Location'

/** The caller. */
export interface Caller {
  readonly level: Level
  /** The sub-account of a token of level `Location`. */
  readonly locationId: string | undefined
  readonly userId: string
  readonly scopes: readonly string[]
  /** True for a token of OAuth, false for a private one. */
  readonly oauth: boolean
}

/** `2021-07-28` is the published version; the others were measured to work too. */
const versions = ['2021-07-28', '2021-04-15', '2023-02-21', 'v3']

/** How the token book stores the scope of a token. */
export const subjectOf = (level: Level, userId: string, location = locationId): string =>
  level === 'Company' ? `Company::${userId}` : `Location:${location}:${userId}`

/** The caller of a valid token. */
export const callerOf = (request: VendorRequest, tokens: TokenBook): Caller | undefined => {
  const state = tokens.valid(schemeToken(request))
  if (!state) return undefined
  const [level, location, userId = ''] = state.subject.split(':')
  const oauth = state.kind === 'access'
  if (level === 'Company') return { level, locationId: undefined, userId, scopes: state.scopes, oauth }
  return { level: 'Location', locationId: location, userId, scopes: state.scopes, oauth }
}

/** The sentence of a 401 about the header `Version`, which every call but those for tokens needs. */
export const versionFault = (request: VendorRequest): string | undefined => {
  const version = request.header('version')
  if (version === undefined) return 'version header was not found.'
  return versions.includes(version) ? undefined : 'version header is invalid'
}

/** `POST /oauth/token`: a form with the client in it. */
export const tokenAnswer = (request: VendorRequest, tokens: TokenBook, app: OauthApp): VendorReply => {
  const parameters = grantParameters(request)
  const missing = ['client_id', 'client_secret', 'grant_type'].filter((name) => !request.form.has(name))
  if (missing.length > 0) {
    const message = missing.map((name) => `${name} must be a string`)
    return json(422, { statusCode: 422, message, error: 'Unprocessable Entity' })
  }
  const grants = ['authorization_code', 'refresh_token'] as const
  const result = grant(request, tokens, { app, clientAuth: ['body'], grants })
  if ('error' in result) {
    // Only the statuses are published. The members are those of RFC 6749.
    const what = result.grantType === 'refresh_token' ? 'refresh_token' : 'authorization code'
    const known = result.error === 'invalid_grant' ? `Invalid grant: ${what} is invalid` : result.error
    return json(result.error === 'invalid_client' ? 401 : 400, { error: result.error, error_description: known })
  }
  const { issued } = result
  const company = result.grantType === 'authorization_code' && parameters.get('user_type') === 'Company'
  const subject = company ? subjectOf('Company', userIdOf(issued.subject)) : issued.subject
  const { accessToken, refreshToken, scopes } = issued
  if (company) tokens.addPair({ access: accessToken, refresh: refreshToken ?? '', subject, scopes })
  return json(200, tokenBody({ ...issued, subject }))
}

/** The answer of a token call; a token of an agency names no sub-account. */
export const tokenBody = (issued: IssuedTokens): Readonly<Record<string, unknown>> => {
  const [level, location] = issued.subject.split(':')
  return {
    access_token: issued.accessToken,
    token_type: 'Bearer',
    expires_in: issued.expiresInSeconds,
    ...(issued.refreshToken === undefined ? {} : { refresh_token: issued.refreshToken }),
    scope: issued.scopes.join(' '),
    userType: level,
    companyId,
    ...(level === 'Location' ? { locationId: location } : {}),
    userId: userIdOf(issued.subject),
  }
}

const userIdOf = (subject: string): string => subject.split(':')[2] ?? ''
