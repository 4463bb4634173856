import type { Connection } from '../../contract.ts'

/** The requested version. */
export const version = '2023-09-26'

/** How Teamleader is connected: OAuth at one address, whose version a header chooses. */
export const connection: Connection = {
  account: {},
  authentication: {
    oauth2: {
      authorizeUrl: 'https://focus.teamleader.eu/oauth2/authorize',
      tokenUrl: 'https://focus.teamleader.eu/oauth2/access_token',
      // Scopes are selected on the integration's own page; `users` is needed.
      scopes: [],
      // Refresh tokens are single use.
      lifetimeSeconds: 3600,
    },
  },
  baseUrl: 'https://api.focus.teamleader.eu',
  hosts: [/(?:api\.)?focus\.teamleader\.eu/],
  // Without it the version from the day of the app's creation applies.
  headers: { 'X-Api-Version': version },
  // https://developer.focus.teamleader.eu/docs/api/rate-limiting
  limits: {
    windows: [{ requests: 200, seconds: 60 }],
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    defaultWaitSeconds: 60,
  },
}
