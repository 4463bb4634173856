import type { Connection } from '../../contract.ts'
import { toPart } from '../../runtime/calls/host-patterns.ts'
import { apiKey, template, variable } from '../../runtime/calls/template.ts'
import { textAt, textsNamed } from '../../runtime/json/json.ts'

/** Ids are 20 letters and digits so far, and case-sensitive. */
export const id = /[A-Za-z0-9_-]{1,64}/

/** The requested version. */
export const version = '2021-07-28'

/** The account's values in a token answer. */
const tokenMembers = { company_id: 'companyId', location_id: 'locationId', user_type: 'userType' }

/** How HighLevel is connected: the variables of an account, and tokens for an agency or one of its sub-accounts. */
export const connection: Connection = {
  // A token answer has them all.
  account: {
    company_id: {
      description: 'The id of the agency, which the token answer has.',
      example: '5DP41231LkQsiKESj6rh',
      pattern: id,
    },
    location_id: {
      description: 'The id of the sub-account; with it, only the users of the sub-account are listed.',
      example: 'C2QujeCh8ZnC7al2InWR',
      pattern: id,
      // Read from the address of the web app too: https://app.gohighlevel.com/v2/location/{id}/dashboard.
      canonical: toPart(/\/location\/([A-Za-z0-9_-]{1,64})/),
      optional: true,
    },
    user_type: {
      description:
        "The owner of OAuth tokens: an agency ('Company') or a sub-account ('Location'); the token answer has it.",
      example: 'Location',
      pattern: /Company|Location/,
      optional: true,
      default: 'Location',
    },
  },
  // Private integration tokens, and OAuth with refresh tokens that are valid once.
  authentication: {
    api_key: { headers: { authorization: template`Bearer ${apiKey}` } },
    oauth2: {
      authorizeUrl: 'https://marketplace.gohighlevel.com/v2/oauth/chooselocation',
      tokenUrl: 'https://services.leadconnectorhq.com/oauth/token',
      parameters: { user_type: variable('user_type') },
      scopes: ['users.readonly', 'users.write'],
      lifetimeSeconds: 86_399,
      account: (answer) => textsNamed(answer, tokenMembers),
      // The user that installed the app.
      principal: (answer) => textAt(answer, 'userId'),
    },
  },
  baseUrl: 'https://services.leadconnectorhq.com',
  hosts: [/services\.leadconnectorhq\.com/],
  // Without it every answer is a 401.
  headers: { version },
  // https://marketplace.gohighlevel.com/docs/other/rate-limits
  limits: {
    windows: [
      { requests: 100, seconds: 10 },
      { requests: 200_000, seconds: 86_400 },
    ],
    headers: {
      limit: 'x-ratelimit-max',
      remaining: 'x-ratelimit-remaining',
      intervalMs: 'x-ratelimit-interval-milliseconds',
    },
    defaultWaitSeconds: 10,
  },
}
