import type { Adapter, Authentication } from '../../contract.ts'
import { textAt } from '../../runtime/json.ts'

/** How HighLevel is connected: what an account has to know, and tokens for an agency or one of its sub-accounts. */

/** Ids are 20 letters and digits so far; their case counts. */
export const id = /[A-Za-z0-9_-]{1,64}/

const bearer = (name: string) => ({ headers: { authorization: `Bearer {${name}}` } })

/** The account variables; a token answer brings them all. */
export const account: Adapter<never>['account'] = {
  company_id: {
    description: 'The id of the agency; the token answer brings it.',
    example: '5DP41231LkQsiKESj6rh',
    pattern: id,
  },
  location_id: {
    description: 'The id of the sub-account, whose users alone are listed then; the token answer may bring it.',
    example: 'C2QujeCh8ZnC7al2InWR',
    pattern: id,
    optional: true,
  },
  user_type: {
    description: 'Whom OAuth tokens are for: an agency (Company) or a sub-account (Location); the answer brings it.',
    example: 'Location',
    pattern: /Company|Location/,
    optional: true,
    default: 'Location',
  },
}

/** Private integration tokens, and OAuth with refresh tokens that serve once. */
export const authentication: Authentication = {
  api_key: bearer('api_key'),
  oauth2: {
    authorizeUrl: 'https://marketplace.gohighlevel.com/v2/oauth/chooselocation',
    tokenUrl: 'https://services.leadconnectorhq.com/oauth/token',
    clientAuthentication: 'body',
    format: 'form',
    parameters: { user_type: '{user_type}' },
    scopes: ['users.readonly', 'users.write'],
    rotation: 'always',
    lifetimeSeconds: 86_399,
    account: ({ companyId, locationId, userType }) => ({
      ...(typeof companyId === 'string' ? { company_id: companyId } : {}),
      ...(typeof locationId === 'string' ? { location_id: locationId } : {}),
      ...(typeof userType === 'string' ? { user_type: userType } : {}),
    }),
    // Who installed the app.
    principal: (answer) => textAt(answer, 'userId'),
    placement: bearer('access_token'),
  },
}
