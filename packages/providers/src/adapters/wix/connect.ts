import type { Connection } from '../../contract.ts'
import { toPart } from '../../runtime/calls/host-patterns.ts'
import { accessToken, apiKey, variable } from '../../runtime/calls/template.ts'

/** Ids of sites, app instances and members. */
export const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** How a site of Wix is connected: by an API key, or as the site's instance of an app. */
export const connection: Connection = {
  account: {
    site_id: {
      description:
        "The site's id, which is the part after `/dashboard/` in the address of its dashboard; it is needed with an API key.",
      example: 'a4d30e84-6d4c-4b4f-9c66-1fbf9c2d1d3a',
      pattern: guid,
      canonical: toPart(/\/dashboard\/([0-9a-f-]{36})/i),
      optional: true,
      neededFor: ['api_key'],
    },
    instance_id: {
      description:
        'The id of the app instance on the site, known after installation; it is needed with client credentials.',
      example: '6d3b1c8e-5f0a-4a87-9d0e-2b7c1f5a9e44',
      pattern: guid,
      optional: true,
      neededFor: ['client_credentials'],
    },
  },
  // Keys and tokens are sent alone: "Bearer" before them is refused.
  authentication: {
    api_key: { headers: { authorization: apiKey, 'wix-site-id': variable('site_id') } },
    client_credentials: {
      tokenUrl: 'https://www.wixapis.com/oauth2/token',
      format: 'json',
      parameters: { instance_id: variable('instance_id') },
      placement: { headers: { authorization: accessToken } },
    },
  },
  baseUrl: 'https://www.wixapis.com/members/v1',
  hosts: [/www\.wixapis\.com/],
  // https://dev.wix.com/docs/rest/articles/getting-started/rate-limits
  limits: {
    windows: [{ requests: 200, seconds: 60 }],
    defaultWaitSeconds: 10,
  },
}
