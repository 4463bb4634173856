import type { Connection } from '../../contract.ts'
import { apiKey, template } from '../../runtime/calls/template.ts'

/** How HubSpot is connected: private app tokens and OAuth, all at one address. */
export const connection: Connection = {
  account: {},
  authentication: {
    api_key: { headers: { authorization: template`Bearer ${apiKey}` } },
    // It is not stated whether a refresh changes the refresh token: a new one is stored.
    oauth2: {
      authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      tokenUrl: 'https://api.hubapi.com/oauth/v1/token',
      scopes: ['oauth', 'crm.objects.owners.read', 'settings.users.read', 'settings.users.write'],
      lifetimeSeconds: 1800,
    },
  },
  baseUrl: 'https://api.hubapi.com',
  hosts: [/api\.hubapi\.com/],
  // https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
  limits: {
    windows: [{ requests: 100, seconds: 10 }],
    headers: {
      limit: 'x-hubspot-ratelimit-max',
      remaining: 'x-hubspot-ratelimit-remaining',
      intervalMs: 'x-hubspot-ratelimit-interval-milliseconds',
    },
    defaultWaitSeconds: 10,
  },
}
