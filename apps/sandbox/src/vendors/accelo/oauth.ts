import { basicCredential } from '../../credentials.ts'
import { authorize, grant, grantParameters, type OauthApp } from '../../oauth.ts'
import { empty, json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import type { RouteTable } from '../../routes.ts'
import type { TokenBook } from '../../tokens.ts'

/** The apps of the deployment: each is registered with one type. */
export interface Apps {
  /** Of type `web`: authorization code and refresh token. */
  readonly web: OauthApp
  /** Of type `service`: client credentials. */
  readonly service: OauthApp
}

/** True when one of the scopes covers staff. */
export const covers = (scopes: readonly string[], right: 'read' | 'write'): boolean => {
  const rights = right === 'read' ? ['read', 'write'] : ['write']
  return rights.some((one) => scopes.includes(`${one}(staff)`) || scopes.includes(`${one}(all)`))
}

/** `/oauth2/v0`: consent, tokens, revocation. `self` is the user of the tokens. */
export const oauthRoutes = (tokens: TokenBook, apps: Apps, self: string): RouteTable => {
  const consent = (request: VendorRequest): VendorReply => {
    const query = new URLSearchParams([...request.query, ...request.form])
    const scopes = parseScopes(query.get('scope'))
    if (!scopes) return refusal('invalid_scope')
    return authorize({ ...request, query }, tokens, { app: apps.web, subject: self, scopes })
  }
  return {
    'GET /oauth2/v0/authorize': consent,
    'POST /oauth2/v0/authorize': consent,
    'POST /oauth2/v0/token': (request) => tokenAnswer(request, tokens, apps, self),
    'POST /oauth2/v0/revoke': (request) => {
      const client = basicCredential(request)
      const known = [apps.web, apps.service].some(
        ({ id, secret }) => client?.username === id && client.password === secret,
      )
      if (!known) return refusal('invalid_client')
      tokens.revoke(grantParameters(request).get('token') ?? '')
      return empty(200)
    },
  }
}

const tokenAnswer = (request: VendorRequest, tokens: TokenBook, apps: Apps, self: string): VendorReply => {
  const parameters = request.form
  if (parameters.size === 0) return refusal('invalid_request')
  const service = basicCredential(request)?.username === apps.service.id
  const result = grant(request, tokens, {
    app: service ? apps.service : apps.web,
    // Always Basic.
    clientAuth: ['basic'],
    grants: service ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    clientSubject: self,
  })
  if ('error' in result) return refusal(result.error)
  const { accessToken, refreshToken, subject } = result.issued
  const scopes = service ? parseScopes(parameters.get('scope')) : result.issued.scopes
  if (!scopes) return refusal('invalid_scope')
  // The caller may choose the lifetime.
  const asked = parameters.get('expires_in') ?? ''
  const expiresInSeconds = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : result.issued.expiresInSeconds
  const refresh = refreshToken === undefined ? {} : { refresh: refreshToken }
  tokens.addPair({ access: accessToken, ...refresh, subject, scopes, expiresInSeconds })
  return json(200, {
    access_token: accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    token_type: 'Bearer',
    expires_in: expiresInSeconds,
  })
}

/** `read(staff,companies),write(contacts)` as one scope a resource; `read(all)` by default. */
const parseScopes = (text: string | null): readonly string[] | undefined => {
  if (!text) return ['read(all)']
  const scopes: string[] = []
  const pattern = /\s*(read|write)\(([\w,\s]+)\)\s*(,|\s|$)/y
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (!match) return undefined
    scopes.push(...(match[2] ?? '').split(',').map((resource) => `${match[1]}(${resource.trim()})`))
  }
  return scopes
}

const refusal = (error: string): VendorReply => {
  const description = `The request was refused: ${error.replaceAll('_', ' ')}.`
  return json(error === 'invalid_client' ? 401 : 400, { error, error_description: description })
}
