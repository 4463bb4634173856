// Written from Zendesk Sell's published Core API v2 (developer.zendesk.com/api-reference/sales-crm) and its clients.
import { schemeToken } from '../credentials.ts'
import { fullName, type Person } from '../people.ts'
import type { VendorReply } from '../reply.ts'
import { json, withHeaders } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { listUsers, type SellUser, wrapped } from './zendesk-sell/list.ts'
import { oauthRoutes } from './zendesk-sell/sign-in.ts'

const host = 'api.getbase.com'
const personalToken = 'sandbox-zendesk-sell-token'
const app = { id: 'sandbox-zendesk-sell-client', secret: 'sandbox-zendesk-sell-client-secret' }
const oauthToken = {
  access_token: 'sandbox-zendesk-sell-access',
  refresh_token: 'sandbox-zendesk-sell-refresh',
  expires_in: 3600,
}

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(people.filter((person) => person.email !== null).map((person) => seed(person)))
  const self = String(userId(people.find((person) => person.self)?.number ?? 0))
  const tokens = new TokenBook({
    prefix: 'sandbox-zendesk-sell',
    now,
    accessLifetimeSeconds: 3600,
    // A recorded refresh returns a refresh token; it is not published whether the old one ends: this is the strictest form.
    refresh: 'single-use',
  })
  tokens.addKey(personalToken, self, ['read', 'write', 'profile', 'sync'])
  const scopes = ['read', 'profile']
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: self, scopes })
  // Not in any demo account: an app without the scope for account and user information.
  tokens.addKey('sandbox-zendesk-sell-reader', self, ['read', 'write'])

  let answered = 0
  /** Every answer has a request id, which an error repeats. */
  const failure = (status: keyof typeof phrases, code: string, details: string): VendorReply => {
    answered += 1
    const logref = `sandbox-zendesk-sell-request-${answered}`
    const error = { code, message: messages[code] ?? details, details }
    const links = { more_info: 'https://developer.zendesk.com/api-reference/sales-crm/' }
    const meta = { http_status: `${status} ${phrases[status]}`, logref, links }
    return json(status, { errors: [{ error, meta: {} }], meta }, { 'X-Request-Id': logref })
  }
  const invalidParam = (details: string): VendorReply => failure(400, 'invalid_param', details)

  const caller = (request: VendorRequest): TokenState | undefined => tokens.valid(schemeToken(request))
  const check = (request: VendorRequest): VendorReply | undefined => {
    if (!request.header('user-agent')) {
      return failure(400, 'invalid_user_agent', 'The User-Agent header is missing or empty.')
    }
    const state = caller(request)
    if (!state) {
      return failure(401, 'unauthorized', 'Required access token is missing, malformed, expired, or invalid.')
    }
    if (state.scopes.includes('profile')) return undefined
    return failure(403, 'insufficient_scope', 'The access token lacks the scope: profile.')
  }
  const one = (id: string): VendorReply => {
    const user = users.get(id)
    return user ? json(200, wrapped(user)) : failure(404, 'not_found', 'The user does not exist.')
  }

  const api: RouteTable = {
    'GET /v2/users': (request) => {
      const listed = listUsers(request, [...users.values()])
      return typeof listed === 'string' ? invalidParam(listed) : json(200, listed)
    },
    'GET /v2/users/self': (request) => one(caller(request)?.subject ?? ''),
    'GET /v2/users/{id}': (request) => {
      const id = request.param('id')
      // It is not published whether this is 400 or 404: this is the one that a client has to distinguish from its own
      // mistake.
      return /^\d+$/.test(id) ? one(id) : invalidParam('id must be an integer.')
    },
  }
  const withId = (reply: VendorReply): VendorReply => {
    if ('X-Request-Id' in reply.headers) return reply
    answered += 1
    return withHeaders(reply, { 'X-Request-Id': `sandbox-zendesk-sell-request-${answered}` })
  }
  const numbered: RouteTable = Object.fromEntries(
    Object.entries(guarded(check, api)).map(([key, handler]) => [
      key,
      async (request) => withId(await handler(request)),
    ]),
  )

  const incorrectPath = (): VendorReply => failure(404, 'incorrect_path', 'There is nothing at this path.')
  return {
    tokens,
    routes: { api: { ...numbered, ...oauthRoutes(tokens, app, self) } },
    notFound: incorrectPath,
    methodNotAllowed: incorrectPath,
    rateLimit: {
      published: { limit: 10, windowMs: 1000 },
      key: (request) => (request.path.startsWith('/oauth2/') ? undefined : request.header('authorization')),
      headers: () => ({}),
      exceeded: () => failure(429, 'rate_limit_exceeded', 'Too many requests were made with this access token.'),
    },
  }
}

const userId = (number: number): number => 400_000 + number

const seed = (person: Person): [string, SellUser] => {
  const id = userId(person.number)
  const inactive = person.state === 'inactive'
  const user = {
    id,
    // There is one name only, and it is never empty.
    name: fullName(person) || (person.email ?? ''),
    email: person.email ?? '',
    phone_number: person.phone,
    status: inactive ? 'inactive' : 'active',
    // As in the published sample, an invited user stays marked as invited.
    invited: !person.self,
    confirmed: person.state !== 'invited',
    role: person.admin ? 'admin' : 'user',
    roles: [{ id: 1, name: 'Closer' }],
    team_name: null,
    group: person.number % 2 === 0 ? { id: 7, name: 'Field' } : null,
    reports_to: person.self ? null : userId(11),
    timezone: offsets[person.timezone] ?? 'UTC+00:00',
    identity_type: 'zendesk',
    zendesk_user_id: String(9_000_000 + person.number),
    detached: false,
    sell_login_disabled: false,
    system_tags: [],
    created_at: vendorTime(person.createdAt),
    updated_at: vendorTime(person.updatedAt),
    deleted_at: inactive && person.number % 18 === 0 ? vendorTime(person.updatedAt) : null,
  }
  return [String(id), user]
}

/** UTC, ISO 8601 without a fraction. */
const vendorTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

/** Zendesk Sell, Core API v2: read-only users, each wrapped in `data`, for clients with a user agent. */
export const zendeskSell = defineVendor({
  slug: 'zendesk-sell',
  name: 'Zendesk Sell',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: personalToken } },
  otherLogins: [{ authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } }],
  create,
})

const phrases = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
} as const

/** Only that of 401 is published exactly. */
const messages: Readonly<Record<string, string>> = {
  unauthorized: 'request is unauthorized',
  insufficient_scope: 'scope is insufficient',
  invalid_param: 'parameter is invalid',
  invalid_user_agent: 'user agent is invalid',
  not_found: 'resource was not found',
  incorrect_path: 'path is incorrect',
  rate_limit_exceeded: 'rate limit was exceeded',
}

const offsets: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'UTC+02:00',
  'Europe/London': 'UTC+01:00',
  'America/New_York': 'UTC-04:00',
  'Asia/Tokyo': 'UTC+09:00',
  'America/Sao_Paulo': 'UTC-03:00',
}
