import type { Connection } from '../../contract.ts'
import { accessToken, apiKey } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { errorOf, messageOf } from './errors.ts'

/** The requested version; its fields are those of `record.ts`. */
export const version = '2026-10'

/** Seconds to wait: as a number, in one of several places, or in a sentence (https://github.com/airbytehq/airbyte/pull/36717). */
const waits = [
  'extensions.retry_in_seconds',
  'extensions.error_data.retry_in_seconds',
  'error_data.retry_in_seconds',
  'retry_in_seconds',
]
const isNumber = (value: unknown): value is number => typeof value === 'number'
const waitAt = (error: unknown) => waits.map((path) => at(error, path)).find(isNumber)
const waitIn = (sentence = '') => Number(/reset in (\d+) seconds/i.exec(sentence)?.[1]) || undefined

/** How monday.com is connected: one address, whose version a header chooses. */
export const connection: Connection = {
  account: {},
  // Keys and tokens are sent without "Bearer".
  authentication: {
    api_key: { headers: { authorization: apiKey } },
    // The token is valid until the app is uninstalled; only the opt-in flow returns a refresh token, which is stored.
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
  // https://developer.monday.com/api-reference/docs/rate-limits
  limits: {
    // Complexity and calls a day, by plan; every answer has their state.
    headers: { limit: 'ratelimit-policy', remaining: 'ratelimit', reset: 'ratelimit' },
    defaultWaitSeconds: 60,
    waitSeconds: (body) => waitAt(errorOf(body)) ?? waitIn(messageOf(body)),
  },
}
