import { defineAdapter } from '../../contract.ts'
import { utc } from '../../runtime/dates.ts'
import { at, isObject, textAt } from '../../runtime/json.ts'
import { byOffset } from '../../runtime/pagination.ts'

/** https://developer.close.com/api/resources/users/list */
interface CloseUser {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly image?: string | null
  readonly date_created?: string | null
  readonly date_updated?: string | null
}

const docs = 'https://developer.close.com/api/resources/users/list'

export const close = defineAdapter<CloseUser>()({
  slug: 'close',
  name: 'Close',
  docs,
  apiVersion: { name: 'v1', source: docs },
  account: {},
  authentication: {
    api_key: { basic: { username: '{api_key}', password: '' } },
    oauth2: {
      authorizeUrl: 'https://app.close.com/oauth2/authorize/',
      tokenUrl: 'https://api.close.com/oauth2/token/',
      clientAuthentication: 'body',
      format: 'form',
      scopes: ['all.full_access', 'offline_access'],
      rotation: 'always',
      lifetimeSeconds: 3600,
      placement: { headers: { authorization: 'Bearer {access_token}' } },
    },
  },
  // Every path ends in a slash.
  baseUrl: 'https://api.close.com/api/v1',
  hosts: [/api\.close\.com/],
  limits: {
    // One per group of endpoints and key, told with the answers.
    windows: [],
    // All three in one, by commas as documented or by semicolons as seen; each has also been seen alone.
    headers: { limit: 'ratelimit', remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' },
    defaultWaitSeconds: 2,
    source: 'https://developer.close.com/api/overview/rate-limits',
  },
  user: {
    id: { read: ({ id }) => id },
    first_name: { read: ({ first_name }) => first_name },
    last_name: { read: ({ last_name }) => last_name },
    email: { read: ({ email }) => email },
    created_at: { read: ({ date_created }) => utc(date_created) },
    updated_at: { read: ({ date_updated }) => utc(date_updated) },
    urls: { read: ({ image }) => [{ type: 'avatar', url: image }] },
  },
  users: {
    list: {
      request: ({ size, offset }) => ({ path: '/user/', query: { _limit: size, _skip: offset } }),
      records: (body) => at(body, 'data'),
      paging: byOffset(({ body }) => at(body, 'has_more') === true),
      // The default; greater ones are refused by some resources.
      maximumPageSize: 100,
      note: 'The current members of the organization. Close lists former ones with the organization only, and says of no user whether they are active.',
    },
    get: { requests: [{ path: '/user/{id}/' }], idPattern: /user_[A-Za-z0-9]{1,100}/ },
    me: { request: { path: '/me/' } },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/membership/', body }),
      fields: ['email'],
      required: ['email'],
      requiredRemoteKeys: ['role_id'],
      refusedRemoteKeys: ['id', 'user_id', 'organization_id'],
      write: { email: (value: string) => ({ email: value }) },
      // The answer is the membership. It is not documented; memberships elsewhere name their user like this.
      id: ({ body }) => textAt(body, 'user_id'),
    },
    update: { absent: "Close's API changes neither name nor e-mail of a user: users do so themselves in Close." },
    delete: {
      absent:
        'Close ends a membership by an id of its own, which the records of its users do not carry: remove the user in Close itself.',
    },
  },
  errors: {
    message: (body) => {
      const fields = at(body, 'field-errors')
      if (!isObject(fields) || Object.keys(fields).length === 0)
        return textAt(body, 'error') ?? textAt(body, 'errors.0')
      const told = Object.entries(fields).map(([name, fault]) => [
        name,
        typeof fault === 'string' ? fault : JSON.stringify(fault),
      ])
      return told.map((parts) => parts.join(': ')).join('; ')
    },
  },
  notes: [
    'Creating a user needs an OAuth connection with the permission to manage the organization; remote_data holds role_id: admin, superuser, user, restricteduser or the id of a role.',
  ],
})
