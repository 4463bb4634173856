import { defineAdapter, type VendorRequest } from '../../contract.ts'
import { utc } from '../../runtime/dates.ts'
import { at, textAt } from '../../runtime/json.ts'
import { byPage, pageNumber } from '../../runtime/pagination.ts'
import { errorOf, verdictOf } from './errors.ts'
import { activateUser, deactivateUser, getMe, getUser, inviteUser, listUsers, updateUser } from './queries.ts'

/** The `User` of version 2026-10; everything but the id may be missing, should the version change. */
interface MondayUser {
  readonly id: string
  readonly name?: string | null
  readonly email?: string | null
  readonly status?: string | null
  readonly is_deleted?: boolean | null
  readonly created_at?: string | null
  readonly url?: string | null
  readonly photo_url?: { readonly original?: string | null } | null
}

const version = '2026-10'
const graphql = (query: string, variables: object = {}): VendorRequest => ({
  method: 'POST',
  path: '/v2',
  body: { query, variables },
})

export const mondayCrm = defineAdapter<MondayUser>()({
  slug: 'monday-crm',
  name: 'Monday CRM',
  docs: 'https://developer.monday.com/api-reference/reference/users',
  apiVersion: {
    name: version,
    // Current from October 2026, in maintenance three months later; the end is told at least six months ahead, and is
    // not told yet.
    source: 'https://developer.monday.com/api-reference/docs/api-versioning',
  },
  account: {},
  // Keys and tokens stand alone, without "Bearer".
  authentication: {
    api_key: { headers: { authorization: '{api_key}' } },
    oauth2: {
      authorizeUrl: 'https://auth.monday.com/oauth2/authorize',
      tokenUrl: 'https://auth.monday.com/oauth2/token',
      clientAuthentication: 'body',
      format: 'form',
      scopes: ['users:read', 'users:write', 'me:read'],
      // The token lives until the app is uninstalled; a refresh token comes from the opt-in flow alone, and is kept.
      rotation: 'sometimes',
      placement: { headers: { authorization: '{access_token}' } },
    },
  },
  baseUrl: 'https://api.monday.com',
  hosts: [/(?:api|auth)\.monday\.com/],
  // Without it the account's current version answers, whose fields are others.
  headers: { 'API-Version': version },
  limits: {
    // Complexity and calls a day, by plan; their state comes with every answer.
    windows: [],
    headers: { limit: 'ratelimit-policy', remaining: 'ratelimit', reset: 'ratelimit' },
    defaultWaitSeconds: 60,
    waitSeconds: (body) => {
      const seconds = at(errorOf(body), 'extensions.retry_in_seconds') ?? at(errorOf(body), 'retry_in_seconds')
      return typeof seconds === 'number' ? seconds : undefined
    },
    source: 'https://developer.monday.com/api-reference/docs/rate-limits',
  },
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name }) => name, write: (value) => ({ name: value }) },
    email: {
      read: ({ email }) => email,
      write: (value) => ({ email: value }),
      note: 'The user confirms a new e-mail; until then monday.com answers the old one.',
    },
    is_active: {
      read: ({ status, is_deleted }) =>
        typeof status === 'string' && status !== '' ? status === 'ACTIVE' && is_deleted !== true : null,
      write: () => ({}),
      note: 'A call of its own. Who is invited (PENDING) is not active yet. Nobody can deactivate oneself.',
    },
    created_at: { read: ({ created_at }) => utc(created_at) },
    urls: {
      read: ({ url, photo_url }) => [
        { type: 'profile', url },
        { type: 'photo', url: photo_url?.original },
      ],
    },
  },
  users: {
    list: {
      request: ({ size, offset, filters }) =>
        graphql(listUsers, {
          limit: size,
          page: pageNumber({ size, offset }, 1),
          ...(filters.email === undefined ? {} : { emails: [filters.email] }),
        }),
      records: (body) => at(body, 'data.users'),
      paging: byPage(),
      maximumPageSize: 1000,
      nativeFilters: ['email'],
      caseUnverified: ['email'],
      note: 'All users of the account, guests and service users included, oldest first.',
    },
    get: {
      requests: [(id) => graphql(getUser, { id })],
      record: (body) => {
        const users = at(body, 'data.users')
        return Array.isArray(users) ? users[0] : false
      },
      emptyIsUnknown: true,
      idPattern: /\d{1,20}/,
    },
    me: { request: graphql(getMe), record: (body: unknown) => at(body, 'data.me') },
    create: {
      request: ({ body }) => graphql(inviteUser, { user_role: 'MEMBER', product: 'crm', ...body }),
      fields: ['email'],
      required: ['email'],
      // `user_role` and `product` may be chosen.
      remoteDataAt: 'variables',
      refusedRemoteKeys: ['email', 'id'],
      id: ({ body }) => textAt(body, 'data.invite_users.invited_users.0.id'),
    },
    update: {
      separate: ['is_active'],
      steps: ({ id, body, changes: { is_active } }) => [
        ...(body === undefined ? [] : [{ request: graphql(updateUser, { id, attributes: body }) }]),
        ...(is_active === undefined
          ? []
          : [
              {
                request: graphql(is_active === true ? activateUser : deactivateUser, { id }),
                fields: ['is_active'] as const,
              },
            ]),
      ],
      remoteDataAt: 'variables.attributes',
      refusedRemoteKeys: ['id', 'user_id'],
    },
    delete: { absent: "monday.com's API deactivates users, it does not delete them: send PATCH with is_active=false." },
  },
  errors: {
    message: (body) => textAt(errorOf(body), 'message') ?? textAt(body, 'error_message'),
    classify: verdictOf,
  },
  // GraphQL may be asked in the address, too.
  refusedQueryKeys: ['query', 'variables', 'operationName', 'extensions'],
})
