import type { Connection } from '../../contract.ts'
import { apiKey, template } from '../../runtime/calls/template.ts'

/** The base of its addresses. */
export const api = 'https://api.getbase.com/v2'

/** How Zendesk Sell is connected: tokens and OAuth, both at one address. */
export const connection: Connection = {
  account: {},
  authentication: {
    api_key: { headers: { authorization: template`Bearer ${apiKey}` } },
    // It is not stated whether a refresh changes the refresh token: a new one is stored.
    oauth2: {
      authorizeUrl: 'https://api.getbase.com/oauth2/authorize',
      tokenUrl: 'https://api.getbase.com/oauth2/token',
      revokeUrl: 'https://api.getbase.com/oauth2/revoke',
      clientAuthentication: 'basic',
      // `read` excludes account and users; `profile` reads them.
      scopes: ['read', 'profile'],
      lifetimeSeconds: 3600,
    },
  },
  baseUrl: api,
  hosts: [/api\.getbase\.com/],
  // https://developer.zendesk.com/api-reference/sales-crm/rate-limits/
  limits: {
    windows: [
      { requests: 10, seconds: 1 },
      { requests: 36_000, seconds: 3600 },
    ],
    defaultWaitSeconds: 2,
  },
}
