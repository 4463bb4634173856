// Written from Pipedrive's published API v1 and its recorded answers (developers.pipedrive.com, pipedrive.readme.io).
import { basicCredential, schemeToken } from '../credentials.ts'
import { authorize, grant, grantParameters } from '../oauth.ts'
import { fullName, type Person, stableUuid } from '../people.ts'
import { empty, json, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const domain = 'acme'
const companyHost = `${domain}.pipedrive.com`
const companyId = 15043420
const apiToken = 'sandbox-pipedrive-token'
const app = { id: 'sandbox-pipedrive-client', secret: 'sandbox-pipedrive-client-secret' }
const oauthToken = {
  access_token: 'sandbox-pipedrive-access',
  refresh_token: 'sandbox-pipedrive-refresh',
  expires_in: 3600,
}
const scopes = ['base', 'users:read', 'admin']

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(people.filter((person) => person.email !== null).map((person) => seed(person)))
  const self = String(people.find((person) => person.self)?.number ?? 0)
  const tokens = new TokenBook({
    prefix: 'sandbox-pipedrive',
    now,
    accessLifetimeSeconds: 3600,
    refreshLifetimeSeconds: 60 * 86_400,
    // Each use restarts the 60 days. It is not clearly documented whether a used token ends, so the same one is returned
    // again.
    refresh: 'repeat',
  })
  tokens.addKey(apiToken, self, scopes)
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: self, scopes })

  // Not in any demo account: an app without the admin scope, and the token of a user that is not an administrator.
  tokens.addKey('sandbox-pipedrive-reader', self, ['base', 'users:read'])
  tokens.addKey('sandbox-pipedrive-colleague', '1', scopes)

  const caller = (request: VendorRequest): TokenState | undefined =>
    tokens.valid(request.header('x-api-token') ?? request.query.get('api_token') ?? schemeToken(request))
  const shown = (user: PipedriveUser, request: VendorRequest): PipedriveUser => ({
    ...user,
    is_you: String(user.id) === caller(request)?.subject,
  })

  const refusal = (scope: string, request: VendorRequest): VendorReply | undefined => {
    const token = caller(request)
    if (!token?.scopes.includes(scope)) {
      return json(403, { success: false, error: 'Scope and URL mismatch', errorCode: 403, error_info: advice })
    }
    const lacksRights = scope === 'admin' && users.get(token.subject)?.is_admin !== 1
    return lacksRights ? failure(403, noPermission) : undefined
  }

  const withUser =
    (answer: (user: PipedriveUser, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const user = users.get(request.param('id'))
      return user ? answer(user, request) : failure(404, 'User not found or not accessible.')
    }

  const handlers: Readonly<Record<string, readonly [scope: string, handler: Handler]>> = {
    'GET /users': ['users:read', (request) => success([...users.values()].map((user) => shown(user, request)))],
    'GET /users/find': [
      'users:read',
      (request) => {
        const term = (request.query.get('term') ?? '').toLowerCase()
        if (term === '') return failure(400, 'Search term must be given.')
        const field = /^(1|true)$/.test(request.query.get('search_by_email') ?? '') ? 'email' : 'name'
        const found = [...users.values()].filter((user) => user[field].toLowerCase().includes(term))
        return success(found.map((user) => shown(user, request)))
      },
    ],
    'GET /users/me': [
      'base',
      (request) => {
        const user = users.get(caller(request)?.subject ?? '')
        // Recorded answers of /users/me have no additional_data.
        return user ? json(200, { success: true, data: { ...shown(user, request), ...company } }) : unauthorized()
      },
    ],
    'GET /users/{id}': ['users:read', withUser((user, request) => success(shown(user, request)))],
    'POST /users': [
      'admin',
      (request) => {
        const body = request.json()
        const email = isRecord(body) ? body.email : undefined
        if (typeof email !== 'string' || !email.includes('@')) return failure(400, 'Bad request: email is required.')
        if ([...users.values()].some((user) => user.email.toLowerCase() === email.toLowerCase())) {
          return failure(400, 'User with this email already exists.')
        }
        const id = Math.max(...[...users.values()].map((user) => user.id)) + 1
        const user = invited(id, email, isRecord(body) ? body : {}, now())
        users.set(String(id), user)
        return success(shown(user, request))
      },
    ],
    'PUT /users/{id}': [
      'admin',
      withUser((user, request) => {
        const body = request.json()
        const active = isRecord(body) ? body.active_flag : undefined
        if (typeof active !== 'boolean')
          return failure(400, 'Bad request: active_flag is required and must be a boolean.')
        // It is known that the own user cannot be deactivated; the status and the sentence are not (sheet: 403 or 400).
        if (!active && String(user.id) === caller(request)?.subject) return failure(403, noPermission)
        const changed = { ...user, active_flag: active, modified: vendorTime(now()) }
        users.set(String(user.id), changed)
        return success(shown(changed, request))
      }),
    ],
  }

  return {
    tokens,
    routes: {
      api: guarded((request) => (caller(request) ? undefined : unauthorized(request)), apiRoutes(handlers, refusal)),
      oauth: oauthRoutes(tokens, self),
    },
    notFound: () => failure(404, 'Not found'),
    methodNotAllowed: () => failure(405, 'Method not allowed'),
    rateLimit: {
      published: { limit: 80, windowMs: 2000 },
      key: (request) =>
        request.path.startsWith('/oauth/')
          ? undefined
          : (request.header('x-api-token') ?? request.header('authorization') ?? 'anonymous'),
      headers: (state) => ({
        'x-ratelimit-limit': String(state.limit),
        'x-ratelimit-remaining': String(state.remaining),
        'x-ratelimit-reset': String(Math.ceil(state.resetInMs / 1000)),
        'x-daily-ratelimit-token-limit': '150000',
        'x-daily-ratelimit-token-remaining': '145825',
      }),
      exceeded: () => failure(429, 'Request over limit'),
    },
  }
}

