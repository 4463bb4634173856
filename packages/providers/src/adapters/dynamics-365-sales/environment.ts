import type { AccountVariable, Authentication } from '../../contract.ts'

/** Where an environment of Dynamics 365 and its tokens are, and where credentials may go. */

const region = String.raw`(?:crm\d{0,2}\.dynamics\.com|crm\.dynamics\.cn|crm\.microsoftdynamics\.(?:us|de))`
const organisation = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const login = String.raw`login\.(?:microsoftonline\.com|microsoftonline\.us|partner\.microsoftonline\.cn)`
/** Ids of Dataverse and Entra. */
export const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const entra = '{login_url}/{tenant_id}/oauth2/v2.0'

/** The environment, and where in Entra its tokens come from. */
export const account = {
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
} satisfies Readonly<Record<string, AccountVariable>>

/** Entra, for users and for the application itself; the audience of a token is the environment. */
export const authentication: Authentication = {
  oauth2: {
    authorizeUrl: `${entra}/authorize`,
    tokenUrl: `${entra}/token`,
    clientAuthentication: 'body',
    format: 'form',
    scopes: ['{instance_url}/user_impersonation', 'offline_access'],
    pkce: true,
    // Each refresh brings a new refresh token; the old one is not revoked at once.
    rotation: 'sometimes',
    placement: { headers: { authorization: 'Bearer {access_token}' } },
  },
  client_credentials: {
    tokenUrl: `${entra}/token`,
    clientAuthentication: 'body',
    format: 'form',
    scope: '{instance_url}/.default',
    placement: { headers: { authorization: 'Bearer {access_token}' } },
  },
}

/** Environments and the login hosts of Microsoft's clouds. */
export const hosts = [new RegExp(String.raw`${organisation}(?:\.api)?\.${region}`, 'i'), new RegExp(login, 'i')]

/** Next links may name `{organisation}.api.{region}`, which is the same environment. */
export const linkHosts = (host: string): string[] => [host.replace('.', '.api.')]
