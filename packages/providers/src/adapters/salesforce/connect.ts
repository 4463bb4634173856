import type { Connection } from '../../contract.ts'
import {
  addressPattern,
  hostLabel,
  hostPattern,
  oneOfHosts,
  toAddress,
  toAddressBy,
} from '../../runtime/calls/host-patterns.ts'
import { template, variable } from '../../runtime/calls/template.ts'
import { textsNamed } from '../../runtime/json/json.ts'

/** `csN`: the instance of a sandbox without enhanced domains. */
const partition = String.raw`(?:\.(?:sandbox|develop|scratch|demo|patch|trailblaze|free|cs\d{1,4}))?`
/**
 * My Domains, also of Government Cloud (.mil) and of Salesforce on Alibaba Cloud (.cn, both of its domains), as of
 * November 2026: https://help.salesforce.com/s/articleView?id=xcloud.domain_name_app_url_changes.htm,
 * forcedotcom/sfdx-core PR 1335.
 */
const myDomain = `${hostLabel}${partition}${String.raw`\.my\.`}${oneOfHosts('salesforce.com', 'salesforce.mil', 'sfcrmproducts.cn', 'sfcrmapps.cn')}`
/** Instances, the former addresses of orgs without a My Domain: na1, cs42, um3. */
const instance = String.raw`[a-z]{2,4}\d{1,4}\.salesforce\.com`

/** All production orgs log in at one address; a sandbox, a scratch org and other clouds at their own. */
const separateLogin = /^https:\/\/(?:[^.]*--|[^.]*\.(?:sandbox|scratch|cs\d{1,4})\.)|\.(?:mil|cn)$/i
const isSandboxInstance = /^https:\/\/cs\d+\./i
const ownLogin = (address: string): string => (separateLogin.test(address) ? address : 'https://login.salesforce.com')
const loginOf = (address: string) =>
  isSandboxInstance.test(address) ? 'https://test.salesforce.com' : ownLogin(address)

/** The hosts of an org's web app, which the address bar shows, besides those of its API (same source). */
const webHosts = [
  [/\.lightning\.force\.com$/, '.my.salesforce.com'],
  [/\.my\.salesforce-setup\.com$/, '.my.salesforce.com'],
  [/\.lightning\.force\.mil$/, '.my.salesforce.mil'],
  [/\.my\.salesforce-setup\.mil$/, '.my.salesforce.mil'],
  [/\.lightning\.sfcrmapps\.cn$/, '.my.sfcrmproducts.cn'],
] as const

const cloudOf = (address: string): string => address.slice(address.lastIndexOf('.') + 1).toLowerCase()

/** How a Salesforce org is connected: at its own address, with tokens from a login server or from the org itself. */
export const connection: Connection = {
  account: {
    instance_url: {
      description: "The org's own address, which the token answer has.",
      example: 'https://acme.my.salesforce.com',
      pattern: addressPattern(`(?:${myDomain}|${instance})`),
      canonical: toAddressBy(...webHosts),
      // The commercial cloud, Government Cloud and Alibaba Cloud are separate: no org moves from one to another.
      belongs: (brought, { instance_url = brought }) => cloudOf(brought) === cloudOf(instance_url),
    },
    login_url: {
      description:
        "The server that issues tokens: https://login.salesforce.com, https://test.salesforce.com or the 'My Domain' address; the default follows from instance_url.",
      example: 'https://login.salesforce.com',
      pattern: addressPattern(`(?:${oneOfHosts('login.salesforce.com', 'test.salesforce.com')}|${myDomain})`),
      canonical: toAddress,
      optional: true,
      default: ({ instance_url = '' }) => loginOf(instance_url),
    },
  },
  authentication: {
    // No expires_in: the org decides when the session ends, and a 401 shows it. The app can turn on rotation.
    oauth2: {
      authorizeUrl: template`${variable('login_url')}/services/oauth2/authorize`,
      tokenUrl: template`${variable('login_url')}/services/oauth2/token`,
      revokeUrl: template`${variable('login_url')}/services/oauth2/revoke`,
      scopes: ['api', 'refresh_token', 'openid'],
      pkce: true,
      account: (answer) => textsNamed(answer, { instance_url: 'instance_url' }),
    },
    client_credentials: { tokenUrl: template`${variable('instance_url')}/services/oauth2/token` },
  },
  baseUrl: variable('instance_url'),
  hosts: [
    hostPattern(myDomain),
    hostPattern(instance),
    hostPattern(oneOfHosts('login.salesforce.com', 'test.salesforce.com')),
  ],
  // https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
  limits: {
    // A daily budget of the whole org; its state is `api-usage=18/100000`.
    headers: { limit: 'sforce-limit-info' },
    defaultWaitSeconds: 60,
  },
}
