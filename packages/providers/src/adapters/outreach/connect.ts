import type { Connection } from '../../contract.ts'

/** How Outreach is connected: OAuth at one address. */
export const connection: Connection = {
  account: {},
  authentication: {
    // Each refresh returns a refresh token; the old one stays valid for a while.
    oauth2: {
      authorizeUrl: 'https://api.outreach.io/oauth/authorize',
      tokenUrl: 'https://api.outreach.io/oauth/token',
      // Writing does not include reading.
      scopes: ['users.read', 'users.write'],
      lifetimeSeconds: 7200,
      mintIntervalSeconds: 60,
    },
  },
  baseUrl: 'https://api.outreach.io/api/v2',
  hosts: [/api\.outreach\.io/],
  // Required with every request; a write without it is answered with 415.
  headers: { 'Content-Type': 'application/vnd.api+json' },
  // https://developers.outreach.io/api/making-requests/#rate-limiting
  limits: {
    windows: [{ requests: 10_000, seconds: 3600 }],
    // Remaining may be `9999, 19988`: the hour's first. Retry-After and the reset are instants.
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    defaultWaitSeconds: 60,
  },
}
