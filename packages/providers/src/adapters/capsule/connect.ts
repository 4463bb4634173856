import type { Connection } from '../../contract.ts'
import { apiKey, template } from '../../runtime/calls/template.ts'

/** How Capsule is connected: tokens of a user and OAuth, both at one address. */
export const connection: Connection = {
  account: {},
  authentication: {
    api_key: { headers: { authorization: template`Bearer ${apiKey}` } },
    // It is not stated whether a refresh changes the refresh token: a new one is stored.
    oauth2: {
      authorizeUrl: 'https://api.capsulecrm.com/oauth/authorise',
      tokenUrl: 'https://api.capsulecrm.com/oauth/token',
      scopes: ['read', 'write'],
    },
  },
  baseUrl: 'https://api.capsulecrm.com/api/v2',
  hosts: [/api\.capsulecrm\.com/],
  // https://developer.capsulecrm.com/v2/overview/handling-api-responses
  limits: {
    windows: [{ requests: 4000, seconds: 3600 }],
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    defaultWaitSeconds: 60,
  },
}
