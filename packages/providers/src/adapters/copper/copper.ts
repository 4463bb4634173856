import { defineAdapter } from '../../contract.ts'
import { apiKey, template, userId, variable } from '../../runtime/calls/template.ts'
import { byPage, pageNumber } from '../../runtime/lists/pagination.ts'
import { errors } from './errors.ts'

/** https://developer.copper.com/account-and-users/fetch-user-by-id.html */
interface CopperUser {
  readonly id: number
  readonly name?: string | null
  readonly email?: string | null
}

const absent = "Copper's API only reads users"

export const copper = defineAdapter<CopperUser>()({
  slug: 'copper',
  name: 'Copper',
  docs: 'https://developer.copper.com/account-and-users/overview.html',
  apiVersion: { name: 'v1' },
  account: {
    user_email: {
      description: "The e-mail of the API key's owner; it is needed with an API key.",
      example: 'owner@example.com',
      pattern: /[!-?A-~]{1,64}@[a-z0-9.-]{1,253}/i,
      optional: true,
      neededFor: ['api_key'],
    },
  },
  authentication: {
    api_key: {
      headers: {
        'x-pw-accesstoken': apiKey,
        'x-pw-application': 'developer_api',
        'x-pw-useremail': variable('user_email'),
      },
    },
    oauth2: {
      authorizeUrl: 'https://app.copper.com/oauth/authorize',
      tokenUrl: 'https://app.copper.com/oauth/token',
      scopes: ['developer/v1/all'],
      // No refresh token and no expiry.
    },
  },
  baseUrl: 'https://api.copper.com/developer_api/v1',
  hosts: [/(?:api|app)\.copper\.com/],
  // Required with every call, also without a body.
  headers: { 'content-type': 'application/json' },
  // https://developer.copper.com/introduction/requests.html
  limits: {
    // No header has its state.
    windows: [{ requests: 180, seconds: 60 }],
    defaultWaitSeconds: 60,
  },
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name }) => name },
    email: { read: ({ email }) => email },
  },
  users: {
    list: {
      // Only these two names: Copper refuses unknown attributes.
      request: (page) => ({
        method: 'POST',
        path: '/users/search',
        body: { page_number: pageNumber(page, 1), page_size: page.size },
      }),
      // X-PW-TOTAL is an upper bound: while it is not reached only an empty page is the end.
      paging: byPage(({ headers }, next) => (Number(headers['x-pw-total']) > next ? 'perhaps' : undefined)),
      maximumPageSize: 200,
    },
    get: { requests: [{ path: template`/users/${userId}` }], idPattern: /[1-9]\d{0,17}/ },
    me: { request: { path: '/users/me' } },
    create: { absent: `${absent}; invite them in Copper itself.` },
    update: { absent: `${absent}; change them in Copper itself.` },
    delete: { absent: `${absent}; remove them in Copper itself.` },
  },
  errors,
})
