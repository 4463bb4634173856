import { createHash } from 'node:crypto'
import { schemeToken } from '../../credentials.ts'
import { authorize, type GrantResult, grant, grantParameters, type OauthApp } from '../../oauth.ts'
import { empty, text, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import type { RouteTable } from '../../routes.ts'
import type { IssuedTokens, TokenBook } from '../../tokens.ts'
import { answer } from './failure.ts'
import type { Users } from './soql-evaluate.ts'
import { instanceHost, organizationId, type UserRecord, userIdOf } from './users.ts'

/** A connected app of the org. */
export interface ConnectedApp extends OauthApp {
  /** "Refresh token rotation" is turned on. */
  readonly rotates: boolean
}

/** The My Domain of the org's sandbox. It has the same people. */
export const sandboxHost = 'acme--box.sandbox.my.salesforce.com'

/** The default scopes of the app. */
export const scopes: readonly string[] = ['refresh_token', 'openid', 'id', 'api']

const appScopes = ['id', 'openid', 'api']

const selfId = userIdOf(11)

/** Everything below `/services/oauth2`, and the identity URL. */
export const signInRoutes = (
  tokens: TokenBook,
  apps: readonly ConnectedApp[],
  users: () => Users,
  now: () => Date,
): RouteTable => {
  const identified = (write: (user: UserRecord, request: VendorRequest) => unknown) => (request: VendorRequest) => {
    const presented = schemeToken(request) ?? request.query.get('oauth_token') ?? undefined
    // Not 401 and not JSON: https://github.com/forcedotcom/SalesforceMobileSDK-Android/pull/2430 and
    // https://github.com/jsforce/jsforce/pull/736 (seen there for an expired token).
    if (presented === undefined) return text(403, 'Missing_OAuth_Token')
    const token = tokens.valid(presented)
    const allowed = token?.scopes.some((scope) => ['id', 'openid', 'full'].includes(scope))
    const user = users().get(token?.subject ?? '')
    return allowed && user ? answer(200, write(user, request)) : text(403, 'Bad_OAuth_Token')
  }
  const revoke = (request: VendorRequest): VendorReply => {
    const token = grantParameters(request, true).get('token') ?? ''
    // It is general knowledge that an unknown token is refused; the body is not published.
    return tokens.revoke(token)
      ? empty(200)
      : answer(400, { error: 'invalid_token', error_description: 'invalid token' })
  }
  return {
    'GET /services/oauth2/authorize': (request) => {
      const app = apps.find((known) => known.id === request.query.get('client_id'))
      if (!app) return text(400, 'error=invalid_client_id&error_description=client%20identifier%20invalid')
      const asked = request.query.has('scope') ? {} : { scopes }
      return authorize(request, tokens, { app, subject: selfId, ...asked })
    },
    'POST /services/oauth2/token': (request) => tokenReply(request, tokens, apps, now()),
    'POST /services/oauth2/revoke': revoke,
    'GET /services/oauth2/revoke': revoke,
    'GET /services/oauth2/userinfo': identified(userInfo),
    'POST /services/oauth2/userinfo': identified(userInfo),
    'GET /id/{organization}/{user}': identified(identity),
  }
}

const tokenReply = (
  request: VendorRequest,
  tokens: TokenBook,
  apps: readonly ConnectedApp[],
  now: Date,
): VendorReply => {
  const parameters = grantParameters(request)
  const app = apps.find((known) => known.id === parameters.get('client_id'))
  if (!app) return answer(400, { error: 'invalid_client_id', error_description: 'client identifier invalid' })
  const isMyDomain = request.host.endsWith('.my.salesforce.com')
  if (parameters.get('grant_type') === 'client_credentials' && !isMyDomain) {
    return answer(400, { error: 'invalid_grant', error_description: 'request not supported on this domain' })
  }
  const result = grant(request, tokens, {
    app,
    clientAuth: ['body'],
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
    // The run-as user.
    clientSubject: selfId,
  })
  if ('error' in result) return answer(400, tokenFault(result))
  return answer(200, tokenBody(settled(result, app, tokens, parameters), request, now))
}

/** With rotation the used refresh token ends and the answer has another; client credentials get the app's scopes. */
const settled = (
  result: { issued: IssuedTokens; grantType: string },
  app: ConnectedApp,
  tokens: TokenBook,
  parameters: URLSearchParams,
): IssuedTokens => {
  if (result.grantType === 'client_credentials') {
    tokens.revoke(result.issued.accessToken)
    return tokens.issue(result.issued.subject, appScopes, false)
  }
  if (!app.rotates || result.grantType !== 'refresh_token') return result.issued
  tokens.revoke(parameters.get('refresh_token') ?? '')
  tokens.revoke(result.issued.accessToken)
  return tokens.issue(result.issued.subject, result.issued.scopes)
}

const tokenFault = (result: Extract<GrantResult, { error: string }>): Record<string, string> => {
  if (result.error === 'invalid_client') {
    return { error: 'invalid_client', error_description: 'invalid client credentials' }
  }
  if (result.error !== 'invalid_grant') {
    return { error: 'unsupported_grant_type', error_description: 'grant type not supported' }
  }
  const isRefresh = result.grantType === 'refresh_token'
  const description = isRefresh ? 'expired access/refresh token' : 'invalid authorization code'
  return { error: 'invalid_grant', error_description: description }
}

/** No `expires_in`: the lifetime of a session is a setting of the org. */
const tokenBody = (issued: IssuedTokens, request: VendorRequest, now: Date): unknown => {
  const isSandbox = request.host === 'test.salesforce.com' || request.host === sandboxHost
  const loginHost = isSandbox ? 'test.salesforce.com' : 'login.salesforce.com'
  const issuedAt = String(now.getTime())
  const id = `${request.originOf(loginHost)}/id/${organizationId}/${issued.subject}`
  return {
    access_token: issued.accessToken,
    ...(issued.refreshToken === undefined ? {} : { refresh_token: issued.refreshToken }),
    signature: createHash('sha256').update(`${id}${issuedAt}`).digest('base64'),
    scope: issued.scopes.join(' '),
    instance_url: request.originOf(isSandbox ? sandboxHost : instanceHost),
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  }
}

const userInfo = (user: UserRecord, request: VendorRequest): unknown => {
  const instance = request.originOf(request.host === sandboxHost ? sandboxHost : instanceHost)
  return {
    sub: `${request.originOf('login.salesforce.com')}/id/${organizationId}/${user.Id}`,
    user_id: user.Id,
    organization_id: organizationId,
    preferred_username: user.Username,
    nickname: user.CommunityNickname,
    name: user.Name,
    email: user.Email,
    email_verified: true,
    given_name: user.FirstName,
    family_name: user.LastName,
    zoneinfo: user.TimeZoneSidKey,
    photos: { picture: user.FullPhotoUrl, thumbnail: user.SmallPhotoUrl },
    profile: `${instance}/${user.Id}`,
    picture: user.FullPhotoUrl,
    urls: { rest: `${instance}/services/data/v{version}/`, query: `${instance}/services/data/v{version}/query/` },
    active: user.IsActive,
    user_type: String(user.UserType).toUpperCase(),
    language: user.LanguageLocaleKey,
    locale: user.LocaleSidKey,
    utcOffset: 0,
    updated_at: user.LastModifiedDate,
    is_app_installed: true,
  }
}

const identity = (user: UserRecord, request: VendorRequest): unknown => ({
  id: `${request.originOf()}/id/${organizationId}/${user.Id}`,
  asserted_user: true,
  user_id: user.Id,
  organization_id: organizationId,
  username: user.Username,
  nick_name: user.CommunityNickname,
  display_name: user.Name,
  email: user.Email,
  first_name: user.FirstName,
  last_name: user.LastName,
  timezone: user.TimeZoneSidKey,
  photos: { picture: user.FullPhotoUrl, thumbnail: user.SmallPhotoUrl },
  active: user.IsActive,
  user_type: String(user.UserType).toUpperCase(),
  language: user.LanguageLocaleKey,
  locale: user.LocaleSidKey,
  last_modified_date: user.LastModifiedDate,
  is_app_installed: true,
})
