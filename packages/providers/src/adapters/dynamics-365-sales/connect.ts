import type { Connection } from '../../contract.ts'
import {
  addressPattern,
  hostLabel,
  hostPattern,
  oneOfHosts,
  toAddress,
  toAddressBy,
  toPart,
} from '../../runtime/calls/host-patterns.ts'
import { template, variable } from '../../runtime/calls/template.ts'

/**
 * The regions (22 is the last one so far; the vendor adds some) and national clouds as of November 2026:
 * https://learn.microsoft.com/power-platform/admin/new-datacenter-regions,
 * https://learn.microsoft.com/power-platform/admin/powerapps-us-government (GCC High, DoD).
 */
const region = String.raw`(?:crm\d{0,2}\.dynamics\.com|${oneOfHosts('crm.dynamics.cn', 'crm.microsoftdynamics.us', 'crm.appsplatform.us', 'crm.microsoftdynamics.de')})`
const login = oneOfHosts('login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn')

/** https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const logins: readonly (readonly [RegExp, string])[] = [
  [/\.us$/i, 'https://login.microsoftonline.us'],
  [/\.cn$/i, 'https://login.partner.microsoftonline.cn'],
]
const nationalLogin = (address: string): string | undefined => logins.find(([cloud]) => cloud.test(address))?.[1]

/** Ids of Dataverse and Entra. */
export const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const entra = template`${variable('login_url')}/${variable('tenant_id')}/oauth2/v2.0`

/** How an environment of Dynamics 365 is connected: at its own address, with tokens from Microsoft Entra. */
export const connection: Connection = {
  account: {
    instance_url: {
      description: "The environment's own address, without a slash at the end.",
      example: 'https://contoso.crm4.dynamics.com',
      pattern: addressPattern(String.raw`${hostLabel}\.${region}`),
      // `{organisation}.api.{region}` is the same environment.
      canonical: toAddressBy([/^(https:\/\/[^.]{1,63})\.api\.crm/, '$1.crm']),
    },
    tenant_id: {
      description: 'The Microsoft Entra tenant, as id or domain name; it is needed with client credentials.',
      example: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      pattern: new RegExp(String.raw`(?:common|organizations|${guid}|(?:${hostLabel}\.){1,8}[a-z]{2,24})`, 'i'),
      // Read from an address of Entra too.
      canonical: toPart(/^https:\/\/login\.[a-z.]{1,40}\/([a-z0-9.-]{1,253})/i),
      optional: true,
      neededFor: ['client_credentials'],
      default: 'organizations',
    },
    login_url: {
      description: 'The server that issues tokens; the default follows from instance_url.',
      example: 'https://login.microsoftonline.us',
      pattern: addressPattern(login),
      canonical: toAddress,
      optional: true,
      default: ({ instance_url = '' }) => nationalLogin(instance_url) ?? 'https://login.microsoftonline.com',
    },
  },
  // For users and for the application itself; the audience of a token is the environment.
  authentication: {
    // Each refresh returns a new refresh token; the old one is not revoked at once.
    oauth2: {
      authorizeUrl: template`${entra}/authorize`,
      tokenUrl: template`${entra}/token`,
      scopes: [template`${variable('instance_url')}/user_impersonation`, 'offline_access'],
      pkce: true,
    },
    client_credentials: {
      tokenUrl: template`${entra}/token`,
      scope: template`${variable('instance_url')}/.default`,
    },
  },
  baseUrl: template`${variable('instance_url')}/api/data/v9.2`,
  // Environments and the login hosts of Microsoft's clouds.
  hosts: [hostPattern(String.raw`${hostLabel}(?:\.api)?\.${region}`), hostPattern(login)],
  // Next links may name `{organisation}.api.{region}`, which is the same environment.
  linkHosts: (host) => [host.replace('.', '.api.')],
  headers: { 'OData-Version': '4.0', 'OData-MaxVersion': '4.0', 'If-None-Match': 'null' },
  // https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
  limits: {
    windows: [{ requests: 6000, seconds: 300 }],
    headers: { remaining: 'x-ms-ratelimit-burst-remaining-xrm-requests' },
    defaultWaitSeconds: 60,
  },
}
