// Written from Outreach's published API v2 (developers.outreach.io) and recorded answers.
import { schemeToken } from '../credentials.ts'
import { authorize, grant, grantParameters } from '../oauth.ts'
import { json, text, type VendorReply, withHeaders } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { page } from './outreach/query.ts'
import { changed, created, type Fault, type OutreachUser, resource, seed } from './outreach/users.ts'

const host = 'api.outreach.io'
const mediaType = 'application/vnd.api+json'
const app = { id: 'sandbox-outreach-client', secret: 'sandbox-outreach-client-secret' }
const oauthToken = {
  access_token: 'sandbox-outreach-access',
  refresh_token: 'sandbox-outreach-refresh',
  expires_in: 7200,
}
const scopes = ['users.all']
const mintIntervalMs = 60_000

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(seed(people))
  const self = people.find((person) => person.self)?.number ?? 0
  const tokens = new TokenBook({
    prefix: 'sandbox-outreach',
    now,
    accessLifetimeSeconds: 7200,
    refreshLifetimeSeconds: 14 * 86_400,
    // Clients refresh repeatedly with one stored token, and each answer has a new one.
    refresh: 'rotate',
  })
  const subject = String(self)
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject, scopes })
  // Not in the demo account: an app that may only read, one that may only write, and an app token without a user.
  tokens.addKey('sandbox-outreach-reader', subject, ['users.read'])
  tokens.addKey('sandbox-outreach-writer', subject, ['users.write'])
  tokens.addKey('sandbox-outreach-s2s', 's2s', ['users.read'])

  const caller = (request: VendorRequest): TokenState | undefined => tokens.valid(schemeToken(request))

  const refusal = (request: VendorRequest): VendorReply | undefined => {
    const token = caller(request)
    // UNVERIFIED: the body of a 401.
    if (!token) return failure(401, 'unauthorized', 'Unauthorized', 'The access token is missing, invalid or expired.')
    if (!request.path.startsWith('/api/v2/users')) return undefined
    const needed = request.method === 'GET' ? 'users.read' : 'users.write'
    if (!token.scopes.includes(needed) && !token.scopes.includes('users.all')) {
      const detail = `Your application isn't authorized to perform this request, it lacks the required scope '${needed}'.`
      return failure(403, 'unauthorizedOauthScope', 'Unauthorized OAuth Scope', detail)
    }
    const type = (request.header('content-type') ?? '').split(';')[0]?.trim()
    // Required on every request by the documentation; in practice reads work without it.
    return request.method === 'GET' || type === mediaType
      ? undefined
      : failure(415, 'unsupportedMediaType', 'Unsupported Media Type', `The Content-Type must be '${mediaType}'.`)
  }

  const one = (request: VendorRequest, user: OutreachUser, status = 200): VendorReply =>
    reply(status, { data: resource(user, selfLink(request, user)) })

  const withUser =
    (answer: (user: OutreachUser, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const id = request.param('id')
      const user = /^\d+$/.test(id) ? users.get(Number(id)) : undefined
      const detail = `Could not find 'user' with ID '${id}'.`
      return user ? answer(user, request) : failure(404, 'resourceNotFound', 'Resource Not Found', detail)
    }

  const write = (request: VendorRequest, status: number, written: ReturnType<typeof created>): VendorReply => {
    if ('fault' in written) return invalid(written.fault)
    users.set(written.user.id, written.user)
    return one(request, written.user, status)
  }

  const root: Handler = (request) => {
    const { email, firstName, lastName } = users.get(Number(caller(request)?.subject))?.attributes ?? {}
    const user = email === undefined ? {} : { user: { email, firstName, lastName } }
    return reply(200, { meta: { ...user, api: { version: '2.0' } }, jsonapi: { version: '1.0' } })
  }

  return {
    tokens,
    routes: {
      api: guarded(refusal, {
        'GET /api/v2': root,
        'GET /api/v2/': root,
        'GET /api/v2/users': (request) => {
          const found = page(users.values(), request.query)
          if ('detail' in found) return invalid(found)
          const link = (query: string): string => `${request.originOf()}/api/v2/users?${query}`
          return reply(200, {
            data: found.users.map((user) => resource(user, selfLink(request, user), found.fields)),
            links: { first: link(found.first), ...(found.next === undefined ? {} : { next: link(found.next) }) },
            meta: { count: found.count },
          })
        },
        'POST /api/v2/users': (request) => write(request, 201, created(request.json(), users, now())),
        'GET /api/v2/users/{id}': withUser((user, request) => one(request, user)),
        'PATCH /api/v2/users/{id}': withUser((user, request) =>
          write(request, 200, changed(request.json(), user, now())),
        ),
      }),
      oauth: oauthRoutes(tokens, subject, now),
    },
    notFound: routeNotFound,
    methodNotAllowed: routeNotFound,
    rateLimit: {
      published: { limit: 10_000, windowMs: 3_600_000 },
      key: (request) => (request.path.startsWith('/oauth/') ? undefined : (caller(request)?.subject ?? 'anonymous')),
      headers: (state) => ({
        'X-RateLimit-Limit': String(state.limit),
        // The second figure is that of the plan.
        'X-RateLimit-Remaining': `${state.remaining}, ${state.remaining + 9989}`,
        'X-RateLimit-Reset': epochSeconds(state.resetAt),
      }),
      exceeded: (state) => rateExceeded(state.limit, state.resetAt),
    },
  }
}

