import { authorize, type GrantError, grant, grantParameters, type OauthApp } from '../../oauth.ts'
import { json, type VendorReply } from '../../reply.ts'
import { isRecord, type VendorRequest } from '../../request.ts'
import type { RouteTable } from '../../routes.ts'
import type { TokenBook, TokenState } from '../../tokens.ts'
import { failure } from './failure.ts'
import type { Member, Members } from './members.ts'

/** The demo account: HubSpot calls it a portal, or hub. */
export const hubId = 62_515

/** Lifetime of an OAuth access token, in seconds. */
export const accessLifetimeSeconds = 1800

const appId = 1_234_567

/** The data of the account that the sign-in needs. */
export interface SignIn {
  readonly app: OauthApp
  readonly scopes: readonly string[]
  readonly tokens: TokenBook
  readonly members: Members
  readonly now: () => Date
  /** The subject of new tokens: an owner id as text. */
  readonly self: string
  /** When each OAuth access token ends, in milliseconds of the epoch. */
  readonly endsAtMs: Map<string, number>
}

/** The token endpoint in both versions, and the data of a token. These calls need no credential. */
export const tokenRoutes = (signIn: SignIn): RouteTable => {
  const token = (request: VendorRequest): VendorReply => tokenReply(request, signIn)
  return {
    'POST /oauth/v1/token': token,
    'POST /oauth/v3/token': token,
    'POST /oauth/v3/token/introspect': (request) => introspection(request, signIn),
    'GET /oauth/v1/access-tokens/{token}': (request) => {
      const state = signIn.tokens.valid(request.param('token'))
      const body = state?.kind === 'access' ? accessTokenBody(state, signIn) : undefined
      return body ? json(200, body) : unknownToken()
    },
    'POST /oauth/v2/private-apps/get/access-token-info': (request) => {
      const body = request.json()
      const key = isRecord(body) && typeof body.tokenKey === 'string' ? body.tokenKey : undefined
      if (key === undefined) return failure(400, 'VALIDATION_ERROR', 'tokenKey is required')
      const state = signIn.tokens.valid(key)
      const member = memberOf(state, signIn)
      if (state?.kind !== 'api_key' || !member) return unknownToken()
      return json(200, { userId: member.userId, hubId, appId, scopes: state.scopes })
    },
  }
}

/** The consent page, on a separate host. */
export const consentRoutes = ({ app, tokens, self, scopes }: SignIn): RouteTable => ({
  'GET /oauth/authorize': (request) => {
    const asked = request.query.has('scope') ? {} : { scopes }
    return authorize(request, tokens, { app, subject: self, ...asked })
  },
})

const tokenReply = (request: VendorRequest, signIn: SignIn): VendorReply => {
  // Form fields only: neither JSON nor Basic is read.
  if (request.form.size === 0) return failure(415, undefined, 'Content-Type must be application/x-www-form-urlencoded')
  const result = grant(request, signIn.tokens, {
    app: signIn.app,
    clientAuth: ['body'],
    grants: ['authorization_code', 'refresh_token'],
  })
  if ('error' in result) return tokenFault(result.error, result.grantType)
  const { accessToken, refreshToken, expiresInSeconds } = result.issued
  signIn.endsAtMs.set(accessToken, signIn.now().getTime() + expiresInSeconds * 1000)
  return json(200, {
    token_type: 'bearer',
    refresh_token: refreshToken,
    access_token: accessToken,
    expires_in: expiresInSeconds,
  })
}

/** Codes and sentences of this endpoint are general knowledge; the important part is that refusals are 400. */
const tokenFault = (error: GrantError, grantType: string | undefined): VendorReply => {
  const isRefresh = grantType === 'refresh_token'
  const [status, message] =
    error === 'invalid_client'
      ? ['BAD_CLIENT_ID', 'missing or unknown client id or secret']
      : error !== 'invalid_grant'
        ? ['BAD_GRANT_TYPE', 'missing or unknown grant_type']
        : isRefresh
          ? ['BAD_REFRESH_TOKEN', 'missing or unknown refresh token']
          : ['BAD_AUTH_CODE', 'missing or unknown auth code']
  return failure(400, undefined, message, { status })
}

const introspection = (request: VendorRequest, signIn: SignIn): VendorReply => {
  const parameters = grantParameters(request)
  const isApp = parameters.get('client_id') === signIn.app.id && parameters.get('client_secret') === signIn.app.secret
  if (!isApp) return tokenFault('invalid_client', undefined)
  const state = signIn.tokens.valid(parameters.get('token') ?? '')
  const body = state?.kind === 'access' ? accessTokenBody(state, signIn) : undefined
  return json(200, body ? { active: true, ...body } : { active: false })
}

const accessTokenBody = (state: TokenState, signIn: SignIn): Record<string, unknown> | undefined => {
  const member = memberOf(state, signIn)
  if (!member) return undefined
  const leftMs = (signIn.endsAtMs.get(state.token) ?? 0) - signIn.now().getTime()
  return {
    token: state.token,
    user: member.email,
    hub_domain: 'acme.example',
    scopes: state.scopes,
    hub_id: hubId,
    app_id: appId,
    expires_in: Math.max(0, Math.floor(leftMs / 1000)),
    user_id: member.userId,
    token_type: 'access',
  }
}

const memberOf = (state: TokenState | undefined, signIn: SignIn): Member | undefined =>
  state === undefined ? undefined : signIn.members.get(Number(state.subject))

const unknownToken = (): VendorReply => failure(404, undefined, 'the token is unknown')
