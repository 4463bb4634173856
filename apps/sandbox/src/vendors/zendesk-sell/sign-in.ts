import { basicCredential } from '../../credentials.ts'
import { authorize, grant, grantParameters, type OauthApp } from '../../oauth.ts'
import { empty, json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import type { RouteTable } from '../../routes.ts'
import type { TokenBook } from '../../tokens.ts'

/** The sign-in of apps, on the API's own host. Refusals are those of RFC 6749, since the vendor's are not published. */
export const oauthRoutes = (tokens: TokenBook, app: OauthApp, self: string): RouteTable => {
  const knowsClient = (request: VendorRequest): boolean => {
    const client = basicCredential(request)
    return client?.username === app.id && client.password === app.secret
  }
  return {
    'GET /oauth2/authorize': (request) => authorize(request, tokens, { app, subject: self }),
    'POST /oauth2/token': (request) => {
      const grants = ['authorization_code', 'refresh_token'] as const
      // Others set HTTP Basic explicitly; it is not known whether the body is accepted too.
      const result = grant(request, tokens, { app, clientAuth: ['basic'], grants })
      if ('error' in result) return refusal(result.error)
      const { accessToken, refreshToken, expiresInSeconds, scopes } = result.issued
      return json(200, {
        access_token: accessToken,
        token_type: 'bearer',
        // The observed value is 3599: one second has passed.
        expires_in: expiresInSeconds - 1,
        refresh_token: refreshToken,
        scope: scopes.join(' '),
      })
    },
    'POST /oauth2/revoke': (request) => {
      if (!knowsClient(request)) return refusal('invalid_client')
      tokens.revoke(grantParameters(request).get('token') ?? '')
      return empty(200)
    },
    'POST /oauth2/token/info': (request) => {
      if (!knowsClient(request)) return refusal('invalid_client')
      const state = tokens.valid(grantParameters(request).get('token') ?? undefined)
      return json(200, state ? { active: true, scope: state.scopes.join(' ') } : { active: false })
    },
  }
}

const refusal = (error: string): VendorReply =>
  json(error === 'invalid_client' ? 401 : 400, { error, error_description: `The request is refused: ${error}.` })