/** The same calls under both prefixes: the SDK uses `/v1` with a token and `/api/v1` after OAuth. */
const apiRoutes = (
  handlers: Readonly<Record<string, readonly [string, Handler]>>,
  refusal: (scope: string, request: VendorRequest) => VendorReply | undefined,
): RouteTable => {
  const entries = ['/v1', '/api/v1'].flatMap((prefix) =>
    Object.entries(handlers).map(([key, [scope, handler]]): [string, Handler] => [
      key.replace(' ', ` ${prefix}`),
      (request) => refusal(scope, request) ?? handler(request),
    ]),
  )
  return Object.fromEntries(entries)
}

const oauthRoutes = (tokens: TokenBook, self: string): RouteTable => {
  const invalidClient = (): VendorReply =>
    json(
      401,
      { success: false, message: 'Invalid client: client is invalid' },
      { 'WWW-Authenticate': 'Basic realm="Service"' },
    )
  const token: Handler = (request) => {
    const grants = ['authorization_code', 'refresh_token'] as const
    const result = grant(request, tokens, { app, clientAuth: ['basic'], grants })
    if ('error' in result) {
      if (result.error === 'invalid_client') return invalidClient()
      const what = result.grantType === 'refresh_token' ? 'refresh_token' : 'authorization code'
      const known = result.error === 'invalid_grant'
      const message = known ? `Invalid grant: ${what} is invalid` : 'Invalid request: grant_type is invalid'
      return json(400, { success: false, message })
    }
    const { accessToken, refreshToken, expiresInSeconds, scopes: granted } = result.issued
    return json(200, {
      access_token: accessToken,
      token_type: 'Bearer',
      refresh_token: refreshToken,
      scope: granted.join(','),
      expires_in: expiresInSeconds,
      api_domain: request.originOf(companyHost),
    })
  }
  return {
    'GET /oauth/authorize': (request) => authorize(request, tokens, { app, subject: self, scopes }),
    'POST /oauth/token': token,
    'POST /oauth/token/': token,
    'POST /oauth/revoke': (request) => {
      const client = basicCredential(request)
      if (client?.username !== app.id || client.password !== app.secret) return invalidClient()
      tokens.revoke(grantParameters(request).get('token') ?? '')
      return empty(200)
    },
  }
}

