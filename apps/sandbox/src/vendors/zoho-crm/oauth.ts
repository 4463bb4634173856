import { authorize, grant } from '../../oauth.ts'
import { json, type VendorReply } from '../../reply.ts'
import type { RouteTable } from '../../routes.ts'
import type { TokenBook } from '../../tokens.ts'

/** The most refresh tokens of a user; one more ends the oldest. */
const refreshTokensMaximum = 20

/** The accounts server: consent page and token endpoint. */
export const oauthRoutes = (
  tokens: TokenBook,
  setup: {
    readonly app: { readonly id: string; readonly secret: string }
    readonly subject: string
    readonly firstRefreshToken: string
    readonly location: string
    readonly accountsHost: string
    readonly apiHost: string
  },
): RouteTable => {
  const refreshTokens = [setup.firstRefreshToken]
  const codesForOffline = new Set<string>()

  return {
    'GET /oauth/v2/auth': (request) => {
      const reply = authorize(request, tokens, { app: setup.app, subject: setup.subject })
      const location = reply.headers.location
      if (typeof location !== 'string') return reply
      const target = new URL(location)
      // The app has the user's consent already, so that only a renewed consent gives a refresh token.
      const offline = request.query.get('access_type') === 'offline' && request.query.get('prompt') === 'consent'
      if (offline) codesForOffline.add(target.searchParams.get('code') ?? '')
      target.searchParams.set('location', setup.location)
      // The vendor's own address, also where the request does not name its host.
      target.searchParams.set('accounts-server', `https://${setup.accountsHost}`)
      return { ...reply, headers: { ...reply.headers, location: target.href } }
    },
    'POST /oauth/v2/token': (request) => {
      // Parameters are in the query or a form, urlencoded or multipart; a JSON body is not documented.
      if (/json/i.test(request.header('content-type') ?? '')) return failure('invalid_client')
      const code = request.form.get('code') ?? request.query.get('code') ?? ''
      const result = grant(request, tokens, {
        app: setup.app,
        clientAuth: ['body', 'query'],
        grants: ['authorization_code', 'refresh_token'],
      })
      if ('error' in result) return failure(result.error === 'invalid_grant' ? 'invalid_code' : result.error)
      const { accessToken, refreshToken, expiresInSeconds } = result.issued
      const keep = refreshToken !== undefined && codesForOffline.delete(code)
      if (refreshToken !== undefined && !keep) tokens.revoke(refreshToken)
      if (refreshToken !== undefined && keep) {
        refreshTokens.push(refreshToken)
        if (refreshTokens.length > refreshTokensMaximum) tokens.revoke(refreshTokens.shift() ?? '')
      }
      return json(200, {
        access_token: accessToken,
        ...(keep ? { refresh_token: refreshToken } : {}),
        api_domain: request.originOf(setup.apiHost),
        token_type: 'Bearer',
        expires_in: expiresInSeconds,
      })
    },
  }
}

/** A failed token call has status 200 and no token: clients must read the body. */
const failure = (error: string): VendorReply => json(200, { error })