const oauthRoutes = (tokens: TokenBook, self: string, now: () => Date): RouteTable => {
  let mintedAtMs = Number.NEGATIVE_INFINITY
  const grants = ['authorization_code', 'refresh_token'] as const
  return {
    'GET /oauth/authorize': (request) =>
      request.query.get('response_type') === 'code'
        ? authorize(request, tokens, { app, subject: self })
        : text(400, 'response_type must be code.'),
    'POST /oauth/token': (request) => {
      // One new access token for a user and an app in 60 seconds. There is one user here, and one app.
      const freeAtMs = mintedAtMs + mintIntervalMs
      if (now().getTime() < freeAtMs) return rateExceeded(1, new Date(freeAtMs))
      const parameters = grantParameters(request)
      const withoutTarget = parameters.get('grant_type') === 'authorization_code' && !parameters.has('redirect_uri')
      const result = withoutTarget
        ? ({ error: 'invalid_request' } as const)
        : grant(request, tokens, { app, clientAuth: ['body'], grants })
      if ('error' in result) {
        const status = result.error === 'invalid_client' ? 401 : 400
        return json(status, { error: result.error, error_description: `The request was refused: ${result.error}.` })
      }
      mintedAtMs = now().getTime()
      const { accessToken, refreshToken, expiresInSeconds, scopes: granted } = result.issued
      return json(200, {
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: expiresInSeconds,
        refresh_token: refreshToken,
        scope: granted.join(' '),
        created_at: Math.floor(mintedAtMs / 1000),
      })
    },
  }
}

const selfLink = (request: VendorRequest, user: OutreachUser): string => `${request.originOf()}/api/v2/users/${user.id}`

const reply = (status: number, body: unknown): VendorReply => json(status, body, { 'content-type': mediaType })

const failure = (status: number, id: string, title: string, detail: string, source?: unknown): VendorReply =>
  reply(status, { errors: [{ id, title, detail, ...(source === undefined ? {} : { source }) }] })

const invalid = ({ detail, pointer }: Fault): VendorReply =>
  failure(422, 'validationError', 'Validation Error', detail, { pointer })

const routeNotFound = (): VendorReply => {
  const detail = 'The request path does not match any known resource endpoints.'
  return failure(404, 'routeNotFound', 'Route Not Found', detail)
}

/** `Retry-After` repeats the reset: an instant in epoch seconds, not a number of seconds to wait. */
const rateExceeded = (limit: number, resetAt: Date): VendorReply => {
  const until = resetAt.toISOString().slice(0, 19)
  const figure = limit.toLocaleString('en-US')
  const detail = `You have exceeded your permitted rate limit of ${figure}; please try again at ${until}.`
  return withHeaders(failure(429, 'rateLimitExceeded', 'Rate Limit Exceeded', detail), {
    'Retry-After': epochSeconds(resetAt),
  })
}

const epochSeconds = (at: Date): string => String(Math.ceil(at.getTime() / 1000))

/** Outreach, API v2: JSON:API with its own media type, cursor links, no delete and no direct `me`. */
export const outreach = defineVendor({
  slug: 'outreach',
  name: 'Outreach',
  hosts: { api: [host], oauth: [host] },
  defaultHost: host,
  demo: { authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } },
  create,
})
