import { defineAdapter } from '../../contract.ts'
import { at, textAt } from '../../runtime/json.ts'
import { byPage, pageNumber } from '../../runtime/pagination.ts'

/** A co-worker: https://developer.focus.teamleader.eu/docs/api/users-list */
interface TeamleaderUser {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly status?: string | null
}

const docs = 'https://developer.focus.teamleader.eu/docs/api/users-list'
const version = '2023-09-26'
const absent = "Teamleader's API only reads users"

/** Sentences by which an error says that what was asked for does not exist; 400 comes for that as well as 404. */
const missing = /not[ _-]*(?:be[ _-]*)?found|not exist|non-?existi?ng|non-?existent|no such|unknown/i

export const teamleader = defineAdapter<TeamleaderUser>()({
  slug: 'teamleader',
  name: 'Teamleader',
  docs,
  apiVersion: { name: version, source: 'https://developer.focus.teamleader.eu/docs/api/versioning' },
  account: {},
  authentication: {
    oauth2: {
      authorizeUrl: 'https://focus.teamleader.eu/oauth2/authorize',
      tokenUrl: 'https://focus.teamleader.eu/oauth2/access_token',
      clientAuthentication: 'body',
      format: 'form',
      // Scopes are ticked on the integration's own page; `users` is needed.
      scopes: [],
      // Refresh tokens are single use.
      rotation: 'always',
      lifetimeSeconds: 3600,
      placement: { headers: { authorization: 'Bearer {access_token}' } },
    },
  },
  baseUrl: 'https://api.focus.teamleader.eu',
  hosts: [/(?:api\.)?focus\.teamleader\.eu/],
  // Without it the version of the day on which the app was made applies.
  headers: { 'X-Api-Version': version },
  limits: {
    windows: [{ requests: 200, seconds: 60 }],
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    defaultWaitSeconds: 60,
    source: 'https://developer.focus.teamleader.eu/docs/api/rate-limiting',
  },
  user: {
    id: { read: (user) => user.id },
    first_name: { read: (user) => user.first_name },
    last_name: { read: (user) => user.last_name },
    email: { read: (user) => user.email },
    is_active: {
      read: ({ status }) => (status === 'active' ? true : status === 'deactivated' ? false : null),
    },
  },
  users: {
    list: {
      request: ({ size, offset, filters }) => ({
        method: 'POST',
        path: '/users.list',
        body: {
          filter: {
            // Without it the list holds active users only.
            status:
              filters.is_active === undefined
                ? ['active', 'deactivated']
                : [filters.is_active ? 'active' : 'deactivated'],
            // Searches names, e-mail and function: narrows, no more.
            ...(filters.email === undefined ? {} : { term: filters.email }),
          },
          page: { size, number: pageNumber({ size, offset }, 1) },
        },
      }),
      records: (body) => at(body, 'data'),
      // `users.list` documents no count of pages.
      paging: byPage(),
      maximumPageSize: 100,
      nativeFilters: ['email', 'is_active'],
      // How `term` compares is not stated.
      caseUnverified: ['email'],
    },
    get: {
      requests: [(id) => ({ method: 'POST', path: '/users.info', body: { id } })],
      record: (body) => at(body, 'data'),
      idPattern: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
      normaliseId: (id) => id.toLowerCase(),
    },
    me: {
      // `users.me` does not say whether the user is active; `users.info` does.
      identity: () => ({ method: 'POST', path: '/users.me', body: {} }),
      key: (body) => textAt(body, 'data.id'),
    },
    create: { absent: `${absent}: invite them in Teamleader itself.` },
    update: { absent: `${absent}: change them in Teamleader itself.` },
    delete: { absent: `${absent}: deactivate them in Teamleader itself.` },
  },
  errors: {
    message: (body) => textAt(body, 'errors.0.title'),
    classify: ({ status, body }, operation) => {
      if (status !== 400 && status !== 404) return undefined
      const saysMissing = operation === 'get' && missing.test(textAt(body, 'errors.0.title') ?? '')
      return { kind: saysMissing ? 'not-found' : 'rejected' }
    },
  },
  refusedQueryKeys: ['id', 'filter', 'page', 'sort'],
})
