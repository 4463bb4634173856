import type { Connection } from '../../contract.ts'
import { toAddress } from '../../runtime/calls/host-patterns.ts'
import { apiKey, template, variable } from '../../runtime/calls/template.ts'

/** How Planhat is connected: service tokens, at the cluster that holds the tenant. */
export const connection: Connection = {
  account: {
    base_url: {
      description: 'The API address of the cluster that has the tenant, if it is not the default one.',
      example: 'https://api-eu3.planhat.com',
      pattern: /https:\/\/(?:api(?:-[a-z]{2}\d{0,2})?\.planhat\.com|api\.planhatdemo\.com)/i,
      canonical: toAddress,
      optional: true,
      default: 'https://api.planhat.com',
    },
  },
  // Basic accepts the same token; OAuth is documented for other uses than this API.
  authentication: { api_key: { headers: { authorization: template`Bearer ${apiKey}` } } },
  baseUrl: variable('base_url'),
  hosts: [/api(?:-[a-z]{2}\d{0,2})?\.planhat\.com/i, /api\.planhatdemo\.com/i],
  // https://www.planhat.com/developers/api#authentication-limits
  limits: {
    windows: [{ requests: 200, seconds: 60 }],
    headers: { limit: 'x-rate-limit-limit', remaining: 'x-rate-limit-remaining' },
    defaultWaitSeconds: 60,
  },
}
