import type { Connection, Variables } from '../../contract.ts'
import { addressPattern, hostPattern, oneOfHosts, toAddressBy } from '../../runtime/calls/host-patterns.ts'
import { accessToken, template, variable } from '../../runtime/calls/template.ts'
import { textsNamed } from '../../runtime/json/json.ts'

/**
 * The data centres as of November 2026, without Canada: https://www.zoho.com/accounts/protocol/oauth/multi-dc.html,
 * https://www.zoho.com/workdrive/developer/docs/api/v1/getting-started-multi-dc-support.html (ae).
 */
const zones = ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa', 'uk', 'ae'] as const
const accountsHost = `accounts${String.raw`\.`}${oneOfHosts(...zones.map((zone) => `zoho.${zone}`), 'zohocloud.ca')}`
const apiHost = `(?:www|sandbox|developer)${String.raw`\.`}${oneOfHosts(...[...zones, 'ca'].map((zone) => `zohoapis.${zone}`))}`

/** The data centre that an address of Zoho is of: `eu` of https://accounts.zoho.eu and https://www.zohoapis.eu. */
const zonePattern = /^https:\/\/[a-z]{1,20}\.zoho(?:apis|cloud)?\.([a-z.]{2,6})$/i
const zoneOf = (address = ''): string | undefined => zonePattern.exec(address)?.[1]?.toLowerCase()
const zonesOf = ({ api_domain, accounts_server }: Variables) => [zoneOf(api_domain), zoneOf(accounts_server)]

const accountsIn = (zone = 'com'): string => `https://accounts.${zone === 'ca' ? 'zohocloud' : 'zoho'}.${zone}`
const apiOf = (accounts: string): string => accounts.replace(/accounts\.zoho(?:cloud)?\./i, 'www.zohoapis.')

/** The address of the web app, https://crm.zoho.eu, belongs to its data centre. */
const webApp = /^https:\/\/crm\.zoho(?:apis|cloud)?\.([a-z.]{2,6})$/
const webAppOfCanada = /^https:\/\/crm\.zoho(?:apis|cloud)?\.ca$/

/** How Zoho CRM is connected: each data centre has its own accounts server and API domain. */
export const connection: Connection = {
  account: {
    accounts_server: {
      description: "The accounts server of the organisation's data centre, which issues the tokens.",
      example: 'https://accounts.zoho.eu',
      pattern: addressPattern(accountsHost),
      canonical: toAddressBy([webAppOfCanada, accountsIn('ca')], [webApp, accountsIn('$1')]),
      optional: true,
      default: ({ api_domain }) => accountsIn(zoneOf(api_domain)),
    },
    api_domain: {
      description:
        'The address of the API; without it, the address in the token answer or that of the accounts server is used.',
      example: 'https://www.zohoapis.eu',
      pattern: addressPattern(apiHost),
      canonical: toAddressBy([webApp, 'https://www.zohoapis.$1']),
      belongs: (brought, known) => known.api_domain === undefined || zonesOf(known).includes(zoneOf(brought)),
      optional: true,
    },
  },
  authentication: {
    oauth2: {
      authorizeUrl: template`${variable('accounts_server')}/oauth/v2/auth`,
      // Without both a second consent returns no refresh token.
      authorizeParameters: { access_type: 'offline', prompt: 'consent' },
      // The data centre of the user who consented (https://www.zoho.com/accounts/protocol/oauth/multi-dc.html).
      callback: ({ 'accounts-server': accounts_server }) => (accounts_server === undefined ? {} : { accounts_server }),
      tokenUrl: template`${variable('accounts_server')}/oauth/v2/token`,
      scopes: ['ZohoCRM.users.ALL'],
      lifetimeSeconds: 3600,
      // 10 access tokens in 10 minutes for one refresh token.
      mintIntervalSeconds: 60,
      account: (answer) => textsNamed(answer, { api_domain: 'api_domain' }),
      // Not Bearer, although the token answer says so.
      placement: { headers: { authorization: template`Zoho-oauthtoken ${accessToken}` } },
    },
  },
  baseUrl: ({ api_domain }, needed) => `${api_domain ?? apiOf(needed('accounts_server'))}/crm/v8`,
  hosts: [hostPattern(accountsHost), hostPattern(apiHost)],
  // https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html
  limits: {
    // Credits of the organisation in 24 hours, by edition and number of users; reported only when half are used.
    headers: { remaining: 'x-api-credits-remaining' },
    defaultWaitSeconds: 60,
  },
}
