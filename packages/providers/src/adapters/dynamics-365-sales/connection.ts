import type { Connection } from '../../contract.ts'
import { template, variable } from '../../runtime/template.ts'

const region = String.raw`(?:crm\d{0,2}\.dynamics\.com|crm\.dynamics\.cn|crm\.microsoftdynamics\.(?:us|de))`
const organisation = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const login = String.raw`login\.(?:microsoftonline\.com|microsoftonline\.us|partner\.microsoftonline\.cn)`

/** Ids of Dataverse and Entra. */
export const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const entra = template`${variable('login_url')}/${variable('tenant_id')}/oauth2/v2.0`

/** How an environment of Dynamics 365 is connected: at its own address, with tokens from Microsoft Entra. */
export const connection: Connection = {
  account: {
    instance_url: {
      description: "The environment's own address, without a slash at the end.",
      example: 'https://contoso.crm4.dynamics.com',
      pattern: new RegExp(String.raw`https:\/\/${organisation}\.${region}`, 'i'),
    },
    tenant_id: {
      description: 'The Entra tenant, as id or domain name; needed with client credentials.',
      example: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      pattern: new RegExp(String.raw`(?:common|organizations|${guid}|(?:${organisation}\.)+[a-z]{2,})`, 'i'),
      optional: true,
      default: 'organizations',
    },
    login_url: {
      // https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
      description: 'Where tokens come from, for environments in a national cloud.',
      example: 'https://login.microsoftonline.us',
      pattern: new RegExp(String.raw`https:\/\/${login}`, 'i'),
      optional: true,
      default: 'https://login.microsoftonline.com',
    },
  },
  // For users and for the application itself; the audience of a token is the environment.
  authentication: {
    // Each refresh brings a new refresh token; the old one is not revoked at once.
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
  hosts: [new RegExp(String.raw`${organisation}(?:\.api)?\.${region}`, 'i'), new RegExp(login, 'i')],
  // Next links may name `{organisation}.api.{region}`, which is the same environment.
  linkHosts: (host) => [host.replace('.', '.api.')],
  headers: { 'OData-Version': '4.0', 'OData-MaxVersion': '4.0', 'If-None-Match': 'null' },
  limits: {
    windows: [{ requests: 6000, seconds: 300 }],
    headers: { remaining: 'x-ms-ratelimit-burst-remaining-xrm-requests' },
    defaultWaitSeconds: 60,
    source: 'https://learn.microsoft.com/power-apps/developer/data-platform/api-limits',
  },
}
