import type { Connection } from '../../contract.ts'
import { template, variable } from '../../runtime/template.ts'

const myDomain = String.raw`[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.sandbox|\.develop|\.scratch|\.demo|\.patch|\.trailblaze|\.free)?\.my\.salesforce(?:\.mil)?\.com`

/** How a Salesforce org is connected: at its own address, with tokens from a login server or from the org itself. */
export const connection: Connection = {
  account: {
    instance_url: {
      description: "The org's own address; the token answer brings it.",
      example: 'https://acme.my.salesforce.com',
      pattern: new RegExp(String.raw`https:\/\/(?:${myDomain}|[a-z]{2,4}\d{1,4}\.salesforce\.com)`, 'i'),
    },
    login_url: {
      description:
        'Where tokens come from: production by default, https://test.salesforce.com for sandboxes, or My Domain.',
      example: 'https://login.salesforce.com',
      pattern: new RegExp(String.raw`https:\/\/(?:login\.salesforce\.com|test\.salesforce\.com|${myDomain})`, 'i'),
      optional: true,
      default: 'https://login.salesforce.com',
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
      account: ({ instance_url }) => (typeof instance_url === 'string' ? { instance_url } : {}),
    },
    client_credentials: { tokenUrl: template`${variable('instance_url')}/services/oauth2/token` },
  },
  baseUrl: variable('instance_url'),
  hosts: [new RegExp(myDomain, 'i'), /(?:login|test|[a-z]{2,4}\d{1,4})\.salesforce\.com/i],
  limits: {
    // A daily budget of the whole org; its state comes as `api-usage=18/100000`.
    windows: [],
    headers: { limit: 'sforce-limit-info' },
    defaultWaitSeconds: 60,
    source:
      'https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm',
  },
}