const success = (data: unknown): VendorReply =>
  json(200, { success: true, data, additional_data: { company_id: companyId } })

const failure = (status: number, error: string): VendorReply =>
  json(status, { success: false, error, error_info: advice, data: null, additional_data: null })

const unauthorized = (request?: VendorRequest): VendorReply => {
  if (request && schemeToken(request) !== undefined) {
    // The OAuth proxy's sentence; only its beginning is published.
    return json(401, { success: false, error: 'Invalid token: access token is invalid', errorCode: 401 })
  }
  return json(401, { success: false, error: 'unauthorized access', errorCode: 401 })
}

const seed = (person: Person): [string, PipedriveUser] => {
  const user = {
    ...constants(person.number),
    name: fullName(person),
    default_currency: 'EUR',
    locale: person.locale.replace('-', '_'),
    email: person.email ?? '',
    phone: person.phone,
    // The schema has no null here; for people that never signed in it is assumed to be the date of the invitation.
    last_login: vendorTime(person.lastSeenAt ?? person.createdAt),
    created: vendorTime(person.createdAt),
    modified: person.updatedAt > person.createdAt ? vendorTime(person.updatedAt) : null,
    access: access(person.admin),
    active_flag: person.state !== 'inactive',
    timezone_name: person.timezone,
    timezone_offset: offsets[person.timezone] ?? '+00:00',
    is_admin: person.admin ? 1 : 0,
    icon_url: person.number % 2 === 0 ? `https://example.com/icons/${person.number}.png` : null,
  } as const
  return [String(person.number), user]
}

const invited = (id: number, email: string, body: Record<string, unknown>, at: Date): PipedriveUser => ({
  ...constants(id),
  // An invited person has no name yet; it is not published what the vendor shows until then.
  name: email.split('@')[0] ?? '',
  default_currency: 'EUR',
  locale: 'en_US',
  email,
  phone: null,
  last_login: vendorTime(at),
  created: vendorTime(at),
  modified: null,
  access: Array.isArray(body.access) ? body.access : access(false),
  active_flag: body.active_flag !== false,
  timezone_name: 'Europe/Berlin',
  timezone_offset: '+01:00',
  is_admin: 0,
  icon_url: null,
})

const constants = (
  id: number,
): {
  id: number
  lang: number
  has_created_company: boolean
  role_id: number
  is_deleted: boolean
} => ({ id, lang: 1, has_created_company: false, role_id: 1, is_deleted: false })

const access = (admin: boolean): unknown => [
  { app: 'sales', admin, permission_set_id: stableUuid(`pipedrive-permissions-${admin}`) },
]

/** `YYYY-MM-DD HH:MM:SS` in UTC, without a zone. */
const vendorTime = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')

/** Pipedrive, API v1: one unpaged list, and `active_flag` as the only thing that can be changed. */
export const pipedrive = defineVendor({
  slug: 'pipedrive',
  name: 'Pipedrive',
  hosts: { api: [companyHost, 'api.pipedrive.com'], oauth: ['oauth.pipedrive.com'] },
  defaultHost: companyHost,
  demo: { authentication_method: 'api_key', context: { api_key: apiToken, company_domain: domain } },
  otherLogins: [
    {
      authentication_method: 'oauth2',
      context: { oauth: { token: oauthToken, client: app }, company_domain: domain },
    },
  ],
  create,
})

interface PipedriveUser {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly phone: string | null
  readonly created: string
  readonly modified: string | null
  readonly last_login: string
  readonly active_flag: boolean
  readonly is_admin: 0 | 1
  readonly [rest: string]: unknown
}

const noPermission = 'You do not have permissions to do this.'
const company = {
  company_id: companyId,
  company_name: 'Acme',
  company_domain: domain,
  company_country: 'DE',
  company_industry: 'Software',
  language: { language_code: 'en', country_code: 'US' },
}

const offsets: Readonly<Record<string, string>> = {
  'Europe/Berlin': '+01:00',
  'America/New_York': '-05:00',
  'Asia/Tokyo': '+09:00',
  'America/Sao_Paulo': '-03:00',
}

const advice = 'Please check developers.pipedrive.com'
