import type { Connection } from '../../contract.ts'
import { addressPattern, hostLabel, hostPattern, toAddress } from '../../runtime/calls/host-patterns.ts'
import { apiKey } from '../../runtime/calls/template.ts'

/** How ActiveCampaign is connected: API keys, at the account's own address. */
export const connection: Connection = {
  account: {
    api_url: {
      description: "The account's API URL, from 'Settings > Developer'; it cannot be derived from the account's name.",
      example: 'https://acme.api-us1.com',
      pattern: addressPattern(String.raw`${hostLabel}\.(?:api-us1|activehosted)\.com(?:\/(?:api\/3\/?)?)?`),
      canonical: toAddress,
    },
  },
  authentication: { api_key: { headers: { 'api-token': apiKey } } },
  baseUrl: (_, needed) => `${needed('api_url').replace(/\/(?:api\/3\/?)?$/i, '')}/api/3`,
  hosts: [hostPattern(String.raw`${hostLabel}\.(?:api-us1|activehosted)\.com`)],
  // https://developers.activecampaign.com/reference/rate-limits
  limits: {
    windows: [{ requests: 5, seconds: 1 }],
    headers: { limit: 'ratelimit-limit', remaining: 'ratelimit-remaining' },
    defaultWaitSeconds: 1,
  },
}
