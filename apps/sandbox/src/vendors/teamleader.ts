// Written from Teamleader's published API blueprint and reference (developer.focus.teamleader.eu).
import { schemeToken } from '../credentials.ts'
import { authorize, grant } from '../oauth.ts'
import { json, text, type VendorReply, withHeaders } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import type { Handler, RouteTable } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { detailed, type Fault, isUuid, list, listed, own, seed, userId } from './teamleader/users.ts'

const apiHost = 'api.focus.teamleader.eu'
const app = { id: 'sandbox-teamleader-client', secret: 'sandbox-teamleader-client-secret' }
const oauthToken = {
  access_token: 'sandbox-teamleader-access',
  refresh_token: 'sandbox-teamleader-refresh',
  expires_in: 3600,
}
const scopes = ['users']
/** The version of the client's creation: it applies while no `X-Api-Version` is sent. */
const clientVersion = '2018-11-20'

const create = ({ people, now }: VendorContext): Simulator => {
  const users = seed(people)
  const self = people.find((person) => person.self)
  const selfId = self ? userId(self) : ''
  const tokens = new TokenBook({
    prefix: 'sandbox-teamleader',
    now,
    accessLifetimeSeconds: 3600,
    codeLifetimeSeconds: 600,
    refresh: 'single-use',
  })
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: selfId, scopes })
  // Not in the demo account: an integration without `users` on its Marketplace page.
  tokens.addKey('sandbox-teamleader-no-scope', selfId, ['contacts'])

  const refusal = (request: VendorRequest): VendorReply | undefined => {
    const token = tokens.valid(schemeToken(request))
    if (!token) return failure(401, 'The access token is missing or invalid.')
    return token.scopes.includes('users') ? undefined : failure(403, 'You do not have access to this resource.')
  }

  const reads: Readonly<Record<string, (body: Record<string, unknown>, request: VendorRequest) => VendorReply>> = {
    '/users.list': (body) => {
      const found = list(users, body)
      // Other lists show meta when asked for `includes=pagination`; this one documents none.
      return 'title' in found ? invalid(found) : json(200, { data: found.map(listed) })
    },
    '/users.info': ({ id, includes }) => {
      // UNVERIFIED: that an id that is not a UUID is 400 rather than 404.
      if (!isUuid(id)) return invalid({ field: 'id', title: 'id must be a valid uuid' })
      const user = users.find((one) => one.id === id.toLowerCase())
      const withRate = String(includes ?? '')
        .split(',')
        .includes('external_rate')
      return user ? json(200, { data: detailed(user, withRate) }) : failure(404, 'User not found')
    },
    '/users.me': (_body, request) => {
      const subject = tokens.valid(schemeToken(request))?.subject
      const user = users.find((one) => one.id === subject)
      return user ? json(200, { data: own(user) }) : failure(404, 'User not found')
    },
  }

  const api = Object.entries(reads).flatMap(([path, answer]): [string, Handler][] => {
    const handler: Handler = (request) => {
      const body = fieldsOf(request)
      return body ? answer(body, request) : failure(400, 'The request body is not a valid JSON object.')
    }
    // GET with a query works on read methods too (the vendor's design guideline).
    return [`POST ${path}`, `GET ${path}`].map((key) => [key, versioned(handler, refusal)])
  })

  return {
    tokens,
    routes: { api: Object.fromEntries(api), oauth: oauthRoutes(tokens, selfId) },
    notFound: () => failure(404, 'Not found'),
    methodNotAllowed: () => failure(405, 'Method not allowed'),
    rateLimit: {
      published: { limit: 200, windowMs: 60_000, kind: 'sliding' },
      // Counted per client id and account, of which there is one each.
      key: (request) => (request.path.startsWith('/oauth2/') ? undefined : app.id),
      headers: (state) => ({
        'X-RateLimit-Limit': String(state.limit),
        'X-RateLimit-Remaining': String(state.remaining),
        'X-RateLimit-Reset': vendorTime(state.resetAt),
      }),
      exceeded: () => failure(429, 'Too many requests.'),
    },
  }
}

/** Authenticates, then answers, with the version that was used. */
const versioned =
  (handler: Handler, refusal: (request: VendorRequest) => VendorReply | undefined): Handler =>
  async (request) => {
    const asked = request.header('x-api-version') ?? ''
    const version = /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : clientVersion
    return withHeaders(refusal(request) ?? (await handler(request)), { 'X-Api-Version': version })
  }

const oauthRoutes = (tokens: TokenBook, self: string): RouteTable => ({
  'GET /oauth2/authorize': (request) =>
    request.query.get('response_type') === 'code'
      ? authorize(request, tokens, { app, subject: self, scopes })
      : text(400, 'response_type must be code.'),
  'POST /oauth2/access_token': (request) => {
    const grants = ['authorization_code', 'refresh_token'] as const
    const result = grant(request, tokens, { app, clientAuth: ['body'], grants })
    if ('error' in result) {
      // The vendor publishes no error body here: that of RFC 6749.
      const status = result.error === 'invalid_client' ? 401 : 400
      return json(status, { error: result.error, error_description: `The request was refused: ${result.error}.` })
    }
    const { accessToken, refreshToken, expiresInSeconds } = result.issued
    return json(200, {
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      access_token: accessToken,
      refresh_token: refreshToken,
    })
  },
})

/** The JSON body, or the query of a GET as an object; undefined for a body that is not one. */
const fieldsOf = (request: VendorRequest): Record<string, unknown> | undefined => {
  if (request.method === 'GET') return nested(request.query)
  if (request.body.length === 0) return {}
  const body = request.json()
  return isRecord(body) ? body : undefined
}

/** `filter[status][]=active&page[size]=5` as `{filter: {status: ['active']}, page: {size: '5'}}`. */
const nested = (query: URLSearchParams): Record<string, unknown> => {
  let root: Record<string, unknown> = {}
  for (const [name, value] of query) {
    const path = name.match(/[^[\]]+|\[\]/g) ?? []
    const changed = put(root, path, value)
    if (isRecord(changed)) root = changed
  }
  return root
}

const put = (place: unknown, path: readonly string[], value: string): unknown => {
  const [step, ...rest] = path
  if (step === undefined) return value
  // `[]` and `[0]` are places in a list.
  if (step === '[]') return [...(Array.isArray(place) ? place : []), put(undefined, rest, value)]
  if (/^\d+$/.test(step)) {
    const items: unknown[] = Array.isArray(place) ? place : []
    return items.toSpliced(Number(step), 1, put(items[Number(step)], rest, value))
  }
  const members = isRecord(place) ? place : {}
  return { ...members, [step]: put(members[step], rest, value) }
}

const invalid = ({ title, field }: Fault): VendorReply =>
  json(400, { errors: [{ title, status: 400, meta: { field } }] })

const failure = (status: number, title: string): VendorReply => json(status, { errors: [{ title, status }] })

/** A date-time with milliseconds and an offset without colon: `2021-06-15T10:51:23.035+0100`. */
const vendorTime = (at: Date): string => new Date(at.getTime() + 3_600_000).toISOString().replace('Z', '+0100')

/** Teamleader Focus: POST for reads, active users only by default, refresh tokens that work once, no writes. */
export const teamleader = defineVendor({
  slug: 'teamleader',
  name: 'Teamleader',
  hosts: { api: [apiHost, 'api.teamleader.eu'], oauth: ['focus.teamleader.eu'] },
  defaultHost: apiHost,
  demo: { authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } },
  create,
})
