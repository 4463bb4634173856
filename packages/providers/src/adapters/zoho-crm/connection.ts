import type { Connection, JsonObject, Variables } from '../../contract.ts'
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

/** The data centre that an address of Zoho is of: `eu` of https://accounts.zoho.eu, https://www.zohoapis.eu and crm.zoho.eu. */
const zoneOf = (address: string): string | undefined =>
  /^https:\/\/[a-z]{1,20}\.zoho(?:apis|cloud)?\.([a-z.]{2,6})$/i.exec(address)?.[1]?.toLowerCase()

const accountsIn = (zone: string): string =>
  zone === 'ca' ? 'https://accounts.zohocloud.ca' : `https://accounts.zoho.${zone}`

/** The address of the web app, https://crm.zoho.eu, as one of its data centre; any other as it is. */
const fromWebApp =
  (addressIn: (zone: string) => string) =>
  (pasted: string): string => {
    const address = toAddress(pasted)
    const zone = address.startsWith('https://crm.') ? zoneOf(address) : undefined
    return zone === undefined ? address : addressIn(zone)
  }

/** The address of a token answer. @throws TypeError when it is of neither the account's data centre nor the server's */
const addressIn = (answer: JsonObject, known: Variables): Variables => {
  const { api_domain } = answer
  if (typeof api_domain !== 'string') return {}
  const zones = [known.api_domain, known.accounts_server].map((address) => zoneOf(address ?? ''))
  if (known.api_domain !== undefined && !zones.includes(zoneOf(toAddress(api_domain)))) {
    throw new TypeError('The address is of another data centre than the account.')
  }
  return { api_domain }
}

/** How Zoho CRM is connected: each data centre has an accounts server and an API domain of its own. */
export const connection: Connection = {
  account: {
    accounts_server: {
      description: "Where tokens come from: the accounts server of the organisation's data centre.",
      example: 'https://accounts.zoho.eu',
      pattern: addressPattern(accountsHost),
      canonical: fromWebApp(accountsIn),
      optional: true,
      default: ({ api_domain = '' }) => accountsIn(zoneOf(api_domain) ?? 'com'),
    },
    api_domain: {
      description: 'Where the API is; the token answer brings it, else it is the one of the accounts server.',
      example: 'https://www.zohoapis.eu',
      pattern: addressPattern(apiHost),
      canonical: fromWebApp((zone) => `https://www.zohoapis.${zone}`),
      optional: true,
    },
  },
  authentication: {
    oauth2: {
      authorizeUrl: template`${variable('accounts_server')}/oauth/v2/auth`,
      // Without both a second consent gives no refresh token.
      authorizeParameters: { access_type: 'offline', prompt: 'consent' },
      // The data centre of who has consented (https://www.zoho.com/accounts/protocol/oauth/multi-dc.html).
      callback: ({ 'accounts-server': accounts_server }) => (accounts_server === undefined ? {} : { accounts_server }),
      tokenUrl: template`${variable('accounts_server')}/oauth/v2/token`,
      scopes: ['ZohoCRM.users.ALL'],
      rotation: 'never',
      lifetimeSeconds: 3600,
      // 10 access tokens in 10 minutes for one refresh token.
      mintIntervalSeconds: 60,
      account: addressIn,
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
