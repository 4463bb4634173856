import type { Connection } from '../../contract.ts'
import { hostPattern, toSubdomain } from '../../runtime/calls/host-patterns.ts'
import { template, variable } from '../../runtime/calls/template.ts'

const oauth = template`https://${variable('deployment')}.api.accelo.com/oauth2/v0`
const label = '[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?'

/** How a deployment of Accelo is connected: as a web application, or as a service application. */
export const connection: Connection = {
  account: {
    deployment: {
      description: 'The deployment of the user, which is the part of the Accelo address before `.accelo.com`.',
      example: 'planet-express',
      pattern: hostPattern(label),
      canonical: toSubdomain('api.accelo.com', 'accelo.com'),
    },
  },
  authentication: {
    // A web application.
    oauth2: {
      authorizeUrl: template`${oauth}/authorize`,
      tokenUrl: template`${oauth}/token`,
      revokeUrl: template`${oauth}/revoke`,
      revokesBy: 'access_token',
      clientAuthentication: 'basic',
      // Includes reading.
      scopes: ['write(staff)'],
      scopeSeparator: ',',
      lifetimeSeconds: 2_592_000,
    },
    // A service application.
    client_credentials: {
      tokenUrl: template`${oauth}/token`,
      clientAuthentication: 'basic',
      scope: 'write(staff)',
      lifetimeSeconds: 2_592_000,
    },
  },
  baseUrl: template`https://${variable('deployment')}.api.accelo.com/api/v0`,
  hosts: [hostPattern(String.raw`${label}\.api\.accelo\.com`)],
  // https://api.accelo.com/docs/#rate-limits
  limits: {
    windows: [{ requests: 5000, seconds: 3600 }],
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    defaultWaitSeconds: 60,
  },
}
