import type { Connection } from '../../contract.ts'
import { apiKey } from '../../runtime/calls/template.ts'

/** How Close is connected: API keys and OAuth, both at one address. */
export const connection: Connection = {
  account: {},
  authentication: {
    api_key: { basic: { username: apiKey, password: '' } },
    oauth2: {
      authorizeUrl: 'https://app.close.com/oauth2/authorize/',
      tokenUrl: 'https://api.close.com/oauth2/token/',
      scopes: ['all.full_access', 'offline_access'],
      lifetimeSeconds: 3600,
    },
  },
  // Every path ends in a slash.
  baseUrl: 'https://api.close.com/api/v1',
  hosts: [/api\.close\.com/],
  // https://developer.close.com/api/overview/rate-limits
  limits: {
    // One per group of endpoints and key, reported with the answers.
    // All three in one, by commas as documented or by semicolons as seen; each has also been seen alone.
    headers: { limit: 'ratelimit', remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' },
    defaultWaitSeconds: 2,
  },
}
