import type { Connection } from '../../contract.ts'
import { addressPattern, hostLabel, hostPattern, toSubdomain } from '../../runtime/calls/host-patterns.ts'
import { apiKey } from '../../runtime/calls/template.ts'

const addressOf = (company: string | undefined) => company && `https://${company}.pipedrive.com`
const apiOf = (own: string | undefined): string => (own ? `${own}/api/v1` : 'https://api.pipedrive.com/v1')

/** How Pipedrive is connected: at the company's own address, where it is known. */
export const connection: Connection = {
  account: {
    company_domain: {
      description: "The company's subdomain of pipedrive.com; not needed when api_domain is given.",
      example: 'acme',
      pattern: hostPattern(hostLabel),
      canonical: toSubdomain('pipedrive.com'),
      optional: true,
    },
    api_domain: {
      description: "The company's own address, which the OAuth token answer has.",
      example: 'https://acme.pipedrive.com',
      pattern: addressPattern(String.raw`${hostLabel}\.pipedrive\.com`),
      canonical: (pasted) => `https://${toSubdomain('pipedrive.com')(pasted)}.pipedrive.com`,
      optional: true,
    },
  },
  authentication: {
    api_key: { headers: { 'x-api-token': apiKey } },
    // An exchanged refresh token may stop working: the newest is kept (marketplace OAuth documentation, errors).
    oauth2: {
      authorizeUrl: 'https://oauth.pipedrive.com/oauth/authorize',
      tokenUrl: 'https://oauth.pipedrive.com/oauth/token',
      revokeUrl: 'https://oauth.pipedrive.com/oauth/revoke',
      clientAuthentication: 'basic',
      scopes: ['base', 'users:read', 'admin'],
      account: ({ api_domain }) => (typeof api_domain === 'string' ? { api_domain } : {}),
    },
  },
  baseUrl: ({ api_domain, company_domain }) => apiOf(api_domain ?? addressOf(company_domain)),
  hosts: [hostPattern(String.raw`${hostLabel}\.pipedrive\.com`)],
  // https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
  limits: {
    // The burst limit depends on the plan (20 to 480 in 2 s); every answer has it.
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    defaultWaitSeconds: 2,
  },
}
