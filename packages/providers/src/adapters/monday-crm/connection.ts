import type { Connection } from '../../contract.ts'
import { accessToken, apiKey } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { errorOf, messageOf } from './errors.ts'

/** The version asked for; its fields are those of `record.ts`. */
export const version = '2026-10'

/** How monday.com is connected: one address, whose version a header chooses. */
export const connection: Connection = {
  account: {},
  // Keys and tokens stand alone, without "Bearer".
  authentication: {
    api_key: { headers: { authorization: apiKey } },
    // The token lives until the app is uninstalled; a refresh token comes from the opt-in flow alone, and is kept.
    oauth2: {
      authorizeUrl: 'https://auth.monday.com/oauth2/authorize',
      tokenUrl: 'https://auth.monday.com/oauth2/token',
      scopes: ['users:read', 'users:write', 'me:read'],
      placement: { headers: { authorization: accessToken } },
    },
  },
  baseUrl: 'https://api.monday.com',
  hosts: [/(?:api|auth)\.monday\.com/],
  // Without it the account's current version answers, whose fields are others.
  headers: { 'API-Version': version },
  limits: {
    // Complexity and calls a day, by plan; their state comes with every answer.
    windows: [],
    headers: { limit: 'ratelimit-policy', remaining: 'ratelimit', reset: 'ratelimit' },
    defaultWaitSeconds: 60,
    waitSeconds: (body) => {
      const error = errorOf(body)
      const seconds = [
        'extensions.retry_in_seconds',
        'extensions.error_data.retry_in_seconds',
        'error_data.retry_in_seconds',
        'retry_in_seconds',
      ].map((path) => at(error, path))
      const told = seconds.find((value): value is number => typeof value === 'number')
      // https://github.com/airbytehq/airbyte/pull/36717
      return told ?? (Number(/reset in (\d+) seconds/i.exec(messageOf(body) ?? '')?.[1]) || undefined)
    },
    source: 'https://developer.monday.com/api-reference/docs/rate-limits',
  },
}
