import type { Connection } from '../../contract.ts'
import { apiKey } from '../../runtime/calls/template.ts'

/** How Keap is connected: keys and OAuth, both at one address. */
export const connection: Connection = {
  account: {},
  authentication: {
    // A personal access token or a service account key.
    api_key: { headers: { 'x-keap-api-key': apiKey } },
    oauth2: {
      authorizeUrl: 'https://accounts.infusionsoft.com/app/oauth/authorize',
      tokenUrl: 'https://api.infusionsoft.com/token',
      refreshClientAuthentication: 'basic',
      scopes: ['full'],
    },
  },
  baseUrl: 'https://api.keap.com/crm',
  hosts: [/api\.(?:keap|infusionsoft)\.com/],
  // https://developer.infusionsoft.com/api-token-quota-and-usage-measurements/
  limits: {
    // The spike policy; quotas depend on the kind of credential.
    windows: [{ requests: 25, seconds: 1 }],
    headers: { limit: 'x-keap-product-throttle-limit', remaining: 'x-keap-product-throttle-available' },
    defaultWaitSeconds: 10,
  },
}
