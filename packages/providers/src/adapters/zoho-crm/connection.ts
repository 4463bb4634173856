import type { Connection } from '../../contract.ts'
import { accessToken, template, variable } from '../../runtime/template.ts'

const usual = String.raw`(?:com|eu|in|com\.au|jp|com\.cn|sa)`
const accountsHost = String.raw`accounts\.(?:zoho\.${usual}|zohocloud\.ca)`
const apiHost = String.raw`(?:www|sandbox|developer)\.zohoapis\.(?:${usual}|ca)`
const ownAccounts = 'https://accounts.zoho.com'

/** How Zoho CRM is connected: each data centre has an accounts server and an API domain of its own. */
export const connection: Connection = {
  account: {
    accounts_server: {
      description: "Where tokens come from: the accounts server of the organisation's data centre.",
      example: 'https://accounts.zoho.eu',
      pattern: new RegExp(`https://${accountsHost}`, 'i'),
      optional: true,
      default: ownAccounts,
    },
    api_domain: {
      description: 'Where the API is; the token answer brings it, else it is the one of the accounts server.',
      example: 'https://www.zohoapis.eu',
      pattern: new RegExp(`https://${apiHost}`, 'i'),
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
  hosts: [new RegExp(accountsHost, 'i'), new RegExp(apiHost, 'i')],
  limits: {
    // Credits of the organisation in 24 hours, by edition and number of users; told only when half are used.
    windows: [],
    headers: { remaining: 'x-api-credits-remaining' },
    defaultWaitSeconds: 60,
    source: 'https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html',
  },
}
