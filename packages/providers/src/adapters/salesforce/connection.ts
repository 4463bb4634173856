import type { Connection, JsonObject, Variables } from '../../contract.ts'
import { addressPattern, hostLabel, hostPattern, oneOfHosts, toAddress } from '../../runtime/calls/host-patterns.ts'
import { template, variable } from '../../runtime/calls/template.ts'

/** `csN`: the instance of a sandbox without enhanced domains. */
const partition = String.raw`(?:\.(?:sandbox|develop|scratch|demo|patch|trailblaze|free|cs\d{1,4}))?`
/**
 * My Domains, also of Government Cloud (.mil) and of Salesforce on Alibaba Cloud (.cn, both of its domains), as of
 * November 2026: https://help.salesforce.com/s/articleView?id=xcloud.domain_name_app_url_changes.htm,
 * forcedotcom/sfdx-core PR 1335.
 */
const myDomain = `${hostLabel}${partition}${String.raw`\.my\.`}${oneOfHosts('salesforce.com', 'salesforce.mil', 'sfcrmproducts.cn', 'sfcrmapps.cn')}`
/** Instances, the addresses of orgs before My Domains: na1, cs42, um3. */
const instance = String.raw`[a-z]{2,4}\d{1,4}\.salesforce\.com`

/** Production logs in at one address for all; a sandbox, a scratch org and other clouds at their own. */
const loginOf = ({ instance_url = '' }: Variables): string => {
  const host = instance_url.toLowerCase().replace('https://', '')
  if (/^cs\d+\./.test(host)) return 'https://test.salesforce.com'
  const [name = '', second = ''] = host.split('.')
  const isApart = name.includes('--') || /^(?:sandbox|scratch|cs\d{1,4})$/.test(second) || /\.(?:mil|cn)$/.test(host)
  return isApart ? instance_url : 'https://login.salesforce.com'
}

/** The hosts of the web app of an org, which stand in the address bar, beside those of its API (same source). */
const webHosts = [
  ['.lightning.force.com', '.my.salesforce.com'],
  ['.my.salesforce-setup.com', '.my.salesforce.com'],
  ['.lightning.force.mil', '.my.salesforce.mil'],
  ['.my.salesforce-setup.mil', '.my.salesforce.mil'],
  ['.lightning.sfcrmapps.cn', '.my.sfcrmproducts.cn'],
] as const

const toOrg = (pasted: string): string => {
  const address = toAddress(pasted)
  const [web, own] = webHosts.find(([host]) => address.endsWith(host)) ?? ['', '']
  return web === '' ? address : `${address.slice(0, -web.length)}${own}`
}

/** The commercial cloud, Government Cloud and Alibaba Cloud are apart: no org moves from one to another. */
const cloudOf = (address: string): string => address.slice(address.lastIndexOf('.') + 1).toLowerCase()

/** The address of a token answer. @throws TypeError when it is of another cloud than the account's */
const addressIn = ({ instance_url }: JsonObject, known: Variables): Variables => {
  if (typeof instance_url !== 'string') return {}
  if (known.instance_url !== undefined && cloudOf(known.instance_url) !== cloudOf(toOrg(instance_url))) {
    throw new TypeError('The address is of another cloud than the account.')
  }
  return { instance_url }
}

/** How a Salesforce org is connected: at its own address, with tokens from a login server or from the org itself. */
export const connection: Connection = {
  account: {
    instance_url: {
      description: "The org's own address; the token answer brings it.",
      example: 'https://acme.my.salesforce.com',
      pattern: addressPattern(`(?:${myDomain}|${instance})`),
      canonical: toOrg,
    },
    login_url: {
      description:
        'Where tokens come from; follows from instance_url: https://login.salesforce.com, https://test.salesforce.com or the My Domain itself.',
      example: 'https://login.salesforce.com',
      pattern: addressPattern(`(?:${oneOfHosts('login.salesforce.com', 'test.salesforce.com')}|${myDomain})`),
      canonical: toAddress,
      optional: true,
      default: loginOf,
    },
  },
  authentication: {
    // No expires_in: the session ends as the org says, and a 401 tells. Rotation can be switched on in the app.
    oauth2: {
      authorizeUrl: template`${variable('login_url')}/services/oauth2/authorize`,
      tokenUrl: template`${variable('login_url')}/services/oauth2/token`,
      revokeUrl: template`${variable('login_url')}/services/oauth2/revoke`,
      scopes: ['api', 'refresh_token', 'openid'],
      pkce: true,
      account: addressIn,
    },
    client_credentials: { tokenUrl: template`${variable('instance_url')}/services/oauth2/token` },
  },
  baseUrl: variable('instance_url'),
  hosts: [
    hostPattern(myDomain),
    hostPattern(instance),
    hostPattern(oneOfHosts('login.salesforce.com', 'test.salesforce.com')),
  ],
  limits: {
    // A daily budget of the whole org; its state comes as `api-usage=18/100000`.
    windows: [],
    headers: { limit: 'sforce-limit-info' },
    defaultWaitSeconds: 60,
    source:
      'https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm',
  },
}
