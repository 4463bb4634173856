import type { Connection } from '../../contract.ts'
import { addressPattern, hostPattern, oneOfHosts, toAddress } from '../../runtime/calls/host-patterns.ts'
import { accessToken, template, variable } from '../../runtime/calls/template.ts'

/**
 * The data centres as of November 2026, Canada apart: https://www.zoho.com/accounts/protocol/oauth/multi-dc.html,
 * https://www.zoho.com/workdrive/developer/docs/api/v1/getting-started-multi-dc-support.html (ae).
 */
const zones = ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa', 'uk', 'ae'] as const
const accountsHost = `accounts${String.raw`\.`}${oneOfHosts(...zones.map((zone) => `zoho.${zone}`), 'zohocloud.ca')}`
const apiHost = `(?:www|sandbox|developer)${String.raw`\.`}${oneOfHosts(...[...zones, 'ca'].map((zone) => `zohoapis.${zone}`))}`
const ownAccounts = 'https://accounts.zoho.com'

/** The accounts server of the data centre that an API domain is of. */
const accountsOf = (apiDomain: string): string | undefined => {
  const zone = apiDomain.toLowerCase().split('.zohoapis.')[1]
  if (zone === undefined) return undefined
  return zone === 'ca' ? 'https://accounts.zohocloud.ca' : `https://accounts.zoho.${zone}`
}

/** How Zoho CRM is connected: each data centre has an accounts server and an API domain of its own. */
export const connection: Connection = {
  account: {
    accounts_server: {
      description: "Where tokens come from: the accounts server of the organisation's data centre.",
      example: 'https://accounts.zoho.eu',
      pattern: addressPattern(accountsHost),
      canonical: toAddress,
      optional: true,
      default: ({ api_domain = '' }) => accountsOf(api_domain) ?? ownAccounts,
    },
    api_domain: {
      description: 'Where the API is; the token answer brings it, else it is the one of the accounts server.',
      example: 'https://www.zohoapis.eu',
      pattern: addressPattern(apiHost),
      canonical: toAddress,
      optional: true,
    },
  },
  authentication: {
    oauth2: {
      authorizeUrl: template`${variable('accounts_server')}/oauth/v2/auth`,
      // Without both a second consent gives no refresh token.
      authorizeParameters: { access_type: 'offline', prompt: 'consent' },
      tokenUrl: template`${variable('accounts_server')}/oauth/v2/token`,
      scopes: ['ZohoCRM.users.ALL'],
      rotation: 'never',
      lifetimeSeconds: 3600,
      // 10 access tokens in 10 minutes for one refresh token.
      mintIntervalSeconds: 60,
      account: ({ api_domain }) => (typeof api_domain === 'string' ? { api_domain } : {}),
      // Not Bearer, although the token answer says so.
      placement: { headers: { authorization: template`Zoho-oauthtoken ${accessToken}` } },
    },
  },
  baseUrl: ({ api_domain, accounts_server = ownAccounts }) =>
    `${api_domain ?? accounts_server.replace(/accounts\.zoho(?:cloud)?\./i, 'www.zohoapis.')}/crm/v8`,
  hosts: [hostPattern(accountsHost), hostPattern(apiHost)],
  limits: {
    // Credits of the organisation in 24 hours, by edition and number of users; told only when half are used.
    windows: [],
    headers: { remaining: 'x-api-credits-remaining' },
    defaultWaitSeconds: 60,
    source: 'https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html',
  },
}
