// Microsoft Entra ID, v2.0 endpoints: learn.microsoft.com/entra/identity-platform (refresh-tokens, reference-error-codes).
import { authorize, type GrantError, grant, grantParameters, type OauthApp } from '../../oauth.ts'
import { stableUuid } from '../../people.ts'
import { json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import type { RouteTable } from '../../routes.ts'
import type { TokenBook } from '../../tokens.ts'

/** The data of the directory. */
export interface Directory {
  readonly app: OauthApp
  readonly tenantId: string
  /** The audience of every token, `https://contoso.crm4.dynamics.com`. */
  readonly instanceUrl: string
  /** The user that consents on the authorize page. */
  readonly self: string
  /** The user of a client_credentials token. */
  readonly application: string
  readonly now: () => Date
}

const refusals: Readonly<Record<GrantError, readonly [status: number, code: number, message: string]>> = {
  invalid_client: [401, 7000215, 'Invalid client secret provided.'],
  invalid_request: [400, 900144, "The request body must contain the following parameter: 'grant_type'."],
  invalid_grant: [400, 70008, 'The provided authorization code or refresh token has expired or was revoked.'],
  unsupported_grant_type: [400, 70003, 'The app requested an unsupported grant type.'],
}

/** The authorize page and the token endpoint, under the tenant's id, `common` and `organizations`. */
export const entraRoutes = (tokens: TokenBook, directory: Directory): RouteTable => {
  const { app, tenantId, instanceUrl, self, application, now } = directory
  const known = (request: VendorRequest): VendorReply | undefined => {
    const tenant = request.param('tenant')
    if ([tenantId, 'common', 'organizations'].includes(tenant)) return undefined
    return refused('invalid_request', 400, 90002, `Tenant '${tenant}' not found.`, now())
  }
  return {
    'GET /{tenant}/oauth2/v2.0/authorize': (request) =>
      known(request) ?? authorize(request, tokens, { app, subject: self }),
    'POST /{tenant}/oauth2/v2.0/token': (request) => {
      const unknown = known(request)
      if (unknown) return unknown
      const parameters = grantParameters(request)
      const ofApp = parameters.get('grant_type') === 'client_credentials'
      if (ofApp && request.param('tenant') !== tenantId) {
        return refused('invalid_request', 400, 50059, 'No tenant-identifying information found in the request.', now())
      }
      const scope = parameters.get('scope')
      if (ofApp && scope !== `${instanceUrl}/.default`) {
        const message = `The provided value for the input parameter 'scope' is not valid: '${scope ?? ''}'.`
        return refused('invalid_scope', 400, 70011, message, now())
      }
      const grants = ['authorization_code', 'refresh_token', 'client_credentials'] as const
      const options = { app, clientAuth: ['body', 'basic'], grants, clientSubject: application } as const
      const result = grant(request, tokens, options)
      if ('error' in result) {
        const [status, code, message] = refusals[result.error]
        return refused(result.error, status, code, message, now())
      }
      const { accessToken, refreshToken, expiresInSeconds, scopes } = result.issued
      const lasting = scopes.includes('offline_access')
      const shown = scopes.filter((one) => one !== 'offline_access').join(' ')
      return json(200, {
        token_type: 'Bearer',
        ...(ofApp ? {} : { scope: shown }),
        expires_in: expiresInSeconds,
        ext_expires_in: expiresInSeconds,
        access_token: accessToken,
        ...(lasting && refreshToken !== undefined ? { refresh_token: refreshToken } : {}),
      })
    },
  }
}

const refused = (error: string, status: number, code: number, message: string, at: Date): VendorReply => {
  const trace_id = stableUuid(`entra-trace-${code}`)
  const correlation_id = stableUuid(`entra-correlation-${code}`)
  const timestamp = `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`
  const traced = `Trace ID: ${trace_id}\r\nCorrelation ID: ${correlation_id}\r\nTimestamp: ${timestamp}`
  return json(status, {
    error,
    error_description: `AADSTS${code}: ${message}\r\n${traced}`,
    error_codes: [code],
    timestamp,
    trace_id,
    correlation_id,
  })
}
